import React from 'react';
import { Field, Select, type Choice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Speaker } from '../../../db/task-contacts.ts';
import type { ReceiverChoice } from '../../../db/task-receivers.ts';
import { useColleagues } from './participants.tsx';
import type { FieldsProps } from './values.ts';

/** Whose work it is: one's own, somebody else's, or a queue's. */
export function ReceiverField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const { receivers, me } = useReceivers(values.receiver);
  return (
    <Field label={t('task.for')} error={problem('ownerId')}>
      <Select
        value={values.receiver === me ? '' : values.receiver}
        onChange={(receiver) => change({ receiver: receiver || me })}
        none={t('task.me')}
        choices={receivers}
      />
    </Field>
  );
}

/** Who spoke: oneself, or one of those whose contacts one may record. Not asked where there is nobody to choose from. */
export function SpeakerField({ values, change, problem }: FieldsProps) {
  const { t } = useWords();
  const { userId } = useViewer();
  const { value } = useRead<{ receivers: Speaker[] }>('/task-receivers?of=contact');
  const me = `user ${userId}`;
  const speakers = (value?.receivers ?? []).map(({ ownerId, name }) => ({ value: `user ${ownerId}`, label: name }));
  const isChosen = speakers.some((one) => one.value === values.receiver);
  if (speakers.length === 0 && !problem('ownerId')) return null;
  return (
    <Field label={t('task.spoke')} error={problem('ownerId')}>
      <Select
        value={isChosen ? values.receiver : ''}
        onChange={(receiver) => change({ receiver: receiver || me })}
        none={t('task.me')}
        choices={speakers}
      />
    </Field>
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

/** What a receiver is called, whoever it is now. */
export function useReceiverName(): (receiver: string) => string {
  const { t } = useWords();
  const { receivers } = useReceivers('');
  const colleagues = useColleagues();
  return (receiver) => {
    const [kind, id] = [receiver.slice(0, receiver.indexOf(' ')), receiver.slice(receiver.indexOf(' ') + 1)];
    const known = receivers.find(({ value }) => value === receiver)?.label;
    if (known !== undefined) return known;
    if (kind === 'queue') return t('tasks.queue', { queue: id });
    return colleagues.find(({ value }) => value === id)?.label ?? t('task.somebody');
  };
}
