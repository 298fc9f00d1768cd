import type { SheetRow } from '../domain/import/cell.ts';
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

/** The first rows of each sheet, so that a person can choose the right one. */
export async function lookAtSheets(book: Book): Promise<SheetLook[]> {
  const looks: SheetLook[] = [];
  for (const { name, isHidden } of book.sheets.slice(0, 50)) {
    const firstRows = await firstRowsOf(book, name);
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
    found.push(...rows.slice(0, lookedAt - found.length));
    if (found.length >= lookedAt) break;
  }
  return found;
}
