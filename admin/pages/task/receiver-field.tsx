import React from 'react';
import { Field, Select, type Choice } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Speaker } from '../../../db/task-contacts.ts';
import type { ReceiverChoice } from '../../../db/task-receivers.ts';
import { useColleagues } from './participants.tsx';
import type { FieldsProps, TaskValues } from './values.ts';

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

type Speakers = {
  readonly choices: readonly Choice[];
  /** Who spoke, of a form in which somebody may have been chosen for work that was to come; empty: the viewer. */
  readonly chosen: string;
};

/** Those whose contacts one may record beside one's own, where one is recorded. */
export function useSpeakers({ receiver }: TaskValues, isContact: boolean): Speakers {
  const { value } = useRead<{ receivers: Speaker[] }>(isContact ? '/task-receivers?of=contact' : undefined);
  const choices = (value?.receivers ?? []).map(({ ownerId, name }) => ({ value: `user ${ownerId}`, label: name }));
  return { choices, chosen: choices.some((one) => one.value === receiver) ? receiver : '' };
}

/** Who spoke: oneself, or one of those whose contacts one may record. Not asked where there is nobody to choose from. */
export function SpeakerField({ speakers, change, problem }: FieldsProps & { readonly speakers: Speakers }) {
  const { t } = useWords();
  const { userId } = useViewer();
  const me = `user ${userId}`;
  if (speakers.choices.length === 0 && !problem('ownerId')) return null;
  return (
    <Field label={t('task.spoke')} error={problem('ownerId')}>
      <Select
        value={speakers.chosen}
        onChange={(receiver) => change({ receiver: receiver || me })}
        none={t('task.me')}
        choices={speakers.choices}
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
