import { Router } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { createTemplate, listTemplates, purposes, saveTemplate, templateById } from '../db/templates.ts';
import { exampleFacts, mergeFields } from '../texts/fields.ts';
import { fillMail, parseMail, problemsOfMail, storable } from '../texts/mail-template.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

const text = {
  subject: z.string().max(1000),
  bodyHtml: z.string().max(200_000).nullable(),
  bodyText: z.string().max(200_000),
  language: z.enum(['pl', 'en']),
};
const draft = z.strictObject({
  ...text,
  code: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,79}$/),
  name: z.string().trim().min(1).max(200),
  purpose: z.enum(purposes),
  active: z.boolean().optional(),
});
const change = z.strictObject({ ...draft.shape, version: z.int() });
const previewed = z.strictObject({ ...text, purpose: z.enum(purposes) });

/** Texts to send: list, edit, see as a recipient would. */
export function templatesApi({ db }: Door): Router {
  const router = Router();

  router.get(
    '/templates',
    answer(async (request) => ({ rows: await listTemplates(db, viewerOf(request)), next: null })),
  );
  router.get(
    '/templates/fields',
    answer(async (request) => {
      demand(viewerOf(request), 'template.read');
      return { fields: mergeFields };
    }),
  );
  router.get(
    '/templates/:id',
    answer(async (request) => templateById(db, viewerOf(request), z.uuid().parse(request.params['id']))),
  );
  router.post(
    '/templates/preview',
    answer(async (request) => {
      demand(viewerOf(request), 'template.read');
      return preview(previewed.parse(request.body));
    }),
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
  return router;
}

/** The mail as an example recipient gets it, or every problem with its place. */
function preview({ purpose, ...mail }: z.infer<typeof previewed>) {
  const problems = problemsOfMail(mail);
  if (problems.length > 0) return { problems };
  const blank = mail.subject.trim() === '' || (mail.bodyText.trim() === '' && !mail.bodyHtml?.trim());
  const stored = blank ? mail : storable(mail);
  return { problems, mail: fillMail(parseMail(stored, { optOut: purpose === 'marketing' }), exampleFacts()) };
}
