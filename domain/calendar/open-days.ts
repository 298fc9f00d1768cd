import type { Language } from '../domain-error.ts';
import type { CalendarDefinition } from './compile.ts';
import { polishHolidays } from './holidays.ts';

/** One day of the working calendar as it stands on the wall. */
export type OpenDay = {
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** `["08:00", "16:00"]`; empty on a day off. */
  readonly hours: readonly (readonly [from: string, to: string])[];
  /** Why nobody works on a day on which one usually would. */
  readonly off?: string;
};

const DAY = 86_400_000;
const dayOff: Readonly<Record<Language, string>> = { pl: 'dzień wolny', en: 'day off' };

/** When somebody works: hours of a week, and the days on which nobody does. */
export type Opened = Pick<CalendarDefinition, 'hours' | 'holidays' | 'daysOff'>;

/** Days from the first to the last, both included. */
export type AskedDays = { readonly first: string; readonly last: string; readonly language: Language };

/** The days that were asked for: when the office is open, and why not. */
export function openDays({ hours, holidays, daysOff }: Opened, { first, last, language }: AskedDays): OpenDay[] {
  const free = new Map<string, string>(daysOff.map((day) => [day, dayOff[language]]));
  if (holidays === 'PL') {
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) {
      for (const [day, name] of polishHolidays(year)) free.set(day, name);
    }
  }
  const days: OpenDay[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += DAY) {
    const on = new Date(at).toISOString().slice(0, 10);
    const off = free.get(on);
    const usual = hours[String(new Date(at).getUTCDay() || 7)] ?? [];
    days.push(off === undefined ? { on, hours: usual } : { on, hours: [], off });
  }
  return days;
}
