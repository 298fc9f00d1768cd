import { Router } from 'express';
import { z } from 'zod';
import { MOST_HANDED_OVER, handOver, planHandOver } from '../db/task-hand-over.ts';
import { teamWork } from '../db/team-work.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const id = z.uuid();
const queue = z.string().min(1).max(100);
const receiver = z.union([
  z.object({ ownerId: id, queue: z.null().default(null) }),
  z.object({ ownerId: z.null().default(null), queue }),
]);
export const asked = z.object({
  from: z.union([z.object({ ownerId: id }), z.object({ queue }), z.object({ ids: z.array(id).max(MOST_HANDED_OVER) })]),
  to: z.array(receiver).max(50),
  types: z.array(z.string().max(50)).max(100).optional(),
});
export const rows = z.object({
  rows: z.array(receiver.and(z.object({ id, version: z.int() }))).max(MOST_HANDED_OVER),
});

/** What people have to do and how far they are; many tasks handed over at once, counted first. */
export function teamApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/team-work',
    answer((request) => teamWork(db, viewerOf(request))),
  );
  router.post(
    '/tasks/hand-over/plan',
    answer((request) => planHandOver(db, viewerOf(request), sent(asked.parse(request.body)))),
  );
  router.post(
    '/tasks/hand-over',
    answer((request) => handOver(db, viewerOf(request), rows.parse(request.body).rows)),
  );
  return router;
}
