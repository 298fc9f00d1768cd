import { Router } from 'express';
import { z } from 'zod';
import { countHeld, decideDoubtful, decideHeld } from '../db/effect-decisions.ts';
import { countDoubtful, listMessages, messageLists, readMessage, recordReply } from '../db/messages.ts';
import { cursors } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

export const listed = z.object({
  list: z.enum(messageLists).default('sent'),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const decided = z.strictObject({
  keys: z.array(z.string().min(1).max(300)).min(1).max(500),
  decision: z.enum(['done', 'not done', 'again']),
});
export const held = z.strictObject({ decision: z.enum(['send', 'drop']) });
export const reply = z.strictObject({
  inReplyTo: z.string().min(1).max(500).optional(),
  from: z.string().max(320).optional(),
  subject: z.string().max(1000).optional(),
  text: z.string().max(200_000),
  receivedAt: z.iso.datetime({ offset: true }).optional(),
  externalId: z.string().min(1).max(500).optional(),
});

/** What went out and what did not, doubtful sends and their decision, replies that people or programs record. */
export function messagesApi({ db, secretKey }: Door): Router {
  const router = Router();

  router.get(
    '/messages',
    answer(async (request) => {
      const { list, after, limit } = listed.parse(request.query);
      const cursor = cursors(secretKey, `messages ${list}`);
      const opened = after === undefined ? null : (cursor.open(after) as [string, string]);
      const rows = await listMessages(db, viewerOf(request), { list, after: opened, limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { rows, next: last ? cursor.seal([last.at, list === 'replies' ? last.id : last.key]) : null };
    }),
  );
  router.get(
    '/messages/waiting',
    answer(async (request) => ({ doubtful: await countDoubtful(db, viewerOf(request)), held: await countHeld(db) })),
  );
  router.get(
    '/messages/:id',
    answer(async (request) => readMessage(db, viewerOf(request), z.uuid().parse(request.params['id']))),
  );
  router.post(
    '/messages/decide',
    answer(async (request) => {
      const { keys, decision } = decided.parse(request.body);
      for (const key of keys) await decideDoubtful(db, viewerOf(request), { key, decision });
    }),
  );
  router.post(
    '/messages/held',
    answer(async (request) => ({
      count: await decideHeld(db, viewerOf(request), held.parse(request.body).decision),
    })),
  );
  router.post(
    '/messages/replies',
    answer(async (request) => recordReply(db, viewerOf(request), sent(reply.parse(request.body)))),
  );
  return router;
}
