/** What the entries of a dictionary may be called, and by which code they are known. */
import { DomainError, type Said } from '../domain-error.ts';
import { codeOf } from './shapes.ts';

const MOST_LETTERS = 200;

/** The name without spaces around it, in both languages; an empty one is taken from the other. Refuses none and too long ones. */
export function checkedName({ pl, en }: Said): Said {
  const name = pl.trim() || en.trim();
  if (!name || name.length > MOST_LETTERS || en.length > MOST_LETTERS) {
    throw new DomainError(
      'dictionary.name_wrong',
      {
        pl: `Wpisz nazwę, najwyżej ${MOST_LETTERS} znaków.`,
        en: `Type in a name of at most ${MOST_LETTERS} characters.`,
      },
      'name',
    );
  }
  return { pl: name, en: en.trim() || name };
}

/** As names and codes are compared: nobody tells two entries apart by their capitals. */
export function folded(text: string): string {
  return text.trim().toLowerCase();
}

type Known = { readonly shipped: boolean; readonly entries: readonly { readonly code: string }[] };

/** Columns of shipped dictionaries hold the name as people read it; own ones a code that survives renaming. */
export function entryCode({ shipped, entries }: Known, { pl }: Said): string {
  const taken = new Set(entries.map(({ code }) => code));
  const wanted = shipped ? pl : codeOf(pl);
  let code = wanted;
  // One that was renamed keeps its code. No code is longer than a name may be.
  for (let n = 2; taken.has(code); n++) code = `${wanted.slice(0, MOST_LETTERS - `_${n}`.length)}_${n}`;
  return code;
}
