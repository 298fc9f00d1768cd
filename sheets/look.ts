import { isTrouble, type Cell, type SheetRow } from '../domain/import/cell.ts';
import { findHeaderRow } from '../domain/import/guess-columns.ts';
import type { Book } from './open-book.ts';

/** The beginning of one sheet. */
export type SheetLook = {
  readonly name: string;
  readonly isHidden: boolean;
  readonly firstRows: readonly SheetRow[];
  /** 0: no row looks like headers. */
  readonly headerRow: number;
  /** How many columns there are beyond those that are read. */
  readonly leftOut: number;
};

const lookedAt = 40;
const lookedSheets = 50;
/** Nobody has a longer header; what is longer is cut for looking. */
const longestLooked = 1_000;
/** Of all sheets together; further ones are not looked at. */
const mostLetters = 16 * 1024 * 1024;

/** The first rows of each sheet, so that a person can choose the right one. */
export async function lookAtSheets(book: Book): Promise<SheetLook[]> {
  const looks: SheetLook[] = [];
  let letters = 0;
  for (const { name, isHidden } of book.sheets.slice(0, lookedSheets)) {
    if (letters > mostLetters) break;
    const firstRows = await firstRowsOf(book, name);
    letters += lettersOf(firstRows);
    looks.push({
      name,
      isHidden,
      firstRows,
      headerRow: findHeaderRow(firstRows.slice(0, 20)),
      leftOut: Math.max(0, ...firstRows.map((row) => row.leftOut ?? 0)),
    });
  }
  return looks;
}

/** The sheet that is most likely meant: visible, with the most columns under a header. */
export function likeliestSheet(looks: readonly SheetLook[]): SheetLook | undefined {
  const weight = ({ isHidden, firstRows, headerRow }: SheetLook) =>
    (isHidden ? 0 : 1_000_000) +
    (headerRow > 0 ? 1_000 : 0) +
    Math.min(firstRows.length, lookedAt) * (firstRows.find((row) => row.number === headerRow)?.cells.length ?? 1);
  return looks.toSorted((a, b) => weight(b) - weight(a))[0];
}

async function firstRowsOf(book: Book, sheet: string): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const rows of book.rows(sheet)) {
    found.push(...rows.slice(0, lookedAt - found.length).map(kept));
    if (found.length >= lookedAt) break;
  }
  return found;
}

function lettersOf(rows: readonly SheetRow[]): number {
  return rows
    .flatMap(({ cells }) => cells)
    .reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 1), 0);
}

/** On its own: a text cut out of a chunk of the file would keep the whole chunk. */
function kept({ cells, ...row }: SheetRow): SheetRow {
  return { ...row, cells: cells.map(keptCell) };
}

function keptCell(cell: Cell): Cell {
  if (typeof cell === 'string') return copyOf(cell);
  return isTrouble(cell) ? { trouble: copyOf(cell.trouble) } : cell;
}

function copyOf(text: string): string {
  return Buffer.from(text.slice(0, longestLooked), 'utf16le').toString('utf16le');
}
