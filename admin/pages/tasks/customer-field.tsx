import React, { Suspense, useState } from 'react';
import { useAdders, type Made } from '../../components/adders.ts';
import { FinderField, type Chosen, type ChoiceProps, type Found } from '../../components/finder-field.tsx';
import { SHOWN } from '../../components/finder.tsx';
import { call } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';

export type { Chosen } from '../../components/finder-field.tsx';

type CustomerProps = ChoiceProps & {
  readonly label?: string;
  /** Of those that are there already: a filter, a merge. */
  readonly onlyKnown?: boolean;
};

/** Finds a customer while one types a name, NIP or phone; the list to choose from and a new one are a press away (S1-43). */
export function CustomerField({ label, onlyKnown = false, ...props }: CustomerProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const adders = useAdders();
  const [opened, setOpened] = useState<{ readonly door: 'list' | 'add'; readonly typed: string }>();
  const close = () => setOpened(undefined);
  const { chooseCompany: Chooser, company: Adder } = adders ?? {};
  const take = (made: Made) => {
    close();
    props.onChoose(made);
  };
  const open = (door: 'list' | 'add') => (typed: string) => setOpened({ door, typed });
  return (
    <>
      <FinderField
        {...props}
        label={label ?? t('task.customer')}
        placeholder={t('task.find customer')}
        none={t('task.no customer')}
        find={findCustomers}
        list={Chooser ? { label: t('finder.list'), icon: 'rows', open: open('list') } : undefined}
        add={
          Adder && !onlyKnown && may('company.edit')
            ? { label: t('finder.new company'), icon: 'plus', open: open('add') }
            : undefined
        }
      />
      <Suspense fallback={null}>
        {opened?.door === 'list' && Chooser ? <Chooser search={opened.typed} onClose={close} onChoose={take} /> : null}
        {opened?.door === 'add' && Adder ? <Adder name={opened.typed} onClose={close} onMade={take} /> : null}
      </Suspense>
    </>
  );
}

/** Finds an open task while one types its title: the main task of another. */
export function MainTaskField(props: ChoiceProps) {
  const { t } = useWords();
  return (
    <FinderField
      {...props}
      label={t('task.main')}
      placeholder={t('task.find main')}
      none={t('task.no main')}
      find={findTasks}
    />
  );
}

async function findCustomers(q: string): Promise<Found[]> {
  type Row = Chosen & { readonly city?: string | null };
  const query = new URLSearchParams({ q, limit: String(SHOWN + 1) });
  const { rows } = await call<{ rows: Row[] }>('GET', `/companies?${query}`);
  return rows.map(({ id, name, city }) => ({ id, name, beside: city ?? null }));
}

async function findTasks(search: string): Promise<Found[]> {
  type Row = { readonly id: string; readonly title: string; readonly companyName: string | null };
  const query = new URLSearchParams({ list: 'open', who: 'all', search, limit: String(SHOWN) });
  const { rows } = await call<{ rows: Row[] }>('GET', `/tasks?${query}`);
  return rows.map(({ id, title, companyName }) => ({ id, name: title, beside: companyName }));
}
