import { Router } from 'express';
import { z } from 'zod';
import { demand, may, type Viewer } from '../domain/access.ts';
import type { Rule } from '../domain/conditions/shapes.ts';
import type { ListRow, View } from '../domain/lists/shapes.ts';
import { companyClasses } from '../db/lists/choices.ts';
import { listCount } from '../db/lists/count.ts';
import { companies } from '../db/lists/kinds/companies.ts';
import { listRows } from '../db/lists/rows.ts';
import { cursors } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { momentOf, placeOf } from './list-shapes.ts';

export const narrowing = z.object({
  q: z.string().max(200).default(''),
  class: z.string().min(1).max(50).optional(),
  owner: z.union([z.literal('none'), z.uuid()]).optional(),
  groupId: z.uuid().optional(),
  importId: z.uuid().optional(),
});
export const listed = narrowing.extend({
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const shown = ['name', 'city', 'nip', 'class', 'owner', 'email', 'phone', 'lastContact', 'consent', 'runs'];

/** Customers by name for programs that want a plain list: the one of the panel, asked in an address. */
export function companyListsApi({ db, secretKey }: Door): Router {
  const router = Router();
  const cursor = cursors(secretKey, 'companies');
  router.get(
    '/companies',
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { after, limit, q, ...narrowed } = listed.parse(request.query);
      const place = after ? placeOf(cursor.open(after)) : undefined;
      const ask = { view: viewOf(narrowed, viewer), search: q, after: place, limit, moment: momentOf(viewer) };
      const { rows, last, isMore } = await listRows(db, viewer, { list: companies, ask });
      const next = isMore && last ? cursor.seal([last.part, last.id, ...last.values]) : null;
      return { rows: rows.map(plainRow), next };
    }),
  );
  router.get(
    '/companies/count',
    answer((request) => {
      const viewer = viewerOf(request);
      const { q, ...narrowed } = narrowing.parse(request.query);
      const ask = { view: viewOf(narrowed, viewer), search: q, moment: momentOf(viewer) };
      return listCount(db, viewer, { list: companies, ask });
    }),
  );
  router.get(
    '/companies/classes',
    answer(async (request) => {
      demand(viewerOf(request), 'company.read');
      return { rows: (await companyClasses(db)).map(({ value }) => value) };
    }),
  );
  return router;
}

type Narrowed = Omit<z.infer<typeof narrowing>, 'q'>;

function viewOf({ class: of, owner, groupId, importId }: Narrowed, viewer: Viewer): View {
  const rules: Rule[] = [
    ...(of ? [{ field: 'company.class', operator: '=', value: of } as const] : []),
    ...(owner === 'none' ? [{ field: 'company.ownerId', operator: 'null' } as const] : []),
    ...(owner && owner !== 'none' ? [{ field: 'company.ownerId', operator: '=', value: owner } as const] : []),
    ...(groupId ? [{ field: 'company.groups', operator: '=', value: groupId } as const] : []),
    ...(importId ? [{ field: 'company.importId', operator: '=', value: importId } as const] : []),
  ];
  const columns = shown.filter((field) => field !== 'runs' || may(viewer, 'run.read'));
  const condition = rules.length > 0 ? ({ combinator: 'and', rules } as const) : null;
  return {
    columns: columns.map((field) => ({ field })),
    sort: [{ field: 'name' }],
    condition,
    colours: [],
    density: 'dense',
  };
}

function plainRow({ id, version, values: { owner, lastContact, runs, ...values } }: ListRow) {
  const of = owner as { readonly id: string; readonly name: string } | null;
  return {
    id,
    version,
    ...values,
    ownerId: of?.id ?? null,
    ownerName: of?.name ?? null,
    lastContactAt: lastContact,
    openRuns: runs,
  };
}
