import { DateTime } from 'luxon';
import type { TypedDate } from './typed-date.ts';

export type Times = { readonly plannedAt: string | null; readonly dueAt: string | null };
export type Postponed = Times & {
  readonly notBefore: string;
  /** When the work will be over, as it is planned now; of a day alone, its end. */
  readonly endsAt: string;
};

export type Postponing = {
  readonly until: TypedDate;
  readonly zone: string;
  /** The deadline is a step's of a scenario that goes on without the task: it stays where it is (rule 29). */
  readonly deadlineFixed: boolean;
};

/**
 * The times of a task that is put off. A time given moves its plan there; a day alone keeps the time of day it had.
 * A deadline that would pass before is moved along, unless it is fixed.
 */
export function postponed(
  task: Times & { readonly durationMinutes: number },
  { until, zone, deadlineFixed }: Postponing,
): Postponed {
  const day = DateTime.fromISO(until.on, { zone });
  const at = until.time === undefined ? null : DateTime.fromISO(`${until.on}T${until.time}`, { zone });
  const planned = at ?? (task.plannedAt ? onDay(task.plannedAt, day) : null);
  return {
    plannedAt: planned && iso(planned),
    dueAt: deadlineFixed ? task.dueAt : dueAfter(task.dueAt, { planned, day, timed: at !== null }),
    notBefore: iso(at ?? day),
    endsAt: iso(planned ? planned.plus({ minutes: task.durationMinutes }) : day.endOf('day')),
  };
}

type Moved = { readonly planned: DateTime | null; readonly day: DateTime; readonly timed: boolean };

function dueAfter(dueAt: string | null, { planned, day, timed }: Moved): string | null {
  if (!dueAt) return planned ? null : iso(day.endOf('day'));
  if (DateTime.fromISO(dueAt) >= (planned ?? day.endOf('day'))) return dueAt;
  if (timed) return iso(planned!);
  const moved = onDay(dueAt, day);
  return iso(planned && planned > moved ? planned : moved);
}

function onDay(instant: string, day: DateTime): DateTime {
  const { hour, minute, second } = DateTime.fromISO(instant, { zone: day.zone });
  return day.set({ hour, minute, second });
}

function iso(at: DateTime): string {
  return at.toUTC().toISO()!;
}
