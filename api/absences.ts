import { Router } from 'express';
import { z } from 'zod';
import { absencesIn, addAbsence, listAbsences, removeAbsence } from '../db/absences.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { listOf, sent } from './sent.ts';

const id = z.uuid();
export const absence = z.strictObject({
  userId: id.optional(),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  substituteId: id.nullish(),
});

/** Of whom and in which days; without people the absences that the viewer looks after. */
export const asked = z.object({
  people: listOf(id, 200).optional(),
  from: z.iso.date().default('0001-01-01'),
  to: z.iso.date().default('9999-12-31'),
});

/** Who is away and who stands in: one's own, and those of subordinates; of those named in the days that one plans. */
export function absencesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/absences',
    answer(async (request) => {
      const { people, from, to } = asked.parse(request.query);
      const viewer = viewerOf(request);
      if (!people) return { rows: await listAbsences(db, viewer) };
      return { rows: await absencesIn(db, viewer, { people, fromOn: from, toOn: to }) };
    }),
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
