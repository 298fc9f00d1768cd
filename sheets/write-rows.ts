import type { Writable } from 'node:stream';
import excel from 'exceljs';
import { cellText, type Cell } from '../domain/import/cell.ts';

/** Rows to be written as one sheet: headers first, then what `rows` gives. */
export type RowsToWrite = {
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
  /** Width of each column, in characters; 18 where not given. */
  readonly widths?: readonly number[];
  /** Number format of each column, where it has one. */
  readonly formats?: readonly (string | undefined)[];
  /** Rows of one sheet without its header; what is left goes on a next one. */
  readonly mostRows?: number;
};

/** As many as a sheet holds, with a row for its header. */
const mostRowsOfSheet = 1_048_575;

/**
 * Streams an .xlsx file. Numbers and dates keep their type; texts are never taken for formulas. Ends early where nobody takes
 * it any more.
 */
export async function writeRows(into: Writable, asked: RowsToWrite): Promise<void> {
  const { sheet, rows, mostRows = mostRowsOfSheet } = asked;
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: into, useStyles: true, useSharedStrings: false });
  const closed = new Promise<void>((resolve) => into.once('close', resolve));
  let page = addSheet(book, sheet, asked);
  let [sheets, left] = [1, mostRows];
  for await (const cells of rows) {
    if (into.destroyed) break;
    if (left-- === 0) {
      page.commit();
      page = addSheet(book, `${sheet} (${++sheets})`, asked);
      left = mostRows - 1;
    }
    page.addRow(cells.map(written)).commit();
  }
  page.commit();
  // What is closed early never says that it has finished.
  if (!into.destroyed) await Promise.race([book.commit(), closed]);
  if (into.errored) throw into.errored;
}

function addSheet(
  book: excel.stream.xlsx.WorkbookWriter,
  name: string,
  { headers, widths, formats }: RowsToWrite,
): excel.Worksheet {
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = headers.map((_, index) => ({
    width: widths?.[index] ?? 18,
    ...(formats?.[index] ? { style: { numFmt: formats[index] } } : {}),
  }));
  const first = page.addRow([...headers]);
  first.font = { bold: true };
  first.commit();
  return page;
}

function written(cell: Cell): string | number | boolean | Date | null {
  if (typeof cell === 'string') return writable(cell);
  if (cell === null || typeof cell !== 'object' || cell instanceof Date) return cell;
  return cellText(cell);
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** XML holds no control characters and no half pairs. */
function writable(text: string): string {
  return text.toWellFormed().replace(unwritable, '\ufffd');
}
