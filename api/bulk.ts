import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Selection } from '../domain/lists/shapes.ts';
import { bulkRows, latestBulks, readBulk, runBulk, undoBulk } from '../db/bulk/bulks.ts';
import { chooseRows } from '../db/bulk/selections.ts';
import { clipboardCounts, setAside, takeOff } from '../db/clipboard.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { listNamed, momentOf, selectionShape } from './list-shapes.ts';

const run = z.strictObject({
  action: z.string().min(1).max(60),
  answers: z.record(z.string().max(60), z.unknown()).default({}),
});
const rowsAsked = z.object({
  state: z.enum(['chosen', 'done', 'skipped', 'undone', 'kept']).optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const ids = z.strictObject({ ids: z.array(z.uuid()).max(10_000).optional() });

/** Many rows at once: chosen, acted on, taken back, set aside. */
export function bulkApi(door: Door): Router {
  const router = Router();
  actions(router, door);
  clipboard(router, door);
  return router;
}

function actions(router: Router, { db }: Door): void {
  router.post(
    '/lists/:kind/selections',
    answer((request) => db.transaction((tx) => chooseRows(tx, viewerOf(request), choosing(request)))),
  );
  router.get(
    '/bulk',
    answer(async (request) => ({ rows: await latestBulks(db, viewerOf(request)) })),
  );
  router.get(
    '/bulk/:id',
    answer((request) => readBulk(db, viewerOf(request), idOf(request))),
  );
  router.get(
    '/bulk/:id/rows',
    answer(async (request) => {
      const asked = { ...rowsAsked.parse(request.query), id: idOf(request) };
      const rows = await bulkRows(db, viewerOf(request), asked);
      return { rows, next: rows.length === asked.limit ? rows.at(-1)!.place : null };
    }),
  );
  router.post(
    '/bulk/:id/run',
    answer(async (request) => {
      const asked = { ...run.parse(request.body), id: idOf(request) };
      await db.transaction((tx) => runBulk(tx, viewerOf(request), asked));
      return readBulk(db, viewerOf(request), asked.id);
    }),
  );
  router.post(
    '/bulk/:id/undo',
    answer(async (request) => {
      await db.transaction((tx) => undoBulk(tx, viewerOf(request), idOf(request)));
      return readBulk(db, viewerOf(request), idOf(request));
    }),
  );
}

/** What lies on it is read through the list itself, by the fact `list.clipboard`. */
function clipboard(router: Router, { db }: Door): void {
  router.get(
    '/clipboard',
    answer((request) => clipboardCounts(db, viewerOf(request))),
  );
  router.post(
    '/clipboard/:kind',
    answer(async (request) => ({
      added: await db.transaction((tx) => setAside(tx, viewerOf(request), choosing(request))),
    })),
  );
  router.delete(
    '/clipboard/:kind',
    answer(async (request) => {
      const { kind } = listNamed(request.params['kind']);
      return { removed: await takeOff(db, viewerOf(request), { kind, ...ids.parse(request.body ?? {}) }) };
    }),
  );
}

function choosing(request: Request) {
  const selection = selectionShape.parse(request.body) as Selection;
  return { list: listNamed(request.params['kind']), selection, moment: momentOf(viewerOf(request)) };
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
