import { mostColumns } from '../domain/import/cell.ts';
import { guessColumns, guessJoinBy } from '../domain/import/guess-columns.ts';
import type { FieldOfFile } from '../domain/import/own-columns.ts';
import { rowTexts } from '../domain/import/read-row.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import { lookAtSheets, likeliestSheet, type SheetLook } from './look.ts';
import { openBook, type OpenBook } from './open-book.ts';
import { sheetTrouble } from './sheet-trouble.ts';

/** A sheet as a person sees it when choosing: its first rows as texts. */
export type SheetSample = {
  readonly name: string;
  readonly isHidden: boolean;
  readonly headerRow: number;
  /** How many columns there are beyond those that are read. */
  readonly leftOut: number;
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
};

/** What a person asked for instead of what was guessed. */
export type PlanWish = { readonly sheet?: string | null; readonly headerRow?: number };

export type GuessedPlan = {
  readonly plan: ImportPlan;
  readonly kind: 'xlsx' | 'csv';
  readonly sheets: readonly SheetSample[];
};

const sampled = 12;

/** Looks at the beginning of a file and guesses everything; what a person wishes goes before. */
export async function guessPlan(
  file: OpenBook,
  wish: PlanWish = {},
  own: readonly FieldOfFile[] = [],
): Promise<GuessedPlan> {
  const book = await openBook(file);
  try {
    const looks = await lookAtSheets(book);
    const sheet = looks.find(({ name }) => name === wish.sheet) ?? likeliestSheet(looks);
    if (!sheet || sheet.firstRows.length === 0) throw nothingInside(file.fileName);
    const headerRow = wish.headerRow ?? sheet.headerRow;
    const header = sheet.firstRows.find(({ number }) => number === headerRow)?.cells ?? [];
    const columns = guessColumns(
      header,
      sheet.firstRows.filter(({ number }) => number > headerRow),
      own,
    );
    return {
      kind: book.kind,
      sheets: looks.map(sampleOf),
      plan: {
        sheet: book.kind === 'xlsx' ? sheet.name : null,
        encoding: book.encoding,
        separator: book.separator,
        headerRow,
        columns,
        joinBy: guessJoinBy(columns),
        onChanged: 'overwrite',
        groupId: null,
      },
    };
  } finally {
    book.close();
  }
}

function sampleOf({ name, isHidden, headerRow, leftOut, firstRows }: SheetLook): SheetSample {
  return {
    name,
    isHidden,
    headerRow,
    leftOut,
    rows: firstRows.slice(0, sampled).map((row) => ({
      number: row.number,
      cells: rowTexts(row, mostColumns).map((text) => text.slice(0, 200)),
    })),
  };
}

function nothingInside(fileName: string) {
  return sheetTrouble('empty', {
    pl: `W pliku ${fileName} nie ma ani jednego wiersza. Wybierz plik z wierszami.`,
    en: `The file ${fileName} has no rows. Choose a file with rows.`,
  });
}
