import { weightedSum } from './weighted-sum.ts';

const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
/** The month says the century: +80 for the 1800s, +0, +20, +40, +60 for the following ones. */
const centuries: Readonly<Record<number, number>> = { 4: 1800, 0: 1900, 1: 2000, 2: 2100, 3: 2200 };

/** Eleven digits; zeros that a spreadsheet has eaten in front are put back. */
export function normalisePesel(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length >= 9 ? digits.padStart(11, '0') : digits;
}

/** Eleven digits with the right check digit and a day of birth that exists. */
export function isPesel(pesel: string): boolean {
  if (!/^\d{11}$/.test(pesel)) return false;
  const check = (10 - (weightedSum(pesel, weights) % 10)) % 10;
  return check === Number(pesel[10]) && bornOn(pesel) !== undefined;
}

/** The day of birth as `YYYY-MM-DD`, or undefined where the digits name none. */
export function bornOn(pesel: string): string | undefined {
  const [year, month, day] = [pesel.slice(0, 2), pesel.slice(2, 4), pesel.slice(4, 6)].map(Number) as [
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(centuries[Math.floor(month / 20)]! + year, (month % 20) - 1, day));
  return date.getUTCMonth() === (month % 20) - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : undefined;
}
