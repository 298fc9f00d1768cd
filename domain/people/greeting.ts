import type { Language } from '../domain-error.ts';
import { firstNames } from './first-names.ts';

export type Gender = 'f' | 'm';

export type Named = {
  readonly firstName: string | null;
  readonly lastName: string;
  /** What a person has written down goes before what the table says. */
  readonly gender?: Gender | null;
  readonly vocative?: string | null;
};

type Called = { readonly gender: Gender; readonly vocative: string };

let byName: ReadonlyMap<string, Called> | undefined;

/**
 * How a letter to this person begins: `Szanowna Pani Anno`, `Szanowny Panie Piotrze`, `Dear Anna Nowak`. Where the gender
 * is not known, a form that is right for both: nobody is called by a guess.
 */
export function greetingOf(person: Named, language: Language): string {
  const full = [person.firstName, person.lastName].filter(Boolean).join(' ');
  if (language === 'en') return `Dear ${full}`;
  const known = person.firstName ? calledBy(person.firstName) : undefined;
  const gender = person.gender ?? known?.gender;
  if (!gender) return 'Szanowni Państwo';
  const called = person.vocative?.trim() || (known?.gender === gender ? known.vocative : undefined);
  const title = gender === 'f' ? 'Szanowna Pani' : 'Szanowny Panie';
  return called ? `${title} ${called}` : title;
}

/** How one is called by this first name and whether it is a woman's; undefined for a name that the table does not know. */
function calledBy(firstName: string): Called | undefined {
  byName ??= new Map(
    firstNames.flatMap(([gender, cut, add, names]) =>
      names
        .split(' ')
        .map((name) => [name.toLowerCase(), { gender, vocative: name.slice(0, name.length - cut) + add }] as const),
    ),
  );
  // Of "Anna Maria" the first one is spoken.
  return byName.get(firstName.trim().split(/\s+/)[0]!.toLowerCase());
}
