import React, { useState } from 'react';
import { AwayNotice } from '../../components/away-notice.tsx';
import { BeyondDeadline } from '../../components/beyond-deadline.tsx';
import { Button } from '../../components/button.tsx';
import { ClashNotice } from '../../components/clash-notice.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { PutOff } from '../../../db/tasks.ts';
import { instantOf } from '../tasks/instant-of.ts';
import { WhenField, type When } from '../tasks/when-input.tsx';
import { useTypedNote, type TypedNote } from './typed-note.tsx';

type PostponeDialogProps = {
  readonly task: {
    readonly id: string;
    readonly title: string;
    /** Where the page knows whose it is, it says whether they are there on that day. */
    readonly ownerId?: string | null;
  };
  readonly note?: TypedNote;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Puts a task off: half an hour, tomorrow, or any date that one types. Beyond the deadline of its step it is asked what then (rule 29). */
export function PostponeDialog({ task, note, onClose, onDone }: PostponeDialogProps) {
  const { t, moment } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [text, setText] = useState('');
  const [when, setWhen] = useState<When>();
  const typed = useTypedNote(task.id, note);
  const [beyond, setBeyond] = useState<PutOff>();

  const postpone = (until: When, apart = false) =>
    run(
      async () => {
        await typed.keep();
        const moved = await call<PutOff>('POST', `/tasks/${task.id}/postpone`, until);
        if (moved.beyondDeadline) setBeyond(moved);
        else leave(moved, true);
      },
      { apart },
    );
  const leave = ({ plannedAt, dueAt, endsAt }: PutOff, isInTime: boolean) => {
    if (isInTime) toast(t('work.postponed', { when: moment(plannedAt ?? dueAt ?? endsAt) }), { tone: 'green' });
    else toast(t('work.beyond'), { tone: 'red' });
    onClose();
    onDone();
    void askParticipants({ ids: [task.id] });
  };
  const said = (phrase: string) =>
    run(
      async () => {
        const query = new URLSearchParams({ text: phrase });
        const { date } = await call<{ date: When }>('GET', `/typed-date?${query}`);
        await postpone(date, true);
      },
      { apart: true },
    );
  if (beyond)
    return (
      <BeyondDeadline
        task={{ ...task, version: beyond.version, dueAt: beyond.dueAt }}
        endsAt={beyond.endsAt}
        onSettled={(isMoved) => leave(beyond, isMoved)}
      />
    );
  return (
    <Dialog
      title={`${t('work.postpone')}: ${task.title}`}
      onClose={onClose}
      onSubmit={() => when && void postpone(when)}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" disabled={!when} busy={busy}>
            {t('work.postpone')}
          </Button>
        </>
      }
    >
      <div className="form">
        <div className="bar">
          <Button disabled={busy} onClick={() => void said('za 30 min')}>
            {t('work.in 30 minutes')}
          </Button>
          <Button disabled={busy} onClick={() => void said('jutro')}>
            {t('work.tomorrow')}
          </Button>
        </div>
        <WhenField label={t('work.other date')} text={text} onText={setText} onWhen={setWhen} autoFocus />
        <AwayNotice userId={task.ownerId} on={when?.on} />
        <ClashNotice at={when?.time ? [instantOf(when, timeZone, when.time)] : []} except={task.id} />
        {typed.field}
        {refused ? <Problem>{refused.message}</Problem> : null}
      </div>
    </Dialog>
  );
}
