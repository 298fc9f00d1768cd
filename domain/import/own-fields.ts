/** Own fields as columns of a file: which of them can be read from cells, and how. */
import { DomainError, type Said } from '../domain-error.ts';
import type { OwnField, ReadableField } from '../own/shapes.ts';
import { readOwnValue } from '../own/value.ts';
import { cellText, type Cell } from './cell.ts';
import type { ReadingContext } from './draft.ts';
import { parseDate, parseMoney, parseNumber, parseYesNo } from './parse.ts';
import { plain } from './plain.ts';
import { isNamedInFile, namedBy, namedHow, type NamedInFile, type Naming } from './references.ts';

/** Files do not stand in cells, formulas are worked out, and tasks are not named by anything that tells them apart. */
export function isImportable({ kind, options }: Pick<OwnField, 'kind' | 'options'>): boolean {
  return kind !== 'file' && kind !== 'formula' && (kind !== 'reference' || isNamedInFile(options));
}

/** What a field is called among those that a column may be read into: one that leads to records with how they are named. */
export function titleInFile({ kind, options, title }: Pick<OwnField, 'kind' | 'options' | 'title'>): Said {
  if (kind !== 'reference') return title;
  const how = namedHow[options.target ?? 'company'];
  return { pl: `${title.pl} (${how.pl})`, en: `${title.en} (${how.en})` };
}

/** To which records a field leads that are found once the row's customer is; undefined for all other fields. */
export function targetToFind({ kind, options }: Pick<OwnField, 'kind' | 'options'>): NamedInFile | undefined {
  const { target = 'company' } = options;
  return kind !== 'reference' || target === 'user' || target === 'task' ? undefined : target;
}

/** A row finds its customer by what people write as a number or a code of their own. */
export function joinsByOwn({ record, kind }: Pick<OwnField, 'record' | 'kind'>): boolean {
  return record === 'company' && (kind === 'text' || kind === 'number');
}

type Reading = { readonly field: ReadableField; readonly cell: Cell; readonly context: ReadingContext };

type Named = { readonly named: Pick<Naming, 'sought' | 'key'> };

/** The value as the field stores it, the record that it names and that has to be found, or why it is none. */
export function readOwnCell(reading: Reading): { readonly value: unknown } | { readonly refused: Said } | Named {
  const { field, cell } = reading;
  const target = targetToFind(field);
  if (target) {
    const named = namedBy(target, cellText(cell));
    return named ? { named } : { refused: notOfKind(field, cellText(cell)) };
  }
  const read = readers[field.kind]?.(reading);
  if (read === undefined) return { refused: notOfKind(field, cellText(cell)) };
  try {
    return { value: readOwnValue({ field, choices: field.choices ?? [], before: null }, read) };
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.said };
    throw error;
  }
}

type Reader = (reading: Reading) => unknown;

/** Undefined where the cell holds no such value. */
const readers: Readonly<Partial<Record<OwnField['kind'], Reader>>> = {
  text: ({ cell }) => cellText(cell).trim(),
  number: ({ cell }) => parseNumber(cell),
  money: ({ field, cell }) => {
    const money = parseMoney(cell);
    const currency = field.options.currency ?? 'PLN';
    return money && (money.currency ?? currency) === currency ? money.minor : undefined;
  },
  date: ({ cell }) => parseDate(cell),
  'yes/no': ({ cell }) => parseYesNo(cell),
  choice: ({ field, cell }) => choiceNamed(field, cellText(cell)),
  many: ({ field, cell }) => {
    const codes = cellText(cell)
      .split(/[;,\n]/)
      .filter((part) => part.trim() !== '')
      .map((part) => choiceNamed(field, part));
    return codes.includes(undefined) ? undefined : codes;
  },
  reference: ({ cell, context }) => {
    const text = cellText(cell);
    return context.owners.get(text.trim().toLowerCase()) ?? context.owners.get(plain(text)) ?? undefined;
  },
};

/** By the name in either language, or by the code. */
function choiceNamed({ choices = [] }: ReadableField, text: string): string | undefined {
  const word = plain(text);
  const named = choices.find(({ label }) => plain(label.pl) === word || plain(label.en) === word);
  return (named ?? choices.find(({ value }) => value === text.trim()))?.value;
}

function notOfKind({ kind, choices = [], options }: ReadableField, text: string): Said {
  const shown = text.trim().slice(0, 100);
  const listed = (language: 'pl' | 'en') => {
    const names = choices.filter(({ active }) => active).map(({ label }) => label[language]);
    return names.length > 8 ? `${names.slice(0, 8).join(', ')}…` : names.join(', ');
  };
  const what: Readonly<Partial<Record<OwnField['kind'], Said>>> = {
    number: { pl: 'nie jest liczbą', en: 'is not a number' },
    money: {
      pl: `nie jest kwotą w ${options.currency ?? 'PLN'} (na przykład 1 234,56)`,
      en: `is not an amount in ${options.currency ?? 'PLN'} (for example 1 234.56)`,
    },
    date: { pl: 'nie jest datą (na przykład 1.03.2026)', en: 'is not a date (for example 2026-03-01)' },
    'yes/no': { pl: 'nie jest odpowiedzią TAK albo NIE', en: 'is not a YES or NO' },
    choice: { pl: `nie ma na liście (${listed('pl')})`, en: `is not in the list (${listed('en')})` },
    many: { pl: `nie ma w całości na liście (${listed('pl')})`, en: `is not all in the list (${listed('en')})` },
    reference:
      options.target === 'user'
        ? { pl: 'nie wskazuje jednej osoby z kontem w Nurcie', en: 'does not name one person with an account in Nurt' }
        : { pl: 'nie jest adresem e-mail', en: 'is not an e-mail address' },
  };
  const said = what[kind] ?? { pl: 'nie pasuje do tego pola', en: 'does not fit this field' };
  return { pl: `„${shown}” ${said.pl}. Popraw albo usuń wartość.`, en: `"${shown}" ${said.en}. Correct or delete it.` };
}
