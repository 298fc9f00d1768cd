import { rm } from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { mostColumns } from '../domain/import/cell.ts';
import { importFields, isColumnField, type ColumnChoice } from '../domain/import/fields.ts';
import { columnOf, isCustomerColumn } from '../domain/import/own-columns.ts';
import { joinsByOwn, titleInFile } from '../domain/import/own-fields.ts';
import type { ImportPlan } from '../domain/import/plan.ts';
import { hiddenColumns } from '../db/import-hidden.ts';
import { importRows, refusedRows, withoutCells } from '../db/import-rows.ts';
import {
  createImport,
  discardImport,
  importableFields,
  importStates,
  planImport,
  readImport,
  startImport,
  stopAnalysis,
  undoImport,
  type Import,
} from '../db/imports.ts';
import { imports as importList } from '../db/lists/kinds/imports.ts';
import { newId } from '../db/new-id.ts';
import { fileKind } from '../sheets/file-kind.ts';
import { guessPlan } from '../sheets/guess-plan.ts';
import { markedRows } from '../sheets/marked-rows.ts';
import { openBook } from '../sheets/open-book.ts';
import { writeRows } from '../sheets/write-rows.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { keepUpload } from './keep-upload.ts';
import { openPlainList } from './plain-lists.ts';
import { leaving } from './leaving.ts';
import { turns } from './turns.ts';

export const plan = z.strictObject({
  sheet: z.string().max(200).nullable(),
  encoding: z.string().max(20).nullable(),
  separator: z.string().max(1).nullable(),
  headerRow: z.int().min(0).max(1_000),
  columns: z
    .array(
      z.strictObject({
        index: z
          .int()
          .min(0)
          .max(mostColumns - 1),
        header: z.string().max(1_000),
        field: z.string().refine(isColumnField).nullable(),
      }),
    )
    .max(mostColumns),
  joinBy: z.union([
    z.enum(['nip', 'regon', 'krs', 'email', 'phone', 'name', 'nothing']),
    z.string().refine(isCustomerColumn),
  ]),
  onChanged: z.enum(['overwrite', 'fill', 'skip']),
  groupId: z.uuid().nullable(),
});
export const listed = z.object({ state: z.enum(importStates).optional() });
export const uploaded = z.object({ name: z.string().min(1).max(200) });
export const wish = z.object({
  sheet: z.string().max(200).optional(),
  headerRow: z.coerce.number().int().min(0).max(1_000).optional(),
  encoding: z.string().max(20).optional(),
  separator: z.string().max(1).optional(),
});
const rowState = z.enum([
  'new',
  'changed',
  'unchanged',
  'conflicting',
  'wrong',
  'written',
  'left',
  'undone',
  'kept',
  'warned',
]);
export const rowsAsked = z.object({
  state: rowState,
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

/** A large workbook takes hundreds of megabytes while it is looked at, of the 512 that the panel has. */
const inTurn = turns({ atOnce: 1, mostWaiting: 20 });

/** Loading customers from a file, step by step. */
export function importsApi(door: Door): Router {
  const router = Router();
  upload(router, door);
  steps(router, door);
  reading(router, door);
  return router;
}

function upload(router: Router, { db, filesDir }: Door): void {
  router.post(
    '/imports',
    answer(async (request, response) => {
      const viewer = viewerOf(request);
      demand(viewer, 'import.run');
      const fileName = uploaded.parse(request.query).name.replace(/[\\/\0]/g, '_');
      const { filePath, fileBytes } = await keepUpload(request, {
        filesDir,
        folder: 'imports',
        fileName,
        check: (path) => fileKind(path, fileName),
      });
      try {
        const own = await importableFields(db, viewer);
        const file = { path: `${filesDir}/${filePath}`, fileName, signal: leaving(response) };
        const { plan: guessed } = await inTurn(() => guessPlan(file, {}, own));
        const id = newId();
        await db.transaction((tx) => createImport(tx, viewer, { id, fileName, filePath, fileBytes, plan: guessed }));
        return { id };
      } catch (error) {
        await rm(`${filesDir}/${filePath}`, { force: true });
        throw error;
      }
    }),
  );
}

function steps(router: Router, { db, filesDir }: Door): void {
  const step = (name: string, work: (request: Request, id: string) => Promise<unknown>) =>
    router.post(
      `/imports/:id/${name}`,
      answer(async (request) => work(request, idOf(request))),
    );
  step('plan', (request, id) => {
    const chosen = plan.parse(request.body) as ImportPlan;
    return db.transaction((tx) => planImport(tx, viewerOf(request), { id, plan: chosen }));
  });
  step('start', (request, id) => db.transaction((tx) => startImport(tx, viewerOf(request), id)));
  step('undo', (request, id) => db.transaction((tx) => undoImport(tx, viewerOf(request), id)));
  step('stop', (request, id) => db.transaction((tx) => stopAnalysis(tx, viewerOf(request), id)));
  router.delete(
    '/imports/:id',
    answer(async (request) => {
      const path = await db.transaction((tx) => discardImport(tx, viewerOf(request), idOf(request)));
      if (path) await rm(`${filesDir}/${path}`, { force: true });
    }),
  );
}

function reading(router: Router, door: Door): void {
  const { db, filesDir } = door;
  openPlainList(router, door, {
    path: '/imports',
    list: importList,
    query: listed,
    columns: ['file', 'state', 'rows', 'new', 'changed', 'wrong', 'written', 'createdBy', 'createdAt'],
    sort: () => [{ field: 'createdAt', descending: true }],
    names: { file: 'fileName' },
  });
  router.get(
    '/import-fields',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'import.run');
      const known = importFields.map(({ id, name, ...rest }) => ({
        id,
        name,
        several: 'several' in rest,
        joins: 'joins' in rest,
      }));
      const own = (await importableFields(db, viewer)).map((field) => ({
        id: columnOf(field),
        name: titleInFile(field),
        several: false,
        joins: joinsByOwn(field),
      }));
      return { rows: [...known, ...own] satisfies ColumnChoice[] };
    }),
  );
  router.get(
    '/imports/:id',
    answer(async (request) => shown(await readImport(db, viewerOf(request), idOf(request)))),
  );
  // What the file looks like, with guesses for another sheet or header row where these are asked for.
  router.get(
    '/imports/:id/look',
    answer(async (request, response) => {
      const viewer = viewerOf(request);
      const work = await readImport(db, viewer, idOf(request));
      const hidden = await hiddenColumns(db, viewer, work);
      // Split or begun otherwise, the file would show what stands in hidden columns elsewhere.
      const asked = hidden.size > 0 ? work.plan : wish.parse(request.query);
      const { sheet, headerRow, encoding = null, separator = null } = asked;
      const path = demandFile(filesDir, work.filePath);
      const file = { path, fileName: work.fileName, encoding, separator, signal: leaving(response) };
      const wanted = { ...(sheet === undefined ? {} : { sheet }), ...(headerRow === undefined ? {} : { headerRow }) };
      const own = await importableFields(db, viewer);
      const look = await inTurn(() => guessPlan(file, wanted, own));
      const open = look.sheets.map((each) => ({
        ...each,
        rows: each.rows.map((row) => ({ ...row, cells: withoutCells(row.cells, hidden) })),
      }));
      return { ...look, sheets: open };
    }),
  );
  router.get(
    '/imports/:id/rows',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const work = await readImport(db, viewer, idOf(request));
      return { rows: await importRows(db, viewer, { ...rowsAsked.parse(request.query), work }) };
    }),
  );
  router.get(
    '/imports/:id/refused.xlsx',
    answer((request, response) => inTurn(() => sendRefused(door, request, response))),
  );
}

/** The rows that were not taken, as they stand in the file, with the reason beside each. */
async function sendRefused({ db, filesDir }: Door, request: Request, response: Response): Promise<void> {
  const viewer = viewerOf(request);
  const work = await readImport(db, viewer, idOf(request));
  const reasons = await refusedRows(db, viewer, work);
  const hidden = await hiddenColumns(db, viewer, work);
  const { plan: chosen, fileName } = work;
  const book = await openBook({
    path: demandFile(filesDir, work.filePath),
    fileName,
    encoding: chosen.encoding,
    separator: chosen.separator,
    signal: leaving(response),
  });
  try {
    const pl = viewer.language === 'pl';
    const name = `${fileName.replace(/\.[^.]*$/, '')} - ${pl ? 'odrzucone wiersze' : 'refused rows'}.xlsx`;
    response.attachment(name).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    await writeRows(response, {
      sheet: pl ? 'Odrzucone wiersze' : 'Refused rows',
      headers: [pl ? 'Powód' : 'Reason', pl ? 'Wiersz' : 'Row', ...chosen.columns.map((column) => column.header)],
      widths: [60, 8],
      rows: markedRows(book.rows(chosen.sheet), { reasons, hidden, width: chosen.columns.length }),
    });
  } finally {
    book.close();
  }
}

/** Files are kept under names that we made; still, nothing outside of the folder is ever opened. */
function demandFile(filesDir: string, filePath: string | null): string {
  if (filePath && /^imports\/[0-9a-f-]{36}$/.test(filePath)) return `${filesDir}/${filePath}`;
  throw new DomainError('import.file_gone', {
    pl: 'Pliku tego importu już nie ma. Wczytaj go ponownie.',
    en: 'The file of this import is gone. Load it again.',
  });
}

function shown({ filePath: _, updatedBy: __, ...rest }: Import): Omit<Import, 'filePath' | 'updatedBy'> {
  return rest;
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
