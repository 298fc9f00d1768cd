import { weightedSum } from './weighted-sum.ts';

const nineWeights = [8, 9, 2, 3, 4, 5, 6, 7];
const fourteenWeights = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

/** Digits only. A spreadsheet that took the number for a number has eaten leading zeros: they are put back. */
export function normaliseRegon(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (digits.length >= 7 && digits.length < 9) return digits.padStart(9, '0');
  if (digits.length >= 12 && digits.length < 14) return digits.padStart(14, '0');
  return digits;
}

/** Nine digits of a firm, or fourteen of one of its branches, whose first nine are the firm's. */
export function isRegon(regon: string): boolean {
  if (/^\d{9}$/.test(regon)) return checkDigit(regon, nineWeights) === Number(regon[8]);
  return (
    /^\d{14}$/.test(regon) && isRegon(regon.slice(0, 9)) && checkDigit(regon, fourteenWeights) === Number(regon[13])
  );
}

/** `012 100 784`, and for a branch `123 456 785 12347`. */
export function formatRegon(regon: string): string {
  if (!/^(\d{9}|\d{14})$/.test(regon)) return regon;
  return [regon.slice(0, 3), regon.slice(3, 6), regon.slice(6, 9), regon.slice(9)].join(' ').trimEnd();
}

function checkDigit(regon: string, weights: readonly number[]): number {
  return (weightedSum(regon, weights) % 11) % 10;
}
