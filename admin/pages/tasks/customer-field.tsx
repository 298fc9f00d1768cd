import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

export type Chosen = { readonly id: string; readonly name: string };
type Found = Chosen & { readonly beside?: string | null };

type ChoiceProps = {
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen | undefined) => void;
  readonly error?: string | undefined;
  /** It is said and cannot be changed. */
  readonly fixed?: boolean;
  readonly required?: boolean;
};

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

type FinderProps = ChoiceProps & {
  readonly label: string;
  readonly placeholder: string;
  readonly none: string;
  readonly find: (typed: string) => Promise<readonly Found[]>;
};

function FinderField({ chosen, onChoose, error, fixed, required, label, placeholder, none, find }: FinderProps) {
  const [typed, setTyped] = useState('');
  const found = useFound(typed, find);
  const must = required ? { required } : {};
  if (chosen) {
    return (
      <Field label={label} error={error} {...must}>
        <div className="chosen">
          <span className="strong">{chosen.name}</span>
          {fixed ? null : <Button kind="quiet" icon="close" label={none} onClick={() => onChoose(undefined)} />}
        </div>
      </Field>
    );
  }
  const choose = ({ id, name }: Found) => {
    setTyped('');
    onChoose({ id, name });
  };
  return (
    <div className="customer-finder">
      <Field label={label} error={error} {...must}>
        <TextInput
          value={typed}
          onChange={setTyped}
          placeholder={placeholder}
          autoComplete="off"
          disabled={fixed ?? false}
        />
      </Field>
      {found.length > 0 ? (
        <ul className="found">
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => choose(one)}>
                {one.name} {one.beside ? <span className="muted">{one.beside}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
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

function useFound(typed: string, find: FinderProps['find']): readonly Found[] {
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    if (typed.trim().length < 2) return setFound([]);
    let gone = false;
    const timer = setTimeout(() => {
      find(typed).then(
        (rows) => !gone && setFound(rows),
        () => undefined,
      );
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [typed, find]);
  return found;
}
