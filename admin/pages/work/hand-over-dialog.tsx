import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, Select } from '../../components/field.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { ReceiverChoice } from '../../../db/task-receivers.ts';
import { AwayReceivers } from './away-receivers.tsx';
import { useTypedNote, type TypedNote } from './typed-note.tsx';

type HandOverDialogProps = {
  readonly task: { readonly id: string; readonly plannedAt: string | null; readonly dueAt: string | null };
  readonly note?: TypedNote;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Gives a task to somebody else, or back to a queue. */
export function HandOverDialog({ task, note, onClose, onDone }: HandOverDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const { value } = useRead<{ receivers: ReceiverChoice[] }>('/task-receivers');
  const [chosen, setChosen] = useState('0');
  const typed = useTypedNote(task.id, note);
  const receivers = value?.receivers ?? [];
  const { ownerId: person } = receivers[Number(chosen)] ?? { ownerId: null };
  const handOver = () => {
    const receiver = receivers[Number(chosen)];
    if (!receiver) return;
    void run(async () => {
      const { ownerId, queue, name } = receiver;
      // Afterwards it may be out of sight.
      await typed.keep();
      await call('POST', `/tasks/${task.id}/assign`, ownerId ? { ownerId } : { queue });
      toast(t('work.handed over', { name }), { tone: 'green' });
      onClose();
      onDone();
      void askParticipants({ ids: [task.id] });
    });
  };
  return (
    <Dialog
      title={t('work.hand over')}
      onClose={onClose}
      onSubmit={handOver}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={receivers.length === 0}>
            {t('work.hand over')}
          </Button>
        </>
      }
    >
      {value && receivers.length === 0 ? (
        <p className="second">{t('work.nobody to')}</p>
      ) : (
        <Field label={t('work.hand over to')}>
          <Select
            value={chosen}
            onChange={setChosen}
            choices={receivers.map(({ ownerId, name }, at) => ({
              value: String(at),
              label: ownerId ? name : t('tasks.queue', { queue: name }),
            }))}
          />
        </Field>
      )}
      <AwayReceivers people={person ? [person] : []} at={[task.plannedAt, task.dueAt]} />
      {typed.field}
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Dialog>
  );
}
