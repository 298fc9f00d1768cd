import React from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

type Deadline = {
  readonly dueAt: string | null;
  readonly then: readonly string[] | null;
  readonly extendableTo: string | null;
};

type BeyondProps = { readonly task: CalendarTask; readonly onClose: () => void; readonly onChanged: () => void };

/** A plan that ends after the deadline: what will happen then, and the deadline that may be moved along (rule 29). */
export function BeyondDeadline({ task, onClose, onChanged }: BeyondProps) {
  const { t, moment } = useWords();
  const { run, busy, refused } = useAction();
  const { value } = useRead<Deadline>(`/tasks/${task.id}/deadline`);
  const end = new Date(Date.parse(task.plannedAt!) + task.durationMinutes * 60_000).toISOString();
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
    if (!done) return;
    onChanged();
    onClose();
  };
  return (
    <Dialog
      title={t('calendar.beyond')}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
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
