import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { cancelExport, exportFile, latestExports, readExport, requestExport } from '../db/exports.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { listFor, viewShape } from './list-shapes.ts';

export const asked = z.strictObject({
  format: z.enum(['xlsx', 'csv']),
  view: viewShape,
  search: z.string().max(200).optional(),
  bulkId: z.uuid().optional(),
});

/** Lists as files: asked for, watched, cancelled, fetched. */
export function exportsApi(door: Door): Router {
  const { db } = door;
  const router = Router();
  router.post(
    '/lists/:kind/exports',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const wanted = { ...asked.parse(request.body), list: await listFor(db, viewer, request.params['kind']) };
      return db.transaction((tx) => requestExport(tx, viewer, wanted));
    }),
  );
  router.get(
    '/exports',
    answer(async (request) => ({ rows: await latestExports(db, viewerOf(request)) })),
  );
  router.get(
    '/exports/:id',
    answer((request) => readExport(db, viewerOf(request), idOf(request))),
  );
  router.post(
    '/exports/:id/cancel',
    answer((request) => cancelExport(db, viewerOf(request), idOf(request))),
  );
  router.get(
    '/exports/:id/file',
    answer((request, response) => sendFile(door, request, response)),
  );
  return router;
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

async function sendFile({ db, filesDir }: Door, request: Request, response: Response): Promise<void> {
  const { path, name, format } = await db.transaction((tx) => exportFile(tx, viewerOf(request), idOf(request)));
  response.attachment(name).type(types[format]);
  await new Promise<void>((sent, failed) =>
    response.sendFile(path, { root: filesDir, dotfiles: 'deny', cacheControl: false }, (error) =>
      error ? failed(error) : sent(),
    ),
  );
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
