/** Deadlines of work that comes again: tasks at a time of day have none, the others the end of their day (rule 33). */
import { fromWall, toWall } from '../domain/calendar/wall.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Day } from '../domain/recurrence/days.ts';

const END_OF_DAY = '23:59';

type Timed = { readonly localTime: string | null; readonly timeZone: string };

/** Instant at which a task of that day is due; null where it stands at a time of day. */
export function deadlineOn(day: Day, { localTime, timeZone }: Timed): string | null {
  return localTime ? null : fromWall(`${day}T${END_OF_DAY}`, timeZone);
}

type Wanted = { readonly dueAt?: string | null | undefined; readonly localTime?: string | null | undefined };

/** Throws `recurrence.due_alone` or `recurrence.due_hour` for a deadline that no task of the rule would have. */
export function demandNoDeadline(before: Timed, { dueAt, localTime = before.localTime }: Wanted): void {
  if (!dueAt) return;
  if (localTime !== null)
    throw new DomainError(
      'recurrence.due_alone',
      {
        pl: 'Zadania o stałej godzinie nie mają osobnego terminu w powtarzaniu. Zmień termin, wybierając „tylko to zadanie”, albo przywróć poprzedni.',
        en: 'Tasks at a time of day have no deadline of their own in a recurrence. Change it for "this task only", or put the one before back.',
      },
      'dueAt',
    );
  if (toWall(dueAt, before.timeZone).slice(11, 16) === END_OF_DAY) return;
  throw new DomainError(
    'recurrence.due_hour',
    {
      pl: 'Zadania bez godziny rozpoczęcia mają w powtarzaniu termin o 23:59. Zmień termin, wybierając „tylko to zadanie”, albo daj im godzinę rozpoczęcia.',
      en: 'Tasks without a start are due at 23:59 in a recurrence. Change the deadline for "this task only", or give them a start.',
    },
    'dueAt',
  );
}
