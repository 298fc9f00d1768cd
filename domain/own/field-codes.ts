/** Codes of own fields: by which values are kept, and which never come twice in a kind of record. */
import { DomainError } from '../domain-error.ts';
import { numberedCode, type OwnField } from './shapes.ts';

/** The code of a new field: as it was given, or the first free one after it. Throws `own_field.wrong_code`, `own_field.code_taken`. */
export function freeCode(wanted: string, there: readonly OwnField[], given: boolean): string {
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(wanted)) throw wrongCode(wanted);
  const taken = takenCodes(there);
  if (!taken.has(wanted)) return wanted;
  if (given) throw takenCode(wanted);
  return numberedCode(wanted, taken);
}

/** The first free code after this one: `metraz_2`, `metraz_3`. */
export function nextFreeCode(code: string, there: readonly OwnField[]): string {
  return numberedCode(code, takenCodes(there));
}

/** Values are kept by code in plain objects, which all have a constructor. */
function takenCodes(there: readonly OwnField[]): ReadonlySet<string> {
  return new Set(['constructor', ...there.map(({ code }) => code)]);
}

function wrongCode(code: string): DomainError {
  return new DomainError(
    'own_field.wrong_code',
    {
      pl: `Kod „${code.slice(0, 60)}” może mieć tylko małe litery bez ogonków, cyfry i podkreślenia, i zaczyna się literą.`,
      en: `The code "${code.slice(0, 60)}" may only have small Latin letters, digits and underscores, and begins with a letter.`,
    },
    'code',
  );
}

function takenCode(code: string): DomainError {
  return new DomainError(
    'own_field.code_taken',
    { pl: `Kod „${code}” ma już inne pole. Podaj inny.`, en: `Another field has the code "${code}". Choose another.` },
    'code',
  );
}
