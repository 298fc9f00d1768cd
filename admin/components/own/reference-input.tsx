import React, { Suspense, useMemo, useState } from 'react';
import type { Right } from '../../../domain/access.ts';
import type { OwnTarget, UsableField } from '../../../domain/own/shapes.ts';
import { useAdders } from '../adders.ts';
import { Select } from '../field.tsx';
import { finderOf } from '../find-record.ts';
import { ChosenRecord, Finder } from '../finder.tsx';
import { useRead } from '../read.ts';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import { useNames } from './names.ts';

type ReferenceInputProps = {
  readonly field: UsableField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

/** Leads to another record: people of ours are chosen from a list, everything else is found while typing or added in place. */
export function ReferenceInput({ field, value, onChange }: ReferenceInputProps) {
  const target = field.options.target ?? 'company';
  const id = typeof value === 'string' ? value : '';
  if (target === 'user') return <UserInput id={id} onChange={onChange} />;
  return id ? (
    <Chosen target={target} id={id} onClear={() => onChange(null)} />
  ) : (
    <TargetFinder target={target} onChoose={onChange} />
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
    <ChosenRecord
      name={names ? (names.get(id) ?? t('shape.hidden record')) : '…'}
      clear={t('shape.clear')}
      onClear={onClear}
    />
  );
}

type Target = Exclude<OwnTarget, 'user'>;

const making: Readonly<Record<Target, Right>> = {
  company: 'company.edit',
  person: 'company.edit',
  case: 'case.edit',
  opportunity: 'opportunity.edit',
  task: 'task.edit',
};

type FinderProps = { readonly target: Target; readonly onChoose: (id: string) => void };

function TargetFinder({ target, onChoose }: FinderProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const Adder = useAdders()?.[target];
  const [adding, setAdding] = useState<string>();
  const find = useMemo(() => finderOf(target), [target]);
  const close = () => setAdding(undefined);
  return (
    <>
      <Finder
        find={find}
        placeholder={t(`shape.find ${target}`)}
        onChoose={({ id }) => onChoose(id)}
        add={
          Adder && may(making[target]) ? { label: t(`finder.new ${target}`), icon: 'plus', open: setAdding } : undefined
        }
      />
      {adding !== undefined && Adder ? (
        <Suspense fallback={null}>
          <Adder
            name={adding}
            onClose={close}
            onMade={({ id }) => {
              close();
              onChoose(id);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
