import { DateTime } from 'luxon';
import type { Language } from '../domain-error.ts';
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

type Clock = { readonly hour: number; readonly minute: number };
type Asked = { readonly now: DateTime; readonly towards: 'future' | 'past'; readonly clock: Clock | undefined };

/** Reads a date as people write it: `jutro`, `pn 14:00`, `3.12`, `za 2 dni`, `in an hour`. Undefined if it is none. */
export function readTypedDate(text: string, { now, zone, towards = 'future' }: Reading): TypedDate | undefined {
  const here = DateTime.fromISO(now, { zone });
  const plain = plainWords(text);
  if (plain === '') return undefined;

  const span = readSpan(plain, here);
  if (span) return span;

  const { clock, rest } = splitClock(plain);
  if (clock === 'wrong') return undefined;
  const asked: Asked = { now: here, towards, clock };
  const day = rest === '' ? dayOfClock(asked) : readDay(rest, asked);
  if (!day?.isValid) return undefined;
  return { on: day.toISODate()!, ...(clock ? { time: clockText(clock) } : {}) };
}

/** The whole date, said back before it is saved: `pt 27 listopada 2026, 14:00`. */
export function sayDate({ on, time }: TypedDate, language: Language): string {
  const day = DateTime.fromISO(on, { locale: language });
  const short = day.toFormat('ccc').replace('.', '');
  const weekday = language === 'pl' ? short.toLowerCase() : capital(short);
  return `${weekday} ${day.toFormat('d MMMM yyyy')}${time ? `, ${time}` : ''}`;
}

/** The instant (ISO, UTC) of a typed date; a date without a time counts from `otherwise` (`HH:mm`). */
export function instantOf({ on, time }: TypedDate, zone: string, otherwise: string): string {
  return DateTime.fromISO(`${on}T${time ?? otherwise}`, { zone })
    .toUTC()
    .toISO()!;
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
    .split(/\s+/)
    .filter((word) => word !== '' && !fillers.has(word))
    .join(' ');
}

/** `za 2 dni`, `za tydzien`, `in half an hour`, `+3d`, `2 dni temu`, `3 days ago`. */
function readSpan(plain: string, now: DateTime): TypedDate | undefined {
  const ahead = /^(?:za|in|\+)\s*(.+)$/.exec(plain)?.[1];
  const back = /^(.+) (?:temu|ago)$/.exec(plain)?.[1];
  const { clock, rest } = splitClock(ahead ?? back ?? '', /:/);
  const span = countedUnit(rest);
  if (!span || clock === 'wrong') return undefined;

  const then = now.plus({ [span.unit]: ahead === undefined ? -span.count : span.count });
  if (!then.isValid || Math.abs(then.year - now.year) > 50) return undefined;
  const exact = span.unit === 'minutes' || span.unit === 'hours';
  const time = clock ? clockText(clock) : exact ? then.toFormat('HH:mm') : undefined;
  return { on: then.toISODate()!, ...(time ? { time } : {}) };
}

/** `2 dni`, `tydzien`, `half an hour`, `3d`. */
function countedUnit(text: string): { count: number; unit: SpanUnit } | undefined {
  const found = /^(?:(\d+|[a-z]+(?: an?)?)\s*)??([a-z]+)$/.exec(text);
  const unit = found && spanUnits[found[2]!];
  const count = found?.[1] === undefined ? 1 : countOf(found[1].replace(/ an?$/, ''));
  return unit && count !== undefined ? { count, unit } : undefined;
}

function countOf(word: string): number | undefined {
  return /^\d+$/.test(word) ? Math.min(Number(word), 100_000) : counts[word];
}

/** Takes the time of day off the end: `14:00`, `9.30` behind a date, `2pm`, a bare `14` behind a weekday. */
function splitClock(plain: string, only?: RegExp): { clock?: Clock | 'wrong' | undefined; rest: string } {
  const found =
    /^(?:(.*) )?(\d{1,2})(?::(\d{2}))?\s*(am|pm)$/.exec(plain) ??
    /^(?:(.*) )?(\d{1,2}):(\d{2})$/.exec(plain) ??
    (only ? null : (/^(.+) (\d{1,2})\.(\d{2})$/.exec(plain) ?? bareHour(plain)));
  if (!found) return { rest: plain };

  const [, rest = '', hourText, minuteText = '0', half] = found;
  const hour = half ? (Number(hourText) % 12) + (half === 'pm' ? 12 : 0) : Number(hourText);
  const minute = Number(minuteText);
  if (hour > 23 || minute > 59 || (half && Number(hourText) > 12)) return { clock: 'wrong', rest };
  return { clock: { hour, minute }, rest };
}

function bareHour(plain: string): RegExpExecArray | null {
  const found = /^([a-z ]+|\d{1,2}\.\d{1,2}(?:\.\d{2,4})?) (\d{1,2})$/.exec(plain);
  const word = found?.[1];
  return word !== undefined && (word in weekdays || word in relativeDays || /^\d/.test(word)) ? found : null;
}

/** A time alone is today's while it is still ahead, else tomorrow's; looking back, the other way round. */
function dayOfClock({ now, towards, clock }: Asked): DateTime {
  const today = now.set({ ...clock, second: 0, millisecond: 0 });
  if (towards === 'future') return today > now ? today : today.plus({ days: 1 });
  return today <= now ? today : today.minus({ days: 1 });
}

function readDay(rest: string, asked: Asked): DateTime | undefined {
  const { now } = asked;
  const relative = relativeDays[rest];
  if (relative !== undefined) return now.plus({ days: relative });
  if (/^(koniec|koncu|konca) miesiaca$|^end of (the )?month$/.test(rest)) return now.endOf('month');
  const weekday = weekdays[rest];
  if (weekday) return weekdayNear(weekday, asked);

  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(rest);
  if (iso) return dayOf(now, { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });

  const withoutWeekday = rest.replace(/^([a-z]+) (?=\d)/, (all, word: string) => (word in weekdays ? '' : all));
  const numeric = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/.exec(withoutWeekday);
  if (numeric) return monthDay({ day: numeric[1]!, month: Number(numeric[2]), year: numeric[3] }, asked);

  const dayFirst = /^(\d{1,2})(?:\.|st|nd|rd|th)? ?([a-z]+)(?: (\d{4}))?$/.exec(withoutWeekday);
  const monthFirst = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(withoutWeekday);
  const [day, month, year] = dayFirst
    ? [dayFirst[1]!, dayFirst[2]!, dayFirst[3]]
    : monthFirst
      ? [monthFirst[2]!, monthFirst[1]!, monthFirst[3]]
      : [];
  if (day === undefined || !months[month!]) return undefined;
  return monthDay({ day, month: months[month!]!, year }, asked);
}

/** The named weekday; on that very day it is a week away, unless a time was given that fits today. */
function weekdayNear(weekday: number, { now, towards, clock }: Asked): DateTime {
  const today = clock ? now.set({ ...clock, second: 0, millisecond: 0 }) : undefined;
  if (now.weekday === weekday && today && (towards === 'future' ? today > now : today <= now)) return now;
  if (towards === 'future') return now.plus({ days: (weekday - now.weekday + 7) % 7 || 7 });
  return now.minus({ days: (now.weekday - weekday + 7) % 7 || 7 });
}

type MonthDay = { readonly day: string; readonly month: number; readonly year: string | undefined };

/** A day of a month without a year is the next such date (today counts), or the last one. 29 February looks for its year. */
function monthDay({ day, month, year }: MonthDay, { now, towards }: Asked): DateTime | undefined {
  if (year !== undefined) {
    return dayOf(now, { year: year.length === 2 ? 2000 + Number(year) : Number(year), month, day: Number(day) });
  }
  const today = now.startOf('day');
  for (let ahead = 0; ahead <= 8; ahead++) {
    const found = dayOf(now, { year: now.year + (towards === 'future' ? ahead : -ahead), month, day: Number(day) });
    if (found.isValid && (towards === 'future' ? found >= today : found <= today)) return found;
  }
  return undefined;
}

function dayOf(now: DateTime, day: { year: number; month: number; day: number }): DateTime {
  return DateTime.fromObject(day, { zone: now.zone });
}

function clockText({ hour, minute }: Clock): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
