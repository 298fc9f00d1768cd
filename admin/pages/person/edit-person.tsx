import React, { useState } from 'react';
import { DateInput } from '../../components/date-input.tsx';
import { yearlyDay } from '../../components/dates.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Field, Select, TextInput } from '../../components/field.tsx';
import { RecordForm, type PlainField } from '../../components/own/record-form.tsx';
import { call, saveChanged, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { SaveButtons, type AfterSaving } from '../../components/save-buttons.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { PersonCard } from '../../../db/people.ts';
import { Position } from '../company/position.tsx';

const fields = [
  'firstName',
  'lastName',
  'position',
  'department',
  'decides',
  'isMain',
  'language',
  'gender',
  'vocative',
  'bornOn',
  'nameDay',
] as const;
type Typed = Pick<PersonCard, (typeof fields)[number] | 'own'>;
type EditPersonProps = {
  readonly person: PersonCard;
  readonly onClose: () => void;
  readonly onSaved: (after: AfterSaving) => void;
};

/** Everything about a contact person. Only what was changed is sent. */
export function EditPerson({ person, onClose, onSaved }: EditPersonProps) {
  const words = useWords();
  const { t } = words;
  const [begin] = useState(() => typedOf(person));
  const [base, setBase] = useState({ values: begin, version: person.version });
  const draft = useDraft<Typed>(`person ${person.id}`, begin);
  const { typed, change } = draft;
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const save = (after: AfterSaving) =>
    run(async () => {
      const { values: before, version: seen } = base;
      await saveChanged(`/people/${person.id}`, { version: seen, before, after: typed });
      if (after === 'stay') await goOn();
      else draft.forget();
      onSaved(after);
    });
  /** Where somebody else was quicker, what they have changed stands there too, and what was chosen instead of one's own. */
  const goOn = async () => {
    const now = await call<PersonCard>('GET', `/people/${person.id}`);
    setBase({ values: typedOf(now), version: now.version });
    draft.saved(typed, typedOf(now));
    toast(t('frame.saved'), { tone: 'green' });
  };
  return (
    <Dialog
      drawer
      title={t('person.edit')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save('close')}
      actions={<SaveButtons busy={busy} next={t('person.save and next')} onSave={(after) => void save(after)} />}
    >
      <div className="company-form">
        <Refusal refused={refused} />
        <RecordForm
          record="person"
          fields={personFields({ typed, change, problem, words })}
          own={typed.own}
          onOwn={(own) => change({ own })}
          problem={problem}
        />
      </div>
    </Dialog>
  );
}

function typedOf(person: PersonCard): Typed {
  return {
    ...(Object.fromEntries(fields.map((field) => [field, person[field]])) as unknown as Typed),
    own: person.own,
  };
}

type Fields = {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly problem: (field: string) => string | undefined;
  readonly words: Words;
};

/** All that may be said of a person, for a form that administrators arrange. */
export function personFields({ typed, change, problem, words: { t } }: Fields): PlainField[] {
  const text = (field: 'firstName' | 'lastName' | 'department' | 'vocative'): PlainField => ({
    id: field,
    must: field === 'lastName',
    node: (
      <Field label={t(`company.person.${field}`)} required={field === 'lastName'} error={problem(field)}>
        <TextInput
          value={typed[field] ?? ''}
          onChange={(value) => change({ [field]: value === '' && field !== 'lastName' ? null : value })}
        />
      </Field>
    ),
  });
  const choice = (field: 'language' | 'gender', choices: readonly string[]): PlainField => ({
    id: field,
    node: (
      <Field label={t(field === 'language' ? 'customer.field.language' : 'company.person.gender')}>
        <Select
          value={typed[field] ?? ''}
          none={t(`person.${field}.none`)}
          onChange={(value) => change({ [field]: value || null })}
          choices={choices.map((one) => ({ value: one, label: t(`person.${field}.${one}`) }))}
        />
      </Field>
    ),
  });
  return [
    text('firstName'),
    text('lastName'),
    {
      id: 'position',
      node: (
        <Field label={t('company.person.position')} error={problem('position')} hint={t('finder.by typing')}>
          <Position value={typed.position ?? ''} onChange={(value) => change({ position: value || null })} />
        </Field>
      ),
    },
    text('department'),
    {
      id: 'isMain',
      node: <Check checked={typed.isMain} onChange={(isMain) => change({ isMain })} label={t('person.is main')} />,
    },
    {
      id: 'decides',
      node: (
        <Check
          checked={typed.decides ?? false}
          onChange={(decides) => change({ decides })}
          label={t('company.person.decides')}
        />
      ),
    },
    choice('gender', ['f', 'm']),
    text('vocative'),
    choice('language', ['pl', 'en']),
    {
      id: 'bornOn',
      node: (
        <Field label={t('company.person.bornOn')} error={problem('bornOn')}>
          <DateInput
            value={typed.bornOn ?? ''}
            towards="past"
            onChange={(value) => change({ bornOn: value || null })}
          />
        </Field>
      ),
    },
    {
      id: 'nameDay',
      node: (
        <Field label={t('company.person.nameDay')} error={problem('nameDay')}>
          <DateInput
            value={typed.nameDay ? yearlyDay(typed.nameDay, new Date().getFullYear()) : ''}
            onChange={(value) => change({ nameDay: value ? value.slice(5) : null })}
          />
        </Field>
      ),
    },
  ];
}
