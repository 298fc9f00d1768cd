import { Router } from 'express';
import { z } from 'zod';
import { rights } from '../domain/access.ts';
import { createToken, listTokens, revokeToken } from '../db/tokens.ts';
import { answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';

export const wanted = z.strictObject({
  name: z.string().trim().min(1).max(100),
  rights: z.array(z.enum(rights)).min(1),
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
      const token = wanted.parse(request.body);
      return db.transaction((tx) => createToken(tx, token, viewerOf(request)));
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
