import React from 'react';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { readMoney, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import type { OpportunityStage } from '../../../db/opportunity-stages.ts';
import type { Opportunity } from '../../../db/opportunity-scope.ts';

/** As they are typed. */
export type Typed = {
  readonly name: string;
  readonly stage: string;
  readonly value: string;
  readonly currency: string;
  readonly probability: string;
  readonly expectedOn: string;
  readonly ownerId: string;
  readonly description: string;
};

export function startFields(from: Partial<Opportunity>): Typed {
  return {
    name: from.name ?? '',
    stage: from.stage ?? '',
    value: writeMoney(from.valueMinor ?? null),
    currency: from.currency ?? 'PLN',
    probability: from.probability === undefined ? '' : String(from.probability),
    expectedOn: from.expectedOn ?? '',
    ownerId: from.ownerId ?? '',
    description: from.description ?? '',
  };
}

/** What is sent; undefined while the amount or the probability is none. */
export function readFields(typed: Typed): Record<string, unknown> | undefined {
  const valueMinor = typed.value.trim() === '' ? 0 : readMoney(typed.value);
  const probability = typed.probability.trim() === '' ? undefined : Number(typed.probability.replace('%', ''));
  const isShare =
    probability === undefined || (Number.isInteger(probability) && probability >= 0 && probability <= 100);
  if (valueMinor === null || !isShare) return undefined;
  return {
    name: typed.name,
    valueMinor,
    currency: typed.currency,
    expectedOn: typed.expectedOn || null,
    description: typed.description || null,
    ...(typed.stage ? { stage: typed.stage } : {}),
    ...(probability === undefined ? {} : { probability }),
    ...(typed.ownerId ? { ownerId: typed.ownerId } : {}),
  };
}

const currencies = ['PLN', 'EUR', 'USD', 'GBP', 'CZK', 'CHF'];

type FieldsProps = {
  readonly fields: Typed;
  readonly onChange: (fields: Typed) => void;
  readonly problem: (field: string) => string | undefined;
  /** An amount or a probability could not be read. */
  readonly unread: boolean;
};

/** All that may be said of an opportunity, but its customer. A stage brings its own probability. */
export function OpportunityFields({ fields, onChange, problem, unread }: FieldsProps) {
  const { t, language } = useWords();
  const { value: known } = useRead<{ stages: OpportunityStage[] }>('/opportunity-stages');
  const set = (part: Partial<Typed>) => onChange({ ...fields, ...part });
  const stages = known?.stages ?? [];
  const stage = stages.find(({ code }) => code === fields.stage) ?? stages[0];
  const badValue = unread && fields.value.trim() !== '' && readMoney(fields.value) === null;
  const badShare = unread && !badValue;
  return (
    <>
      <Field label={t('opportunity.name')} required error={problem('name')}>
        <TextInput value={fields.name} onChange={(name) => set({ name })} />
      </Field>
      <div className="two">
        <Field label={t('opportunity.value')} error={badValue ? t('opportunity.no amount') : problem('valueMinor')}>
          <TextInput value={fields.value} onChange={(value) => set({ value })} placeholder="0,00" />
        </Field>
        <Field label={t('opportunity.currency')}>
          <Select
            value={fields.currency}
            onChange={(currency) => set({ currency })}
            choices={[...new Set([...currencies, fields.currency])].map((one) => ({ value: one, label: one }))}
          />
        </Field>
      </div>
      <div className="two">
        <Field label={t('opportunity.stage')} error={problem('stage')}>
          <Select
            value={stage?.code ?? ''}
            onChange={(code) => set({ stage: code, probability: '' })}
            choices={stages.map((one) => ({
              value: one.code,
              label: `${language === 'pl' ? one.namePl : one.nameEn} (${one.probability}%)`,
            }))}
          />
        </Field>
        <Field
          label={t('opportunity.probability')}
          hint={t('opportunity.probability hint')}
          error={badShare ? t('opportunity.no share') : problem('probability')}
        >
          <TextInput
            value={fields.probability}
            onChange={(probability) => set({ probability })}
            placeholder={stage ? `${stage.probability}` : ''}
          />
        </Field>
      </div>
      <div className="two">
        <Field label={t('opportunity.expected')}>
          <DateInput value={fields.expectedOn} onChange={(expectedOn) => set({ expectedOn })} />
        </Field>
        <Field label={t('opportunity.owner')} error={problem('ownerId')}>
          <ColleagueSelect value={fields.ownerId} onChange={(ownerId) => set({ ownerId })} />
        </Field>
      </div>
      <Field label={t('opportunity.description')}>
        <TextInput value={fields.description} onChange={(description) => set({ description })} lines={3} />
      </Field>
    </>
  );
}
