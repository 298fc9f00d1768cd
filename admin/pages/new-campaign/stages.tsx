import React from 'react';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Notice, Select, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { OpenWork, StageEntry } from '../../../domain/campaigns/shapes.ts';
import { addDays, isDate } from '../../../domain/campaigns/plain-dates.ts';
import { StageAxis } from '../campaign/stage-axis.tsx';
import { emptyStage, type StageForm } from './form.ts';
import type { Editing } from './form.ts';

const entries = ['everyone', 'success', 'failure', 'neutral'] as const;
const closes = ['finish', 'withdraw'] as const;

/** The stages, drawn on an axis of time as they are typed. */
export function Stages(editing: Editing) {
  const { form, change, choices } = editing;
  const { t } = useWords();
  const drawn = form.stages.filter(({ startsOn, endsOn }) => isDate(startsOn) && isDate(endsOn) && startsOn <= endsOn);
  const add = () => {
    const last = form.stages.at(-1);
    const startsOn = last && isDate(last.endsOn) && last.endsOn < form.endsOn ? addDays(last.endsOn, 1) : form.startsOn;
    const name = t('campaign.form.stage.default', { number: form.stages.length + 1 });
    const scenarioVersionId = choices.scenarios[0]?.versionId ?? '';
    change({ stages: [...form.stages, emptyStage({ name, startsOn, endsOn: form.endsOn, scenarioVersionId })] });
  };
  return (
    <Card title={t('campaign.form.stages')}>
      {choices.scenarios.length === 0 ? <Notice tone="orange">{t('campaign.form.no scenarios')}</Notice> : null}
      {drawn.length > 0 && isDate(form.startsOn) && isDate(form.endsOn) && form.startsOn <= form.endsOn ? (
        <StageAxis
          startsOn={form.startsOn}
          endsOn={form.endsOn}
          today={choices.today}
          bars={drawn.map((stage) => ({ ...stage, id: stage.key, label: stage.name, future: false, share: 0 }))}
        />
      ) : null}
      {form.stages.map((stage, at) => (
        <StageFields key={stage.key} stage={stage} at={at} editing={editing} />
      ))}
      <Button icon="plus" onClick={add}>
        {t('campaign.form.stage.add')}
      </Button>
    </Card>
  );
}

type StageProps = { readonly stage: StageForm; readonly at: number; readonly editing: Editing };

function StageFields({ stage, at, editing: { form, change, choices, problem } }: StageProps) {
  const { t, language } = useWords();
  const set = (over: Partial<StageForm>) =>
    change({ stages: form.stages.map((one) => (one.key === stage.key ? { ...one, ...over } : one)) });
  const field = (name: string) => problem(`stages.${at}.${name}`);
  return (
    <fieldset className="campaign-stage-fields">
      <legend className="unseen">{t('campaign.form.stage', { number: at + 1 })}</legend>
      <div className="name">
        <Field label={t('campaign.form.stage.name')} error={field('name')} required>
          <TextInput value={stage.name} onChange={(name) => set({ name })} />
        </Field>
        {form.stages.length > 1 ? (
          <Button
            kind="quiet"
            icon="trash"
            label={t('campaign.form.stage.remove', { name: stage.name })}
            onClick={() => change({ stages: form.stages.filter((one) => one.key !== stage.key) })}
          />
        ) : null}
      </div>
      <Field label={t('campaign.form.stage.scenario')} error={field('scenarioVersionId')}>
        <Select
          value={stage.scenarioVersionId}
          onChange={(scenarioVersionId) => set({ scenarioVersionId })}
          none={t('campaign.form.stage.none')}
          choices={choices.scenarios.map(({ versionId, namePl, nameEn, number }) => ({
            value: versionId,
            label: `${language === 'pl' ? namePl : nameEn} v${number}`,
          }))}
        />
      </Field>
      <Field label={t('campaign.form.starts')} error={field('startsOn')} required>
        <DateInput value={stage.startsOn} onChange={(startsOn) => set({ startsOn })} />
      </Field>
      <Field label={t('campaign.form.ends')} error={field('endsOn')} required>
        <DateInput value={stage.endsOn} onChange={(endsOn) => set({ endsOn })} />
      </Field>
      <Field label={t('campaign.form.stage.entry')} error={field('entry')}>
        <Select
          value={stage.entry}
          onChange={(entry) => set({ entry: entry as StageEntry })}
          choices={entries.map((value) => ({
            value,
            label: t(`campaign.form.stage.entry.${value}`),
            disabled: at === 0 && value !== 'everyone',
          }))}
        />
      </Field>
      <Field label={t('campaign.form.stage.close')}>
        <Select
          value={stage.tasksOnClose}
          onChange={(tasksOnClose) => set({ tasksOnClose: tasksOnClose as OpenWork })}
          choices={closes.map((value) => ({ value, label: t(`campaign.form.stage.close.${value}`) }))}
        />
      </Field>
      <Field
        label={[t('campaign.form.budget'), form.currency && `(${form.currency})`].filter(Boolean).join(' ')}
        error={field('budgetMinor')}
      >
        <TextInput value={stage.budget} onChange={(budget) => set({ budget })} />
      </Field>
    </fieldset>
  );
}
