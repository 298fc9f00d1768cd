import { Router } from 'express';
import { z } from 'zod';
import { deleteGroup, usesOfGroup } from '../db/group-deletion.ts';
import { addMembers, createGroup, editGroup, listGroups, removeMembers, type Member } from '../db/groups.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { versioned } from './sent.ts';

export const newGroup = z.strictObject({
  name: z.string().max(200),
  category: z.string().max(100).nullable().default(null),
  description: z.string().max(2_000).nullable().default(null),
});
export const editedGroup = newGroup.extend({ version: z.int().min(1) });
export const members = z.strictObject({
  members: z.array(z.strictObject({ companyId: z.uuid(), personId: z.uuid().nullable().default(null) })).max(10_000),
});

/** Groups of customers and who is in them. */
export function groupsApi({ db }: Door): Router {
  const router = Router();
  const asked = (request: {
    params: Record<string, unknown>;
    body: unknown;
  }): { groupId: string; members: Member[] } => ({
    groupId: z.uuid().parse(request.params['id']),
    ...members.parse(request.body),
  });
  router.get(
    '/groups',
    answer(async (request) => ({ rows: await listGroups(db, viewerOf(request)) })),
  );
  router.post(
    '/groups',
    answer(async (request) => {
      const group = newGroup.parse(request.body);
      return db.transaction((tx) => createGroup(tx, viewerOf(request), group));
    }),
  );
  router.put(
    '/groups/:id',
    answer(async (request) => {
      const edit = { ...editedGroup.parse(request.body), id: z.uuid().parse(request.params['id']) };
      await db.transaction((tx) => editGroup(tx, viewerOf(request), edit));
    }),
  );
  router.get(
    '/groups/:id/uses',
    answer((request) => usesOfGroup(db, viewerOf(request), z.uuid().parse(request.params['id']))),
  );
  router.delete(
    '/groups/:id',
    answer(async (request) => {
      const { version } = versioned.parse(request.query);
      const deleting = { id: z.uuid().parse(request.params['id']), version };
      await db.transaction((tx) => deleteGroup(tx, viewerOf(request), deleting));
    }),
  );
  router.post(
    '/groups/:id/members',
    answer(async (request) => ({
      added: await db.transaction((tx) => addMembers(tx, viewerOf(request), asked(request))),
    })),
  );
  router.delete(
    '/groups/:id/members',
    answer(async (request) => ({
      removed: await db.transaction((tx) => removeMembers(tx, viewerOf(request), asked(request))),
    })),
  );
  return router;
}
