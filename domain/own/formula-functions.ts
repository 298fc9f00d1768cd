/** The signs and functions of formulas: what they take, what they give, and how they reckon. */
export type ValueType = 'number' | 'text' | 'date' | 'yes/no';
export type Value = number | string | boolean | null;

export type FormulaFunction = {
  /** The last one may be repeated when `more` is set. `same`: all such values, and the answer, are of one type. */
  readonly takes: readonly (ValueType | 'any' | 'same')[];
  readonly more?: true;
  /** So many at the end may be left out. */
  readonly optional?: number;
  readonly gives: ValueType | 'same';
  /** Reckons even where a value is missing; else the answer is missing too. */
  readonly withNothing?: true;
  readonly reckon: (...values: Value[]) => Value;
};

const DAY = 86_400_000;
const number = (reckon: (...n: number[]) => number, takes = 2): FormulaFunction => ({
  takes: Array.from({ length: takes }, () => 'number' as const),
  gives: 'number',
  reckon: (...values) => reckon(...(values as number[])),
});
const compare = (holds: (a: number, b: number) => boolean): FormulaFunction => ({
  takes: ['same', 'same'],
  gives: 'yes/no',
  withNothing: true,
  reckon: (a, b) => a !== null && b !== null && holds(a as number, b as number),
});
const text = (reckon: (t: string) => Value, gives: ValueType = 'text'): FormulaFunction => ({
  takes: ['text'],
  gives,
  reckon: (value) => reckon(value as string),
});

const functions: Readonly<Record<string, FormulaFunction>> = {
  '+': number((a, b) => a + b),
  '-': number((a, b) => a - b),
  '*': number((a, b) => a * b),
  '/': number((a, b) => a / b),
  '%': number((a, b) => a % b),
  minus: number((a) => -a, 1),
  '=': { ...compare(() => false), reckon: (a, b) => a !== null && a === b },
  '<>': { ...compare(() => false), reckon: (a, b) => a !== b },
  '<': compare((a, b) => a < b),
  '<=': compare((a, b) => a <= b),
  '>': compare((a, b) => a > b),
  '>=': compare((a, b) => a >= b),
  '&': {
    takes: ['any', 'any'],
    gives: 'text',
    withNothing: true,
    reckon: (a, b) => `${a ?? ''}${b ?? ''}`,
  },
  if: {
    takes: ['yes/no', 'same', 'same'],
    gives: 'same',
    withNothing: true,
    reckon: (test, a, b) => (test === true ? a! : b!),
  },
  and: {
    takes: ['yes/no'],
    more: true,
    gives: 'yes/no',
    withNothing: true,
    reckon: (...all) => all.every((one) => one === true),
  },
  or: {
    takes: ['yes/no'],
    more: true,
    gives: 'yes/no',
    withNothing: true,
    reckon: (...all) => all.some((one) => one === true),
  },
  not: { takes: ['yes/no'], gives: 'yes/no', withNothing: true, reckon: (one) => one !== true },
  empty: { takes: ['any'], gives: 'yes/no', withNothing: true, reckon: (one) => one === null || one === '' },
  first: {
    takes: ['same', 'same'],
    more: true,
    gives: 'same',
    withNothing: true,
    reckon: (...all) => all.find((one) => one !== null && one !== '') ?? null,
  },
  round: {
    takes: ['number', 'number'],
    optional: 1,
    gives: 'number',
    reckon: (value, places = 0) => {
      const scale = 10 ** Math.min(10, Math.max(-10, Math.trunc(places as number)));
      const n = (value as number) * scale;
      // A hair beyond the half, so that 1.005 becomes 1.01 as on paper.
      return Math.round(n + Math.sign(n) * 1e-9) / scale;
    },
  },
  floor: number((a) => Math.floor(a), 1),
  ceil: number((a) => Math.ceil(a), 1),
  abs: number((a) => Math.abs(a), 1),
  min: { ...number((...all) => Math.min(...all), 1), more: true },
  max: { ...number((...all) => Math.max(...all), 1), more: true },
  length: text((t) => [...t].length, 'number'),
  upper: text((t) => t.toUpperCase()),
  lower: text((t) => t.toLowerCase()),
  left: {
    takes: ['text', 'number'],
    gives: 'text',
    reckon: (t, n) => [...(t as string)].slice(0, Math.max(0, n as number)).join(''),
  },
  days: { takes: ['date', 'date'], gives: 'number', reckon: (from, to) => Math.round((atOf(to) - atOf(from)) / DAY) },
  adddays: {
    takes: ['date', 'number'],
    gives: 'date',
    reckon: (from, n) => dateOf(atOf(from) + Math.trunc(n as number) * DAY),
  },
  addmonths: {
    takes: ['date', 'number'],
    gives: 'date',
    reckon: (from, n) => dateOf(monthsLater(atOf(from), n as number)),
  },
  year: { takes: ['date'], gives: 'number', reckon: (date) => Number((date as string).slice(0, 4)) },
  month: { takes: ['date'], gives: 'number', reckon: (date) => Number((date as string).slice(5, 7)) },
};

/** Polish names of the functions: both may be typed. */
const polish: Readonly<Record<string, string>> = {
  jeżeli: 'if',
  jeśli: 'if',
  i: 'and',
  oraz: 'and',
  lub: 'or',
  nie: 'not',
  puste: 'empty',
  pierwsze: 'first',
  zaokrągl: 'round',
  długość: 'length',
  wielkie: 'upper',
  małe: 'lower',
  lewy: 'left',
  dni: 'days',
  dodajdni: 'adddays',
  dodajmiesiące: 'addmonths',
  rok: 'year',
  miesiąc: 'month',
};

export function functionOf(name: string): FormulaFunction | undefined {
  const english = Object.hasOwn(polish, name) ? polish[name]! : name;
  return Object.hasOwn(functions, english) ? functions[english] : undefined;
}

function atOf(date: Value | undefined): number {
  return Date.parse(`${String(date)}T00:00:00Z`);
}

function dateOf(at: number): string | null {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString().slice(0, 10);
  return /^\d{4}-/.test(text) ? text : null;
}

/** The same day of another month, or its last one: the 31st of January and a month is the 28th of February. */
function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + Math.trunc(months));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}
