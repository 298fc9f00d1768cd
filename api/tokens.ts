import { Router } from 'express';
import { z } from 'zod';
import { rights } from '../domain/access.ts';
import { createToken, listTokens, revokeToken } from '../db/tokens.ts';
import { answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';
import { demandOwnPassword } from './own-password.ts';

/** Three years. */
const MOST_DAYS = 1_096;

export const wanted = z.strictObject({
  name: z.string().trim().min(1).max(100),
  rights: z.array(z.enum(rights)).min(1),
  days: z.int().min(1).max(MOST_DAYS).default(365),
  /** One's own, once more: a token outlasts the session. */
  password: z.string().max(200),
});

/** Tokens for programs that act in somebody's name. */
export function tokensApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/tokens',
    answer(async (request) => ({ rows: await listTokens(db, viewerOf(request)) })),
  );
  router.post(
    '/tokens',
    answer(async (request) => {
      const { password, ...token } = wanted.parse(request.body);
      const viewer = viewerOf(request);
      await demandOwnPassword(db, viewer, { password, field: 'password' });
      return db.transaction((tx) => createToken(tx, token, viewer));
    }),
  );
  router.delete(
    '/tokens/:id',
    answer(async (request) => {
      await db.transaction((tx) => revokeToken(tx, String(request.params['id']), viewerOf(request)));
    }),
  );
  return router;
}
