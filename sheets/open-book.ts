import type { SheetRow } from '../domain/import/cell.ts';
import { DomainError } from '../domain/domain-error.ts';
import { csvRows, UnclosedQuote } from './csv-rows.ts';
import { csvText, encodings, guessCsv, separators } from './csv-text.ts';
import { fileKind, type FileKind } from './file-kind.ts';
import { brokenFile, sheetTrouble } from './sheet-trouble.ts';
import { readWorkbook, type SheetName } from './workbook.ts';
import { xlsxRows } from './xlsx-rows.ts';
import { openZip } from './zip.ts';

/** A file of rows, whatever its kind. Close it when done. */
export type Book = {
  readonly kind: FileKind;
  /** A CSV file is one sheet without a name. */
  readonly sheets: readonly SheetName[];
  readonly encoding: string | null;
  readonly separator: string | null;
  /** The rows of a sheet in batches, streamed. Throws `sheet.unknown` for a sheet that is not there. */
  readonly rows: (sheet: string | null) => AsyncIterable<readonly SheetRow[]>;
  readonly close: () => void;
};

export type OpenBook = {
  readonly path: string;
  /** As people know the file: for messages only. */
  readonly fileName: string;
  /** Of a CSV file; found from its beginning where not given. */
  readonly encoding?: string | null;
  readonly separator?: string | null;
  /** Ends the reading, when nobody waits for it any more. */
  readonly signal?: AbortSignal;
};

/** Opens an .xlsx or .csv file. Throws a DomainError that says what to do for anything else. */
export async function openBook(options: OpenBook): Promise<Book> {
  return (await fileKind(options.path, options.fileName)) === 'xlsx' ? openXlsx(options) : openCsv(options);
}

async function openXlsx({ path, fileName, signal }: OpenBook): Promise<Book> {
  const zip = await openZip(path, fileName, signal);
  try {
    const workbook = await readWorkbook(zip, fileName).catch((error: unknown) => rethrow(error, fileName));
    if (workbook.sheets.length === 0) throw brokenFile(fileName);
    return {
      kind: 'xlsx',
      sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
      encoding: null,
      separator: null,
      close: () => zip.close(),
      async *rows(wanted) {
        const sheet = workbook.sheets.find(({ name }) => name === wanted);
        if (!sheet) throw unknownSheet(wanted, workbook.sheets);
        try {
          yield* xlsxRows(await zip.open(sheet.part), workbook);
        } catch (error) {
          rethrow(error, fileName);
        }
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openCsv(options: OpenBook): Promise<Book> {
  const { path, fileName } = options;
  const guess = await guessCsv(path);
  const encoding = encodings.find((known) => known === options.encoding) ?? guess.encoding;
  const separator = separators.find((known) => known === options.separator) ?? guess.separator;
  return {
    kind: 'csv',
    sheets: [{ name: '', isHidden: false }],
    encoding,
    separator,
    close: () => {},
    async *rows() {
      try {
        yield* csvRows(csvText(path, encoding), separator);
      } catch (error) {
        throw error instanceof UnclosedQuote ? unclosedQuote(error.row, fileName) : error;
      }
    },
  };
}

function rethrow(error: unknown, fileName: string): never {
  throw error instanceof DomainError ? error : brokenFile(fileName);
}

function unknownSheet(wanted: string | null, sheets: readonly SheetName[]): DomainError {
  const names = sheets.map(({ name }) => name).join(', ');
  return sheetTrouble('unknown', {
    pl: `W pliku nie ma arkusza „${wanted ?? ''}”. Są w nim: ${names}. Wybierz jeden z nich.`,
    en: `The file has no sheet "${wanted ?? ''}". It has: ${names}. Choose one of them.`,
  });
}

function unclosedQuote(row: number, fileName: string): DomainError {
  return sheetTrouble('unclosed_quote', {
    pl: `W pliku ${fileName} cudzysłów otwarty w okolicy wiersza ${row} nie jest zamknięty. Popraw ten wiersz i wczytaj plik ponownie.`,
    en: `In the file ${fileName} a quote opened near row ${row} is never closed. Correct that row and load the file again.`,
  });
}
