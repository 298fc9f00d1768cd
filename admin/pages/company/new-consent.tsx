import React from 'react';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useWords } from '../../components/words.ts';
import type { Person } from '../../../db/people.ts';
import type { ShownPoint } from '../../../db/suppressions.ts';
import { namePurpose } from '../../../domain/governor/rule-book.ts';
import type { Choice } from '../../../domain/lists/shapes.ts';

/** Who may have said it, with the addresses of each. Without `firm` it is the word of the one person. */
export type Speakers = {
  readonly companyId: string;
  readonly firm?: readonly ShownPoint[];
  readonly people: readonly Pick<Person, 'id' | 'firstName' | 'lastName' | 'contactPoints'>[];
};

type NewConsentProps = { readonly speakers: Speakers; readonly onClose: () => void; readonly onMade: () => void };

/** One more word: whose, about what, by which channel, and how we know of it. */
export function NewConsent({ speakers, onClose, onMade }: NewConsentProps) {
  const { t } = useWords();
  const { companyId, firm, people } = speakers;
  const only = firm ? '' : people[0]!.id;
  const draft = useDraft(`consent ${companyId} ${only}`.trim(), { ...begin, personId: only });
  const { typed, change } = draft;
  const { run, busy, refused, problem } = useAction();
  const points = (typed.personId ? people.find(({ id }) => id === typed.personId)?.contactPoints : firm) ?? [];
  const addresses = points.filter(({ kind }) => kind === typed.channel);
  // An address that went meanwhile is in an old draft still.
  const address = addresses.find(({ id }) => id === typed.contactPointId)?.id ?? '';
  const set = (field: keyof typeof typed) => (value: string) => change({ [field]: value });
  const save = () =>
    run(async () => {
      const { personId, givenOn, ...said } = typed;
      const sent = { ...said, personId: personId || null, contactPointId: address || null, givenOn: givenOn || null };
      await call('POST', `/companies/${companyId}/consents`, sent);
      draft.forget();
      onMade();
    });
  return (
    <Dialog
      title={t('company.record consent')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} />}
    >
      <div className="company-form">
        {firm ? (
          <Field label={t('company.whose word')} error={problem('personId')}>
            <Select
              value={typed.personId}
              onChange={(personId) => change({ personId, contactPointId: '' })}
              none={t('company.whole firm')}
              choices={people.map(({ id, firstName, lastName }) => ({
                value: id,
                label: [firstName, lastName].filter(Boolean).join(' '),
              }))}
            />
          </Field>
        ) : null}
        <Field label={t('company.consent')}>
          <Select value={typed.status} onChange={set('status')} choices={choicesOf(statuses, t, 'consent')} />
        </Field>
        <Field label={t('company.purpose')}>
          <PurposeSelect value={typed.purpose} onChange={set('purpose')} />
        </Field>
        <Field label={t('company.channel')}>
          <Select
            value={typed.channel}
            onChange={(channel) => change({ channel, contactPointId: '' })}
            choices={choicesOf(['any', 'email', 'phone'], t, 'company.channel')}
          />
        </Field>
        {addresses.length > 0 ? (
          <Field label={t('company.which address')} error={problem('contactPointId')}>
            <Select
              value={address}
              onChange={set('contactPointId')}
              none={t('company.every address')}
              choices={addresses.map(({ id, value }) => ({ value: id, label: value }))}
            />
          </Field>
        ) : null}
        <Field label={t('company.said on')} error={problem('givenOn')}>
          <DateInput value={typed.givenOn} towards="past" onChange={set('givenOn')} />
        </Field>
        <Field label={t('company.evidence')} required error={problem('evidence')} hint={t('company.evidence hint')}>
          <TextInput value={typed.evidence} onChange={set('evidence')} lines={3} />
        </Field>
        <Refusal refused={refused} />
      </div>
    </Dialog>
  );
}

type PurposeProps = {
  readonly value: string;
  readonly onChange: (purpose: string) => void;
  /** Text of the choice of none. */
  readonly none?: string;
};

/** The purposes that the rule book knows. */
export function PurposeSelect({ value: chosen, onChange, none }: PurposeProps) {
  const { language } = useWords();
  const { value } = useRead<{ purposes: Choice[] }>('/consent-purposes');
  const known = value?.purposes ?? (chosen ? [{ value: chosen, label: namePurpose(chosen) }] : []);
  return (
    <Select
      value={chosen}
      onChange={onChange}
      {...(none === undefined ? {} : { none })}
      choices={known.map((one) => ({ value: one.value, label: one.label[language] }))}
    />
  );
}

const statuses = ['given', 'refused', 'withdrawn'];
const begin = {
  personId: '',
  contactPointId: '',
  channel: 'any',
  purpose: 'marketing',
  status: 'given',
  evidence: '',
  givenOn: '',
};

function choicesOf(values: readonly string[], t: (word: string) => string, under: string) {
  return values.map((value) => ({ value, label: t(`${under}.${value}`) }));
}
