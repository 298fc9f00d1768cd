/** How often a task comes again, as the form holds it, and what it says to the API. */
import { toWall } from '../../../domain/calendar/wall.ts';
import { writeRule, type Rule, type Weekday } from '../../../domain/recurrence/rule.ts';

export type Repeat = {
  readonly kind: '' | 'day' | 'week' | 'month' | 'weekday' | 'year';
  readonly every: string;
  readonly days: readonly Weekday[];
  readonly endsOn: string;
  readonly holidays: 'keep' | 'skip' | 'earlier' | 'later';
  readonly shortMonth: 'last' | 'skip';
  readonly whenAway: 'keep' | 'skip' | 'substitute';
};

export const once: Repeat = {
  kind: '',
  every: '1',
  days: [],
  endsOn: '',
  holidays: 'keep',
  shortMonth: 'last',
  whenAway: 'keep',
};

/** The rule that a first day stands for: the 3rd of each month, the second Tuesday, the day of the week. */
export function ruleOf({ kind, every, days }: Repeat, firstDay: string): Rule {
  const first = new Date(`${firstDay}T00:00:00Z`);
  const weekday = (first.getUTCDay() || 7) as Weekday;
  const day = first.getUTCDate();
  const step = Math.max(1, Math.round(Number(every)) || 1);
  switch (kind) {
    case 'week':
      return { by: 'week', every: step, days: days.length > 0 ? days : [weekday] };
    case 'month':
      return { by: 'month', every: step, day };
    case 'weekday': {
      const nth = Math.ceil(day / 7);
      return { by: 'month', every: step, nth: nth > 4 ? -1 : (nth as 1 | 2 | 3 | 4), weekday };
    }
    case 'year':
      return { by: 'year', every: step, month: first.getUTCMonth() + 1, day };
    default:
      return { by: 'day', every: step };
  }
}

type Made = Readonly<Record<string, unknown>> & { readonly plannedAt?: string | null; readonly dueAt?: string | null };

/** The body of a new recurrence: the times of its first task become a day and a time on the wall. */
export function recurrenceOf(body: Made, repeat: Repeat, zone: string): object {
  const { plannedAt, dueAt, companyId, ownerId, callAnyway, resourceIds: _, percent: __, ...task } = body;
  const wall = toWall(plannedAt ?? dueAt ?? new Date().toISOString(), zone);
  const startsOn = wall.slice(0, 10);
  return {
    rule: writeRule(ruleOf(repeat, startsOn)),
    startsOn,
    localTime: plannedAt ? wall.slice(11, 16) : null,
    timeZone: zone,
    endsOn: repeat.endsOn || null,
    holidays: repeat.holidays,
    shortMonth: repeat.shortMonth,
    whenAway: repeat.whenAway,
    companyId: companyId ?? null,
    ...(ownerId ? { ownerId } : {}),
    ...(callAnyway ? { callAnyway } : {}),
    task,
  };
}

/** What an edit of one task means for the following ones: its time of day, and all that is not about this day alone. */
export function recurrenceChangeOf(change: Made, zone: string): object {
  const { plannedAt, dueAt, receiver, percent: _, note: __, ...task } = change;
  const owner = receiver && typeof receiver === 'object' && 'ownerId' in receiver ? { ownerId: receiver.ownerId } : {};
  return {
    ...(plannedAt ? { localTime: toWall(plannedAt, zone).slice(11, 16) } : {}),
    ...(plannedAt === null && dueAt !== undefined ? { localTime: null } : {}),
    ...owner,
    ...(Object.keys(task).length > 0 ? { task } : {}),
  };
}
