import { Router } from 'express';
import { z } from 'zod';
import { countHeld, decideDoubtful, decideHeld } from '../db/effect-decisions.ts';
import type { View } from '../domain/lists/shapes.ts';
import { messages as messageList } from '../db/lists/kinds/messages.ts';
import { editMessage } from '../db/message-own.ts';
import { markMessage } from '../db/message-reading.ts';
import { countDoubtful, readMessage, recordReply } from '../db/messages.ts';
import { receivedChannels, recordReceived } from '../db/received-messages.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { openPlainList } from './plain-lists.ts';
import { answerOnce } from './once.ts';
import { ownShape } from './own-shape.ts';
import { sent } from './sent.ts';

export const listed = z.object({
  list: z.enum(['doubtful', 'sent', 'failed', 'replies', 'unread']).default('sent'),
  who: z.enum(['mine', 'all']).optional(),
  companyId: z.uuid().optional(),
  campaignId: z.uuid().optional(),
  caseId: z.uuid().optional(),
  opportunityId: z.uuid().optional(),
  search: z.string().max(200).optional(),
});
/** What each list goes by: doubtful ones wait longest at the top. */
const orders: Readonly<Record<z.infer<typeof listed>['list'], View['sort']>> = {
  doubtful: [{ field: 'createdAt' }],
  sent: [{ field: 'sentAt', descending: true }],
  failed: [{ field: 'failedAt', descending: true }],
  replies: [{ field: 'createdAt', descending: true }],
  unread: [{ field: 'createdAt', descending: true }],
};
export const decided = z.strictObject({
  /** Each with the attempt that was seen. */
  messages: z
    .array(z.strictObject({ key: z.string().min(1).max(300), attempt: z.int().min(0) }))
    .min(1)
    .max(500),
  decision: z.enum(['done', 'not done', 'again']),
});
/** Own fields alone: what was written stays as it was written. */
export const edit = z.strictObject({
  version: z.int(),
  changes: z.strictObject({ own: ownShape('message') }),
});
export const marked = z.strictObject({ read: z.boolean() });
export const held = z.strictObject({ decision: z.enum(['send', 'drop']) });
export const received = z.strictObject({
  companyId: z.uuid(),
  personId: z.uuid().nullable().optional(),
  channel: z.enum(receivedChannels),
  receivedAt: z.iso.datetime({ offset: true }).optional(),
  subject: z.string().max(1000),
  text: z.string().max(200_000).optional(),
  caseId: z.uuid().nullable().optional(),
});
export const reply = z.strictObject({
  inReplyTo: z.string().min(1).max(500).optional(),
  from: z.string().max(320).optional(),
  subject: z.string().max(1000).optional(),
  text: z.string().max(200_000),
  receivedAt: z.iso.datetime({ offset: true }).optional(),
  externalId: z.string().min(1).max(500).optional(),
});

/** What went out and what did not, doubtful sends and their decision, replies that people or programs record. */
export function messagesApi(door: Door): Router {
  const { db } = door;
  const router = Router();

  openPlainList(router, door, {
    path: '/messages',
    list: messageList,
    query: listed,
    columns: [
      'key',
      'at',
      'subject',
      'address',
      'company',
      'campaign',
      'attempt',
      'reason',
      'state',
      'direction',
      'unread',
    ],
    sort: ({ list }) => orders[list as keyof typeof orders],
  });
  router.get(
    '/messages/waiting',
    answer(async (request) => {
      const viewer = viewerOf(request);
      return { doubtful: await countDoubtful(db, viewer), held: await countHeld(db, viewer) };
    }),
  );
  router.get(
    '/messages/:id',
    answer(async (request) => readMessage(db, viewerOf(request), z.uuid().parse(request.params['id']))),
  );
  router.patch(
    '/messages/:id',
    answer((request) => {
      const { version, changes } = edit.parse(request.body);
      const wanted = { id: z.uuid().parse(request.params['id']), version, changes: sent(changes) };
      return db.transaction((tx) => editMessage(tx, viewerOf(request), wanted));
    }),
  );
  router.put(
    '/messages/:id/read',
    answer((request) => {
      const marking = { id: z.uuid().parse(request.params['id']), ...marked.parse(request.body) };
      return db.transaction(async (tx) => ({ changed: await markMessage(tx, viewerOf(request), marking) }));
    }),
  );
  router.post(
    '/messages/decide',
    answer(async (request) => {
      const asked = decided.parse(request.body);
      await db.transaction((tx) => decideDoubtful(tx, viewerOf(request), asked));
    }),
  );
  router.post(
    '/messages/held',
    answer(async (request) => ({
      count: await decideHeld(db, viewerOf(request), held.parse(request.body).decision),
    })),
  );
  router.post(
    '/messages/received',
    answerOnce(db, (request, within) => {
      const wanted = sent(received.parse(request.body));
      return within.transaction((tx) => recordReceived(tx, viewerOf(request), wanted));
    }),
  );
  router.post(
    '/messages/replies',
    answerOnce(db, (request, within) => recordReply(within, viewerOf(request), sent(reply.parse(request.body)))),
  );
  return router;
}
