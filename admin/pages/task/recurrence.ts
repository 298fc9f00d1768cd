/** How often a task comes again, as the form holds it, and what it says to the API. */
import { toWall } from '../../../domain/calendar/wall.ts';
import { movedStart, type MovedDay } from '../../../domain/recurrence/move.ts';
import { readRule, writeRule, type Rule, type Weekday } from '../../../domain/recurrence/rule.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';

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

type Ruled = Pick<RecurrenceShown, 'rule' | 'endsOn' | 'holidays' | 'shortMonth' | 'whenAway'>;

/** A rule that is there, as the form holds it. */
export function repeatOf({ rule, endsOn, holidays, shortMonth, whenAway }: Ruled): Repeat {
  const read = readRule(rule);
  const days = read.by === 'week' ? read.days : [];
  return { kind: kindOf(read), every: String(read.every), days, endsOn: endsOn ?? '', holidays, shortMonth, whenAway };
}

function kindOf(rule: Rule): Repeat['kind'] {
  return 'nth' in rule ? 'weekday' : rule.by;
}

/** The rule as it was changed. What the form does not ask stays: the 31st is still the 31st where a short month has moved it. */
export function changedRule(repeat: Repeat, was: Rule, day: string): Rule {
  const chosen = ruleOf(repeat, day);
  if (kindOf(was) !== repeat.kind) return chosen;
  return { ...was, every: chosen.every, ...(chosen.by === 'week' ? { days: chosen.days } : {}) } as Rule;
}

/** What of a rule was changed, as the API takes it. */
export function ruleChangeOf(was: Ruled, repeat: Repeat, day: string): Readonly<Record<string, unknown>> {
  const { endsOn, holidays, shortMonth, whenAway } = repeat;
  const rule = writeRule(changedRule(repeat, readRule(was.rule), day));
  const wanted = { rule, endsOn: endsOn || null, holidays, shortMonth, whenAway };
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => was[field as keyof Ruled] !== value));
}

export type Timed = { readonly plannedAt: string | null; readonly dueAt: string | null };

/** The day of the rule that goes to another one, where the task itself was put on another day. */
export function movedDayOf(
  task: Timed & { readonly recursOn: string | null },
  change: Made,
  zone: string,
): MovedDay | undefined {
  const { recursOn, plannedAt, dueAt } = task;
  const [was, is] = plannedAt ? [plannedAt, change.plannedAt] : [dueAt, change.plannedAt ?? change.dueAt];
  if (!recursOn || !was || !is) return undefined;
  const [from, to] = [toWall(was, zone).slice(0, 10), toWall(is, zone).slice(0, 10)];
  return from === to ? undefined : { from: recursOn, to: movedStart(recursOn, { from, to }) };
}

export type Made = Readonly<Record<string, unknown>> & {
  readonly plannedAt?: string | null;
  readonly dueAt?: string | null;
};

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
  const { plannedAt, dueAt, receiver, callAnyway, percent: _, note: __, ...rest } = change;
  const { ownerId, queue } = (receiver ?? {}) as { readonly ownerId?: string; readonly queue?: string };
  const task = { ...rest, ...(queue ? { queue } : {}) };
  return {
    ...(plannedAt ? { localTime: toWall(plannedAt, zone).slice(11, 16) } : {}),
    ...(plannedAt === null ? { localTime: null } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(ownerId ? { ownerId } : {}),
    ...(queue ? { ownerId: null } : {}),
    ...(callAnyway ? { callAnyway } : {}),
    ...(Object.keys(task).length > 0 ? { task } : {}),
  };
}
