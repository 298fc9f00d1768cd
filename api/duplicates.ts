import { Router } from 'express';
import { z } from 'zod';
import { askForAccess, findDuplicates, hintsOf } from '../db/duplicates.ts';
import { normaliseContact } from '../db/contact-points.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { sent } from './sent.ts';

export const likeness = z.object({
  name: z.string().max(500).optional(),
  nip: z.string().max(30).optional(),
  email: z.string().max(300).optional(),
  phone: z.string().max(50).optional(),
  exceptId: z.uuid().optional(),
});

/** Who may be the same as what is being typed, and hints of those whom the viewer does not see (rule 25). */
export function duplicatesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/companies/duplicates',
    answer(async (request) => {
      const like = compared(likeness.parse(request.query));
      return { rows: await findDuplicates(db, viewerOf(request), like) };
    }),
  );
  router.post(
    '/companies/hints',
    answer(async (request) => ({
      rows: await hintsOf(db, viewerOf(request), compared(likeness.parse(request.body))),
    })),
  );
  router.post(
    '/companies/hints/ask',
    answer(async (request) => {
      await askForAccess(db, viewerOf(request), compared(likeness.parse(request.body)));
    }),
  );
  return router;
}

/** Half a typed address is not compared. */
export function compared<Rest extends object>({
  email,
  phone,
  ...rest
}: Rest & { readonly email?: string | undefined; readonly phone?: string | undefined }) {
  return { ...sent(rest), ...whole('email', email), ...whole('phone', phone) };
}

function whole<Kind extends 'email' | 'phone'>(kind: Kind, typed: string | undefined): { [K in Kind]?: string } {
  try {
    return (typed ? { [kind]: normaliseContact(kind, typed) } : {}) as { [K in Kind]?: string };
  } catch {
    return {};
  }
}
