import { Router } from 'express';
import { allMailTroubles } from '../db/mail-troubles.ts';
import { readSystemState } from '../db/system-state.ts';
import { answer, viewerOf, type Door } from './door.ts';

/** How Nurt itself is, for administrators. `/readyz` says the short of it to programs. */
export function systemStateApi({ db, disk, mailServer }: Door): Router {
  const router = Router();
  router.get(
    '/system-state',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const state = await readSystemState(db, viewer);
      return { ...state, disk: disk.level(), mailTroubles: await allMailTroubles(db, { viewer, mailServer }) };
    }),
  );
  return router;
}
