import React from 'react';
import { Check, Field, Select, TextInput, type Choice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { ReceiverChoice } from '../../../db/task-receivers.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { CustomerField, MainTaskField } from '../tasks/customer-field.tsx';
import { WhenField } from '../tasks/when-input.tsx';
import { ParticipantFields, useColleagues, usePeople } from './participants.tsx';
import type { FieldsProps } from './values.ts';

const priorities = ['normal', 'high', 'low'] as const;
const reminders = [0, 5, 15, 30, 60, 1440, 2880] as const;

/** Types and categories that a task may have. */
export function useKinds() {
  return useRead<{ types: TaskType[]; categories: { id: string; name: string }[] }>('/task-types').value;
}

/** What a plan needs: one line is required, the rest has sensible defaults. */
export function PlanFields({ values, change, problem, fixed, isRecord }: FieldsProps) {
  const { t } = useWords();
  // A contact is named after its type where nobody names it; it needs a customer instead.
  const isNewRecord = isRecord && !fixed;
  return (
    <>
      <Field label={t(isNewRecord ? 'task.topic' : 'task.name')} required={!isNewRecord} error={problem('title')}>
        <TextInput value={values.title} onChange={(title) => change({ title })} autoFocus />
      </Field>
      <CustomerField
        chosen={values.company ?? undefined}
        onChoose={(company) => change({ company: company ?? null, personId: '', personIds: [] })}
        error={problem('companyId')}
        fixed={fixed ?? false}
        required={isNewRecord ?? false}
      />
      {isRecord ? null : <TimeFields values={values} change={change} problem={problem} />}
    </>
  );
}

function TimeFields({ values, change, problem }: FieldsProps) {
  const words = useWords();
  const { t } = words;
  const { receivers, me } = useReceivers(values.receiver);
  return (
    <>
      <div className="two">
        <TypeField values={values} change={change} problem={problem} />
        <Field label={t('task.for')} error={problem('ownerId')}>
          <Select
            value={values.receiver === me ? '' : values.receiver}
            onChange={(receiver) => change({ receiver: receiver || me })}
            none={t('task.me')}
            choices={receivers}
          />
        </Field>
      </div>
      <div className="two">
        <WhenField
          label={t('task.planned')}
          text={values.planned}
          onText={(planned) => change({ planned })}
          onWhen={ignored}
          error={problem('plannedAt')}
        />
        <WhenField
          label={t('task.due')}
          text={values.due}
          onText={(due) => change({ due })}
          onWhen={ignored}
          error={problem('dueAt')}
        />
      </div>
      <div className="two">
        <Field label={t('task.duration')} error={problem('durationMinutes')}>
          <TextInput
            kind="number"
            value={values.duration}
            onChange={(duration) => change({ duration })}
            placeholder={t('task.duration usual')}
          />
        </Field>
        <Field label={t('task.priority')}>
          <Select
            value={values.priority}
            onChange={(priority) => change({ priority })}
            choices={priorities.map((one) => ({ value: one, label: t(`tasks.priority.${one}`) }))}
          />
        </Field>
      </div>
      <Field label={t('task.remind')}>
        <Select
          value={values.remind}
          onChange={(remind) => change({ remind })}
          none={t('task.remind never')}
          choices={reminderChoices(values.remind, words)}
        />
      </Field>
    </>
  );
}

/** The server reads the text once more when it is saved: what was echoed is what is kept. */
const ignored = () => undefined;

export function TypeField({ values, change, problem }: FieldsProps) {
  const { t, language } = useWords();
  const types = useKinds()?.types ?? [];
  const choices = types.map((one) => ({ value: one.code, label: language === 'pl' ? one.namePl : one.nameEn }));
  return (
    <Field label={t('task.type')} error={problem('type')}>
      <Select
        value={values.type || (choices[0]?.value ?? '')}
        onChange={(type) => change({ type, outcome: '' })}
        choices={choices}
      />
    </Field>
  );
}

/** Everything else. */
export function MoreFields({ values, change, problem, isRecord }: FieldsProps) {
  const { t } = useWords();
  const categories = useKinds()?.categories ?? [];
  const colleagues = useColleagues();
  const people = usePeople(values.company?.id);
  return (
    <>
      <Field label={t('task.description')} error={problem('description')}>
        <TextInput value={values.description} onChange={(description) => change({ description })} lines={3} />
      </Field>
      <div className="two">
        <Field label={t('task.category')} error={problem('categoryId')}>
          <Select
            value={values.categoryId}
            onChange={(categoryId) => change({ categoryId })}
            none={t('task.none')}
            choices={categories.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field label={t('task.caretaker')} error={problem('caretakerId')}>
          <Select
            value={values.caretakerId}
            onChange={(caretakerId) => change({ caretakerId })}
            none={t('task.nobody')}
            choices={colleagues}
          />
        </Field>
      </div>
      <Field label={t('task.person')} error={problem('personId')}>
        <Select
          value={values.personId}
          onChange={(personId) => change({ personId })}
          none={t('task.nobody')}
          choices={people}
        />
      </Field>
      <ParticipantFields values={values} change={change} problem={problem} />
      {isRecord ? null : <ProgressFields values={values} change={change} problem={problem} />}
    </>
  );
}

function ProgressFields({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <MainTaskField
        chosen={values.parent ?? undefined}
        onChoose={(parent) => change({ parent: parent ?? null })}
        error={problem('parentId')}
      />
      <div className="two">
        <Field label={t('task.percent')} error={problem('percent')}>
          <TextInput kind="number" value={values.percent} onChange={(percent) => change({ percent })} />
        </Field>
        <Field label={t('task.stage')} error={problem('stage')}>
          <TextInput value={values.stage} onChange={(stage) => change({ stage })} placeholder={t('task.stage hint')} />
        </Field>
      </div>
      <Field label={t('task.checklist')} hint={t('task.checklist hint')} error={problem('checklist')}>
        <TextInput value={values.checklist} onChange={(checklist) => change({ checklist })} lines={4} />
      </Field>
      <Field label={t('task.place')} error={problem('place')}>
        <TextInput value={values.place} onChange={(place) => change({ place })} />
      </Field>
      <Check
        checked={values.private}
        onChange={(isPrivate) => change({ private: isPrivate })}
        label={t('task.private')}
      />
    </>
  );
}

/** Those one may give work to; whoever has it now stays among them. */
function useReceivers(current: string): { receivers: Choice[]; me: string } {
  const { t } = useWords();
  const { userId } = useViewer();
  const { value } = useRead<{ receivers: ReceiverChoice[] }>('/task-receivers');
  const colleagues = useColleagues();
  const me = `user ${userId}`;
  const receivers = (value?.receivers ?? []).map(({ ownerId, queue, name }) => ({
    value: ownerId ? `user ${ownerId}` : `queue ${queue}`,
    label: ownerId ? name : t('tasks.queue', { queue: name }),
  }));
  if (!current || current === me || receivers.some((one) => one.value === current)) return { receivers, me };
  const known = colleagues.find((one) => `user ${one.value}` === current)?.label ?? current.replace(/^\w+ /, '');
  return { receivers: [{ value: current, label: known }, ...receivers], me };
}

function reminderChoices(current: string, { t }: Words): Choice[] {
  const minutes = new Set([...reminders, ...(current ? [Number(current)] : [])]);
  return [...minutes].sort((a, b) => a - b).map((one) => ({ value: String(one), label: before(one, t) }));
}

function before(minutes: number, t: Words['t']): string {
  if (minutes === 0) return t('task.remind then');
  if (minutes === 60) return t('task.remind hour');
  if (minutes % 1440 === 0) return t('task.remind days', { count: minutes / 1440 });
  return t('task.remind minutes', { count: minutes });
}
