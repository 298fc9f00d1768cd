import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import type { Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { Moment } from '../domain/conditions/check.ts';
import type { Cell } from '../domain/import/cell.ts';
import { exportColumns, type ExportColumn } from '../domain/lists/export-cells.ts';
import type { Place } from '../db/lists/order.ts';
import type { Db } from '../db/database.ts';
import { failExport, finishExport, noteProgress, sheetName, takeExport, type ExportWork } from '../db/exports.ts';
import { listCount } from '../db/lists/count.ts';
import { describeList } from '../db/lists/describe.ts';
import type { ListDefinition } from '../db/lists/definition.ts';
import { lists } from '../db/lists/kinds/list.ts';
import { withOwnFields } from '../db/lists/own.ts';
import { listRows } from '../db/lists/rows.ts';
import { viewerAgain } from '../db/viewers.ts';
import { writeCsv } from '../sheets/write-csv.ts';
import { writeRows } from '../sheets/write-rows.ts';
import { beating } from './beating.ts';
import type { Services } from './services.ts';

export type ExportActivities = ReturnType<typeof exportActivities>;
type ExportServices = Pick<Services, 'db' | 'filesDir'>;

const pageRows = 1_000;

const unwritten: Said = {
  pl: 'Nie udało się zapisać tego pliku, choć próbowaliśmy kilka razy. Zleć go jeszcze raz; jeśli znów się nie uda, powiedz administratorowi.',
  en: 'This file could not be written, though it was tried several times. Ask for it again; if it fails again, tell the administrator.',
};

export function exportActivities(services: ExportServices) {
  return {
    /** Writes one list into its file as its requester sees it now. Repeated, it begins anew. */
    async writeListFile({ exportId }: { readonly exportId: string }): Promise<void> {
      await beating(async () => {
        const work = await takeExport(services.db, exportId);
        if (work) await write(services, work);
      });
    },
    /** Says that a file could not be written: nobody is to wait for it any longer. */
    async giveUpExport({ exportId }: { readonly exportId: string }): Promise<void> {
      // One that was finished after all, by a try whose answer was lost, keeps its file.
      if (await services.db.transaction((tx) => failExport(tx, exportId, unwritten)))
        await rm(`${services.filesDir}/exports/${exportId}`, { force: true });
    },
  };
}

/** A file that nobody waits for any more, or that could not be finished, is deleted. */
async function write({ db, filesDir }: ExportServices, work: ExportWork): Promise<void> {
  const filePath = `exports/${work.id}`;
  const path = `${filesDir}/${filePath}`;
  await mkdir(`${filesDir}/exports`, { recursive: true, mode: 0o700 });
  try {
    const viewer = await viewerAgain(db, work);
    if (!viewer) throw nobody();
    await writeFile(db, { work, viewer, path });
    const { size } = await stat(path);
    const finished = { id: work.id, path: filePath, bytes: size, viewer };
    if (await db.transaction((tx) => finishExport(tx, finished))) return;
    await rm(path, { force: true });
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof Cancelled) return;
    if (!(error instanceof DomainError)) throw error;
    await db.transaction((tx) => failExport(tx, work.id, error.said));
  }
}

type Writing = { readonly work: ExportWork; readonly viewer: Viewer; readonly path: string };

async function writeFile(db: Db, { work, viewer, path }: Writing): Promise<void> {
  const list = await withOwnFields(db, viewer, lists[work.kind]!);
  const { fields } = await describeList(db, viewer, list);
  const shown = work.view.columns.map(({ field }) => fields.find(({ id }) => id === field)!);
  const written = { language: viewer.language, zone: viewer.timeZone };
  const columns = shown.map((field) => ({ id: field.id, parts: exportColumns(field, written) }));
  const parts = columns.flatMap((column) => column.parts);
  const rows = rowsOf(db, { work, list, viewer, columns });
  const headers = parts.map(({ header }) => header);
  const file = createWriteStream(path, { mode: 0o600 });
  const closed = once(file, 'close');
  // Until it is waited for: a disk that is full is told by what is written, and must not end the worker.
  closed.catch(() => undefined);
  try {
    if (work.format === 'csv') await writeCsv(file, { headers, rows, free: parts.map(({ isFree }) => isFree) });
    else
      await writeRows(file, {
        sheet: sheetName(work.kind, viewer),
        headers,
        rows,
        formats: parts.map(({ format }) => format),
      });
    await closed;
  } finally {
    // Of one that was cancelled or failed: its place on the disk is free only once it is closed.
    file.destroy();
  }
}

type Paged = {
  readonly work: ExportWork;
  readonly list: ListDefinition;
  readonly viewer: Viewer;
  readonly columns: Columns;
};
type Columns = readonly { readonly id: string; readonly parts: readonly ExportColumn[] }[];

/** All rows by keyset, page after page; says how far it is after each. */
async function* rowsOf(db: Db, { work, list, viewer, columns }: Paged): AsyncGenerator<Cell[]> {
  const { search, bulkId } = work;
  const view = { ...work.view, colours: [] };
  const moment = momentOf(viewer);
  const { count, isMore, estimate } = await listCount(db, viewer, { list, ask: { view, search, bulkId, moment } });
  const total = isMore ? (estimate ?? null) : count;
  let after: Place | undefined;
  let written = 0;
  do {
    const ask = { view, search, bulkId, moment, after, limit: pageRows };
    const page = await listRows(db, viewer, { list, ask });
    for (const { values } of page.rows)
      yield columns.flatMap(({ id, parts }) => parts.map(({ cell }) => cell(values[id])));
    written += page.rows.length;
    if (!(await noteProgress(db, { id: work.id, written, total }))) throw new Cancelled();
    after = page.isMore ? page.last : undefined;
  } while (after);
}

class Cancelled extends Error {}

function momentOf({ timeZone }: Viewer): Moment {
  const now = Date.now();
  return { now, today: new Intl.DateTimeFormat('en-CA', { timeZone }).format(now) };
}

function nobody(): DomainError {
  return new DomainError('export.nobody', {
    pl: 'Kto zlecił ten eksport, nie ma już dostępu.',
    en: 'Whoever asked for this export has no access any more.',
  });
}
