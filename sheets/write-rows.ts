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
};

/** Streams an .xlsx file. Numbers and dates keep their type; texts are never taken for formulas. */
export async function writeRows(into: Writable, { sheet, headers, rows, widths }: RowsToWrite): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: into, useStyles: true, useSharedStrings: false });
  const page = book.addWorksheet(sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = headers.map((_, index) => ({ width: widths?.[index] ?? 18 }));
  const first = page.addRow([...headers]);
  first.font = { bold: true };
  first.commit();
  for await (const cells of rows) page.addRow(cells.map(written)).commit();
  page.commit();
  await book.commit();
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
