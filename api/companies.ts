import { Router } from 'express';
import { z } from 'zod';
import { createCompany, editCompany } from '../db/companies.ts';
import { deleteCompany, restoreCompany } from '../db/company-removal.ts';
import { mergedInto, readCard } from '../db/company-card.ts';
import { consentsOf, recordConsent } from '../db/consents.ts';
import { addContactPoint, editContactPoint, removeContactPoint, restoreContactPoint } from '../db/contact-points.ts';
import { liftSuppression, suppressPoint } from '../db/suppressions.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { answerOnce } from './once.ts';
import { ownShape } from './own-shape.ts';
import { versioned } from './sent.ts';

const text = (most: number) => z.string().max(most).nullable().optional();
const fields = z.strictObject({
  kind: z.enum(['firm', 'sole trader', 'person', 'institution', 'branch']).optional(),
  name: z.string().max(500),
  shortName: text(200),
  parentId: z.uuid().nullable().optional(),
  nip: text(30),
  regon: text(20),
  krs: text(20),
  euVat: text(20),
  street: text(300),
  postcode: text(20),
  city: text(200),
  country: z.string().length(2).optional(),
  website: text(300),
  class: text(50),
  industry: text(200),
  ownerId: z.uuid().nullable().optional(),
  turnoverMinor: z.int().nullable().optional(),
  currency: z.string().length(3).optional(),
  notes: text(20_000),
  timeZone: text(50),
  own: ownShape('company'),
  iban: text(50),
  paymentDays: z.int().min(0).max(365).nullable().optional(),
  pesel: text(20),
});
export const contactPoint = z.strictObject({
  kind: z.enum(['email', 'phone', 'messenger', 'postal']),
  value: z.string().min(1).max(300),
  personId: z.uuid().nullable().optional(),
  label: text(100),
  isMain: z.boolean().optional(),
});
export const newCompany = fields.extend({
  contactPoints: z
    .array(contactPoint.omit({ personId: true }))
    .max(20)
    .optional(),
});
export const edit = z.strictObject({ version: z.int(), changes: fields.partial() });
export const broughtBack = z.strictObject({ isMain: z.boolean().default(false) });
export const pointEdit = z.strictObject({
  version: z.int(),
  value: z.string().min(1).max(300).optional(),
  label: text(100),
  isMain: z.literal(true).optional(),
  state: z.enum(['good', 'wrong']).optional(),
});
const listing = z.strictObject({ version: z.int(), reason: z.string().max(500) });
export const suppressing = listing.extend({ purpose: z.string().min(1).max(50).nullable().optional() });
/** `seen`: the `since` of all that the list was seen to say of the address. */
export const lifting = listing.extend({ seen: z.array(z.iso.datetime({ offset: true })).max(100) });
export const consent = z.strictObject({
  personId: z.uuid().nullable().optional(),
  contactPointId: z.uuid().nullable().optional(),
  channel: z.enum(['email', 'phone', 'any']),
  purpose: z.string().min(1).max(50).optional(),
  status: z.enum(['given', 'refused', 'withdrawn']),
  evidence: z.string().max(2_000),
  givenOn: z.iso.date().nullable().optional(),
});
export const consentsAsked = z.object({ personId: z.uuid().optional() });

/** Customers: the card of one, its addresses, consents and timeline. */
export function companiesApi(door: Door): Router {
  const router = Router();
  card(router, door);
  parts(router, door);
  doNotContact(router, door);
  return router;
}

function card(router: Router, { db }: Door): void {
  router.post(
    '/companies',
    answerOnce(db, (request, within) => {
      const company = given(newCompany.parse(request.body)) as Parameters<typeof createCompany>[2];
      return within.transaction((tx) => createCompany(tx, viewerOf(request), company));
    }),
  );
  router.get(
    '/companies/:id',
    answer(async (request, response) => {
      const now = await mergedInto(db, viewerOf(request), { table: 'companies', id: idOf(request) });
      if (now) return void response.redirect(308, `/api/v1/companies/${now}`);
      return readCard(db, viewerOf(request), idOf(request));
    }),
  );
  router.patch(
    '/companies/:id',
    answer(async (request) => {
      const { version, changes } = edit.parse(request.body);
      const asked = { id: idOf(request), version, changes: given(changes) };
      return db.transaction((tx) => editCompany(tx, viewerOf(request), asked));
    }),
  );
  router.delete(
    '/companies/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      await db.transaction((tx) => deleteCompany(tx, viewerOf(request), { id: idOf(request), version }));
    }),
  );
  router.post(
    '/companies/:id/restore',
    answer((request) => db.transaction((tx) => restoreCompany(tx, viewerOf(request), idOf(request)))),
  );
}

function parts(router: Router, { db }: Door): void {
  router.get(
    '/companies/:id/consents',
    answer(async (request) => {
      const asked = given(consentsAsked.parse(request.query)) as { personId?: string };
      return { rows: await consentsOf(db, viewerOf(request), { companyId: idOf(request), ...asked }) };
    }),
  );
  router.post(
    '/companies/:id/consents',
    answerOnce(db, (request, within) => {
      const said = { ...given(consent.parse(request.body)), companyId: idOf(request) };
      return within.transaction((tx) => recordConsent(tx, viewerOf(request), said));
    }),
  );
  router.post(
    '/companies/:id/contact-points',
    answerOnce(db, (request, within) => {
      const point = { ...given(contactPoint.parse(request.body)), companyId: idOf(request) };
      return within.transaction((tx) => addContactPoint(tx, viewerOf(request), point));
    }),
  );
  router.delete(
    '/contact-points/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      await db.transaction((tx) => removeContactPoint(tx, viewerOf(request), { id: idOf(request), version }));
    }),
  );
  router.post(
    '/contact-points/:id/restore',
    answer((request) => {
      const back = { ...broughtBack.parse(request.body ?? {}), id: idOf(request) };
      return db.transaction((tx) => restoreContactPoint(tx, viewerOf(request), back));
    }),
  );
  router.patch(
    '/contact-points/:id',
    answer(async (request) => {
      const change = { ...given(pointEdit.parse(request.body)), id: idOf(request) };
      await db.transaction((tx) => editContactPoint(tx, viewerOf(request), change));
    }),
  );
}

function doNotContact(router: Router, { db }: Door): void {
  router.post(
    '/contact-points/:id/suppress',
    answer(async (request) => {
      const listed = { ...given(suppressing.parse(request.body)), id: idOf(request) };
      await db.transaction((tx) => suppressPoint(tx, viewerOf(request), listed));
    }),
  );
  router.post(
    '/contact-points/:id/lift-suppression',
    answer(async (request) => {
      const listed = { ...lifting.parse(request.body), id: idOf(request) };
      await db.transaction((tx) => liftSuppression(tx, viewerOf(request), listed));
    }),
  );
}

function idOf(request: { readonly params: Readonly<Record<string, unknown>> }): string {
  return z.uuid().parse(request.params['id']);
}

/** Without the keys that were not sent. */
function given<Body extends object>(body: Body): { [Key in keyof Body]: Exclude<Body[Key], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}
