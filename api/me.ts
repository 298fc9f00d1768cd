import { hkdfSync } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { demandPerson } from '../domain/access.ts';
import { changePassword } from '../db/passwords.ts';
import { countsFor } from '../db/counts.ts';
import { rememberPreferences } from '../db/preferences.ts';
import { actorOf, answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';
import { demandOwnPassword } from './own-password.ts';

const preferences = z.object({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  density: z.enum(['normal', 'dense']).optional(),
  /** A digest by mail of reminders that nobody has taken note of. */
  reminderMail: z.enum(['on', 'off']).optional(),
});
export const changes = z.strictObject({
  language: z.enum(['pl', 'en']).optional(),
  /** Null: that of the house. */
  timeZone: z.string().max(60).nullish(),
  preferences: preferences.optional(),
});
export const passwords = z.strictObject({
  old: z.string().max(200),
  password: z.string().max(200),
  /** Tokens and calendar addresses go on working. */
  keepAccess: z.boolean().default(false),
});

/** What a person may ask and change about themselves. */
export function meApi({ db, secretKey }: Door): Router {
  const router = Router();

  router.get(
    '/me',
    answer(async (request) => {
      const { rights, seesUsers: _sees, ...viewer } = viewerOf(request);
      return { ...viewer, rights: [...rights] };
    }),
  );

  router.patch(
    '/me',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demandPerson(viewer);
      const liked = changes.parse(request.body);
      await db.transaction((tx) => rememberPreferences(tx, viewer, liked));
    }),
  );

  router.put(
    '/me/password',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { old, ...wanted } = passwords.parse(request.body);
      await demandOwnPassword(db, viewer, { password: old, field: 'old' });
      const change = { ...wanted, userId: viewer.userId, keepSession: request.sessionID };
      await db.transaction((tx) => changePassword(tx, change, actorOf(viewer)));
    }),
  );

  router.get(
    '/me/draft-key',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demandPerson(viewer);
      return { key: Buffer.from(hkdfSync('sha256', secretKey, viewer.userId, 'drafts', 32)).toString('base64') };
    }),
  );

  router.get(
    '/me/counts',
    answer(async (request) => countsFor(db, viewerOf(request))),
  );
  return router;
}
