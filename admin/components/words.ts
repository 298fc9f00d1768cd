import type { Language } from '../../domain/domain-error.ts';

/** A sentence, or its forms by count: Polish has one, few, many and other. */
export type Text = string | { one: string; few?: string; many?: string; other: string };
export type Dictionary = Readonly<Record<string, Text>>;
export type Params = Readonly<Record<string, string | number>>;

export type Words = {
  readonly language: Language;
  /** The text under the key with `{name}` filled in; `count` chooses the form. */
  t(key: string, params?: Params): string;
  /** Are there words for it? Asked of codes that others may have made up. */
  knows(key: string): boolean;
  /** 3 grudnia 2026. Takes an instant or a plain `YYYY-MM-DD`. */
  date(iso: string): string;
  /** grudzień 2026. Takes `YYYY-MM`. */
  month(of: string): string;
  /** 14:05, in the viewer's time zone. */
  time(iso: string): string;
  /** dziś, jutro, wczoraj, else wt. 24 lis; the year only when it is another. */
  day(iso: string): string;
  /** dziś 14:05. */
  moment(iso: string): string;
  /** dziś, wczoraj, 104 dni temu. */
  ago(iso: string): string;
  /** 4 920,00 zł. */
  money(minor: number, currency?: string): string;
  number(n: number): string;
  /** 37%. */
  percent(share: number): string;
};

type Speech = { language: Language; timeZone: string; dictionary: Dictionary };

let known: Record<string, Text> = {};
let words = speech({ language: 'pl', timeZone: 'Europe/Warsaw', dictionary: {} });

/** Called once by the frame, before anything is drawn: changing the language loads the page anew. */
export function speak(speechOf: Speech): void {
  known = { ...speechOf.dictionary };
  words = speech({ ...speechOf, dictionary: known });
}

/** More words, which come with the pages that say them. */
export function learn(more: Dictionary): void {
  Object.assign(known, more);
}

/** The words of the viewer's language. */
export function useWords(): Words {
  return words;
}

/** Exported for tests. */
export function speech({ language, timeZone, dictionary }: Speech): Words {
  const locale = language === 'pl' ? 'pl-PL' : 'en-GB';
  const plural = new Intl.PluralRules(locale);
  const format = (options: Intl.DateTimeFormatOptions) => {
    const zoned = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    // A plain date has no zone: reading it in one could make it the day before.
    const plain = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (iso: string) => (isPlain(iso) ? plain.format(new Date(`${iso}T00:00:00Z`)) : zoned.format(new Date(iso)));
  };
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const month = format({ month: 'long', year: 'numeric' });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const weekdayYear = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const key = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const year = format({ year: 'numeric' });

  const day = (iso: string) => {
    const now = Date.now();
    for (const away of [0, 1, -1]) {
      const other = new Date(now + away * 86_400_000).toISOString();
      const sameDay = isPlain(iso) ? key(iso) === key(localDate(other)) : key(iso) === key(other);
      if (sameDay) return relative.format(away, 'day');
    }
    return year(iso) === year(new Date(now).toISOString()) ? weekday(iso) : weekdayYear(iso);
  };
  const inZone = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const localDate = (iso: string) => inZone.format(new Date(iso));

  return {
    language,
    t(name, params = {}) {
      const text = dictionary[name];
      if (text === undefined) return missing(name);
      const chosen = typeof text === 'string' ? text : formOf(text, plural.select(Number(params['count'] ?? 0)));
      return chosen.replace(/\{(\w+)\}/g, (whole, param: string) => {
        const value = params[param];
        if (value === undefined) return whole;
        return typeof value === 'number' ? number.format(value) : value;
      });
    },
    knows: (name) => name in dictionary,
    date,
    month: (of) => month(`${of}-01`),
    time,
    day,
    ago: (iso) => relative.format(-daysBetween(localDate(iso), localDate(new Date().toISOString())), 'day'),
    moment: (iso) => (isPlain(iso) ? day(iso) : `${day(iso)} ${time(iso)}`),
    money(minor, currency = 'PLN') {
      const money = new Intl.NumberFormat(locale, { style: 'currency', currency, useGrouping: 'always' });
      return money.format(minor / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2));
    },
    number: (n) => number.format(n),
    percent: (share) => percent.format(share),
  };
}

/** Loud, so that a test which opens the page fails; shown as its name, so that nobody loses the page for a word. */
function missing(name: string): string {
  // eslint-disable-next-line no-console -- the console is where the tests of pages listen
  console.error(`There are no words for "${name}"`);
  return name;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function isPlain(iso: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(iso);
}

function formOf(text: Exclude<Text, string>, form: Intl.LDMLPluralRule): string {
  if (form === 'one') return text.one;
  if (form === 'few') return text.few ?? text.other;
  if (form === 'many') return text.many ?? text.other;
  return text.other;
}
