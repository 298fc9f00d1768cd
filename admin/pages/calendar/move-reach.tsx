import React, { useState } from 'react';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import { changeFollowing, ReachField, type Reach } from '../task/reach.tsx';
import type { Moving } from './use-moves.ts';

type MoveReachProps = {
  readonly moving: Moving;
  /** This one alone, as any other task. */
  readonly onThis: () => void;
  /** Others went with it, or nothing was moved after all: what is drawn is read anew. */
  readonly onClose: () => void;
};

/** A task that comes again was moved: this one alone, it and those after it, or all that are to come (rule 33). */
export function MoveReach({ moving: { task, place }, onThis, onClose }: MoveReachProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [reach, setReach] = useState<Reach>('this');
  const move = () => {
    if (reach === 'this') return onThis();
    const { ownerId, resources: _, ...change } = place;
    void run(async () => {
      await changeFollowing(task, { reach, change: { ...change, ...(ownerId ? { receiver: { ownerId } } : {}) } });
      toast(t('repeat.changed'), { tone: 'green' });
      onClose();
    });
  };
  return (
    <Dialog
      title={t('repeat.move')}
      onClose={onClose}
      onSubmit={move}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('repeat.move verb')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused ? <Problem>{refused.message}</Problem> : null}
        <p className="second">{task.title}</p>
        <ReachField reach={reach} onReach={setReach} />
      </div>
    </Dialog>
  );
}
