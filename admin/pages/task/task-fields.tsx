import React, { useState } from 'react';
import { AwayNotice } from '../../components/away-notice.tsx';
import { ClashNotice } from '../../components/clash-notice.tsx';
import { Check, Field, Select, TextInput } from '../../components/field.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import type { PlainField } from '../../components/own/record-form.tsx';
import { useViewer } from '../../components/viewer.ts';
import { WithPlus } from '../../components/with-plus.tsx';
import { useWords } from '../../components/words.ts';
import { CustomerField, MainTaskField } from '../tasks/customer-field.tsx';
import { instantOf } from '../tasks/instant-of.ts';
import { WhenField, type When } from '../tasks/when-input.tsx';
import { tieFields } from './tie-fields.tsx';
import { BookingField } from './bookings.tsx';
import { ParticipantFields, PersonSelect, useColleagues } from './participants.tsx';
import { useReadKinds } from './kinds.ts';
import { ReceiverField } from './receiver-field.tsx';
import { ReminderField } from './reminder-field.tsx';
import { TypeField } from './type-field.tsx';
import type { FieldsProps } from './values.ts';

const priorities = ['normal', 'high', 'low'] as const;

/** What a plan needs: one line is required, the rest has sensible defaults. */
export function planFields(props: FieldsProps): PlainField[] {
  return [
    { id: 'title', must: true, width: 'whole', node: <TitleField {...props} /> },
    { id: 'companyId', width: 'whole', node: <Customer {...props} /> },
    ...(props.isRecord ? [] : timeFields(props)),
  ];
}

function TitleField({ values, change, problem, fixed, isRecord }: FieldsProps) {
  const { t } = useWords();
  // A contact is named after its type where nobody names it; it needs a customer instead.
  const isNewRecord = isRecord && !fixed;
  return (
    <Field label={t(isRecord ? 'task.topic' : 'task.name')} required={!isNewRecord} error={problem('title')}>
      <TextInput value={values.title} onChange={(title) => change({ title })} autoFocus />
    </Field>
  );
}

function Customer({ values, change, problem, fixed, isRecord }: FieldsProps) {
  return (
    <CustomerField
      chosen={values.company ?? undefined}
      onChoose={(company) =>
        change({ company: company ?? null, personId: '', personIds: [], opportunity: null, callAnyway: false })
      }
      error={problem('companyId')}
      fixed={fixed ?? false}
      required={(isRecord && !fixed) ?? false}
    />
  );
}

function timeFields(props: FieldsProps): PlainField[] {
  return [
    { id: 'type', must: true, node: <TypeField {...props} /> },
    { id: 'ownerId', node: <ReceiverField {...props} /> },
    { id: 'plannedAt', node: <WhenOf {...props} field="planned" /> },
    { id: 'dueAt', node: <WhenOf {...props} field="due" /> },
    { id: 'durationMinutes', node: <DurationField {...props} /> },
    { id: 'priority', node: <PriorityField {...props} /> },
    { id: 'remindMinutes', node: <ReminderField {...props} /> },
  ];
}

function WhenOf({ values, change, problem, taskId, field }: FieldsProps & { readonly field: 'planned' | 'due' }) {
  const { t } = useWords();
  const { userId, timeZone } = useViewer();
  // The server reads the text once more when it is saved: what was echoed is what is kept.
  const [when, setWhen] = useState<When>();
  const [kind, owner] = values.receiver ? values.receiver.split(' ') : ['user', userId];
  const decides = field === 'planned' || values.planned.trim() === '';
  return (
    <>
      <WhenField
        label={t(`task.${field}`)}
        text={values[field]}
        onText={(text) => change({ [field]: text })}
        onWhen={setWhen}
        error={problem(`${field}At`)}
      />
      {decides ? <AwayNotice userId={kind === 'user' ? owner : null} on={when?.on} /> : null}
      {field === 'planned' ? (
        <ClashNotice
          people={[kind === 'user' ? owner : null, ...values.userIds]}
          at={when?.time ? [instantOf(when, timeZone, when.time)] : []}
          minutes={lengthOf(values.duration)}
          type={values.type}
          except={taskId}
        />
      ) : null}
    </>
  );
}

/** Minutes as they were typed, where they are such. */
export function lengthOf(duration: string): number | undefined {
  const minutes = Number(duration);
  return Number.isInteger(minutes) && minutes > 0 && minutes <= 1440 ? minutes : undefined;
}

function DurationField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  return (
    <Field label={t('task.duration')} error={problem('durationMinutes')}>
      <TextInput
        kind="number"
        value={values.duration}
        onChange={(duration) => change({ duration })}
        placeholder={t('task.duration usual')}
      />
    </Field>
  );
}

function PriorityField({ values, change }: FieldsProps) {
  const { t } = useWords();
  return (
    <Field label={t('task.priority')}>
      <Select
        value={values.priority}
        onChange={(priority) => change({ priority })}
        choices={priorities.map((one) => ({ value: one, label: t(`tasks.priority.${one}`) }))}
      />
    </Field>
  );
}

/** Everything else. */
export function moreFields(props: FieldsProps): PlainField[] {
  return [
    { id: 'description', width: 'whole', node: <LinesField {...props} field="description" /> },
    { id: 'categoryId', node: <CategoryField {...props} /> },
    { id: 'caretakerId', node: <CaretakerField {...props} /> },
    { id: 'personId', node: <PersonField {...props} /> },
    { id: 'participants', width: 'whole', node: <ParticipantFields {...props} /> },
    ...(props.fixed ? [] : tieFields(props)),
    { id: 'parentId', width: 'whole', node: <MainTask {...props} /> },
    ...(props.isRecord || props.fixed
      ? []
      : [{ id: 'resourceIds', width: 'whole' as const, node: <BookingField {...props} /> }]),
    ...(props.isRecord ? [] : progressFields(props)),
    ...(props.finished ? [{ id: 'priority', node: <PriorityField {...props} /> }] : []),
    ...placeFields(props),
  ];
}

function progressFields(props: FieldsProps): PlainField[] {
  return [
    { id: 'percent', node: <LineField {...props} field="percent" /> },
    { id: 'stage', node: <LineField {...props} field="stage" /> },
    { id: 'checklist', width: 'whole', node: <LinesField {...props} field="checklist" /> },
  ];
}

function placeFields(props: FieldsProps): PlainField[] {
  return [
    { id: 'place', node: <LineField {...props} field="place" /> },
    { id: 'private', node: <PrivateField {...props} /> },
  ];
}

function LinesField({ values, change, problem, field }: FieldsProps & { readonly field: 'description' | 'checklist' }) {
  const { t } = useWords();
  return (
    <Field
      label={t(`task.${field}`)}
      error={problem(field)}
      hint={field === 'checklist' ? t('task.checklist hint') : undefined}
    >
      <TextInput value={values[field]} onChange={(text) => change({ [field]: text })} lines={4} />
    </Field>
  );
}

function LineField({
  values,
  change,
  problem,
  field,
}: FieldsProps & { readonly field: 'percent' | 'stage' | 'place' }) {
  const { t } = useWords();
  return (
    <Field label={t(`task.${field}`)} error={problem(field)}>
      <TextInput
        kind={field === 'percent' ? 'number' : 'text'}
        value={values[field]}
        onChange={(text) => change({ [field]: text })}
        {...(field === 'stage' ? { placeholder: t('task.stage hint') } : {})}
      />
    </Field>
  );
}

function CategoryField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { value: kinds, reload } = useReadKinds();
  const categories = kinds?.categories ?? [];
  return (
    <Field label={t('task.category')} error={problem('categoryId')}>
      <WithPlus
        label={t('finder.new category')}
        may={may('settings.edit')}
        dialog={(close) => (
          <NameDialog
            title={t('finder.new category')}
            path="/task-categories"
            onClose={close}
            onAdded={({ id }) => {
              close();
              change({ categoryId: id });
              reload();
            }}
          />
        )}
      >
        <Select
          value={values.categoryId}
          onChange={(categoryId) => change({ categoryId })}
          none={t('task.none')}
          choices={categories.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </WithPlus>
    </Field>
  );
}

function CaretakerField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const colleagues = useColleagues();
  return (
    <Field label={t('task.caretaker')} error={problem('caretakerId')}>
      <Select
        value={values.caretakerId}
        onChange={(caretakerId) => change({ caretakerId })}
        none={t('task.nobody')}
        choices={colleagues}
      />
    </Field>
  );
}

function PersonField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  return (
    <Field label={t('task.person')} error={problem('personId')}>
      <PersonSelect
        companyId={values.company?.id}
        value={values.personId}
        onChange={(personId) => change({ personId })}
      />
    </Field>
  );
}

function MainTask({ values, change, problem }: FieldsProps) {
  return (
    <MainTaskField
      chosen={values.parent ?? undefined}
      onChoose={(parent) => change({ parent: parent ?? null })}
      error={problem('parentId')}
    />
  );
}

function PrivateField({ values, change }: FieldsProps) {
  const { t } = useWords();
  return (
    <Check
      checked={values.private}
      onChange={(isPrivate) => change({ private: isPrivate })}
      label={t('task.private')}
    />
  );
}
