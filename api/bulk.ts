import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Selection } from '../domain/lists/shapes.ts';
import { bulkRows, cancelBulk, latestBulks, readBulk, runBulk, undoBulk } from '../db/bulk/bulks.ts';
import { chooseRows } from '../db/bulk/selections.ts';
import type { Tx } from '../db/database.ts';
import { clipboardCounts, setAside, takeOff, type TakenOff } from '../db/clipboard.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { inTurn } from './turns.ts';
import { allShape, listFor, momentOf, selectionShape } from './list-shapes.ts';

export const run = z.strictObject({
  action: z.string().min(1).max(60),
  answers: z.record(z.string().max(60), z.unknown()).default({}),
});
export const rowsAsked = z.object({
  state: z.enum(['chosen', 'done', 'skipped', 'undone', 'kept']).optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Empty: all of the kind. */
export const takenOff = z.union([z.strictObject({ ids: z.array(z.uuid()).max(10_000).optional() }), allShape]);

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
    answer(
      inTurn((request) => db.transaction(async (tx) => chooseRows(tx, viewerOf(request), await choosing(tx, request)))),
    ),
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
    '/bulk/:id/cancel',
    answer(async (request) => {
      await db.transaction((tx) => cancelBulk(tx, viewerOf(request), idOf(request)));
      return readBulk(db, viewerOf(request), idOf(request));
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
      added: await db.transaction(async (tx) => setAside(tx, viewerOf(request), await choosing(tx, request))),
    })),
  );
  router.delete(
    '/clipboard/:kind',
    answer(async (request) => {
      const selection = takenOff.parse(request.body ?? {}) as TakenOff['selection'];
      return {
        removed: await db.transaction(async (tx) =>
          takeOff(tx, viewerOf(request), { ...(await listOf(tx, request)), selection }),
        ),
      };
    }),
  );
}

async function choosing(tx: Tx, request: Request) {
  const selection = selectionShape.parse(request.body) as Selection;
  return { ...(await listOf(tx, request)), selection };
}

async function listOf(tx: Tx, request: Request) {
  const viewer = viewerOf(request);
  return { list: await listFor(tx, viewer, request.params['kind']), moment: momentOf(viewer) };
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
