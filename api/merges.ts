import { Router } from 'express';
import { z } from 'zod';
import { mergeFields } from '../db/merge-fields.ts';
import { previewMerge } from '../db/merge-preview.ts';
import { undoMerge } from '../db/merge-undo.ts';
import { mergeCompanies, mergesOf } from '../db/merges.ts';
import {
  mergePeople,
  personMergeFields,
  personMergesOf,
  previewPersonMerge,
  undoPersonMerge,
} from '../db/person-merges.ts';
import { answer, viewerOf, type Door } from './door.ts';

export const merge = z.strictObject({
  keptVersion: z.int(),
  mergedId: z.uuid(),
  mergedVersion: z.int(),
  fromMerged: z.array(z.enum(mergeFields)).max(50).default([]),
  ownFromMerged: z.array(z.string().max(60)).max(500).default([]),
  goOn: z.array(z.uuid()).max(200).default([]),
});
export const personMerge = merge.extend({ fromMerged: z.array(z.enum(personMergeFields)).max(50).default([]) });

/** Two customers, or two persons, that are one: what a merge would do, doing it, and taking it back. */
export function mergesApi(door: Door): Router {
  const router = Router();
  ofCompanies(router, door);
  ofPeople(router, door);
  return router;
}

function ofCompanies(router: Router, { db }: Door): void {
  router.get(
    '/companies/:id/merge/:otherId',
    answer(async (request) => {
      const keptId = z.uuid().parse(request.params['id']);
      const mergedId = z.uuid().parse(request.params['otherId']);
      return previewMerge(db, viewerOf(request), { keptId, mergedId });
    }),
  );
  router.post(
    '/companies/:id/merge',
    answer(async (request) => {
      const asked = { ...merge.parse(request.body), keptId: z.uuid().parse(request.params['id']) };
      return db.transaction((tx) => mergeCompanies(tx, viewerOf(request), asked));
    }),
  );
  router.get(
    '/companies/:id/merges',
    answer(async (request) => ({
      rows: await mergesOf(db, viewerOf(request), z.uuid().parse(request.params['id'])),
    })),
  );
  router.post(
    '/merges/:id/undo',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const id = z.uuid().parse(request.params['id']);
      const { stayed } = await db.transaction((tx) => undoMerge(tx, viewer, id));
      return { stayed: stayed.map((said) => said[viewer.language]) };
    }),
  );
}

function ofPeople(router: Router, { db }: Door): void {
  router.get(
    '/people/:id/merge/:otherId',
    answer(async (request) => {
      const keptId = z.uuid().parse(request.params['id']);
      const mergedId = z.uuid().parse(request.params['otherId']);
      return previewPersonMerge(db, viewerOf(request), { keptId, mergedId });
    }),
  );
  router.post(
    '/people/:id/merge',
    answer(async (request) => {
      const asked = { ...personMerge.parse(request.body), keptId: z.uuid().parse(request.params['id']) };
      return db.transaction((tx) => mergePeople(tx, viewerOf(request), asked));
    }),
  );
  router.get(
    '/people/:id/merges',
    answer(async (request) => ({
      rows: await personMergesOf(db, viewerOf(request), z.uuid().parse(request.params['id'])),
    })),
  );
  router.post(
    '/person-merges/:id/undo',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const id = z.uuid().parse(request.params['id']);
      const { stayed } = await db.transaction((tx) => undoPersonMerge(tx, viewer, id));
      return { stayed: stayed.map((said) => said[viewer.language]) };
    }),
  );
}
