/** The one reader of dates as people type them: the server's and, as it leans on nothing but Intl, the panel's. */
import { shiftWall, toWall } from '../calendar/wall.ts';
import { addDays, isDate } from '../campaigns/plain-dates.ts';
import { counts, fillers, months, relativeDays, type SpanUnit, spanUnits, weekdays } from './date-words.ts';

/** A day in somebody's zone, with a time of day if one was meant. */
export type TypedDate = {
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** `HH:mm` */
  readonly time?: string;
};

export type Reading = {
  /** ISO instant at which the person types. */
  readonly now: string;
  readonly zone: string;
  /** Which of the many 3rds of December is meant: the next (the default), or the last. */
  readonly towards?: 'future' | 'past';
};

/** `today` and `hour` (`HH:mm`) as they stand on the wall of the one who types. */
type Asked = {
  readonly today: string;
  readonly hour: string;
  readonly towards: 'future' | 'past';
  readonly clock: string | undefined;
};

/** Reads a date as people write it: `jutro`, `pn 14:00`, `3.12`, `za 2 dni`, `in an hour`. Undefined if it is none. */
export function readTypedDate(text: string, { now, zone, towards = 'future' }: Reading): TypedDate | undefined {
  const plain = plainWords(text);
  if (plain === '') return undefined;

  const span = readSpan(plain, { now, zone });
  if (span) return span;

  const { clock, rest } = splitClock(plain);
  if (clock === 'wrong') return undefined;
  const wall = toWall(now, zone);
  const asked: Asked = { today: wall.slice(0, 10), hour: wall.slice(11), towards, clock };
  const on = rest === '' ? dayOfClock(asked) : readDay(rest, asked);
  return on === undefined ? undefined : { on, ...(clock ? { time: clock } : {}) };
}

/** Lower case, without accents, filler words and full stops at the end of words: `W środę o 9:00` is `sroda 9:00`. */
function plainWords(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[,;]/g, ' ')
    .replaceAll(/(\p{L})\./gu, '$1 ')
    .replace(/^(\d{4}-\d\d?-\d\d?)t(?=\d)/, '$1 ')
    .split(/\s+/)
    .filter((word) => word !== '' && !fillers.has(word))
    .join(' ');
}

/** What a word names; a word may be cut short after its third letter. */
function named<T>(meanings: Readonly<Record<string, T>>, word: string): T | undefined {
  const whole = word.length < 3 ? word : Object.keys(meanings).find((known) => known.startsWith(word));
  return meanings[word] ?? meanings[whole ?? word];
}

/** `za 2 dni`, `za tydzien`, `in half an hour`, `+3d`, `+7`, `2 dni temu`, `3 days ago`. */
function readSpan(plain: string, reading: Reading): TypedDate | undefined {
  const ahead = /^(?:za|in|\+)\s*(.+)$/.exec(plain)?.[1];
  const back = /^(.+) (?:temu|ago)$/.exec(plain)?.[1];
  const { clock, rest } = splitClock(ahead ?? back ?? '', /:/);
  const span = countedUnit(plain.startsWith('+') && /^\d+$/.test(rest) ? `${rest} d` : rest);
  if (!span || clock === 'wrong' || span.count * daysIn[span.unit] > FARTHEST_DAYS) return undefined;

  const then = wallAfter({ ...span, count: ahead === undefined ? -span.count : span.count }, reading);
  const time = clock ?? (span.unit === 'minutes' || span.unit === 'hours' ? then.slice(11) : undefined);
  return { on: then.slice(0, 10), ...(time ? { time } : {}) };
}

type Span = { readonly count: number; readonly unit: SpanUnit };

const daysIn: Readonly<Record<SpanUnit, number>> = {
  minutes: 1 / 1440,
  hours: 1 / 24,
  days: 1,
  weeks: 7,
  months: 30,
  years: 365,
};
/** Fifty years. */
const FARTHEST_DAYS = 50 * 366;

/** Minutes and hours pass as they do on a watch, also where the clocks change; days and longer are counted on the wall. */
function wallAfter({ count, unit }: Span, { now, zone }: Reading): string {
  const minutes = count * daysIn[unit] * 1440;
  if (unit === 'minutes' || unit === 'hours')
    return toWall(new Date(Date.parse(now) + minutes * 60_000).toISOString(), zone);
  const wall = toWall(now, zone);
  const months = unit === 'years' ? count * 12 : count;
  return (unit === 'months' || unit === 'years') && Number.isInteger(months)
    ? addMonths(wall.slice(0, 10), months)
    : shiftWall(wall, minutes);
}

/** `2 dni`, `tydzien`, `half an hour`, `3d`. */
function countedUnit(text: string): Span | undefined {
  const found = /^(?:(\d+|[a-z]+(?: an?)?)\s*)??([a-z]+)$/.exec(text);
  const unit = found && spanUnits[found[2]!];
  const count = found?.[1] === undefined ? 1 : countOf(found[1].replace(/ an?$/, ''));
  return unit && count !== undefined ? { count, unit } : undefined;
}

function countOf(word: string): number | undefined {
  return /^\d+$/.test(word) ? Number(word) : counts[word];
}

/** Takes the time of day off the end: `14:00`, `9.30` behind a date, `2pm`, a bare `14` behind a day. */
function splitClock(plain: string, only?: RegExp): { clock?: string; rest: string } {
  const found =
    /^(?:(.*) )?(\d{1,2})(?::(\d{2}))?\s*(am|pm)$/.exec(plain) ??
    /^(?:(.*) )?(\d{1,2}):(\d{2})$/.exec(plain) ??
    (only ? null : (/^(.+) (\d{1,2})\.(\d{2})$/.exec(plain) ?? bareHour(plain)));
  if (!found) return { rest: plain };

  const [, rest = '', hourText, minuteText = '0', half] = found;
  const hour = half ? (Number(hourText) % 12) + (half === 'pm' ? 12 : 0) : Number(hourText);
  const minute = Number(minuteText);
  if (hour > 23 || minute > 59 || (half && Number(hourText) > 12)) return { clock: 'wrong', rest };
  return { clock: `${two(hour)}:${two(minute)}`, rest };
}

const beforeBareHour =
  /^([a-z ]+|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{4}(?:-\d{1,2}){2}|\d{1,2}\.? [a-z]+(?: \d{4})?) (\d{1,2})$/;

function bareHour(plain: string): RegExpExecArray | null {
  const found = beforeBareHour.exec(plain);
  const word = found?.[1];
  return word !== undefined && (named(weekdays, word) || word in relativeDays || /^\d/.test(word)) ? found : null;
}

/** A time alone is today's while it is still ahead, else tomorrow's; looking back, the other way round. */
function dayOfClock(asked: Asked): string {
  if (fitsToday(asked)) return asked.today;
  return addDays(asked.today, asked.towards === 'future' ? 1 : -1);
}

/** Whether a time was given that is still ahead today, or, looking back, behind. */
function fitsToday({ clock, hour, towards }: Asked): boolean {
  return clock !== undefined && (towards === 'future' ? clock > hour : clock <= hour);
}

function readDay(rest: string, asked: Asked): string | undefined {
  const { today } = asked;
  const relative = relativeDays[rest];
  if (relative !== undefined) return addDays(today, relative);
  if (/^(koniec|koncu|konca) miesiaca$|^end of (the )?month$/.test(rest))
    return addDays(addMonths(`${today.slice(0, 8)}01`, 1), -1);
  const weekday = named(weekdays, rest);
  if (weekday) return weekdayNear(weekday, asked);

  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(rest);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));

  const withoutWeekday = rest.replace(/^([a-z]+) (?=\d)/, (all, word: string) => (named(weekdays, word) ? '' : all));
  const numeric = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?[./-]?$/.exec(withoutWeekday);
  if (numeric) return monthDay({ day: numeric[1]!, month: Number(numeric[2]), year: numeric[3] }, asked);

  const dayFirst = /^(\d{1,2})(?:\.|st|nd|rd|th)? ?([a-z]+)(?: (\d{4}))?$/.exec(withoutWeekday);
  const monthFirst = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(withoutWeekday);
  const [day, word, year] = dayFirst
    ? [dayFirst[1]!, dayFirst[2]!, dayFirst[3]]
    : monthFirst
      ? [monthFirst[2]!, monthFirst[1]!, monthFirst[3]]
      : [];
  const month = word === undefined ? undefined : named(months, word);
  return month && day !== undefined ? monthDay({ day, month, year }, asked) : undefined;
}

/** The named weekday; on that very day it is a week away, unless a time was given that fits today. */
function weekdayNear(weekday: number, asked: Asked): string {
  const { today, towards } = asked;
  const now = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  if (now === weekday && fitsToday(asked)) return today;
  if (towards === 'future') return addDays(today, (weekday - now + 7) % 7 || 7);
  return addDays(today, -((now - weekday + 7) % 7 || 7));
}

/** `75` where only the past makes sense is 1975; elsewhere a year is never more than fifty ahead. */
function fullYear(year: string, { today, towards }: Asked): number {
  if (year.length > 2) return Number(year);
  const most = Number(today.slice(0, 4)) + (towards === 'future' ? 50 : 0);
  return Number(`20${year}`) > most ? Number(`19${year}`) : Number(`20${year}`);
}

type MonthDay = { readonly day: string; readonly month: number; readonly year: string | undefined };

/** A day of a month without a year is the next such date (today counts), or the last one. 29 February looks for its year. */
function monthDay({ day, month, year }: MonthDay, asked: Asked): string | undefined {
  const { today, towards } = asked;
  if (year !== undefined) return dateOf(fullYear(year, asked), month, Number(day));
  const step = towards === 'future' ? 1 : -1;
  for (let away = 0; away <= 8; away++) {
    const found = dateOf(Number(today.slice(0, 4)) + away * step, month, Number(day));
    if (found && (towards === 'future' ? found >= today : found <= today)) return found;
  }
  return undefined;
}

/** The 31st of February is no day. */
function dateOf(year: number, month: number, day: number): string | undefined {
  const written = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return isDate(written) ? written : undefined;
}

/** The same day of another month; of a shorter one the last. */
function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
