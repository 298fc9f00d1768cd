/** A rule by which days come again: the part of RRULE (RFC 5545) that people can say in a sentence. */
import { DomainError } from '../domain-error.ts';

/** Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type Rule = { readonly every: number; readonly count?: number } & (
  | { readonly by: 'day' }
  | { readonly by: 'week'; readonly days: readonly Weekday[] }
  | { readonly by: 'month'; readonly day: number }
  /** The nth such weekday of the month; -1 is the last. */
  | { readonly by: 'month'; readonly nth: 1 | 2 | 3 | 4 | -1; readonly weekday: Weekday }
  | { readonly by: 'year'; readonly month: number; readonly day: number }
);

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'WKST']);

/** Reads `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE`. Throws `recurrence.rule_wrong` for what Nurt does not know. */
export function readRule(text: string): Rule {
  const parts = new Map(
    text
      .trim()
      .replace(/^RRULE:/i, '')
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=', 2) as [string, string | undefined]),
  );
  for (const name of parts.keys()) if (!known.has(name)) throw wrong(text);
  const every = number(parts.get('INTERVAL') ?? '1', [1, 366], text);
  const count = parts.has('COUNT') ? { count: number(parts.get('COUNT'), [1, 5000], text) } : {};
  const byDay = parts.get('BYDAY');
  const byMonthDay = parts.get('BYMONTHDAY');
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return { by: 'day', every, ...count };
    case 'WEEKLY':
      return { by: 'week', every, days: weekdays(byDay, text), ...count };
    case 'MONTHLY':
      if (byDay !== undefined) return { by: 'month', every, ...nthOf(byDay, text), ...count };
      return { by: 'month', every, day: number(byMonthDay, [1, 31], text), ...count };
    case 'YEARLY':
      return {
        by: 'year',
        every,
        month: number(parts.get('BYMONTH'), [1, 12], text),
        day: number(byMonthDay, [1, 31], text),
        ...count,
      };
    default:
      throw wrong(text);
  }
}

/** As `readRule` reads it. */
export function writeRule(rule: Rule): string {
  const tail = [...(rule.every > 1 ? [`INTERVAL=${rule.every}`] : []), ...(rule.count ? [`COUNT=${rule.count}`] : [])];
  switch (rule.by) {
    case 'day':
      return ['FREQ=DAILY', ...tail].join(';');
    case 'week':
      return ['FREQ=WEEKLY', `BYDAY=${rule.days.map((day) => codes[day - 1]).join(',')}`, ...tail].join(';');
    case 'month':
      return [
        'FREQ=MONTHLY',
        'nth' in rule ? `BYDAY=${rule.nth}${codes[rule.weekday - 1]}` : `BYMONTHDAY=${rule.day}`,
        ...tail,
      ].join(';');
    case 'year':
      return ['FREQ=YEARLY', `BYMONTH=${rule.month}`, `BYMONTHDAY=${rule.day}`, ...tail].join(';');
  }
}

function weekdays(text: string | undefined, whole: string): Weekday[] {
  const days = (text ?? '').split(',').map((code) => codes.indexOf(code as (typeof codes)[number]) + 1);
  if (days.some((day) => day === 0)) throw wrong(whole);
  return [...new Set(days)].sort((a, b) => a - b) as Weekday[];
}

function nthOf(text: string, whole: string): { nth: 1 | 2 | 3 | 4 | -1; weekday: Weekday } {
  const found = /^(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  if (!found) throw wrong(whole);
  const weekday = (codes.indexOf(found[2] as (typeof codes)[number]) + 1) as Weekday;
  return { nth: Number(found[1]) as 1 | 2 | 3 | 4 | -1, weekday };
}

function number(text: string | undefined, [least, most]: readonly [number, number], whole: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text ?? '') || value < least || value > most) throw wrong(whole);
  return value;
}

function wrong(text: string): DomainError {
  return new DomainError(
    'recurrence.rule_wrong',
    {
      pl: `Reguła powtarzania „${text}” jest nieznana. Wybierz: codziennie, co tydzień, co miesiąc albo co rok.`,
      en: `The rule "${text}" is not known. Choose daily, weekly, monthly or yearly.`,
    },
    'rule',
  );
}
