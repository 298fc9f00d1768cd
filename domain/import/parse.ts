/** Reads values as people type them into spreadsheets. Each answers `undefined` where the text is not such a value. */
import { isCurrency } from '../ids/currency.ts';
import type { Cell } from './cell.ts';
import { plain } from './plain.ts';

const yes = new Set(['tak', 't', 'x', '1', 'yes', 'y', 'true', 'prawda', 'zgoda', 'ok', '✓', '+', 'wyrazil', 'given']);
const no = new Set(['nie', 'n', '0', 'no', 'false', 'falsz', 'odmowa', 'refused', '-', '–']);

export function parseYesNo(cell: Cell): boolean | undefined {
  if (typeof cell === 'boolean') return cell;
  if (typeof cell === 'number') return cell === 1 ? true : cell === 0 ? false : undefined;
  if (typeof cell !== 'string') return undefined;
  const word = plain(cell) || cell.trim();
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}

export type Money = { readonly minor: number; readonly currency: string | undefined };

const signs: Readonly<Record<string, string>> = { zł: 'PLN', '€': 'EUR', $: 'USD', '£': 'GBP', kč: 'CZK' };

/** The currency that a sign or a code means. */
export function parseCurrency(text: string): string | undefined {
  const typed = text.trim();
  const code = signs[typed.toLowerCase()] ?? typed.toUpperCase();
  return isCurrency(code) ? code : undefined;
}

/** `1 234,56`, `1.234,56 zł`, `1,234.56`, `1234.5`, `-12,50 EUR`, `12 tys.` is not one. Minor units of two decimals. */
export function parseMoney(cell: Cell): Money | undefined {
  if (typeof cell === 'number') return money(cell, undefined);
  if (typeof cell !== 'string') return undefined;
  const found = /^\s*(zł|€|\$|£|kč|[a-z]{3})?\s*([-–−]?[\d\s.,'’]*\d)(?:,-)?\s*(zł|€|\$|£|kč|[a-z]{3})?\.?\s*$/iu.exec(
    cell,
  );
  if (!found) return undefined;
  const sign = found[1] ?? found[3];
  const currency = sign && parseCurrency(sign);
  if (sign && !currency) return undefined;
  const value = decimal(found[2]!.replace(/[\s'’]/g, '').replace(/[–−]/, '-'));
  if (value === undefined) return undefined;
  return money(value, currency);
}

/** `1 234,5`, `1.234` (a thousand), `0,125` and `1,125` (a part), `12%` is not one. */
export function parseNumber(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || !/^\s*[-–−]?[\d\s.,'’]*\d\s*$/.test(cell)) return undefined;
  const bare = cell.replace(/[\s'’]/g, '').replace(/[–−]/, '-');
  // A comma alone is the decimal mark in Polish, however many digits follow; amounts never have three.
  return /^-?\d+,\d+$/.test(bare) ? Number(bare.replace(',', '.')) : decimal(bare);
}

function money(value: number, currency: string | undefined): Money | undefined {
  const minor = Math.round(value * 100 + Math.sign(value) * 1e-6);
  return Number.isSafeInteger(minor) ? { minor, currency } : undefined;
}

/** The last of `.` and `,` is the decimal mark, unless it stands alone before exactly three digits (`1.234`, `12,345,678`). */
function decimal(text: string): number | undefined {
  const mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (mark < 0) return Number(text);
  const isThousands = /^-?[1-9]\d{0,2}([.,]\d{3})+$/.test(text) && new Set(text.replace(/[-\d]/g, '')).size === 1;
  if (isThousands) return Number(text.replace(/[.,]/g, ''));
  const whole = text.slice(0, mark);
  if (/[.,]/.test(whole) && !/^-?\d{1,3}([.,]\d{3})+$/.test(whole)) return undefined;
  const value = Number(`${whole.replace(/[.,]/g, '')}.${text.slice(mark + 1)}`);
  return Number.isFinite(value) ? value : undefined;
}

const months: readonly (readonly string[])[] = [
  ['stycznia', 'styczen', 'sty', 'january', 'jan'],
  ['lutego', 'luty', 'lut', 'february', 'feb'],
  ['marca', 'marzec', 'mar', 'march'],
  ['kwietnia', 'kwiecien', 'kwi', 'april', 'apr'],
  ['maja', 'maj', 'may'],
  ['czerwca', 'czerwiec', 'cze', 'june', 'jun'],
  ['lipca', 'lipiec', 'lip', 'july', 'jul'],
  ['sierpnia', 'sierpien', 'sie', 'august', 'aug'],
  ['wrzesnia', 'wrzesien', 'wrz', 'september', 'sep', 'sept'],
  ['pazdziernika', 'pazdziernik', 'paz', 'october', 'oct'],
  ['listopada', 'listopad', 'lis', 'november', 'nov'],
  ['grudnia', 'grudzien', 'gru', 'december', 'dec'],
];
const monthOf = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/**
 * `YYYY-MM-DD` of a date cell, a serial number of Excel, or a text: `2026-03-01`, `1.03.2026`, `01-03-2026`, `1/3/26`,
 * `1 marca 2026 r.`, `March 1, 2026`. Where day and month could be swapped, the day comes first.
 */
export function parseDate(cell: Cell): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return cell >= 1 && cell < 200_000 ? dateOfSerial(cell) : undefined;
  if (typeof cell !== 'string') return undefined;
  const text = cell
    .trim()
    .replace(/[,\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|\s*[ap]m)?$/i, '')
    .replace(/T\d{2}:.*$/, '');
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dayFirst = /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})\s*(?:r\.?)?$/.exec(text);
  if (dayFirst) {
    const [first, second] = [Number(dayFirst[1]), Number(dayFirst[2])];
    const year = fullYear(dayFirst[3]!);
    return second > 12 ? dateOf(year, first, second) : dateOf(year, second, first);
  }
  return dateInWords(plain(text));
}

/** Day 1 is 1900-01-01, and Excel believes in a 29 February 1900, which comes out right from March 1900 on. */
function dateOfSerial(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

function dateInWords(text: string): string | undefined {
  const found = /^(\d{1,2}) (\p{L}+) (\d{4}|\d{2})(?: r| roku)?$/u.exec(text);
  if (found) return dateOf(fullYear(found[3]!), monthOf.get(found[2]!) ?? 0, Number(found[1]));
  const english = /^(\p{L}+) (\d{1,2}) (\d{4})$/u.exec(text);
  return english ? dateOf(Number(english[3]), monthOf.get(english[1]!) ?? 0, Number(english[2])) : undefined;
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function dateOf(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || year < 1900 || year > 2200) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}
