import { Router } from 'express';
import { z } from 'zod';
import { createOpportunity, linkMessage } from '../db/opportunity-links.ts';
import { closeOpportunity, editOpportunity, reopenOpportunity } from '../db/opportunities.ts';
import { opportunities as opportunityList } from '../db/lists/kinds/opportunities.ts';
import { groupings, sumsBy, type Grouping } from '../db/opportunity-sums.ts';
import { lostReasons, opportunityStages } from '../db/opportunity-stages.ts';
import { opportunitiesToTie, opportunityOf, readOpportunity } from '../db/opportunity-page.ts';
import { findOpportunity } from '../db/opportunity-scope.ts';
import { linkTask } from '../db/task-opportunity.ts';
import type { Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { narrowedBy } from '../domain/lists/narrowing.ts';
import type { View } from '../domain/lists/shapes.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { ownShape } from './own-shape.ts';
import { askShape, momentOf } from './list-shapes.ts';
import { openPlainList } from './plain-lists.ts';
import { answerOnce } from './once.ts';
import { currencyCode, sent } from './sent.ts';

const id = z.uuid();
const version = z.int();
export const filter = z.object({
  state: z.enum(['open', 'won', 'lost']).default('open'),
  who: z.enum(['mine', 'all']).default('all'),
  stage: z.string().max(50).optional(),
  ownerId: id.optional(),
  companyId: id.optional(),
  reason: z.string().max(50).optional(),
  currency: z.string().length(3).optional(),
  dated: z.literal('none').optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  search: z.string().max(200).optional(),
});
export const reopening = z.strictObject({ version });
const shown = [
  ...['name', 'company', 'person', 'owner', 'stage', 'state', 'value', 'probability', 'weighted', 'expectedOn'],
  ...['overdue', 'lostReason', 'lostNote', 'closedAt', 'stageSince', 'nextTask', 'openTasks'],
];
const anyView: View = { columns: [], sort: [], condition: null, colours: [], density: 'dense' };
const shared = {
  personId: id.nullish(),
  ownerId: id.nullish(),
  stage: z.string().min(1).max(50).optional(),
  valueMinor: z.int().min(0).max(9_000_000_000_000_000).optional(),
  currency: currencyCode.optional(),
  probability: z.int().min(0).max(100).optional(),
  expectedOn: z.iso.date().nullish(),
  description: z.string().max(20_000).nullish(),
  own: ownShape('opportunity'),
};
const name = z.string().trim().max(500);
const instant = z.iso.datetime({ offset: true });
const task = z.strictObject({
  type: z.string().min(1).max(50),
  title: z.string().trim().min(1).max(500),
  plannedAt: instant.nullish(),
  dueAt: instant.nullish(),
  ownerId: id.nullish(),
  callAnyway: z.boolean().optional(),
});
export const newOpportunity = z.strictObject({
  ...shared,
  name,
  companyId: id,
  task: task.optional(),
  taskId: id.optional(),
});
export const edit = z.strictObject({
  version,
  changes: z.strictObject({
    ...shared,
    probability: shared.probability.nullable(),
    name: name.optional(),
    companyId: id.optional(),
  }),
});
export const closing = z.discriminatedUnion('state', [
  z.strictObject({ version, state: z.literal('won') }),
  z.strictObject({
    version,
    state: z.literal('lost'),
    reason: z.string().max(50),
    note: z.string().max(2_000).nullish(),
  }),
]);
export const tie = z.strictObject({ opportunityId: id.nullable() });
export const pick = z.object({ companyId: id.optional(), search: z.string().max(200).default('') });
const by = z.enum(groupings).default('all');
export const report = filter.extend({ by });
export const summed = z.strictObject({ ask: askShape.pick({ view: true, search: true }), by });

/** Opportunities: lists, board, report, the page of one, and what is tied to it. */
export function opportunitiesApi(door: Door): Router {
  const router = Router();
  lists(router, door);
  verbs(router, door);
  ties(router, door);
  return router;
}

type Summed = { readonly ask: { readonly view: View; readonly search?: string | undefined }; readonly by: Grouping };

function lists(router: Router, door: Door): void {
  const { db } = door;
  const sums = (viewer: Viewer, { ask: { view, search = '' }, by }: Summed) =>
    sumsBy(db, viewer, { ask: { view, search, moment: momentOf(viewer) }, by });
  openPlainList(router, door, {
    path: '/opportunities',
    list: opportunityList,
    query: filter,
    columns: shown,
    sort: ({ state }) => (state === 'open' ? [{ field: 'expectedOn' }] : [{ field: 'closedAt', descending: true }]),
  });
  router.get(
    '/opportunities/report',
    answer(async (request) => {
      const { by, search, ...asked } = sent(report.parse(request.query));
      const condition = narrowedBy('opportunities', asked) ?? null;
      return { rows: await sums(viewerOf(request), { ask: { view: { ...anyView, condition }, search }, by }) };
    }),
  );
  router.post(
    '/opportunities/sums',
    answer(async (request) => ({ rows: await sums(viewerOf(request), sent(summed.parse(request.body))) })),
  );
  router.get(
    '/opportunity-stages',
    answer(async () => ({ stages: await opportunityStages(db), reasons: await lostReasons(db) })),
  );
}

function verbs(router: Router, { db }: Door): void {
  router.post(
    '/opportunities',
    answerOnce(db, (request, within) => {
      const { task: withTask, ...fields } = sent(newOpportunity.parse(request.body));
      return createOpportunity(within, viewerOf(request), { ...fields, ...(withTask ? { task: sent(withTask) } : {}) });
    }),
  );
  router.patch(
    '/opportunities/:id',
    answer(async (request) => {
      const { version: seen, changes } = edit.parse(request.body);
      const { companyId, ...wanted } = changes;
      const which = id.parse(request.params['id']);
      if (companyId) await demandSameCustomer(request, which, companyId);
      return editOpportunity(db, viewerOf(request), { id: which, version: seen, changes: sent(wanted) });
    }),
  );
  router.post(
    '/opportunities/:id/close',
    answer((request) =>
      closeOpportunity(db, viewerOf(request), {
        id: id.parse(request.params['id']),
        ...closing.parse(request.body),
      } as Parameters<typeof closeOpportunity>[2]),
    ),
  );
  router.post(
    '/opportunities/:id/reopen',
    answer((request) =>
      reopenOpportunity(db, viewerOf(request), {
        id: id.parse(request.params['id']),
        ...reopening.parse(request.body),
      }),
    ),
  );

  /** A form may send every field back; another customer is refused by name, not silently left out. */
  async function demandSameCustomer(request: Parameters<typeof viewerOf>[0], which: string, companyId: string) {
    const { companyId: kept } = await findOpportunity(db, viewerOf(request), { id: which });
    if (kept === companyId) return;
    throw new DomainError(
      'opportunity.customer_fixed',
      {
        pl: 'Klienta szansy nie można zmienić. Załóż nową szansę u właściwego klienta, a tę zamknij.',
        en: 'The customer of an opportunity cannot be changed. Make a new one for the right customer and close this one.',
      },
      'companyId',
    );
  }
}

function ties(router: Router, { db }: Door): void {
  router.get(
    '/opportunities/picks',
    answer(async (request) => ({ rows: await opportunitiesToTie(db, viewerOf(request), pick.parse(request.query)) })),
  );
  router.get(
    '/opportunities/:id',
    answer((request) => readOpportunity(db, viewerOf(request), id.parse(request.params['id']))),
  );
  for (const noun of ['task', 'message'] as const)
    router.get(
      `/${noun}s/:id/opportunity`,
      answer(async (request) => ({
        opportunity: await opportunityOf(db, viewerOf(request), { noun, id: id.parse(request.params['id']) }),
      })),
    );
  router.put(
    '/tasks/:id/opportunity',
    answer((request) =>
      linkTask(db, viewerOf(request), { taskId: id.parse(request.params['id']), ...tie.parse(request.body) }),
    ),
  );
  router.put(
    '/messages/:id/opportunity',
    answer((request) =>
      linkMessage(db, viewerOf(request), { messageId: id.parse(request.params['id']), ...tie.parse(request.body) }),
    ),
  );
}
