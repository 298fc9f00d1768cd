import { Router } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import type { Problem } from '../domain/scenario/validate.ts';
import { scenarios as scenarioList } from '../db/lists/kinds/scenarios.ts';
import { checkScenario, namesOfQueues, publishScenario, readScenario } from '../db/scenarios.ts';
import { answer, viewerOf } from './door.ts';
import type { Door } from './door.ts';
import { openPlainList } from './plain-lists.ts';

const id = z.uuid();
const subjects = ['company', 'person', 'case', 'invoice', 'visit', 'participant'] as const;
export const shown = z.object({ version: z.coerce.number().int().positive().optional() });
const said = z.strictObject({ pl: z.string().max(300), en: z.string().max(300) });
/** Each may be there alone: a null or blank one is emptied. */
const described = z.strictObject({ pl: z.string().max(300).nullable(), en: z.string().max(300).nullable() });
/** The scenario as JSON: a text that a person pasted, or an object that a program sends. */
const graph = z.union([z.string().max(1_000_000), z.record(z.string(), z.unknown())]);
export const listed = z.object({ subject: z.enum(subjects).optional() });
export const checked = z.strictObject({ graph });
export const draft = z.strictObject({
  code: z.string().max(100),
  names: said,
  description: described.optional(),
  subjectKind: z.enum(subjects).optional(),
  graph,
});

/** Scenarios: read, check one that is pasted or uploaded, publish it. */
export function scenariosApi(door: Door): Router {
  const { db } = door;
  const router = Router();

  openPlainList(router, door, {
    path: '/scenarios',
    list: scenarioList,
    query: listed,
    columns: ['name', 'code', 'subject', 'number', 'active', 'openRuns', 'publishedAt', 'publishedBy', 'description'],
    sort: () => [{ field: 'name' }],
  });

  router.get(
    '/scenarios/:id',
    answer(async (request) => {
      const { version } = shown.parse(request.query);
      const which = { id: id.parse(request.params['id']), ...(version === undefined ? {} : { number: version }) };
      return readScenario(db, viewerOf(request), which);
    }),
  );

  router.post(
    '/scenarios/check',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'scenario.publish');
      const found = await checkScenario(db, checked.parse(request.body).graph);
      const inWords = ({ said: text, ...problem }: Problem) => ({ ...problem, text: text[viewer.language] });
      if (!('version' in found)) return { problems: found.problems.map(inWords) };
      const { version, warnings } = found;
      return { version, problems: warnings.map(inWords), queues: await namesOfQueues(db, version) };
    }),
  );

  router.post(
    '/scenarios',
    answer(async (request, response) => {
      const viewer = viewerOf(request);
      const asked = draft.parse(request.body);
      const { code, names, graph: json, description, subjectKind } = asked;
      const published = await db.transaction((tx) =>
        publishScenario(tx, viewer, {
          code,
          names,
          graph: json,
          ...(description ? { description } : {}),
          ...(subjectKind ? { subjectKind } : {}),
        }),
      );
      response.status(published.isNew ? 201 : 200);
      return published;
    }),
  );
  return router;
}
