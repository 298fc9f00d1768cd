import { Router } from 'express';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { companyClasses } from '../db/lists/choices.ts';
import { companies } from '../db/lists/kinds/companies.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { openPlainList, paging } from './plain-lists.ts';

export const narrowing = z.object({
  q: z.string().max(200).default(''),
  class: z.string().min(1).max(50).optional(),
  owner: z.union([z.literal('none'), z.uuid()]).optional(),
  groupId: z.uuid().optional(),
  importId: z.uuid().optional(),
});
export const listed = narrowing.extend(paging.shape);

/** Customers by name for programs that want a plain list. */
export function companyListsApi(door: Door): Router {
  const router = Router();
  openPlainList(router, door, {
    path: '/companies',
    list: companies,
    query: narrowing,
    columns: ['name', 'city', 'nip', 'class', 'owner', 'email', 'phone', 'lastContact', 'consent', 'runs'],
    sort: () => [{ field: 'name' }],
    names: { lastContact: 'lastContactAt', runs: 'openRuns' },
  });
  router.get(
    '/companies/classes',
    answer(async (request) => {
      demand(viewerOf(request), 'company.read');
      return { rows: (await companyClasses(door.db)).map(({ value }) => value) };
    }),
  );
  return router;
}
