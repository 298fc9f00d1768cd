import type { Rule } from './rule.ts';

/** `YYYY-MM-DD`, as it stands in a calendar on the wall. */
export type Day = string;

export type Days = {
  readonly rule: Rule;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  /** A month without such a day: its last one, or none. */
  readonly shortMonth: 'last' | 'skip';
};

type DaysAsked = Days & { readonly most?: number };

const DAY_MS = 86_400_000;
/** A rule that names no day in so many steps never will (30 February). */
const MOST_EMPTY = 500;

/**
 * The days that the rule names from `from` through `to`, in order, the first `most` of them. Counted from the first one, so a rule with a count ends
 * where it would have ended had nobody looked in between.
 */
export function daysOf({ rule, startsOn, endsOn, shortMonth, most }: DaysAsked, from: Day, to: Day): Day[] {
  const last = endsOn !== null && endsOn < to ? endsOn : to;
  const found: Day[] = [];
  let named = 0;
  let empty = 0;
  for (let step = rule.count ? 0 : firstStep(rule, startsOn, from); ; step++) {
    const days = stepDays({ rule, startsOn, shortMonth }, step).filter((day) => day >= startsOn);
    empty = days.length === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY) return found;
    for (const day of days) {
      if (day > last || (rule.count !== undefined && named >= rule.count)) return found;
      named++;
      if (day >= from) found.push(day);
      if (found.length === most) return found;
    }
  }
}

/** Nobody walks through the years from the start of an old rule. */
function firstStep(rule: Rule, startsOn: Day, from: Day): number {
  const days = Math.max(0, (toMs(from) - toMs(startsOn)) / DAY_MS);
  const length = { day: 1, week: 7, month: 28, year: 365 }[rule.by];
  const longest = { day: 1, week: 7, month: 31, year: 366 }[rule.by];
  return length === longest
    ? Math.max(0, Math.floor(days / length / rule.every) - 1)
    : Math.max(0, Math.floor(days / longest / rule.every) - 1);
}

/** The days of one step of the rule: of its nth day, week, month or year. */
function stepDays({ rule, startsOn, shortMonth }: Omit<Days, 'endsOn'>, step: number): Day[] {
  const start = new Date(toMs(startsOn));
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const away = step * rule.every;
  switch (rule.by) {
    case 'day':
      return [toDay(toMs(startsOn) + away * DAY_MS)];
    case 'week': {
      const monday = toMs(startsOn) - ((start.getUTCDay() + 6) % 7) * DAY_MS + away * 7 * DAY_MS;
      return rule.days.map((day) => toDay(monday + (day - 1) * DAY_MS));
    }
    case 'month':
      return 'nth' in rule
        ? [nthWeekday({ year, month: month + away }, rule)]
        : monthDay({ year, month: month + away, day: rule.day }, shortMonth);
    case 'year':
      return monthDay({ year: year + away, month: rule.month - 1, day: rule.day }, shortMonth);
  }
}

type Month = { readonly year: number; readonly month: number };

function monthDay({ year, month, day }: Month & { readonly day: number }, shortMonth: 'last' | 'skip'): Day[] {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  if (day > length && shortMonth === 'skip') return [];
  return [toDay(Date.UTC(year, month, Math.min(day, length)))];
}

function nthWeekday({ year, month }: Month, { nth, weekday }: { readonly nth: number; readonly weekday: number }): Day {
  if (nth > 0) {
    const first = new Date(Date.UTC(year, month, 1));
    const ahead = (weekday - 1 - ((first.getUTCDay() + 6) % 7) + 7) % 7;
    return toDay(first.getTime() + (ahead + (nth - 1) * 7) * DAY_MS);
  }
  const last = new Date(Date.UTC(year, month + 1, 0));
  const back = (((last.getUTCDay() + 6) % 7) - (weekday - 1) + 7) % 7;
  return toDay(last.getTime() - back * DAY_MS);
}

/** What becomes of a day on which nobody works. Null: it is left out. */
export function placed(
  day: Day,
  holidays: 'keep' | 'skip' | 'earlier' | 'later',
  isWorking: (day: Day) => boolean,
): Day | null {
  if (holidays === 'keep' || isWorking(day)) return day;
  if (holidays === 'skip') return null;
  const step = holidays === 'earlier' ? -DAY_MS : DAY_MS;
  let at = toMs(day);
  for (let left = 31; left > 0; left--) {
    at += step;
    if (isWorking(toDay(at))) return toDay(at);
  }
  return day;
}

export function addDays(day: Day, days: number): Day {
  return toDay(toMs(day) + days * DAY_MS);
}

function toMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}
