import { Router } from 'express';
import { z } from 'zod';
import { addAbsence, listAbsences, removeAbsence } from '../db/absences.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const id = z.uuid();
export const absence = z.strictObject({
  userId: id.optional(),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  substituteId: id.nullish(),
});

/** Who is away and who stands in: one's own, and those of subordinates. */
export function absencesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/absences',
    answer(async (request) => ({ rows: await listAbsences(db, viewerOf(request)) })),
  );
  router.post(
    '/absences',
    answer((request) => addAbsence(db, viewerOf(request), sent(absence.parse(request.body)))),
  );
  router.delete(
    '/absences/:id',
    answer((request) => removeAbsence(db, viewerOf(request), id.parse(request.params['id']))),
  );
  return router;
}
