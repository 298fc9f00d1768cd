import { Router } from 'express';
import { readSystemState } from '../db/system-state.ts';
import { answer, viewerOf, type Door } from './door.ts';

/** How Nurt itself is, for administrators. `/readyz` says the short of it to programs. */
export function systemStateApi({ db, disk }: Door): Router {
  const router = Router();
  router.get(
    '/system-state',
    answer(async (request) => ({ ...(await readSystemState(db, viewerOf(request))), disk: disk.level() })),
  );
  return router;
}
