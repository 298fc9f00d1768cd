import { Router, type Request } from 'express';
import { z } from 'zod';
import { freezeCase, thawCase } from '../db/case-freeze.ts';
import { endProcedure, startableProcedures, startProcedure, type Place } from '../db/procedures.ts';
import { previewProcedure } from '../db/procedure-preview.ts';
import { readRepairable, repairRun } from '../db/run-repair.ts';
import type { Repair } from '../domain/scenario/repair.ts';
import { freezing } from './customer.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { answerOnce } from './once.ts';

const id = z.uuid();

/** Which of the customers of the case; without it the home one. */
export const inCase = z.object({ companyId: id.optional() });
export const startInCase = z.strictObject({ scenarioId: id, companyId: id.optional() });
export const start = z.strictObject({ scenarioId: id });
export const ending = z.strictObject({ reason: z.string().max(500) });

const move = { tokenId: z.int().min(0), to: z.string().max(100) };
/** The state of the run that the person has seen. */
const seen = { rev: z.int().min(0) };
export const repair = z.discriminatedUnion('do', [
  z.strictObject({ ...seen, do: z.literal('retry') }),
  /** What was skipped may have been the way on: then a branch is moved as well. */
  z.strictObject({ ...seen, do: z.literal('skip'), seq: z.int().min(0), move: z.strictObject(move).optional() }),
  z.strictObject({ ...seen, do: z.literal('move'), ...move }),
  z.strictObject({
    ...{ ...seen, do: z.literal('end'), result: z.enum(['success', 'failure', 'neutral']) },
    reason: z.string().max(500),
  }),
]);

/** Procedures in a case and at a customer: which may run there, what one would do, its start and end by hand, its repair, and a case that stands still. */
export function proceduresApi(door: Door): Router {
  const router = Router();
  offered(router, door);
  started(router, door);
  repaired(router, door);
  frozen(router, door);
  return router;
}

function offered(router: Router, { db }: Door): void {
  router.get(
    '/cases/:id/procedures',
    answer(async (request) => ({ rows: await startableProcedures(db, viewerOf(request), caseOf(request)) })),
  );
  router.get(
    '/companies/:id/procedures',
    answer(async (request) => ({ rows: await startableProcedures(db, viewerOf(request), companyOf(request)) })),
  );
  router.get(
    '/cases/:id/procedures/:scenarioId',
    answer((request) => preview(request, caseOf(request))),
  );
  router.get(
    '/companies/:id/procedures/:scenarioId',
    answer((request) => preview(request, companyOf(request))),
  );

  async function preview(request: Request, place: Place) {
    const viewer = viewerOf(request);
    const scenarioId = id.parse(request.params['scenarioId']);
    const { obstacles, ...found } = await previewProcedure(db, viewer, { place, scenarioId });
    return { ...found, obstacles: obstacles.map(({ blocks, said }) => ({ blocks, text: said[viewer.language] })) };
  }
}

function started(router: Router, { db }: Door): void {
  router.post(
    '/cases/:id/procedures',
    answerOnce(db, (request, within) => {
      const { scenarioId, companyId } = startInCase.parse(request.body);
      const place = { of: 'case', id: idOf(request), companyId } as const;
      return startProcedure(within, viewerOf(request), { place, scenarioId });
    }),
  );
  router.post(
    '/companies/:id/procedures',
    answerOnce(db, (request, within) => {
      const { scenarioId } = start.parse(request.body);
      return startProcedure(within, viewerOf(request), { place: companyOf(request), scenarioId });
    }),
  );
  router.post(
    '/runs/:id/end',
    answer((request) => {
      const { reason } = ending.parse(request.body);
      return endProcedure(db, viewerOf(request), { id: idOf(request), reason });
    }),
  );
}

/** A case stands still, and goes on. */
function frozen(router: Router, { db }: Door): void {
  router.post(
    '/cases/:id/freeze',
    answer(async (request) => {
      const { reason } = freezing.parse(request.body);
      await db.transaction((tx) => freezeCase(tx, viewerOf(request), { id: idOf(request), reason }));
    }),
  );
  router.post(
    '/cases/:id/thaw',
    answer(async (request) => {
      await db.transaction((tx) => thawCase(tx, viewerOf(request), idOf(request)));
    }),
  );
}

/** Runs that are stuck, those of campaigns too. */
function repaired(router: Router, { db }: Door): void {
  router.get(
    '/runs/:id/repair',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { why, unheard, ...found } = await readRepairable(db, viewer, idOf(request));
      const { language } = viewer;
      const told = unheard.map(({ key: _key, ...one }) => ({ ...one, name: one.name?.[language] ?? null }));
      return { ...found, why: why[language], unheard: told };
    }),
  );
  router.post(
    '/runs/:id/repair',
    answer((request) => {
      const how = repair.parse(request.body);
      return repairRun(db, viewerOf(request), { runId: idOf(request), rev: how.rev, hows: repairsOf(how) });
    }),
  );
}

function repairsOf({ rev: _seen, ...how }: z.infer<typeof repair>): Repair[] {
  switch (how.do) {
    case 'end':
      return [{ do: 'end', result: { result: how.result, reason: how.reason } }];
    case 'skip':
      return [{ do: 'skip', seq: how.seq }, ...(how.move ? [{ do: 'move' as const, ...how.move }] : [])];
    default:
      return [how];
  }
}

function caseOf(request: Request): Place {
  return { of: 'case', id: idOf(request), companyId: inCase.parse(request.query).companyId };
}

function companyOf(request: Request): Place {
  return { of: 'company', id: idOf(request) };
}

function idOf(request: Request): string {
  return id.parse(request.params['id']);
}
