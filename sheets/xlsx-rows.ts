import type { Readable } from 'node:stream';
import { mostColumns, type Cell, type SheetRow } from '../domain/import/cell.ts';
import { momentAt } from './moments.ts';
import { tooLargeInside } from './sheet-trouble.ts';
import { longestText, unescapeExcel, type Workbook } from './workbook.ts';
import { readXml, type XmlListener } from './xml-events.ts';

/** 300 full cells take ten million; a row that never ends takes all memory. */
const mostLettersOfRow = 16 * 1024 * 1024;

/** What becomes of a number that is no day and no time, with the format of its cell. */
type NumberCell<Shown> = (value: number, format: string) => Shown;

/** Rows whose numbers are something else than numbers. */
export type RowOf<Shown> = Omit<SheetRow, 'cells'> & { readonly cells: readonly (Cell | Shown)[] };

/**
 * The rows of a sheet in batches, one per chunk of its XML. Rows without a cell are left out. Of merged cells the first
 * holds the value, as in the file. Of a formula the saved result is read, never the formula.
 */
export function xlsxRows(stream: Readable, workbook: Workbook): AsyncGenerator<SheetRow[]> {
  return rowsOf(stream, workbook, (value) => value) as AsyncGenerator<SheetRow[]>;
}

/** As `xlsxRows`, with numbers as the reader wants them. */
export async function* rowsOf<Shown>(
  stream: Readable,
  workbook: Workbook,
  numberCell: NumberCell<Shown>,
): AsyncGenerator<RowOf<Shown>[]> {
  let batch: RowOf<Shown>[] = [];
  let cells: (Cell | Shown)[] = [];
  let leftOut = 0;
  let rowNumber = 0;
  let cell = startOfCell;
  let value = '';
  let hasValue = false;
  let takesText = false;
  let inPhonetic = false;
  let hasEnded = false;
  let letters = 0;

  const listener: XmlListener = {
    open: (name, attributes) => {
      if (name === 'c') {
        cell = {
          column: columnOf(attributes['r']) ?? cell.column + 1,
          type: attributes['t'],
          style: attributes['s'],
          hasFormula: false,
        };
        value = '';
        hasValue = false;
      } else if (name === 'v' || (name === 't' && !inPhonetic)) {
        takesText = true;
        hasValue = true;
      } else if (name === 'f') cell.hasFormula = true;
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 'row') {
        rowNumber = Number(attributes['r']) || rowNumber + 1;
        cells = [];
        leftOut = 0;
        cell = startOfCell;
      }
    },
    text: (piece) => {
      if (takesText && value.length < longestText) value += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') takesText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'c') {
        const read = hasValue || cell.hasFormula ? valueOf(cell, value, { workbook, numberCell }) : null;
        if (read === null) return;
        if (cell.column >= mostColumns) {
          leftOut = Math.max(leftOut, cell.column + 1 - mostColumns);
          return;
        }
        while (cells.length < cell.column) cells.push(null);
        cells[cell.column] = read;
      } else if (name === 'row') {
        hasEnded = true;
        if (cells.length > 0) batch.push({ number: rowNumber, cells, ...(leftOut > 0 ? { leftOut } : {}) });
      }
    },
  };
  for await (const more of readXml(stream, listener, workbook.fileName)) {
    letters = hasEnded ? 0 : letters + more;
    hasEnded = false;
    if (letters > mostLettersOfRow) throw tooLargeInside(workbook.fileName);
    if (batch.length === 0) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

type OpenCell = {
  readonly column: number;
  readonly type: string | undefined;
  readonly style: string | undefined;
  hasFormula: boolean;
};

const startOfCell: OpenCell = { column: -1, type: undefined, style: undefined, hasFormula: false };

type Meaning<Shown> = { readonly workbook: Workbook; readonly numberCell: NumberCell<Shown> };

function valueOf<Shown>(
  { type, style, hasFormula }: OpenCell,
  text: string,
  { workbook, numberCell }: Meaning<Shown>,
): Cell | Shown {
  if (text === '') return hasFormula && type !== 'str' ? { trouble: 'not calculated' } : null;
  if (type === 's') return workbook.sharedStrings[Number(text)] ?? null;
  if (type === 'str' || type === 'inlineStr') return unescapeExcel(text);
  if (type === 'b') return text === '1' || text === 'true';
  if (type === 'e') return { trouble: text };
  if (type === 'd') return dateOrText(text);
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const at = Number(style ?? -1);
  const moment = workbook.moments[at];
  if (moment) return momentAt(number, { moment, isFrom1904: workbook.isFrom1904 });
  return numberCell(number, workbook.formats[at] ?? '');
}

function dateOrText(text: string): Cell {
  const date = new Date(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text.length === 10 ? `${text}T00:00:00` : text}Z`);
  return Number.isNaN(date.getTime()) ? text : date;
}

/** `AB12` → 27. */
function columnOf(reference: string | undefined): number | undefined {
  if (!reference) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65) break;
    column = column * 26 + (code & 31);
  }
  return column - 1;
}
