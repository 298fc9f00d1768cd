import { Router, type Request } from 'express';
import { z } from 'zod';
import { ownRecords } from '../domain/own/shapes.ts';
import { formShape, keepLayout, layoutsOf } from '../db/form-layouts.ts';
import { answer, viewerOf, type Door } from './door.ts';

const said = z.strictObject({ pl: z.string().max(200), en: z.string().max(200) });
const placed = z.strictObject({
  id: z.string().max(80),
  width: z.enum(['half', 'whole']),
  hidden: z.boolean().optional(),
});
const layout = z.strictObject({
  sections: z.array(z.strictObject({ title: said.nullable(), fields: z.array(placed).max(300) })).max(50),
});
export const write = z.strictObject({
  profile: z.string().max(60),
  layout: layout.nullable(),
  version: z.int().min(0),
});
const recordOf = (request: Request) => z.enum(ownRecords).parse(request.params['record']);

/** How forms are arranged, and which own fields stand in them. */
export function formsApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/forms/:record',
    answer(async (request) => formShape(db, viewerOf(request), recordOf(request))),
  );
  router.get(
    '/forms/:record/layouts',
    answer(async (request) => ({ rows: await layoutsOf(db, viewerOf(request), recordOf(request)) })),
  );
  router.put(
    '/forms/:record/layouts',
    answer(async (request) => {
      const wanted = { ...write.parse(request.body), record: recordOf(request) };
      await db.transaction((tx) => keepLayout(tx, viewerOf(request), wanted));
    }),
  );
  return router;
}
