import { Router } from 'express';
import { z } from 'zod';
import { auditNouns, readAudit } from '../db/audit-reading.ts';
import { cursors, opened } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

export const listed = z.object({
  noun: z.string().max(60).optional(),
  recordId: z.string().max(200).optional(),
  userId: z.uuid().optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Who changed what, of every kind of record. */
export function auditApi({ db, secretKey }: Door): Router {
  const router = Router();
  const cursor = cursors(secretKey, 'audit');
  router.get(
    '/audit',
    answer(async (request) => {
      const { after, ...asked } = sent(listed.parse(request.query));
      const { rows, next } = await readAudit(db, viewerOf(request), {
        ...asked,
        ...opened(cursor, after),
      });
      return { rows, next: next ? cursor.seal(next) : null };
    }),
  );
  router.get(
    '/audit/nouns',
    answer(async (request) => ({ rows: await auditNouns(db, viewerOf(request)) })),
  );
  return router;
}
