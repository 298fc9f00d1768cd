import { Router } from 'express';
import { z } from 'zod';
import { findRecords } from '../db/find.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { momentOf } from './list-shapes.ts';
import { inTurn } from './turns.ts';

export const sought = z.object({ q: z.string().max(200) });

/** Records of every kind by a few words. */
export function findApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/find',
    answer(
      inTurn(async (request) => {
        const { q: typed } = sought.parse(request.query);
        const viewer = viewerOf(request);
        return findRecords(db, viewer, { typed, moment: momentOf(viewer) });
      }),
    ),
  );
  return router;
}
