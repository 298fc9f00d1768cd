import type { Language, Said } from '../domain-error.ts';
import type { Rule, Weekday } from './rule.ts';

/** The rule as people say it: `co tydzień: poniedziałek, środa, 9:00`. */
export function sayRule(rule: Rule, localTime: string | null): Said {
  return { pl: withTime(inPolish(rule), localTime), en: withTime(inEnglish(rule), localTime) };
}

function withTime(said: string, localTime: string | null): string {
  return localTime ? `${said}, ${localTime.replace(/^0/, '')}` : said;
}

function inPolish(rule: Rule): string {
  const { every } = rule;
  switch (rule.by) {
    case 'day':
      return every === 1 ? 'codziennie' : `co ${every} ${form(every, ['dzień', 'dni', 'dni'])}`;
    case 'week':
      return `${every === 1 ? 'co tydzień' : `co ${every} ${form(every, ['tydzień', 'tygodnie', 'tygodni'])}`}: ${names('pl', rule.days)}`;
    case 'month': {
      const head = every === 1 ? 'co miesiąc' : `co ${every} ${form(every, ['miesiąc', 'miesiące', 'miesięcy'])}`;
      if (!('nth' in rule)) return `${head}, dnia ${rule.day}.`;
      return `${head}: ${polishNth(rule.nth, rule.weekday)} ${weekdays.pl[rule.weekday - 1]}`;
    }
    case 'year':
      return `${every === 1 ? 'co rok' : `co ${every} ${form(every, ['rok', 'lata', 'lat'])}`}, ${rule.day}.${String(rule.month).padStart(2, '0')}`;
  }
}

function inEnglish(rule: Rule): string {
  const { every } = rule;
  const each = (unit: string) => (every === 1 ? `every ${unit}` : `every ${every} ${unit}s`);
  switch (rule.by) {
    case 'day':
      return each('day');
    case 'week':
      return `${each('week')}: ${names('en', rule.days)}`;
    case 'month':
      if (!('nth' in rule)) return `${each('month')}, day ${rule.day}`;
      return `${each('month')}: ${ordinals[String(rule.nth)]} ${weekdays.en[rule.weekday - 1]}`;
    case 'year':
      return `${each('year')}, ${rule.day} ${months[rule.month - 1]}`;
  }
}

function form(n: number, [one, few, many]: readonly [string, string, string]): string {
  if (n === 1) return one;
  const [tens, ones] = [n % 100, n % 10];
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? few : many;
}

function names(language: Language, days: readonly Weekday[]): string {
  return days.map((day) => weekdays[language][day - 1]).join(', ');
}

const weekdays = {
  pl: ['poniedziałek', 'wtorek', 'środa', 'czwartek', 'piątek', 'sobota', 'niedziela'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** środa, sobota and niedziela are feminine. */
function polishNth(nth: number, weekday: Weekday): string {
  const isFeminine = weekday === 3 || weekday >= 6;
  return (isFeminine ? feminine : masculine)[String(nth)] ?? '';
}

const masculine: Readonly<Record<string, string>> = {
  '1': 'pierwszy',
  '2': 'drugi',
  '3': 'trzeci',
  '4': 'czwarty',
  '-1': 'ostatni',
};
const feminine: Readonly<Record<string, string>> = {
  '1': 'pierwsza',
  '2': 'druga',
  '3': 'trzecia',
  '4': 'czwarta',
  '-1': 'ostatnia',
};
const ordinals: Readonly<Record<string, string>> = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '-1': 'last',
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
