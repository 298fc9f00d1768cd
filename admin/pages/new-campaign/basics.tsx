import React from 'react';
import { CurrencySelect } from '../../components/currency-select.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { RecordForm } from '../../components/own/record-form.tsx';
import { Card } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { FormShape } from '../../../db/form-layouts.ts';
import type { CampaignDraft } from '../../../db/campaigns.ts';
import type { GoalMeasure } from '../../../domain/campaigns/shapes.ts';
import type { Editing } from './form.ts';

const kinds = ['marketing', 'service', 'collection', 'project', 'visits'] as const;
const measures = ['success', 'reply', 'call'] as const;

/** Name, kind, dates and who oversees it. */
export function Basics({ form, change, choices, problem }: Editing) {
  const { t } = useWords();
  return (
    <Card title={t('campaign.form.basics')}>
      <div className="campaign-fields">
        <div className="whole">
          <Field label={t('campaign.form.name')} error={problem('name')} required>
            <TextInput value={form.name} onChange={(name) => change({ name })} autoFocus />
          </Field>
        </div>
        <Field label={t('campaign.form.starts')} error={problem('startsOn')} required>
          <DateInput value={form.startsOn} onChange={(startsOn) => change({ startsOn })} />
        </Field>
        <Field label={t('campaign.form.ends')} error={problem('endsOn')} required>
          <DateInput value={form.endsOn} onChange={(endsOn) => change({ endsOn })} />
        </Field>
        <Field
          label={t('campaign.form.supervisor')}
          error={problem('supervisorId')}
          hint={t('campaign.form.supervisor hint')}
          required
        >
          <Select
            value={form.supervisorId}
            onChange={(supervisorId) => change({ supervisorId })}
            choices={choices.supervisors.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        {choices.legalEntities.length > 1 ? (
          <Field
            label={t('campaign.form.firm')}
            error={problem('legalEntityId')}
            hint={t('campaign.form.firm hint')}
            required
          >
            <Select
              value={form.legalEntityId ?? choices.legalEntities[0]!.id}
              onChange={(legalEntityId) => change({ legalEntityId })}
              choices={choices.legalEntities.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        ) : null}
        <Field label={t('campaign.form.kind')}>
          <Select
            value={form.kind}
            onChange={(kind) => change({ kind: kind as CampaignDraft['kind'] })}
            choices={kinds.map((value) => ({ value, label: t(`campaign.kind.${value}`) }))}
          />
        </Field>
        <div className="whole">
          <Field label={t('campaign.form.description')}>
            <TextInput value={form.description} onChange={(description) => change({ description })} lines={2} />
          </Field>
        </div>
      </div>
    </Card>
  );
}

/** What the campaign is to reach, and for how much. */
export function Goal({ form, change, problem }: Editing) {
  const { t } = useWords();
  return (
    <Card title={t('campaign.form.goal')}>
      <div className="campaign-fields">
        <div className="whole">
          <Field label={t('campaign.form.goal text')} error={problem('goalText')}>
            <TextInput
              value={form.goalText}
              onChange={(goalText) => change({ goalText })}
              placeholder={t('campaign.form.goal example')}
            />
          </Field>
        </div>
        <Field label={t('campaign.form.goal count')} error={problem('goalCount')}>
          <TextInput value={form.goalCount} onChange={(goalCount) => change({ goalCount })} />
        </Field>
        <Field label={t('campaign.form.goal measure')}>
          <Select
            value={form.goalMeasure}
            onChange={(goalMeasure) => change({ goalMeasure: goalMeasure as GoalMeasure })}
            choices={measures.map((value) => ({ value, label: t(`campaign.form.goal measure.${value}`) }))}
          />
        </Field>
        <Field label={t('campaign.form.budget')} error={problem('budgetMinor')}>
          <TextInput value={form.budget} onChange={(budget) => change({ budget })} />
        </Field>
        <Field label={t('campaign.form.currency')} error={problem('currency')}>
          <CurrencySelect value={form.currency} onChange={(currency) => change({ currency })} />
        </Field>
      </div>
    </Card>
  );
}

/** What the company has added to campaigns; no card where it has added nothing. */
export function OwnFields({ form, change, problem }: Editing) {
  const { t } = useWords();
  const { value: shape } = useRead<FormShape>('/forms/campaign');
  if (!shape || shape.fields.length === 0) return null;
  return (
    <Card title={t('own.title')}>
      <RecordForm record="campaign" fields={[]} own={form.own} onOwn={(own) => change({ own })} problem={problem} />
    </Card>
  );
}
