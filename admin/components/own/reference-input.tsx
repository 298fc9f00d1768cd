import React, { useEffect, useState } from 'react';
import type { OwnTarget, UsableField } from '../../../domain/own/shapes.ts';
import type { ListPage } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Select, TextInput } from '../field.tsx';
import { call, useRead } from '../read.ts';
import { useWords } from '../words.ts';
import { useNames } from './names.ts';

type ReferenceInputProps = {
  readonly field: UsableField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

/** Leads to another record: people of ours are chosen from a list, everything else is found while typing. */
export function ReferenceInput({ field, value, onChange }: ReferenceInputProps) {
  const target = field.options.target ?? 'company';
  const id = typeof value === 'string' ? value : '';
  if (target === 'user') return <UserInput id={id} onChange={onChange} />;
  return id ? (
    <Chosen target={target} id={id} onClear={() => onChange(null)} />
  ) : (
    <Finder target={target} onChoose={onChange} />
  );
}

function UserInput({ id, onChange }: { readonly id: string; readonly onChange: (id: unknown) => void }) {
  const { t } = useWords();
  const { value: users } = useRead<{ rows: { id: string; name: string }[] }>('/users');
  return (
    <Select
      value={id}
      onChange={(chosen) => onChange(chosen || null)}
      none={t('shape.not set')}
      choices={(users?.rows ?? []).map(({ id: value, name }) => ({ value, label: name }))}
    />
  );
}

type ChosenProps = { readonly target: OwnTarget; readonly id: string; readonly onClear: () => void };

function Chosen({ target, id, onClear }: ChosenProps) {
  const { t } = useWords();
  const names = useNames(target, [id]);
  return (
    <span className="chosen">
      <span className="strong">{names ? (names.get(id) ?? t('shape.hidden record')) : '…'}</span>
      <Button kind="quiet" icon="close" label={t('shape.clear')} onClick={onClear} />
    </span>
  );
}

const searched = {
  company: { kind: 'companies', column: 'name' },
  person: { kind: 'people', column: 'name' },
  task: { kind: 'tasks', column: 'title' },
} as const;

type FinderProps = { readonly target: Exclude<OwnTarget, 'user'>; readonly onChoose: (id: string) => void };

function Finder({ target, onChoose }: FinderProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const found = useFound(target, typed);
  return (
    <span className="reference-finder">
      <TextInput value={typed} onChange={setTyped} placeholder={t(`shape.find ${target}`)} autoComplete="off" />
      {found.length > 0 ? (
        <ul className="found">
          {found.map(({ id, name }) => (
            <li key={id}>
              <button type="button" onClick={() => onChoose(id)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </span>
  );
}

function useFound(target: Exclude<OwnTarget, 'user'>, typed: string) {
  const [found, setFound] = useState<readonly { id: string; name: string }[]>([]);
  useEffect(() => {
    if (typed.trim().length < 2) return setFound([]);
    let gone = false;
    const { kind, column } = searched[target];
    const view = { columns: [{ field: column }], sort: [], condition: null, colours: [], density: 'roomy' };
    const timer = setTimeout(() => {
      call<ListPage>('POST', `/lists/${kind}/rows`, { view, search: typed, limit: 6 }).then(
        ({ rows }) => !gone && setFound(rows.map(({ id, values }) => ({ id, name: String(values[column] ?? '') }))),
        () => undefined,
      );
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [target, typed]);
  return found;
}
