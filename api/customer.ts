import { Router, type Request } from 'express';
import { z } from 'zod';
import { freezeCompany, thawCompany } from '../db/company-freeze.ts';
import { companyCampaigns, companyMessages } from '../db/company-messages.ts';
import { companyTimeline, timelineKinds, type TimelineKind } from '../db/company-timeline.ts';
import { customerFiles } from '../db/customer-files.ts';
import { draftLetter } from '../db/letter-drafts.ts';
import { sendLetter, takeBackLetter } from '../db/letters.ts';
import { addNote, deleteNote, editNote, notesOf, restoreNote } from '../db/notes.ts';
import { paging } from './changes.ts';
import { cursors, opened } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { answerOnce } from './once.ts';
import { sent, versioned } from './sent.ts';

export const messagesAsked = paging.extend({ personId: z.uuid().optional() });
export const timeline = paging.extend({
  campaignId: z.uuid().optional(),
  kinds: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(timelineKinds)).min(1))
    .optional(),
});
export const note = z.strictObject({
  personId: z.uuid().nullable().optional(),
  body: z.string().max(20_000),
  pinned: z.boolean().optional(),
});
export const noteEdit = z.strictObject({
  version: z.int(),
  body: z.string().max(20_000).optional(),
  pinned: z.boolean().optional(),
});
export const letter = z.strictObject({
  personId: z.uuid().nullable().optional(),
  templateId: z.uuid().nullable().optional(),
  subject: z.string().max(1000),
  text: z.string().max(200_000),
  inReplyTo: z.uuid().nullable().optional(),
  opportunityId: z.uuid().nullable().optional(),
  caseId: z.uuid().nullable().optional(),
  transactionId: z.uuid().nullable().optional(),
  taskId: z.uuid().nullable().optional(),
  fileIds: z.array(z.uuid()).max(10).optional(),
});

export const notesAsked = z.object({ personId: z.uuid().optional() });
export const draftAsked = z.object({
  templateId: z.uuid(),
  personId: z.uuid().optional(),
  caseId: z.uuid().optional(),
  opportunityId: z.uuid().optional(),
  taskId: z.uuid().optional(),
});
export const freezing = z.strictObject({ reason: z.string().max(500) });

/** What is behind the tabs of a customer. */
export function customerApi(door: Door): Router {
  const router = Router();
  history(router, door);
  documents(router, door);
  written(router, door);
  automatic(router, door);
  return router;
}

function history(router: Router, { db, secretKey }: Door): void {
  const ofTimeline = cursors(secretKey, 'timeline');
  router.get(
    '/companies/:id/timeline',
    answer(async (request) => {
      const { after, limit, kinds, campaignId } = timeline.parse(request.query);
      const page = { companyId: idOf(request), campaignId, limit, ...opened(ofTimeline, after) };
      const asked = { ...page, ...(kinds ? { kinds: kinds as readonly TimelineKind[] } : {}) };
      const { rows, next } = await companyTimeline(db, viewerOf(request), asked);
      return { rows, next: next ? ofTimeline.seal(next) : null };
    }),
  );
  const ofMessages = cursors(secretKey, 'company messages');
  router.get(
    '/companies/:id/messages',
    answer(async (request) => {
      const { after, limit, personId } = messagesAsked.parse(request.query);
      const page = { companyId: idOf(request), personId, limit: limit + 1, ...opened(ofMessages, after) };
      const rows = await companyMessages(db, viewerOf(request), page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return { rows: shown, next: last ? ofMessages.seal([last.exact, last.id]) : null };
    }),
  );
}

function documents(router: Router, { db, secretKey }: Door): void {
  const ofFiles = cursors(secretKey, 'customer files');
  router.get(
    '/companies/:id/files',
    answer(async (request) => {
      const { after, limit } = paging.parse(request.query);
      const page = { companyId: idOf(request), limit: limit + 1, ...opened(ofFiles, after) };
      const rows = await customerFiles(db, viewerOf(request), page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return { rows: shown, next: last ? ofFiles.seal([last.exact, last.id]) : null };
    }),
  );
}

function written(router: Router, { db }: Door): void {
  router.get(
    '/companies/:id/notes',
    answer(async (request) => {
      const { personId } = notesAsked.parse(request.query);
      return { rows: await notesOf(db, viewerOf(request), { companyId: idOf(request), personId, limit: 200 }) };
    }),
  );
  router.post(
    '/companies/:id/notes',
    answerOnce(db, (request, within) => {
      const given = { ...sent(note.parse(request.body)), companyId: idOf(request) };
      return within.transaction((tx) => addNote(tx, viewerOf(request), given));
    }),
  );
  router.patch(
    '/notes/:id',
    answer(async (request) => {
      const edit = { ...sent(noteEdit.parse(request.body)), id: idOf(request) };
      await db.transaction((tx) => editNote(tx, viewerOf(request), edit));
    }),
  );
  router.delete(
    '/notes/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      await db.transaction((tx) => deleteNote(tx, viewerOf(request), { id: idOf(request), version }));
    }),
  );
  router.post(
    '/notes/:id/restore',
    answer((request) => db.transaction((tx) => restoreNote(tx, viewerOf(request), idOf(request)))),
  );
  router.get(
    '/companies/:id/letters/draft',
    answer(async (request) => {
      const asked = draftAsked.parse(request.query);
      return draftLetter(db, viewerOf(request), { ...sent(asked), companyId: idOf(request) });
    }),
  );
  router.post(
    '/companies/:id/letters',
    answerOnce(db, (request, within) => {
      const given = { ...sent(letter.parse(request.body)), companyId: idOf(request) };
      return within.transaction((tx) => sendLetter(tx, viewerOf(request), given));
    }),
  );
  router.post(
    '/messages/:id/take-back',
    answer(async (request) => {
      await db.transaction((tx) => takeBackLetter(tx, viewerOf(request), idOf(request)));
    }),
  );
}

function automatic(router: Router, { db }: Door): void {
  router.get(
    '/companies/:id/campaigns',
    answer(async (request) => ({ rows: await companyCampaigns(db, viewerOf(request), idOf(request)) })),
  );
  router.post(
    '/companies/:id/freeze',
    answer(async (request) => {
      const { reason } = freezing.parse(request.body);
      await db.transaction((tx) => freezeCompany(tx, viewerOf(request), { id: idOf(request), reason }));
    }),
  );
  router.post(
    '/companies/:id/thaw',
    answer(async (request) => {
      await db.transaction((tx) => thawCompany(tx, viewerOf(request), idOf(request)));
    }),
  );
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
