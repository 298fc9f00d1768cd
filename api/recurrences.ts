import { Router } from 'express';
import { z } from 'zod';
import { isZone } from '../domain/calendar/zone.ts';
import { addDays, daysOf } from '../domain/recurrence/days.ts';
import { readRule } from '../domain/recurrence/rule.ts';
import { sayRule } from '../domain/recurrence/say.ts';
import { recurrences as recurrenceList } from '../db/lists/kinds/recurrences.ts';
import { readRecurrence } from '../db/recurrence-page.ts';
import { createRecurrence, editRecurrence, endRecurrence } from '../db/recurrences.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { ownShape } from './own-shape.ts';
import { answerOnce } from './once.ts';
import { openPlainList } from './plain-lists.ts';
import { sent } from './sent.ts';

const id = z.uuid();
/** Within the years of people; days are compared as text, and that counts on four digits. */
const day = z.iso.date().refine((on) => on >= '1900-01-01' && on <= '2200-12-31');
const rule = z.string().min(1).max(200);
const version = z.int();
const text = z.string().max(20_000);
const task = z.object({
  type: z.string().min(1).max(50),
  title: z.string().trim().min(1).max(500),
  description: text.nullish(),
  personId: id.nullish(),
  caseId: id.nullish(),
  opportunityId: id.nullish(),
  parentId: id.nullish(),
  categoryId: id.nullish(),
  caretakerId: id.nullish(),
  queue: z.string().max(100).nullish(),
  priority: z.enum(['low', 'normal', 'high']).optional(),
  durationMinutes: z.int().min(1).max(1440).optional(),
  stage: z.string().max(100).nullish(),
  checklist: z.array(z.string().max(300)).max(100).optional(),
  place: z.string().max(500).nullish(),
  private: z.boolean().optional(),
  userIds: z.array(id).max(100).optional(),
  personIds: z.array(id).max(100).optional(),
  remindMinutes: z.array(z.int().min(0).max(525_600)).max(5).optional(),
  own: ownShape('task'),
});
const shared = {
  endsOn: day.nullish(),
  localTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullish(),
  timeZone: z.string().max(60).refine(isZone).optional(),
  holidays: z.enum(['keep', 'skip', 'earlier', 'later']).optional(),
  shortMonth: z.enum(['last', 'skip']).optional(),
  whenAway: z.enum(['keep', 'skip', 'substitute']).optional(),
  ownerId: id.nullish(),
};
export const recurrence = z.object({
  ...shared,
  rule,
  startsOn: day,
  companyId: id.nullish(),
  callAnyway: z.boolean().optional(),
  task,
});
export const edit = z.object({
  version,
  from: day.optional(),
  moved: z.object({ from: day, to: day }).optional(),
  on: day.optional(),
  change: z.object({
    ...shared,
    dueAt: z.iso.datetime({ offset: true }).nullish(),
    rule: rule.optional(),
    callAnyway: z.boolean().optional(),
    task: task.partial().optional(),
  }),
});
export const ending = z.object({ version: z.coerce.number().int(), from: day.optional() });
export const listed = z.object({
  ownerId: id.optional(),
  companyId: id.optional(),
  active: z.literal('true').optional(),
});
export const tried = z.object({
  rule,
  startsOn: day,
  shortMonth: z.enum(['last', 'skip']).default('last'),
  localTime: z.string().max(5).optional(),
  /** So many of its days. */
  most: z.coerce.number().int().min(1).max(60).default(6),
});

/** Work that comes again: `rule` is an RRULE of days, weeks, months or years; times are local to its zone. */
export function recurrencesApi(door: Door): Router {
  const { db } = door;
  const router = Router();
  router.get(
    '/recurrences/preview',
    answer((request) => Promise.resolve(preview(request.query))),
  );
  openPlainList(router, door, {
    path: '/recurrences',
    list: recurrenceList,
    query: listed,
    columns: ['title', 'rhythm', 'next', 'task', 'owner', 'queue', 'company', 'active', 'startsOn', 'endsOn'],
    sort: () => [{ field: 'title' }],
    names: { next: 'nextOn' },
  });
  router.post(
    '/recurrences',
    answerOnce(db, (request, within) => {
      const { task: made, ...rest } = recurrence.parse(request.body);
      return createRecurrence(within, viewerOf(request), { ...sent(rest), task: sent(made) });
    }),
  );
  router.get(
    '/recurrences/:id',
    answer((request) => readRecurrence(db, viewerOf(request), id.parse(request.params['id']))),
  );
  router.patch(
    '/recurrences/:id',
    answer((request) => {
      const { change, ...rest } = edit.parse(request.body);
      const { task: changed, ...others } = change;
      const wanted = { ...sent(others), ...(changed ? { task: sent(changed) as z.infer<typeof task> } : {}) };
      return editRecurrence(db, viewerOf(request), {
        ...sent(rest),
        id: id.parse(request.params['id']),
        change: wanted as Parameters<typeof editRecurrence>[2]['change'],
      });
    }),
  );
  router.delete(
    '/recurrences/:id',
    answer((request) =>
      endRecurrence(db, viewerOf(request), {
        id: id.parse(request.params['id']),
        ...sent(ending.parse(request.query)),
      }),
    ),
  );
  return router;
}

/** A 29th of February that is not kept on another day may be twelve years away. */
const DAYS_TRIED = 12 * 366;

/** The rule in words and its next days, while it is being chosen. */
function preview(query: unknown) {
  const { rule: asked, startsOn, shortMonth, localTime, most } = tried.parse(query);
  const read = readRule(asked);
  const shown = { rule: read, startsOn, endsOn: null, shortMonth, most };
  return { said: sayRule(read, localTime ?? null), days: daysOf(shown, startsOn, addDays(startsOn, DAYS_TRIED)) };
}
