import React from 'react';
import { Button } from './button.tsx';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';

/** What comes after saving: the form stays, closes, or gives way to a task or to the next record. */
export type AfterSaving = 'stay' | 'close' | 'task' | 'next';

type SaveButtonsProps = {
  readonly busy: boolean;
  /** In the words of the record: "the next customer" is another word than "the next person". */
  readonly next: string;
  readonly onSave: (after: AfterSaving) => void;
};

/** The ways to save a record that one edits. The main one sends the form. */
export function SaveButtons({ busy, next, onSave }: SaveButtonsProps) {
  const { t } = useWords();
  return (
    <>
      <GoingOn busy={busy} next={next} onSave={onSave} />
      <Button disabled={busy} onClick={() => onSave('stay')}>
        {t('frame.save')}
      </Button>
      <Button kind="main" type="submit" busy={busy}>
        {t('customer.save and close')}
      </Button>
    </>
  );
}

/** What comes after a new record is saved: it is opened, or the form closes, begins anew or gives way to a task. */
export type AfterMaking = 'open' | 'close' | 'next' | 'task';

type MakeButtonsProps = {
  readonly busy: boolean;
  /** In the words of the record, as above. */
  readonly next: string;
  /** What the main one says, which sends the form and opens what was made. */
  readonly open: string;
  /** A task is asked for in the form itself already. */
  readonly withoutTask?: boolean;
  readonly onSave: (after: Exclude<AfterMaking, 'open'>) => void;
};

/** The ways to save a new record. */
export function MakeButtons({ busy, next, open, withoutTask = false, onSave }: MakeButtonsProps) {
  const { t } = useWords();
  return (
    <>
      <GoingOn busy={busy} next={next} withoutTask={withoutTask} onSave={onSave} />
      <Button disabled={busy} onClick={() => onSave('close')}>
        {t('customer.save and close')}
      </Button>
      <Button kind="main" type="submit" busy={busy}>
        {open}
      </Button>
    </>
  );
}

type GoingOnProps = Pick<MakeButtonsProps, 'busy' | 'next' | 'withoutTask'> & {
  readonly onSave: (after: 'task' | 'next') => void;
};

/** Saving that leads on to a task or to the next record. */
function GoingOn({ busy, next, withoutTask = false, onSave }: GoingOnProps) {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <>
      {may('task.edit') && !withoutTask ? (
        <Button kind="quiet" disabled={busy} onClick={() => onSave('task')}>
          {t('customer.save and task')}
        </Button>
      ) : null}
      <Button kind="quiet" disabled={busy} onClick={() => onSave('next')}>
        {next}
      </Button>
    </>
  );
}
