/** One part of the import bench in a process of its own: `node import.part.ts <part> <database> <folder>`. */
import { randomUUID } from 'node:crypto';
import excel from 'exceljs';
import { importActivities } from '../activities/imports.ts';
import { openDatabase, type Db } from '../db/database.ts';
import { createImport, planImport, startImport, type ImportCounts } from '../db/imports.ts';
import { guessPlan } from '../sheets/guess-plan.ts';
import { openBook } from '../sheets/open-book.ts';

export type ImportPart = 'exceljs' | 'reader' | 'analyse' | 'write';
export type PartMeasured = { readonly seconds: number; readonly megabytes: number };

const fileName = 'klienci.xlsx';
const by = { kind: 'system', id: 'bench' } as const;

const [part, url, folder] = process.argv.slice(2) as [ImportPart, string, string];
const parts = { exceljs: readWithExceljs, reader: readAlone, analyse, write };
const seconds = await parts[part]();
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 } satisfies PartMeasured));

async function readWithExceljs(): Promise<number> {
  const started = performance.now();
  const reader = new excel.stream.xlsx.WorkbookReader(`${folder}/${fileName}`, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  let cells = 0;
  for await (const sheet of reader) for await (const row of sheet) cells += row.cellCount;
  if (cells < 1_200_000) throw new Error(`exceljs read only ${cells} cells`);
  return since(started);
}

async function readAlone(): Promise<number> {
  const started = performance.now();
  const book = await openBook({ path: `${folder}/${fileName}`, fileName });
  let cells = 0;
  for await (const rows of book.rows('Klienci')) for (const row of rows) cells += row.cells.length;
  book.close();
  if (cells < 1_200_000) throw new Error(`Read only ${cells} cells`);
  return since(started);
}

async function analyse(): Promise<number> {
  const { db, activities, id } = await uploaded();
  const started = performance.now();
  await activities.moveImport({ importId: id });
  const spent = since(started);
  const { counts } = await db.one<{ counts: ImportCounts }>('select counts from imports where id = $1', [id]);
  if (counts.rows !== 100_000 || counts.wrong) throw new Error(`Counted ${JSON.stringify(counts)}`);
  await db.close();
  return spent;
}

async function write(): Promise<number> {
  const { db, activities, id } = await uploaded();
  await activities.moveImport({ importId: id });
  await db.transaction((tx) => startImport(tx, by, id));
  const started = performance.now();
  while ((await activities.moveImport({ importId: id })).more);
  const spent = since(started);
  const { n } = await db.one<{ n: number }>('select count(*) as n from companies');
  if (n !== 100_000) throw new Error(`Wrote ${n} companies`);
  await db.close();
  return spent;
}

async function uploaded(): Promise<{ db: Db; activities: ReturnType<typeof importActivities>; id: string }> {
  const db = openDatabase(url, { max: 3 });
  const id = randomUUID();
  const { plan } = await guessPlan({ path: `${folder}/${fileName}`, fileName });
  await db.transaction(async (tx) => {
    await createImport(tx, by, { id, fileName, filePath: fileName, fileBytes: 1, plan });
    await planImport(tx, by, { id, plan });
  });
  return { db, activities: importActivities({ db, filesDir: folder }), id };
}

function since(started: number): number {
  return (performance.now() - started) / 1_000;
}
