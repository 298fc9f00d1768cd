import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Condition } from '../domain/conditions/shapes.ts';
import { classReasons } from '../db/class-members.ts';
import { createClass, editClass, keptClasses, orderClasses, type ClassSettings } from '../db/classes.ts';
import { answer, viewerOf, type Door } from './door.ts';

const said = z.strictObject({ pl: z.string().max(200), en: z.string().max(200) });
const settings = {
  name: said,
  color: z.enum(['accent', 'violet', 'green', 'orange', 'red']).nullable(),
  /** A condition of the list of customers; it is checked as one. */
  condition: z.record(z.string(), z.unknown()),
  active: z.boolean().default(true),
};
export const newClass = z.strictObject(settings);
export const edit = z.strictObject({ ...settings, version: z.int() });
export const order = z.strictObject({ ids: z.array(z.uuid()).max(200) });
const idOf = (request: Request) => z.uuid().parse(request.params['id']);

/** Classes of customers, and why a customer belongs to one. */
export function classesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/classes',
    answer(async (request) => ({ rows: await keptClasses(db, viewerOf(request)) })),
  );
  router.post(
    '/classes',
    answer((request) =>
      db.transaction((tx) => createClass(tx, viewerOf(request), settingsOf(newClass.parse(request.body)))),
    ),
  );
  router.put(
    '/classes/order',
    answer((request) => db.transaction((tx) => orderClasses(tx, viewerOf(request), order.parse(request.body).ids))),
  );
  router.put(
    '/classes/:id',
    answer(async (request) => {
      const { version, ...wanted } = edit.parse(request.body);
      const change = { ...settingsOf(wanted), id: idOf(request), version };
      await db.transaction((tx) => editClass(tx, viewerOf(request), change));
    }),
  );
  router.get(
    '/companies/:id/classes',
    answer(async (request) => ({ rows: await classReasons(db, viewerOf(request), idOf(request)) })),
  );
  return router;
}

function settingsOf({ condition, ...rest }: z.infer<typeof newClass>): ClassSettings {
  return { ...rest, condition: condition as unknown as Condition };
}
