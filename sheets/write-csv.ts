import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { cellText, type Cell } from '../domain/import/cell.ts';

export type CsvToWrite = {
  readonly headers: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
  /** Columns of text that people typed: what a spreadsheet would take for a formula is kept from being one. */
  readonly free: readonly boolean[];
};

/** A CSV file as Polish spreadsheets open it: semicolons, a byte order mark, decimal commas. */
export async function writeCsv(into: Writable, { headers, rows, free }: CsvToWrite): Promise<void> {
  into.write(`\ufeff${line(headers.map(quoted))}`);
  for await (const cells of rows) {
    const text = line(cells.map((cell, at) => quoted(written(cell, free[at] ?? false))));
    if (!into.write(text)) await once(into, 'drain');
  }
  await new Promise<void>((done) => void into.end(done));
}

function written(cell: Cell, isFree: boolean): string {
  if (typeof cell === 'number') return cellText(cell).replace('.', ',');
  const text = cellText(cell);
  return isFree && looksLikeFormula(text) ? `'${text}` : text;
}

/** `=`, `@`, a tab or a sign before anything but a number: "+48 602 118 340" and "-12,50" stay as they are. */
function looksLikeFormula(text: string): boolean {
  if (/^[=@\t\r]/.test(text)) return true;
  return /^[+-]/.test(text) && !/^[+-][\d\s().,/-]*$/.test(text);
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function line(cells: readonly string[]): string {
  return `${cells.join(';')}\r\n`;
}
