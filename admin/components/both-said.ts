/** How the two values of a conflict are said, wherever they stand side by side. */
import type { BothValues } from '../../db/audit-telling.ts';
import { nameOfField } from './field-name.ts';
import { sayValue } from './history/value.ts';
import { useOfficeWords } from './office-words.ts';
import { useOwnTitles } from './own/titles.ts';
import { useWords, type Words } from './words.ts';

export type Side = 'yours' | 'theirs';
export type BothSaid = {
  readonly name: (field: string) => string;
  readonly value: (field: string, side: Side) => string;
};

/**
 * Names in the place of ids and codes are the server's, everything else is said as the history of changes says it. `named`:
 * further fields that are only named.
 */
export function useBothSaid(
  noun: string,
  fields: Readonly<Record<string, BothValues>>,
  named: readonly string[] = [],
): BothSaid {
  const words = useWords();
  // A field of any record may stand here: the history of changes has words for each.
  useOfficeWords();
  const titleOfOwn = useOwnTitles(noun, [...Object.keys(fields), ...named]);
  return {
    name: (field) => titleOfOwn(field) ?? nameOfField(words, field, noun),
    value: (field, side) => {
      const both = fields[field];
      return both ? said({ words, noun, field, both }, (both.said ?? both)[side]) : '';
    },
  };
}

type Saying = { readonly words: Words; readonly noun: string; readonly field: string; readonly both: BothValues };

const LONGEST = 300;

function said({ words, noun, field, both: { currency } }: Saying, value: unknown): string {
  const { t, language } = words;
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return t('meeting.nothing');
  if (!isLine(value, language)) return t('meeting.another');
  const row = { noun, currencies: currency ? { [field]: currency } : {} };
  const text = sayValue(words, { row, field }, value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Records and arrangements are not drawn here: that they differ is all that can be said in a line. */
function isLine(value: unknown, language: string): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object');
  return typeof value !== 'object' || typeof (value as Readonly<Record<string, unknown>>)[language] === 'string';
}
