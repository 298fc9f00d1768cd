import { Router } from 'express';
import { z } from 'zod';
import { recordChanges, type ChangedNoun } from '../db/record-changes.ts';
import { cursors, opened } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';

export const paging = z.object({
  after: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

const places: Readonly<Record<ChangedNoun, string>> = {
  company: 'companies',
  person: 'people',
  task: 'tasks',
  case: 'cases',
  opportunity: 'opportunities',
};

/** Who changed what of a record, for whoever reads it: the same under the address of each kind of record. */
export function changesApi({ db, secretKey }: Door): Router {
  const router = Router();
  const cursor = cursors(secretKey, 'changes');
  for (const [noun, place] of Object.entries(places) as [ChangedNoun, string][]) {
    router.get(
      `/${place}/:id/changes`,
      answer(async (request) => {
        const { after, limit } = paging.parse(request.query);
        const id = z.uuid().parse(request.params['id']);
        const { rows, next } = await recordChanges(db, viewerOf(request), {
          ...{ noun, id, limit },
          ...opened(cursor, after),
        });
        return { rows, next: next ? cursor.seal(next) : null };
      }),
    );
  }
  return router;
}
