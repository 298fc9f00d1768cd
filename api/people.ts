import { Router } from 'express';
import { z } from 'zod';
import {
  createPerson,
  deletePerson,
  editPerson,
  peopleOf,
  positionsLike,
  readPerson,
  restorePerson,
  type NewPerson,
} from '../db/people.ts';
import { mergedInto } from '../db/company-card.ts';
import { undoPersonMove } from '../db/person-move-undo.ts';
import { movePerson, staysBehind, type PersonMove } from '../db/person-moves.ts';
import { findPersonDuplicates, type PersonLikeness } from '../db/person-duplicates.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { compared } from './duplicates.ts';
import { answerOnce } from './once.ts';
import { ownShape } from './own-shape.ts';
import { versioned } from './sent.ts';

const fields = {
  firstName: z.string().max(200).nullable().optional(),
  position: z.string().max(200).nullable().optional(),
  isMain: z.boolean().optional(),
  language: z.enum(['pl', 'en']).nullable().optional(),
  own: ownShape('person'),
  department: z.string().max(200).nullable().optional(),
  decides: z.boolean().nullable().optional(),
  bornOn: z.iso.date().nullable().optional(),
  nameDay: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .nullable()
    .optional(),
  gender: z.enum(['f', 'm']).nullable().optional(),
  vocative: z.string().max(100).nullable().optional(),
};
export const newPerson = z.strictObject({
  ...fields,
  lastName: z.string().max(200),
  contactPoints: z
    .array(z.strictObject({ kind: z.enum(['email', 'phone', 'messenger']), value: z.string().min(1).max(300) }))
    .max(20)
    .optional(),
});
export const edit = z.strictObject({
  version: z.int(),
  changes: z.strictObject({ ...fields, lastName: z.string().max(200).optional() }),
});

export const move = z.strictObject({
  version: z.int(),
  companyId: z.uuid(),
  position: z.string().max(200).nullable().optional(),
  contactPointIds: z.array(z.uuid()).max(200),
});
export const likeness = z.object({
  firstName: z.string().max(200).optional(),
  lastName: z.string().max(200).optional(),
  email: z.string().max(300).optional(),
  phone: z.string().max(50).optional(),
  companyId: z.uuid().optional(),
});
export const typed = z.object({ q: z.string().max(100).default('') });

/** Contact persons of customers. */
export function peopleApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/companies/:id/people',
    answer(async (request) => ({ rows: await peopleOf(db, viewerOf(request), z.uuid().parse(request.params['id'])) })),
  );
  router.post(
    '/companies/:id/people',
    answerOnce(db, (request, within) => {
      const person = { ...newPerson.parse(request.body), companyId: z.uuid().parse(request.params['id']) };
      return within.transaction((tx) => createPerson(tx, viewerOf(request), person as NewPerson));
    }),
  );
  router.patch(
    '/people/:id',
    answer(async (request) => {
      const change = { ...edit.parse(request.body), id: z.uuid().parse(request.params['id']) };
      return db.transaction((tx) => editPerson(tx, viewerOf(request), change as Parameters<typeof editPerson>[2]));
    }),
  );
  router.get(
    '/people/positions',
    answer(async (request) => {
      const { q } = typed.parse(request.query);
      return { rows: await positionsLike(db, viewerOf(request), q) };
    }),
  );
  router.get(
    '/people/duplicates',
    answer(async (request) => {
      const like = compared(likeness.parse(request.query)) as PersonLikeness;
      return { rows: await findPersonDuplicates(db, viewerOf(request), like) };
    }),
  );
  router.get(
    '/people/:id',
    answer(async (request, response) => {
      const id = z.uuid().parse(request.params['id']);
      const now = await mergedInto(db, viewerOf(request), { table: 'people', id });
      if (now) return void response.redirect(308, `/api/v1/people/${now}`);
      return readPerson(db, viewerOf(request), id);
    }),
  );
  router.get(
    '/people/:id/move',
    answer((request) => staysBehind(db, viewerOf(request), z.uuid().parse(request.params['id']))),
  );
  router.post(
    '/people/:id/move',
    answer(async (request) => {
      const wanted = { ...move.parse(request.body), id: z.uuid().parse(request.params['id']) } as PersonMove;
      return db.transaction((tx) => movePerson(tx, viewerOf(request), wanted));
    }),
  );
  router.post(
    '/people/:id/move/undo',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const id = z.uuid().parse(request.params['id']);
      const back = await db.transaction((tx) => undoPersonMove(tx, viewer, id));
      return { id: back.id, stayed: back.stayed.map((said) => said[viewer.language]) };
    }),
  );
  router.post(
    '/people/:id/restore',
    answer((request) =>
      db.transaction((tx) => restorePerson(tx, viewerOf(request), z.uuid().parse(request.params['id']))),
    ),
  );
  router.delete(
    '/people/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      const gone = { id: z.uuid().parse(request.params['id']), version };
      await db.transaction((tx) => deletePerson(tx, viewerOf(request), gone));
    }),
  );
  return router;
}
