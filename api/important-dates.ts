import { Router, type Request } from 'express';
import { z } from 'zod';
import {
  addImportantDate,
  deleteImportantDate,
  editImportantDate,
  importantDatesOf,
  restoreImportantDate,
} from '../db/important-dates.ts';
import { importantDaysIn } from '../db/days-in-calendars.ts';
import { DomainError } from '../domain/domain-error.ts';
import { daysOfPeople, MOST_DAYS_AHEAD, thingsBrought } from '../domain/recurrence/important-days.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { answerOnce } from './once.ts';
import { listOf, sent, versioned } from './sent.ts';

const brought = {
  brings: z.enum(thingsBrought).nullable().optional(),
  aheadDays: z.int().min(0).max(MOST_DAYS_AHEAD).nullable().optional(),
};
const title = z.string().max(200);
const writtenDown = z.strictObject({
  ...brought,
  kind: z.literal('date').optional(),
  personId: z.uuid().nullable().optional(),
  title,
  fallsOn: z.iso.date(),
  yearly: z.boolean().optional(),
});
/** A birthday and a name day are the person's: only what they bring is said. */
const ofPerson = z.strictObject({ ...brought, kind: z.enum(daysOfPeople), personId: z.uuid() });
export const date = z.union([writtenDown, ofPerson]);
export const dateEdit = z.strictObject({
  version: z.int(),
  changes: z.strictObject({
    ...brought,
    title: title.optional(),
    fallsOn: z.iso.date().optional(),
    yearly: z.boolean().optional(),
  }),
});
export const datesAsked = z.object({ personId: z.uuid().optional() });
export const daysAsked = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  people: listOf(z.uuid(), 200).optional(),
});

const DAY = 86_400_000;
const MOST_DAYS = 100;

/** Days worth remembering: of a customer and their people, and those that fall into a span. */
export function importantDatesApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/important-dates',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { people = [viewer.userId], ...span } = daysAsked.parse(request.query);
      demandSpan(span);
      return { rows: await importantDaysIn(db, viewer, { ...span, people }) };
    }),
  );
  router.get(
    '/companies/:id/dates',
    answer(async (request) => {
      const { personId } = datesAsked.parse(request.query);
      return { rows: await importantDatesOf(db, viewerOf(request), { companyId: idOf(request), personId }) };
    }),
  );
  router.post(
    '/companies/:id/dates',
    answerOnce(db, (request, within) => {
      const given = { ...sent(date.parse(request.body)), companyId: idOf(request) };
      return within.transaction((tx) => addImportantDate(tx, viewerOf(request), given));
    }),
  );
  router.patch(
    '/important-dates/:id',
    answer(async (request) => {
      const { version, changes } = dateEdit.parse(request.body);
      const edit = { id: idOf(request), version, changes: sent(changes) };
      await db.transaction((tx) => editImportantDate(tx, viewerOf(request), edit));
    }),
  );
  router.delete(
    '/important-dates/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      await db.transaction((tx) => deleteImportantDate(tx, viewerOf(request), { id: idOf(request), version }));
    }),
  );
  router.post(
    '/important-dates/:id/restore',
    answer((request) => db.transaction((tx) => restoreImportantDate(tx, viewerOf(request), idOf(request)))),
  );
  return router;
}

function demandSpan({ from, to }: { readonly from: string; readonly to: string }): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  if (days >= 0 && days <= MOST_DAYS) return;
  throw new DomainError(
    'date.span_wrong',
    {
      pl: `Ważne daty można obejrzeć naraz z najwyżej ${MOST_DAYS} dni. Podaj koniec po początku i krótszy zakres.`,
      en: `Important dates are shown for at most ${MOST_DAYS} days at a time. Give an end after the start, and a shorter span.`,
    },
    'to',
  );
}

function idOf(request: Request): string {
  return z.uuid().parse(request.params['id']);
}
