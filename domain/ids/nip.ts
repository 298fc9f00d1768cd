import { weightedSum } from './weighted-sum.ts';

const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** Ten digits without dashes, spaces and the prefix PL. A foreign number keeps its letters, in capitals. */
export function normaliseNip(text: string): string {
  const bare = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return bare.replace(/^(?:NIP)?(?:PL)?(?=\d{10}$)/, '');
}

/** Whether a normalised NIP has ten digits and the right check digit. A remainder of 10 is never given out. */
export function isNip(nip: string): boolean {
  return /^[1-9]\d{9}$/.test(nip) && weightedSum(nip, weights) % 11 === Number(nip[9]);
}

/** `725-18-01-126`; anything that has not ten digits is shown as it is. */
export function formatNip(nip: string): string {
  return nip.replace(/^(\d{3})(\d{2})(\d{2})(\d{3})$/, '$1-$2-$3-$4');
}
