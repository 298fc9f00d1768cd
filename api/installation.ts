import { Router } from 'express';
import { unmuteInstallation } from '../db/installation.ts';
import { answer, viewerOf, type Door } from './door.ts';

/** What an administrator says of the installation itself. */
export function installationApi({ db }: Door): Router {
  const router = Router();

  router.post(
    '/installation/unmute',
    answer(async (request) => {
      await db.transaction((tx) => unmuteInstallation(tx, viewerOf(request)));
    }),
  );
  return router;
}
