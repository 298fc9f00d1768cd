import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { readBankTable } from '../domain/banking/csv-statement.ts';
import type { Statement } from '../domain/banking/line.ts';
import { isMt940, readMt940 } from '../domain/banking/mt940.ts';
import type { SheetRow } from '../domain/import/cell.ts';
import { csvRows } from './csv-rows.ts';
import { csvText, guessCsv } from './csv-text.ts';

/** A statement of a bank: MT940, or a table with separators. Undefined for a file that is neither; `currency` where it says none. */
export async function readStatementFile(path: string, currency: string): Promise<Statement | undefined> {
  const { encoding, separator } = await guessCsv(path);
  const text = iconv.decode(await readFile(path), encoding);
  if (isMt940(text)) return readMt940(text, currency);
  const rows: SheetRow[] = [];
  for await (const batch of csvRows(csvText(path, encoding), separator)) rows.push(...batch);
  return readBankTable(rows, currency);
}
