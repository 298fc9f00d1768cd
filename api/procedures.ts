import { Router, type Request } from 'express';
import { z } from 'zod';
import { endProcedure, startableProcedures, startProcedure, type Place } from '../db/procedures.ts';
import { previewProcedure } from '../db/procedure-preview.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { answerOnce } from './once.ts';

const id = z.uuid();

/** Which of the customers of the case; without it the home one. */
export const inCase = z.object({ companyId: id.optional() });
export const startInCase = z.strictObject({ scenarioId: id, companyId: id.optional() });
export const start = z.strictObject({ scenarioId: id });
export const ending = z.strictObject({ reason: z.string().max(500) });

/** Procedures in a case and at a customer: which may run there, what one would do, and its start and end by hand. */
export function proceduresApi(door: Door): Router {
  const router = Router();
  offered(router, door);
  started(router, door);
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

function caseOf(request: Request): Place {
  return { of: 'case', id: idOf(request), companyId: inCase.parse(request.query).companyId };
}

function companyOf(request: Request): Place {
  return { of: 'company', id: idOf(request) };
}

function idOf(request: Request): string {
  return id.parse(request.params['id']);
}
