import { hkdfSync } from 'node:crypto';
import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { demandPerson } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { changePassword, isPassword } from '../db/passwords.ts';
import { countsFor } from '../db/counts.ts';
import { rememberPreferences } from '../db/preferences.ts';
import { actorOf, answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';

const preferences = z.object({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  density: z.enum(['normal', 'dense']).optional(),
  /** A digest by mail of reminders that nobody has taken note of. */
  reminderMail: z.enum(['on', 'off']).optional(),
});
export const changes = z.strictObject({
  language: z.enum(['pl', 'en']).optional(),
  preferences: preferences.optional(),
});
export const passwords = z.strictObject({ old: z.string().max(200), password: z.string().max(200) });

/** As many tries at the old password as at the login: whoever finds an open panel shall not guess it. */
const TRIES = { points: 8, duration: 900 };

/** What a person may ask and change about themselves. */
export function meApi({ db, secretKey }: Door): Router {
  const router = Router();
  const tries = new RateLimiterMemory(TRIES);

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
      await rememberPreferences(db, viewerOf(request), changes.parse(request.body));
    }),
  );

  router.put(
    '/me/password',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { old, password } = passwords.parse(request.body);
      await tries.consume(viewer.userId).catch(() => Promise.reject(tooMany()));
      if (viewer.tokenId || !(await isPassword(db, viewer.userId, old))) throw wrongPassword();
      const change = { userId: viewer.userId, password, keepSession: request.sessionID };
      await db.transaction((tx) => changePassword(tx, change, actorOf(viewer)));
      await tries.delete(viewer.userId);
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

function tooMany(): DomainError {
  const minutes = TRIES.duration / 60;
  return new DomainError('request.too_many', {
    pl: `Za dużo prób. Odczekaj ${minutes} minut i spróbuj ponownie.`,
    en: `Too many tries. Wait ${minutes} minutes and try again.`,
  });
}

function wrongPassword(): DomainError {
  return new DomainError(
    'password.wrong',
    {
      pl: 'Obecne hasło jest inne. Wpisz je jeszcze raz.',
      en: 'The current password is different. Type it again.',
    },
    'old',
  );
}
