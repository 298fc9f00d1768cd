import React from 'react';
import { FinderField, type Chosen, type ChoiceProps, type Found } from '../../components/finder-field.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

export type { Chosen } from '../../components/finder-field.tsx';

/** Finds a customer while one types a name, NIP or phone. */
export function CustomerField(props: ChoiceProps) {
  const { t } = useWords();
  return (
    <FinderField
      {...props}
      label={t('task.customer')}
      placeholder={t('task.find customer')}
      none={t('task.no customer')}
      find={findCustomers}
    />
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
  const { rows } = await call<{ rows: Row[] }>('GET', `/companies?${new URLSearchParams({ q, limit: '6' })}`);
  return rows.slice(0, 6).map(({ id, name, city }) => ({ id, name, beside: city ?? null }));
}

async function findTasks(search: string): Promise<Found[]> {
  type Row = { readonly id: string; readonly title: string; readonly companyName: string | null };
  const query = new URLSearchParams({ list: 'open', who: 'all', search, limit: '6' });
  const { rows } = await call<{ rows: Row[] }>('GET', `/tasks?${query}`);
  return rows.map(({ id, title, companyName }) => ({ id, name: title, beside: companyName }));
}
