import { Router, type Request } from 'express';
import { z } from 'zod';
import { chooseViews, copyView, createView, deleteView, editView, viewsOf } from '../db/lists/views.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { listFor, viewShape } from './list-shapes.ts';
import { sent, versioned } from './sent.ts';

const name = z.string().max(100);
export const newView = z.strictObject({ name, view: viewShape, isShared: z.boolean().optional() });
export const edit = z.strictObject({
  version: z.int(),
  name: name.optional(),
  view: viewShape.optional(),
  isShared: z.boolean().optional(),
});
export const copying = z.strictObject({ name: name.optional() });
const viewId = z.string().min(1).max(80);
export const choices = z.strictObject({ defaultView: viewId.optional(), places: z.array(viewId).max(500).optional() });

/** Views of a list: kept, changed, copied, put in order. */
export function viewsApi({ db }: Door): Router {
  const router = Router();
  const listOf = (request: Request) => listFor(db, viewerOf(request), request.params['kind']);
  router.get(
    '/lists/:kind/views',
    answer(async (request) => ({ rows: await viewsOf(db, viewerOf(request), await listOf(request)) })),
  );
  router.post(
    '/lists/:kind/views',
    answer(async (request) => {
      const asked = { ...sent(newView.parse(request.body)), list: await listOf(request) };
      return db.transaction(async (tx) => createView(tx, viewerOf(request), asked));
    }),
  );
  // Which one is shown first, and in what order they stand.
  router.patch(
    '/lists/:kind/views',
    answer(async (request) =>
      chooseViews(db, viewerOf(request), { ...choices.parse(request.body), list: await listOf(request) }),
    ),
  );
  router.patch(
    '/lists/:kind/views/:id',
    answer(async (request) => {
      const { version, ...change } = sent(edit.parse(request.body));
      const asked = { id: idOf(request), version, change, list: await listOf(request) };
      return db.transaction(async (tx) => editView(tx, viewerOf(request), asked));
    }),
  );
  router.delete(
    '/lists/:kind/views/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      return db.transaction(async (tx) =>
        deleteView(tx, viewerOf(request), { id: idOf(request), version, list: await listOf(request) }),
      );
    }),
  );
  router.post(
    '/lists/:kind/views/:id/copy',
    answer(async (request) => {
      const { name: as } = copying.parse(request.body ?? {});
      return db.transaction(async (tx) =>
        copyView(tx, viewerOf(request), { id: idOf(request), name: as, list: await listOf(request) }),
      );
    }),
  );
  return router;
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
