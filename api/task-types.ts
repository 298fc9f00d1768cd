import { Router } from 'express';
import { z } from 'zod';
import { createType, editType, keptTypes, orderTypes } from '../db/task-type-settings.ts';
import { addTaskCategory, taskTypes } from '../db/task-types.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const said = z.strictObject({ pl: z.string().max(100), en: z.string().max(100) });
const settings = {
  name: said,
  color: z.enum(['accent', 'violet', 'green', 'orange', 'red']),
  defaultMinutes: z.int().min(1).max(1_440),
  channel: z.enum(['phone', 'email']).nullable(),
  onHome: z.boolean(),
  inCalendar: z.boolean(),
  inFeed: z.boolean(),
  invites: z.boolean(),
  asksKilometres: z.boolean(),
  // Programs that do not know it leave it to whichever type is it.
  byDefault: z.boolean().default(false),
  active: z.boolean(),
  outcomes: z
    .array(z.strictObject({ code: z.string().max(60), name: said, asks: z.enum(['date', 'note']).optional() }))
    .max(20),
};
export const newType = z.strictObject(settings);
export const edit = z.strictObject({ ...settings, version: z.int() });
export const newCategory = z.strictObject({ name: z.string().max(200) });
export const order = z.strictObject({ codes: z.array(z.string().max(60)).max(500) });

/** Types of tasks, as administrators keep them; `/task-types` is what forms choose from, with categories of tasks. */
export function taskTypesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/task-types',
    answer(() => taskTypes(db)),
  );
  router.post(
    '/task-categories',
    answer(async (request) => {
      const { name } = newCategory.parse(request.body);
      return db.transaction((tx) => addTaskCategory(tx, viewerOf(request), name));
    }),
  );
  router.get(
    '/task-type-settings',
    answer(async (request) => ({ rows: await keptTypes(db, viewerOf(request)) })),
  );
  router.post(
    '/task-type-settings',
    answer(async (request) => {
      const { outcomes, ...type } = newType.parse(request.body);
      const wanted = { ...type, outcomes: outcomes.map(sent) };
      return db.transaction((tx) => createType(tx, viewerOf(request), wanted));
    }),
  );
  router.put(
    '/task-type-settings/order',
    answer(async (request) => {
      const { codes } = order.parse(request.body);
      await db.transaction((tx) => orderTypes(tx, viewerOf(request), codes));
    }),
  );
  router.put(
    '/task-type-settings/:code',
    answer(async (request) => {
      const { outcomes, ...type } = edit.parse(request.body);
      const wanted = { ...type, outcomes: outcomes.map(sent), code: String(request.params['code']) };
      await db.transaction((tx) => editType(tx, viewerOf(request), wanted));
    }),
  );
  return router;
}
