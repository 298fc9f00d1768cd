import { mostColumns, type SheetRow } from '../domain/import/cell.ts';

const mostCharacters = 1024 * 1024;

/** A row of a CSV file that never ends: a quote was opened and not closed. Carries the row's number. */
export class UnclosedQuote extends Error {
  readonly row: number;

  constructor(row: number) {
    super(`A quote opened in row ${row} is never closed`);
    this.row = row;
  }
}

/**
 * The rows of a text with separators (RFC 4180, quotes inside unquoted cells kept as they are), in batches, one per chunk.
 * Row numbers are those a spreadsheet would show: a quoted newline does not count. Empty lines are left out, but counted.
 */
export async function* csvRows(chunks: AsyncIterable<string>, separator: string): AsyncGenerator<SheetRow[]> {
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    const text = rest + chunk;
    const { rows, consumed, count } = cutRows({ text, separator, number, isEnd: false });
    rest = text.slice(consumed);
    number += count;
    if (rest.length > mostCharacters) throw new UnclosedQuote(number + 1);
    if (rows.length > 0) yield rows;
  }
  const last = cutRows({ text: rest, separator, number, isEnd: true });
  if (last.consumed < rest.length) throw new UnclosedQuote(number + last.count + 1);
  if (last.rows.length > 0) yield last.rows;
}

type Cutting = {
  readonly text: string;
  readonly separator: string;
  readonly number: number;
  readonly isEnd: boolean;
};

/** Cuts all whole rows off the text; what is left belongs to the next chunk. */
function cutRows({ text, separator, number, isEnd }: Cutting): { rows: SheetRow[]; consumed: number; count: number } {
  const rows: SheetRow[] = [];
  let count = 0;
  let start = 0;
  while (start < text.length) {
    const cut = cutRow(text, start, { separator, isEnd });
    if (!cut) break;
    count++;
    if (cut.cells.some((cell) => cell !== '')) {
      const leftOut = cut.cells.findLastIndex((cell) => cell !== '') + 1 - mostColumns;
      rows.push({
        number: number + count,
        cells: cut.cells.slice(0, mostColumns).map((cell) => (cell === '' ? null : cell)),
        ...(leftOut > 0 ? { leftOut } : {}),
      });
    }
    start = cut.end;
  }
  return { rows, consumed: start, count };
}

/** One row from `start`, or undefined when the text ends before the row does. */
function cutRow(
  text: string,
  start: number,
  { separator, isEnd }: Pick<Cutting, 'separator' | 'isEnd'>,
): { cells: string[]; end: number } | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, separator);
    if (!cell) return undefined;
    // After a quoted cell something may stand before the separator ("a" b;c): it is kept.
    const tail = text[at] === '"' ? bareCell(text, cell.end, separator) : { value: '', end: cell.end };
    cells.push(cell.value + tail.value.trimEnd());
    at = tail.end;
    if (at >= text.length) return isEnd ? { cells, end: text.length } : undefined;
    if (text[at] === separator) at++;
    else if (text[at] === '\r' && at + 1 >= text.length && !isEnd) return undefined;
    else return { cells, end: text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1 };
  }
}

function quotedCell(text: string, start: number): { value: string; end: number } | undefined {
  let from = start + 1;
  let value = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function bareCell(text: string, start: number, separator: string): { value: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(start, end), end };
}
