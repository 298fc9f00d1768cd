import { isEmail, normaliseEmail } from '../ids/email.ts';
import { isNip, normaliseNip } from '../ids/nip.ts';
import { isPostcode, normalisePostcode } from '../ids/postcode.ts';
import { cellText, mostColumns, type Cell, type SheetRow } from './cell.ts';
import { importFields, takesSeveral, type ColumnField, type FieldId } from './fields.ts';
import { columnOf, type FieldOfFile, type OwnColumn } from './own-columns.ts';
import { isImportable } from './own-fields.ts';
import type { ImportColumn, JoinBy } from './plan.ts';
import { plain } from './plain.ts';

const fieldOfHeader = new Map<string, FieldId>(
  importFields.flatMap((field) => field.headers.map((header) => [header, field.id] as const)),
);

/**
 * The row of the headers among the first ones: where most cells are known headers, else the first with the most texts.
 * Titles above it and merged cells do no harm. 0 where the first row already looks like values.
 */
export function findHeaderRow(rows: readonly SheetRow[]): number {
  let best = { number: 0, score: 0 };
  for (const row of rows) {
    const texts = row.cells.filter((cell): cell is string => typeof cell === 'string' && cell.trim() !== '');
    const known = texts.filter((text) => fieldOfHeader.has(plain(text))).length;
    const distinct = new Set(texts.map(plain)).size;
    const looksLikeValues = texts.some((text) => isEmail(normaliseEmail(text)) || isNip(normaliseNip(text)));
    const score = looksLikeValues ? 0 : known * 10 + (distinct > 1 ? distinct : 0);
    if (score > best.score) best = { number: row.number, score };
  }
  return best.number;
}

/**
 * What each column is: by its header, an own field by its title, else by what its first cells look like. A person corrects
 * the rest.
 */
export function guessColumns(
  header: readonly Cell[],
  samples: readonly SheetRow[],
  own: readonly FieldOfFile[] = [],
): ImportColumn[] {
  const width = Math.min(mostColumns, Math.max(header.length, ...samples.map((row) => row.cells.length), 0));
  const fieldOf = readerOfHeaders(own);
  const taken = new Set<ColumnField>();
  const take = (field: ColumnField | undefined): ColumnField | null => {
    if (!field || (taken.has(field) && !takesSeveral(field))) return null;
    taken.add(field);
    return field;
  };
  const columns = Array.from({ length: width }, (_, index) => {
    const text = cellText(header[index]).trim().replace(/\s+/g, ' ');
    return { index, header: text, field: take(fieldOf(plain(text))) };
  });
  return columns.map((column) => {
    if (column.field) return column;
    const byWords = take(fieldByWords(plain(column.header), taken));
    return {
      ...column,
      field: byWords ?? (column.header === '' ? take(fieldByValues(column.index, samples, taken)) : null),
    };
  });
}

/**
 * A title that a company has given goes before what the header usually means. That of a field of people does where the header
 * says that it is theirs ("Hobby osoby"); alone it comes last, for a row is about a customer first.
 */
function readerOfHeaders(own: readonly FieldOfFile[]): (header: string) => ColumnField | undefined {
  const fields = own.filter(isImportable);
  const titled = (record: FieldOfFile['record'], say: (title: string) => readonly string[]) =>
    fields
      .filter((field) => field.record === record)
      .flatMap((field) =>
        [field.title.pl, field.title.en, field.code]
          .flatMap(say)
          .map((header) => [plain(header), columnOf(field)] as const),
      );
  const first = new Map<string, OwnColumn>([
    ...titled('person', (title) => [`${title} osoby`, `osoba ${title}`, `person ${title}`, `contact ${title}`]),
    ...titled('company', (title) => [title]),
  ]);
  const last = new Map<string, OwnColumn>(titled('person', (title) => [title]));
  return (header) => first.get(header) ?? fieldOfHeader.get(header) ?? last.get(header);
}

/** The surest of what the file has: NIP, then REGON, KRS, e-mail, phone, name. */
export function guessJoinBy(columns: readonly ImportColumn[]): JoinBy {
  const order: readonly JoinBy[] = ['nip', 'regon', 'krs', 'email', 'phone', 'name'];
  return order.find((field) => columns.some((column) => column.field === field)) ?? 'nothing';
}

/** A longer header that holds a known one as whole words, the longest first: "NIP (z GUS)", "Telefon 2". */
function fieldByWords(header: string, taken: ReadonlySet<ColumnField>): FieldId | undefined {
  if (header === '') return undefined;
  let best: { field: FieldId; length: number } | undefined;
  for (const [known, field] of fieldOfHeader) {
    if (known.length < 3 || (taken.has(field) && !takesSeveral(field))) continue;
    const starts = header === known || header.startsWith(`${known} `);
    if (starts && known.length > (best?.length ?? 0)) best = { field, length: known.length };
  }
  return best?.field;
}

function fieldByValues(
  index: number,
  samples: readonly SheetRow[],
  taken: ReadonlySet<ColumnField>,
): FieldId | undefined {
  const texts = samples.map((row) => cellText(row.cells[index]).trim()).filter((text) => text !== '');
  if (texts.length === 0) return undefined;
  const most = (test: (text: string) => boolean) => texts.filter(test).length * 2 > texts.length;
  if (most((text) => isEmail(normaliseEmail(text)))) return 'email';
  if (!taken.has('nip') && most((text) => isNip(normaliseNip(text)))) return 'nip';
  if (!taken.has('postcode') && most((text) => isPostcode(normalisePostcode(text)))) return 'postcode';
  return undefined;
}
