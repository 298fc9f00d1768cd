import React from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Notice, Problem } from './field.tsx';
import { Skeleton } from './page.tsx';
import { call, useAction, useRead } from './read.ts';
import { useWords } from './words.ts';

type Deadline = {
  readonly dueAt: string | null;
  readonly then: readonly string[] | null;
  readonly extendableTo: string | null;
};

type BeyondProps = {
  readonly task: {
    readonly id: string;
    readonly version: number;
    readonly title: string | null;
    readonly dueAt: string | null;
  };
  /** When the work will be over, as it is planned now. */
  readonly endsAt: string;
  readonly onSettled: (isMoved: boolean) => void;
};

/** A plan that ends after the deadline: what will happen then, and the deadline that may be moved along (rule 29). */
export function BeyondDeadline({ task, endsAt: end, onSettled }: BeyondProps) {
  const { t, moment } = useWords();
  const { run, busy, refused } = useAction();
  const { value } = useRead<Deadline>(`/tasks/${task.id}/deadline`);
  const latest = value?.extendableTo ?? null;
  const wanted = latest && latest < end ? latest : end;
  const canMove = value !== undefined && (value.then === null || latest !== null);

  const move = async () => {
    const { version } = task;
    const done = await run(() =>
      value?.then
        ? call('POST', `/tasks/${task.id}/extend`, { version, dueAt: wanted })
        : call('PATCH', `/tasks/${task.id}`, { version, change: { dueAt: end } }),
    );
    if (done) onSettled(true);
  };
  return (
    <Dialog
      title={t('calendar.beyond')}
      onClose={() => onSettled(false)}
      actions={
        <>
          <Button kind="quiet" onClick={() => onSettled(false)}>
            {t('calendar.leave deadline')}
          </Button>
          {canMove ? (
            <Button kind="main" busy={busy} onClick={() => void move()}>
              {t('calendar.move deadline', { when: moment(wanted) })}
            </Button>
          ) : null}
        </>
      }
    >
      {value ? (
        <>
          <p>
            {t('calendar.beyond text', {
              what: task.title ?? '',
              end: moment(end),
              due: moment(value.dueAt ?? task.dueAt!),
            })}
          </p>
          {value.then ? (
            <>
              <p className="strong">{t('calendar.beyond then')}</p>
              <ul>
                {value.then.map((said) => (
                  <li key={said}>{said}</li>
                ))}
              </ul>
              {canMove ? null : <Notice tone="orange">{t('calendar.not extendable')}</Notice>}
              {latest && latest < end ? (
                <Notice tone="orange">{t('calendar.extendable to', { when: moment(latest) })}</Notice>
              ) : null}
            </>
          ) : null}
        </>
      ) : (
        <Skeleton rows={3} />
      )}
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Dialog>
  );
}
