import { isDate } from '../conditions/check.ts';
import { DomainError, type Said } from '../domain-error.ts';
import { isUuid } from '../ids/uuid.ts';
import type { OwnChoice, OwnField } from './shapes.ts';

export type Reading = {
  readonly field: Pick<OwnField, 'code' | 'kind' | 'title' | 'options'>;
  readonly choices: readonly OwnChoice[];
  /** What stood there: an entry that was switched off since may stay, and a number outside limits that were changed since. */
  readonly before: unknown;
};

/** Characters of an own text. */
export const LONGEST_TEXT = 20_000;

/** The value as it is stored; null for nothing. Throws `own.wrong_value` with the field `own.<code>`. */
export function readOwnValue(reading: Reading, sent: unknown): unknown {
  if (sent === null || sent === undefined) return null;
  if (typeof sent === 'string' && sent.trim() === '') return null;
  return readers[reading.field.kind](reading, sent);
}

type Reader = (reading: Reading, sent: unknown) => unknown;

const readers: Readonly<Record<OwnField['kind'], Reader>> = {
  text: ({ field }, sent) => {
    if (typeof sent !== 'string') throw wrong(field, sent, expected.text);
    const text = sent.trim();
    if (text.length > LONGEST_TEXT || text.includes('\0')) throw wrong(field, sent, expected.shorter);
    return text;
  },
  number: ({ field, before }, sent) => {
    const { least = -Infinity, most = Infinity } = field.options;
    if (typeof sent !== 'number' || !Number.isFinite(sent)) throw wrong(field, sent, expected.number);
    if (sent !== before && (sent < least || sent > most)) throw wrong(field, sent, between(least, most));
    return sent;
  },
  money: ({ field }, sent) => {
    if (!Number.isSafeInteger(sent)) throw wrong(field, sent, expected.money);
    return sent;
  },
  date: ({ field }, sent) => {
    if (!isRealDate(sent)) throw wrong(field, sent, expected.date);
    return sent;
  },
  'yes/no': ({ field }, sent) => {
    if (typeof sent !== 'boolean') throw wrong(field, sent, expected.yesNo);
    return sent;
  },
  choice: (reading, sent) => chosen(reading, sent, [reading.before]),
  many: (reading, sent) => {
    if (!Array.isArray(sent) || sent.length > 200) throw wrong(reading.field, sent, expected.many);
    const kept = Array.isArray(reading.before) ? reading.before : [];
    const codes = [...new Set(sent.map((one) => chosen(reading, one, kept)))];
    return codes.length === 0 ? null : codes;
  },
  reference: ({ field }, sent) => idOf(field, sent),
  file: ({ field }, sent) => idOf(field, sent),
  formula: ({ field }, sent) => {
    throw wrong(field, sent, expected.nothing);
  },
};

function chosen({ field, choices }: Reading, sent: unknown, kept: readonly unknown[]): string {
  const choice = choices.find(({ value }) => value === sent);
  if (choice && (choice.active || kept.includes(sent))) return choice.value;
  throw wrong(field, sent, expected.choice);
}

function idOf(field: Reading['field'], sent: unknown): string {
  if (typeof sent !== 'string' || !isUuid(sent)) throw wrong(field, sent, expected.id);
  return sent.toLowerCase();
}

/** A day that is in the calendar: not the 31st of April. */
function isRealDate(value: unknown): value is string {
  if (!isDate(value) || value < '0001') return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === value;
}

const expected = {
  text: { pl: 'Wpisz tekst.', en: 'Type in a text.' },
  shorter: { pl: `Wpisz najwyżej ${LONGEST_TEXT} znaków.`, en: `Type in at most ${LONGEST_TEXT} characters.` },
  number: { pl: 'Wpisz liczbę.', en: 'Type in a number.' },
  money: { pl: 'Wpisz kwotę, na przykład 1234,56.', en: 'Type in an amount, such as 1234.56.' },
  date: { pl: 'Wpisz datę, na przykład 3.12.2026.', en: 'Type in a date, such as 2026-12-03.' },
  yesNo: { pl: 'Wybierz tak albo nie.', en: 'Choose yes or no.' },
  choice: { pl: 'Wybierz pozycję z listy.', en: 'Choose an entry of the list.' },
  many: { pl: 'Wybierz pozycje z listy.', en: 'Choose entries of the list.' },
  id: { pl: 'Wskaż wpis z listy.', en: 'Choose a record of the list.' },
  nothing: { pl: 'Tę wartość liczy Nurt.', en: 'Nurt works this value out.' },
} as const satisfies Record<string, Said>;

function between(least: number, most: number): Said {
  const pl = [least > -Infinity ? `co najmniej ${least}` : '', most < Infinity ? `najwyżej ${most}` : ''];
  const en = [least > -Infinity ? `at least ${least}` : '', most < Infinity ? `at most ${most}` : ''];
  return {
    pl: `Wpisz liczbę: ${pl.filter(Boolean).join(', ')}.`,
    en: `Type in a number: ${en.filter(Boolean).join(', ')}.`,
  };
}

function wrong({ code, title }: Reading['field'], sent: unknown, what: Said): DomainError {
  const shown = (typeof sent === 'string' ? sent : (JSON.stringify(sent) ?? '')).slice(0, 60);
  return new DomainError(
    'own.wrong_value',
    {
      pl: `Pole „${title.pl}” nie przyjmuje wartości „${shown}”. ${what.pl}`,
      en: `The field "${title.en}" does not take "${shown}". ${what.en}`,
    },
    `own.${code}`,
  );
}
