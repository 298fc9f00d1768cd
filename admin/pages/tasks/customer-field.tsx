import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

export type Chosen = { readonly id: string; readonly name: string };
type Found = Chosen & { readonly city?: string | null };

type CustomerFieldProps = {
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen | undefined) => void;
  readonly error?: string | undefined;
};

/** Finds a customer while one types a name, NIP or phone. */
export function CustomerField({ chosen, onChoose, error }: CustomerFieldProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const found = useFound(typed);
  if (chosen) {
    return (
      <Field label={t('task.customer')} error={error}>
        <div className="chosen">
          <span className="strong">{chosen.name}</span>
          <Button kind="quiet" icon="close" label={t('task.no customer')} onClick={() => onChoose(undefined)} />
        </div>
      </Field>
    );
  }
  return (
    <div className="customer-finder">
      <Field label={t('task.customer')} error={error}>
        <TextInput value={typed} onChange={setTyped} placeholder={t('task.find customer')} autoComplete="off" />
      </Field>
      {found.length > 0 ? (
        <ul className="found">
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onChoose({ id: one.id, name: one.name })}>
                {one.name} {one.city ? <span className="muted">{one.city}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function useFound(typed: string): readonly Found[] {
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    if (typed.trim().length < 2) return setFound([]);
    let gone = false;
    const timer = setTimeout(() => {
      call<{ rows: Found[] }>('GET', `/companies?${new URLSearchParams({ q: typed, limit: '6' })}`).then(
        ({ rows }) => !gone && setFound(rows.slice(0, 6)),
        () => undefined,
      );
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [typed]);
  return found;
}
