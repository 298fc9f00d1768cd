import { DomainError } from '../domain-error.ts';

export type TaskState = 'open' | 'done' | 'withdrawn' | 'cancelled';

/** How long an outcome may be taken back, in seconds. */
export const UNDO_SECONDS = 10;

/** A lease holds this long after it was last renewed, and at most so long in all (engine rule 8). */
export const LEASE_SECONDS = 120;
export const LEASE_LONGEST_MINUTES = 30;

export type TaskLook = {
  readonly state: TaskState;
  readonly title: string;
  readonly stateReason: string | null;
  readonly leasedBy: string | null;
  readonly leasedByName: string | null;
  readonly leasedUntil: string | null;
};

/** Whether somebody else has the task open in work mode at `now`. */
export function isOpenElsewhere(
  task: Pick<TaskLook, 'leasedBy' | 'leasedUntil'>,
  userId: string,
  now: string,
): boolean {
  if (!task.leasedBy || !task.leasedUntil || task.leasedBy === userId) return false;
  return Date.parse(task.leasedUntil) > Date.parse(now);
}

/** Throws unless the task is open: what is finished or withdrawn is a record and does not change any more. */
export function demandOpen(task: TaskLook): void {
  if (task.state === 'open') return;
  const reason = task.stateReason ? ` (${task.stateReason})` : '';
  const said = {
    done: {
      pl: `Zadanie „${task.title}” jest już zrobione. Odśwież listę.`,
      en: `The task "${task.title}" is already done. Refresh the list.`,
    },
    withdrawn: {
      pl: `Zadanie „${task.title}” zostało wycofane${reason}. Odśwież listę.`,
      en: `The task "${task.title}" was withdrawn${reason}. Refresh the list.`,
    },
    cancelled: {
      pl: `Zadanie „${task.title}” zostało anulowane${reason}. Odśwież listę.`,
      en: `The task "${task.title}" was cancelled${reason}. Refresh the list.`,
    },
  } as const;
  throw new DomainError(`task.${task.state}`, said[task.state]);
}

/** Throws when somebody else has it open: two people must not call the same customer. */
export function demandFree(task: TaskLook, userId: string, now: string): void {
  if (!isOpenElsewhere(task, userId, now)) return;
  const who = task.leasedByName ?? '?';
  throw new DomainError('task.open_elsewhere', {
    pl: `Zadanie „${task.title}” ma teraz otwarte ${who}. Weź inne albo poczekaj, aż skończy.`,
    en: `The task "${task.title}" is open at ${who}'s desk now. Take another one or wait until they finish.`,
  });
}

/** How many seconds are left to take an outcome back; 0 when it is too late. */
export function undoSecondsLeft(doneAt: string, now: string): number {
  const passed = (Date.parse(now) - Date.parse(doneAt)) / 1000;
  return Math.max(0, Math.ceil(UNDO_SECONDS - passed));
}
