import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Check, Field, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import {
  isShippedPurpose,
  namePurpose,
  strictest,
  type Purpose,
  type RuleBook,
} from '../../../domain/governor/rule-book.ts';
import { oneLine } from '../../../domain/text/clean.ts';

type Purposes = RuleBook['purposes'];
type PurposesProps = {
  readonly purposes: Purposes;
  readonly onChange: (purposes: Purposes) => void;
  /** What is wrong with a name. */
  readonly problem: string | undefined;
};

const rules = ['needsConsent', 'capped', 'offer'] as const satisfies readonly (keyof Purpose)[];

/** What each purpose brings with it, and which there are. One that the book does not know gets all three. */
export function Purposes({ purposes, onChange, problem }: PurposesProps) {
  const { t } = useWords();
  const columns = useColumns({ purposes, onChange });
  return (
    <Card title={t('rules.purposes')}>
      <p className="second">{t('rules.purposes text')}</p>
      <Table label={t('rules.purposes')} rows={Object.keys(purposes)} rowId={(name) => name} columns={columns} />
      <NewPurpose
        problem={problem}
        purposes={purposes}
        onAdd={(name) => onChange({ ...purposes, [name]: strictest })}
      />
    </Card>
  );
}

function useColumns({ purposes, onChange }: Omit<PurposesProps, 'problem'>): Column<string>[] {
  const { t, language } = useWords();
  const set = (name: string, part: Partial<Purpose>) =>
    onChange({ ...purposes, [name]: { ...purposes[name]!, ...part } });
  const remove = (name: string) =>
    onChange(Object.fromEntries(Object.entries(purposes).filter(([one]) => one !== name)));
  const nameOf = (name: string) => namePurpose(name)[language];
  return [
    { id: 'name', head: t('templates.purpose'), phone: 'title', cell: (name) => <b>{nameOf(name)}</b> },
    ...rules.map((rule) => ({
      id: rule,
      head: t(`rules.${rule}`),
      cell: (name: string) => (
        <span className="rule-purpose">
          <Check
            bare
            label={`${nameOf(name)}: ${t(`rules.${rule}`)}`}
            checked={purposes[name]![rule]}
            onChange={(on) => set(name, { [rule]: on })}
          />
          <span className="on-phone-only" aria-hidden="true">
            {t(`rules.${rule}`)}
          </span>
        </span>
      ),
    })),
    {
      id: 'remove',
      head: '',
      width: 48,
      cell: (name) =>
        // Templates and scenarios name those that Nurt works with.
        isShippedPurpose(name) ? null : (
          <Button
            kind="quiet"
            size="small"
            icon="trash"
            label={t('rules.remove purpose', { name })}
            onClick={() => remove(name)}
          />
        ),
    },
  ];
}

type NewPurposeProps = Omit<PurposesProps, 'onChange'> & { readonly onAdd: (name: string) => void };

function NewPurpose({ purposes, problem, onAdd }: NewPurposeProps) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState('');
  const name = oneLine(typed);
  const known = Object.keys(purposes).flatMap((one) => [one, namePurpose(one)[language]]);
  const isThere = known.some((one) => one.toLowerCase() === name.toLowerCase());
  const add = () => {
    if (name === '' || isThere) return;
    onAdd(name);
    setTyped('');
  };
  return (
    <div className="rule-new">
      <Field
        label={t('rules.new purpose')}
        hint={t('rules.new purpose hint')}
        error={isThere ? t('rules.purpose there') : problem}
      >
        <TextInput value={typed} onChange={setTyped} onEnter={add} />
      </Field>
      <Button icon="plus" disabled={name === '' || isThere} onClick={add}>
        {t('rules.add purpose')}
      </Button>
    </div>
  );
}
