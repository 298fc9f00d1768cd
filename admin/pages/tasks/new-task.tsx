import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ReceiverChoice } from '../../../db/task-receivers.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { CustomerField, type Chosen } from './customer-field.tsx';
import { instantOf } from './instant-of.ts';
import { WhenField, type When } from './when-input.tsx';

const priorities = ['normal', 'high', 'low'] as const;
const reminders = [5, 15, 60, 1440] as const;

type NewTaskProps = {
  readonly company?: Chosen;
  readonly onClose: () => void;
  readonly onMade: () => void;
};

/** The form of a new task: what is required is one line, the rest has sensible defaults. */
export function NewTask({ company, onClose, onMade }: NewTaskProps) {
  const { t, language } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const { value: known } = useRead<{ types: TaskType[] }>('/task-types');
  const { value: receivers } = useRead<{ receivers: ReceiverChoice[] }>('/task-receivers');
  const [type, setType] = useState('');
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<Chosen | undefined>(company);
  const [receiver, setReceiver] = useState('');
  const [priority, setPriority] = useState('normal');
  const [plannedText, setPlannedText] = useState('');
  const [planned, setPlanned] = useState<When>();
  const [dueText, setDueText] = useState('');
  const [due, setDue] = useState<When>();
  const [remind, setRemind] = useState('');
  const first = known?.types[0]?.code ?? 'call';

  const save = () =>
    run(async () => {
      await call('POST', '/tasks', {
        type: type || first,
        title,
        description: description || null,
        companyId: chosen?.id ?? null,
        priority,
        // A day without a time is a deadline, not an appointment.
        plannedAt: planned?.time ? instantOf(planned, timeZone, '09:00') : null,
        dueAt: due
          ? instantOf(due, timeZone, '23:59')
          : planned && !planned.time
            ? instantOf(planned, timeZone, '23:59')
            : null,
        ...(receiver ? receiverOf(receiver) : {}),
        ...(remind ? { remindMinutes: [Number(remind)] } : {}),
      });
      toast(t('task.created'), { tone: 'green' });
      onMade();
      onClose();
    });

  return (
    <Dialog
      title={t('tasks.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('task.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
        <Field label={t('task.name')} required error={problem('title')}>
          <TextInput value={title} onChange={setTitle} autoFocus />
        </Field>
        <div className="two">
          <Field label={t('task.type')} error={problem('type')}>
            <Select
              value={type || first}
              onChange={setType}
              choices={(known?.types ?? []).map((one) => ({
                value: one.code,
                label: language === 'pl' ? one.namePl : one.nameEn,
              }))}
            />
          </Field>
          <Field label={t('task.priority')}>
            <Select
              value={priority}
              onChange={setPriority}
              choices={priorities.map((one) => ({ value: one, label: t(`tasks.priority.${one}`) }))}
            />
          </Field>
        </div>
        <CustomerField chosen={chosen} onChoose={setChosen} error={problem('companyId')} />
        <div className="two">
          <WhenField label={t('task.planned')} text={plannedText} onText={setPlannedText} onWhen={setPlanned} />
          <WhenField label={t('task.due')} text={dueText} onText={setDueText} onWhen={setDue} />
        </div>
        <div className="two">
          <Field label={t('task.for')} error={problem('ownerId')}>
            <Select
              value={receiver}
              onChange={setReceiver}
              none={t('task.me')}
              choices={(receivers?.receivers ?? []).map((one) => ({
                value: one.ownerId ? `user ${one.ownerId}` : `queue ${one.queue}`,
                label: one.ownerId ? one.name : t('tasks.queue', { queue: one.name }),
              }))}
            />
          </Field>
          <Field label={t('task.remind')}>
            <Select
              value={remind}
              onChange={setRemind}
              none={t('task.remind never')}
              choices={reminders.map((minutes) => ({ value: String(minutes), label: before(minutes) }))}
            />
          </Field>
        </div>
        <Field label={t('task.description')}>
          <TextInput value={description} onChange={setDescription} lines={3} />
        </Field>
      </div>
    </Dialog>
  );

  function before(minutes: number): string {
    if (minutes === 60) return t('task.remind hour');
    return minutes === 1440 ? t('task.remind day') : t('task.remind minutes', { count: minutes });
  }
}

function receiverOf(value: string): { ownerId: string } | { queue: string } {
  const at = value.indexOf(' ');
  const rest = value.slice(at + 1);
  return value.slice(0, at) === 'user' ? { ownerId: rest } : { queue: rest };
}
