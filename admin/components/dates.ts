import type { Language } from '../../domain/domain-error.ts';

/** A day as it stands on the wall, without a zone: `YYYY-MM-DD`. */
export type Day = string;

const names: Readonly<
  Record<Language, { days: readonly string[]; months: readonly string[]; words: Readonly<Record<string, number>> }>
> = {
  pl: {
    days: ['po', 'wt', 'sr', 'cz', 'pi', 'so', 'ni'],
    months: ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paz', 'lis', 'gru'],
    words: { dzis: 0, dzisiaj: 0, jutro: 1, pojutrze: 2, wczoraj: -1 },
  },
  en: {
    days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'],
    months: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
    words: { today: 0, tomorrow: 1, yesterday: -1 },
  },
};
/** What Poles also write for days of the week. */
const shortPolish: Readonly<Record<string, number>> = { pn: 0, pt: 4, nd: 6 };

export type Reading = {
  readonly language: Language;
  readonly today: Day;
  /** With an hour: `YYYY-MM-DDTHH:MM`; nine o'clock where none is given. */
  readonly time: boolean;
};

/**
 * A date as people type it: `3.12`, `3.12.2026`, `3 gru`, `jutro`, `pn 14:00`, `+7`, `2026-12-03`. A day without a year is
 * the next such day. Undefined when it cannot be read.
 */
export function readDate(text: string, reading: Reading): string | undefined {
  const plain = text.trim().toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/\p{M}/gu, '');
  const found = /^(.*?)(?:[\s,t]+(?:o |at )?(\d{1,2})(?:[:.](\d\d))?)?$/.exec(plain);
  const whole = dayOf(plain, reading);
  if (whole) return reading.time ? `${whole}T09:00` : whole;
  const day = found?.[2] === undefined ? undefined : dayOf(found[1]!.trim(), reading);
  if (!day || !reading.time) return undefined;
  const [hour, minute] = [Number(found![2]), Number(found![3] ?? 0)];
  return hour < 24 && minute < 60 ? `${day}T${two(hour)}:${two(minute)}` : undefined;
}

/** `3.12.2026`, in English `3 Dec 2026`, with the hour if there is one. */
export function writeDate(value: string, language: Language): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(value);
  if (!found) return '';
  const [, year, month, day, time] = found;
  const english = names.en.months[Number(month) - 1] ?? '';
  const date =
    language === 'pl'
      ? `${Number(day)}.${month}.${year}`
      : `${Number(day)} ${english[0]?.toUpperCase()}${english.slice(1)} ${year}`;
  return time ? `${date} ${time}` : date;
}

/** A day as an address names it; undefined for anything else. */
export function dayIn(text: string | null): Day | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  return day === undefined ? undefined : real(Number(year), Number(month), Number(day));
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

function dayOf(text: string, { language, today }: Reading): Day | undefined {
  const { words } = names[language];
  const away = words[text] ?? (/^\+\d{1,3}$/.test(text) ? Number(text) : undefined);
  if (away !== undefined) return addDays(today, away);
  return byNumbers(text, today) ?? byMonthName(text, { language, today }) ?? byWeekday(text, { language, today });
}

function byNumbers(text: string, today: Day): Day | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4})?)?$/.exec(text);
  if (!local) return undefined;
  return inYear({ day: Number(local[1]), month: Number(local[2]), year: local[3], today });
}

type Named = { readonly language: Language; readonly today: Day };

function byMonthName(text: string, { language, today }: Named): Day | undefined {
  const found = /^(\d{1,2})\.? ([a-z]{3,})\.?(?: (\d{4}))?$/.exec(text);
  const month = found ? names[language].months.findIndex((name) => found[2]!.startsWith(name)) + 1 : 0;
  return found && month > 0 ? inYear({ day: Number(found[1]), month, year: found[3], today }) : undefined;
}

/** The next such weekday, never today. */
function byWeekday(text: string, { language, today }: Named): Day | undefined {
  if (!/^[a-z]{2,}\.?$/.test(text)) return undefined;
  const wanted = (language === 'pl' ? shortPolish[text] : undefined) ?? names[language].days.indexOf(text.slice(0, 2));
  if (wanted < 0) return undefined;
  const now = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(today, ((wanted - now + 6) % 7) + 1);
}

type Numbers = { readonly day: number; readonly month: number; readonly year: string | undefined; readonly today: Day };

function inYear({ day, month, year, today }: Numbers): Day | undefined {
  if (year) return real(Number(year.length === 2 ? `20${year}` : year), month, day);
  const thisYear = Number(today.slice(0, 4));
  const soon = real(thisYear, month, day);
  return soon && soon >= today ? soon : real(thisYear + 1, month, day);
}

/** The 31st of February is no day. */
function real(year: number, month: number, day: number): Day | undefined {
  const written = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(+date) && isoDay(date) === written ? written : undefined;
}

function isoDay(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
