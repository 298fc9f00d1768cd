import { Router } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { templates as templateList } from '../db/lists/kinds/templates.ts';
import { carriesOptOut, createTemplate, offeredPurposes, saveTemplate, templateById } from '../db/templates.ts';
import { mergeFields, type FieldBook } from '../texts/fields.ts';
import { fieldBook, ownMergeFields } from '../db/own-merge.ts';
import { fillMail, parseMail, problemsOfMail, tidied, type MailText } from '../texts/mail-template.ts';
import { attachFile, detachFile, readAttachment } from '../db/template-attachments.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { send, withStored } from './files.ts';
import { openPlainList } from './plain-lists.ts';
import { sent } from './sent.ts';
import { inTurn } from './turns.ts';

const text = {
  subject: z.string().max(1000),
  bodyHtml: z.string().max(200_000).nullable(),
  bodyText: z.string().max(200_000),
  language: z.enum(['pl', 'en']),
};
export const listed = z.object({ active: z.literal('true').optional(), channel: z.string().min(1).max(50).optional() });
export const draft = z.strictObject({
  ...text,
  code: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,79}$/),
  name: z.string().trim().min(1).max(200),
  purpose: z.string().min(1).max(100),
  active: z.boolean().optional(),
});
export const change = z.strictObject({ ...draft.shape, version: z.int() });
export const seen = z.object({ version: z.coerce.number().int() });
export const attached = seen.extend({ name: z.string().min(1).max(300) });
export const previewed = z.strictObject({ ...text, purpose: z.string().max(100) });

/** Texts to send: list, edit, see as a recipient would. */
export function templatesApi(door: Door): Router {
  const { db } = door;
  const router = Router();

  openPlainList(router, door, {
    path: '/templates',
    list: templateList,
    query: listed,
    columns: [
      'name',
      'code',
      'channel',
      'language',
      'purpose',
      'active',
      'subject',
      'number',
      'updatedAt',
      'updatedBy',
    ],
    sort: () => [{ field: 'name' }],
  });
  router.get(
    '/templates/fields',
    answer(async (request) => {
      demand(viewerOf(request), 'template.read');
      return {
        fields: [...mergeFields, ...(await ownMergeFields(db, viewerOf(request)))],
        purposes: await offeredPurposes(db),
      };
    }),
  );
  router.get(
    '/templates/:id',
    answer(async (request) => templateById(db, viewerOf(request), z.uuid().parse(request.params['id']))),
  );
  router.post(
    '/templates/preview',
    answer(
      inTurn(async (request) => {
        demand(viewerOf(request), 'template.read');
        const { purpose, ...mail } = previewed.parse(request.body);
        const optOut = await carriesOptOut(db, { purpose });
        return preview({ ...mail, optOut }, await fieldBook(db, viewerOf(request)));
      }),
    ),
  );
  router.post(
    '/templates',
    answer(async (request) => createTemplate(db, viewerOf(request), sent(draft.parse(request.body)))),
  );
  router.put(
    '/templates/:id',
    answer(async (request) => {
      const { version, ...rest } = change.parse(request.body);
      const id = z.uuid().parse(request.params['id']);
      return saveTemplate(db, viewerOf(request), { ...sent(rest), id, seen: version });
    }),
  );
  attachments(router, door);
  return router;
}

function attachments(router: Router, { db, filesDir }: Door): void {
  router.post(
    '/templates/:id/attachments',
    answer(async (request) => {
      const { name, version } = attached.parse(request.query);
      const id = z.uuid().parse(request.params['id']);
      demand(viewerOf(request), 'template.edit');
      return withStored({ request, filesDir, name }, (file) =>
        db.transaction((tx) => attachFile(tx, viewerOf(request), { id, seen: version, file })),
      );
    }),
  );
  router.delete(
    '/templates/:id/attachments/:attachmentId',
    answer((request) => {
      const { version } = seen.parse(request.query);
      const id = z.uuid().parse(request.params['id']);
      const attachmentId = z.uuid().parse(request.params['attachmentId']);
      return db.transaction((tx) => detachFile(tx, viewerOf(request), { id, seen: version, attachmentId }));
    }),
  );
  router.get(
    '/templates/attachments/:attachmentId',
    answer(async (request, response) => {
      const id = z.uuid().parse(request.params['attachmentId']);
      await send(response, filesDir, await readAttachment(db, viewerOf(request), id));
    }),
  );
}

/** The mail as an example recipient gets it, or every problem with its place. */
function preview({ optOut, ...mail }: MailText & { readonly optOut: boolean }, book: FieldBook) {
  const problems = problemsOfMail(mail, book);
  if (problems.length > 0) return { problems };
  const blank = mail.subject.trim() === '' || (mail.bodyText.trim() === '' && !mail.bodyHtml?.trim());
  const stored = blank ? mail : tidied(mail, book);
  return { problems, mail: fillMail(parseMail(stored, { optOut }), book.examples()) };
}
