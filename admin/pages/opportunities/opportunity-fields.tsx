import React from 'react';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { CurrencySelect } from '../../components/currency-select.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { DictionarySelect } from '../../components/dictionary-select.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { RecordForm, type PlainField } from '../../components/own/record-form.tsx';
import { useRead } from '../../components/read.ts';
import { useWords, type Words } from '../../components/words.ts';
import { readMoney, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import type { OpportunityStage } from '../../../db/opportunity-stages.ts';
import type { Opportunity } from '../../../db/opportunity-scope.ts';
import { PersonSelect } from '../task/participants.tsx';

/** As they are typed. */
export type Typed = {
  readonly name: string;
  readonly stage: string;
  readonly value: string;
  readonly currency: string;
  readonly probability: string;
  readonly expectedOn: string;
  readonly personId: string;
  readonly ownerId: string;
  readonly description: string;
  readonly own: OwnValues;
};

export function startFields(from: Partial<Opportunity>): Typed {
  return {
    name: from.name ?? '',
    stage: from.stage ?? '',
    value: writeMoney(from.valueMinor ?? null),
    currency: from.currency ?? '',
    probability: from.probability === undefined ? '' : String(from.probability),
    expectedOn: from.expectedOn ?? '',
    personId: from.personId ?? '',
    ownerId: from.ownerId ?? '',
    description: from.description ?? '',
    own: from.own ?? {},
  };
}

/** What is sent; undefined while the amount or the probability is none. */
export function readFields(typed: Typed): Record<string, unknown> | undefined {
  const valueMinor = typed.value.trim() === '' ? 0 : readMoney(typed.value, typed.currency || undefined);
  const probability = readShare(typed.probability);
  if (valueMinor === null || probability === null) return undefined;
  return {
    name: typed.name,
    valueMinor,
    expectedOn: typed.expectedOn || null,
    personId: typed.personId || null,
    description: typed.description || null,
    ...(typed.currency ? { currency: typed.currency } : {}),
    ...(typed.stage ? { stage: typed.stage } : {}),
    ...(probability === undefined ? {} : { probability }),
    ...(typed.ownerId ? { ownerId: typed.ownerId } : {}),
  };
}

/** A whole number of percent from 0 to 100; undefined where nothing is typed, null for anything else. */
function readShare(typed: string): number | null | undefined {
  if (typed.trim() === '') return undefined;
  const share = Number(typed.replace('%', ''));
  return Number.isInteger(share) && share >= 0 && share <= 100 ? share : null;
}

/**
 * What stood there and what is to, as both are sent; undefined while something cannot be read. A stage brings its own
 * probability: one that was typed beside another stage goes along, even if it is the old one. Emptied, it is that of the stage.
 */
export function changedFields(
  begin: Typed,
  typed: Typed,
): { readonly before: object; readonly after: object } | undefined {
  const read = readFields(typed);
  if (!read) return undefined;
  const isMoved = typed.stage !== begin.stage;
  const stood = readFields(isMoved ? { ...begin, probability: '' } : begin);
  const isEmptied = !isMoved && typed.probability.trim() === '' && begin.probability !== '';
  const after = { ...read, ...(isEmptied ? { probability: null } : {}), own: typed.own };
  return { before: { ...stood, own: begin.own }, after };
}

type OpportunityFieldsProps = {
  readonly fields: Typed;
  readonly onChange: (fields: Typed) => void;
  readonly problem: (field: string) => string | undefined;
  /** An amount or a probability could not be read. */
  readonly unread: boolean;
  /** Whose people may be chosen as the contact person. */
  readonly companyId: string | undefined;
  /** What stands before the fields: the customer of a new one. */
  readonly before?: readonly PlainField[];
};

/** All that may be said of an opportunity, arranged as administrators want it. A stage brings its own probability. */
export function OpportunityFields(props: OpportunityFieldsProps) {
  const { fields, onChange, problem, before = [] } = props;
  const words = useWords();
  const { value: known, reload } = useRead<{ stages: OpportunityStage[] }>('/opportunity-stages');
  const plain = opportunityFields({ ...props, words, stages: known?.stages ?? [], onStage: reload });
  return (
    <RecordForm
      record="opportunity"
      fields={[...before, ...plain]}
      own={fields.own}
      onOwn={(own) => onChange({ ...fields, own })}
      problem={problem}
    />
  );
}

type PlainProps = OpportunityFieldsProps & {
  readonly words: Words;
  readonly stages: readonly OpportunityStage[];
  readonly onStage: () => void;
};

/** The fields of the form without the customer. */
export function opportunityFields(props: PlainProps): PlainField[] {
  const { fields, onChange, problem, words } = props;
  const { t } = words;
  const set = (part: Partial<Typed>) => onChange({ ...fields, ...part });
  return [
    {
      id: 'name',
      must: true,
      width: 'whole',
      node: (
        <Field label={t('opportunity.name')} required error={problem('name')}>
          <TextInput value={fields.name} onChange={(name) => set({ name })} />
        </Field>
      ),
    },
    { id: 'personId', width: 'whole', node: <PersonField {...props} /> },
    ...valueFields(props),
    ...chanceFields(props),
    {
      id: 'expectedOn',
      node: (
        <Field label={t('opportunity.expected')}>
          <DateInput value={fields.expectedOn} onChange={(expectedOn) => set({ expectedOn })} />
        </Field>
      ),
    },
    {
      id: 'ownerId',
      node: (
        <Field label={t('opportunity.owner')} error={problem('ownerId')}>
          <ColleagueSelect value={fields.ownerId} onChange={(ownerId) => set({ ownerId })} />
        </Field>
      ),
    },
    {
      id: 'description',
      width: 'whole',
      node: (
        <Field label={t('opportunity.description')}>
          <TextInput value={fields.description} onChange={(description) => set({ description })} lines={3} />
        </Field>
      ),
    },
  ];
}

function PersonField({ fields, onChange, problem, companyId }: OpportunityFieldsProps) {
  const { t } = useWords();
  return (
    <Field label={t('opportunity.person')} error={problem('personId')}>
      <PersonSelect
        companyId={companyId}
        value={fields.personId}
        onChange={(personId) => onChange({ ...fields, personId })}
      />
    </Field>
  );
}

function isBadValue({ unread, fields }: OpportunityFieldsProps): boolean {
  return unread && fields.value.trim() !== '' && readMoney(fields.value, fields.currency || undefined) === null;
}

function valueFields(props: PlainProps): PlainField[] {
  const { fields, onChange, problem, words } = props;
  const { t } = words;
  return [
    {
      id: 'valueMinor',
      node: (
        <Field
          label={t('opportunity.value')}
          error={isBadValue(props) ? t('opportunity.no amount') : problem('valueMinor')}
        >
          <TextInput
            value={fields.value}
            onChange={(value) => onChange({ ...fields, value })}
            placeholder={words.language === 'pl' ? '0,00' : '0.00'}
          />
        </Field>
      ),
    },
    {
      id: 'currency',
      node: (
        <Field label={t('opportunity.currency')} error={problem('currency')}>
          <CurrencySelect value={fields.currency} onChange={(currency) => onChange({ ...fields, currency })} />
        </Field>
      ),
    },
  ];
}

function chanceFields(props: PlainProps): PlainField[] {
  const { fields, onChange, problem, unread, stages, onStage, words } = props;
  const { t, language } = words;
  const stage = stages.find(({ code }) => code === fields.stage) ?? stages[0];
  const badShare = unread && readShare(fields.probability) === null;
  return [
    {
      id: 'stage',
      node: (
        <Field label={t('opportunity.stage')} error={problem('stage')}>
          <DictionarySelect
            dictionary="opportunity_stages"
            needed
            value={fields.stage || (stage?.code ?? '')}
            onChange={(code) => onChange({ ...fields, stage: code, probability: '' })}
            nameOf={({ name, probability }) => `${name[language]} (${probability}%)`}
            onAdded={onStage}
          />
        </Field>
      ),
    },
    {
      id: 'probability',
      node: (
        <Field
          label={t('opportunity.probability')}
          hint={t('opportunity.probability hint')}
          error={badShare ? t('opportunity.no share') : problem('probability')}
        >
          <TextInput
            value={fields.probability}
            onChange={(probability) => onChange({ ...fields, probability })}
            placeholder={stage ? `${stage.probability}` : ''}
          />
        </Field>
      ),
    },
  ];
}
