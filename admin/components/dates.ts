import { toWall } from '../../domain/calendar/wall.ts';
import { isDate } from '../../domain/campaigns/plain-dates.ts';
import type { Language } from '../../domain/domain-error.ts';
import { readTypedDate } from '../../domain/tasks/typed-date.ts';

/** A day as it stands on the wall, without a zone: `YYYY-MM-DD`. */
export type Day = string;

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export type Reading = {
  /** ISO instant at which the person types. */
  readonly now: string;
  readonly zone: string;
  /** With an hour: `YYYY-MM-DDTHH:MM`; nine o'clock where none is given. */
  readonly time: boolean;
  /** Which of the many 3rds of December is meant: the next (the default), or the last. */
  readonly towards?: 'future' | 'past';
};

/** Today on the wall of a zone: about midnight it is another day in UTC. */
export function todayIn(zone: string): Day {
  return toWall(new Date().toISOString(), zone).slice(0, 10);
}

/** A date as people type it, as a field holds it. Undefined when it cannot be read; nor has a day alone an hour. */
export function readDate(text: string, { time, ...reading }: Reading): string | undefined {
  const typed = readTypedDate(text.slice(0, 100), reading);
  if (!typed || (typed.time !== undefined && !time)) return undefined;
  return time ? `${typed.on}T${typed.time ?? '09:00'}` : typed.on;
}

/** `3.12.2026`, in English `3 Dec 2026`, with the hour if there is one. */
export function writeDate(value: string, language: Language): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(value);
  if (!found) return '';
  const [, year, month, day, time] = found;
  const date =
    language === 'pl'
      ? `${Number(day)}.${month}.${year}`
      : `${Number(day)} ${englishMonths[Number(month) - 1]} ${year}`;
  return time ? `${date} ${time}` : date;
}

/** A day as an address names it; undefined for anything else. */
export function dayIn(text: string | null): Day | undefined {
  return text !== null && isDate(text) ? text : undefined;
}

/** A day of every year, `MM-DD`, in this one; 29 February in the next one that has it. Empty for what is no day. */
export function yearlyDay(day: string, year: number): Day | '' {
  // From one leap year to the next it is eight years at most.
  const years = Array.from({ length: 9 }, (_, ahead) => year + ahead);
  return years.map((one) => `${one}-${day}`).find(isDate) ?? '';
}

/** The weeks of a month, Monday first, with the days of its neighbours that fill them. */
export function weeksOf(month: Day): Day[][] {
  const first = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  const start = addDays(isoDay(first), -((first.getUTCDay() + 6) % 7));
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)));
}

export function addDays(day: Day, days: number): Day {
  return isoDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
}

export function addMonths(day: Day, months: number): Day {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return isoDay(date);
}

function isoDay(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
