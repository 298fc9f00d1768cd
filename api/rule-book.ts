import { Router } from 'express';
import { z } from 'zod';
import { changeRuleBook, choosePurpose, readRuleBook } from '../db/governor.ts';
import { answer, viewerOf, type Door } from './door.ts';

const clock = z.string().max(5);
const hours = z.strictObject({ from: clock, to: clock, days: z.array(z.int()).max(7) });
const purpose = z.strictObject({ needsConsent: z.boolean(), capped: z.boolean(), offer: z.boolean() });
const name = z.string().min(1).max(60);
export const edited = z.strictObject({
  book: z.strictObject({
    purposes: z.record(name, purpose),
    hours: z.record(name, hours),
    cap: z.strictObject({ touches: z.number(), days: z.number() }).nullable(),
  }),
  version: z.int(),
});

/** The rules of contact: when, how often, and what needs a consent. */
export function ruleBookApi({ db }: Door): Router {
  const router = Router();
  router.get(
    '/rule-book',
    answer((request) => readRuleBook(db, viewerOf(request))),
  );
  router.put(
    '/rule-book',
    answer(async (request) => {
      const changed = edited.parse(request.body);
      await db.transaction((tx) => changeRuleBook(tx, viewerOf(request), changed));
    }),
  );
  router.get(
    '/consent-purposes',
    answer(async (request) => ({ purposes: await choosePurpose(db, viewerOf(request)) })),
  );
  return router;
}
