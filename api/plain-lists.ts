/** Lists for programs that ask in an address: the engine of the panel's lists, and rows without nested values. */
import type { Router } from 'express';
import { z } from 'zod';
import type { Viewer } from '../domain/access.ts';
import { narrowedBy, type Query } from '../domain/lists/narrowing.ts';
import type { ListRow, View } from '../domain/lists/shapes.ts';
import { listCount } from '../db/lists/count.ts';
import type { FieldDefinition, ListDefinition } from '../db/lists/definition.ts';
import { readableBy } from '../db/lists/readable.ts';
import { listRows } from '../db/lists/rows.ts';
import { cursors } from './cursor.ts';
import { answer, viewerOf, type Door } from './door.ts';
import { momentOf, placeOf } from './list-shapes.ts';

export const paging = z.object({
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type PlainList = {
  readonly path: string;
  readonly list: ListDefinition;
  /** What may be asked, beside the page; what was typed into a search is `search`, `q` or `words`. */
  readonly query: z.ZodType<Query>;
  /** Fields of a row; those that the caller may not read are left out. */
  readonly columns: readonly string[];
  readonly sort: (query: Query) => View['sort'];
  /** What is asked before: throws where the caller may not even ask. */
  readonly before?: (viewer: Viewer, query: Query) => Promise<void>;
  /** Names of values that are called otherwise here than in lists. */
  readonly names?: Readonly<Record<string, string>>;
};

/** `GET path` by pages, and `GET path/count`. */
export function openPlainList(router: Router, { db, secretKey }: Door, plain: PlainList): void {
  const { path, list, query: shape, columns, sort, names = {} } = plain;
  const cursor = cursors(secretKey, path);
  const askOf = (query: Query, viewer: Viewer) => ({
    view: {
      columns: [],
      sort: sort(query),
      condition: conditionOf(list, query),
      colours: [],
      density: 'dense',
    } as View,
    search: query['search'] ?? query['q'] ?? query['words'] ?? '',
    moment: momentOf(viewer),
  });
  router.get(
    path,
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { after, limit } = paging.parse(request.query);
      const query = shape.parse(request.query);
      await plain.before?.(viewer, query);
      const { view, ...asked } = askOf(query, viewer);
      const readable = readableBy(viewer, list);
      const shown = columns.flatMap((field) => readable.fields.get(field) ?? []);
      const ask = {
        ...asked,
        view: { ...view, columns: shown.map(({ id }) => ({ field: id })) },
        limit,
        after: after ? placeOf(cursor.open(after)) : undefined,
      };
      const { rows, last, isMore } = await listRows(db, viewer, { list, ask });
      const next = isMore && last ? cursor.seal([last.part, last.id, ...last.values]) : null;
      return { rows: rows.map((row) => plainRow(row, shown, names)), next };
    }),
  );
  router.get(
    `${path}/count`,
    answer(async (request) => {
      const viewer = viewerOf(request);
      const query = shape.parse(request.query);
      await plain.before?.(viewer, query);
      return listCount(db, viewer, { list, ask: askOf(query, viewer) });
    }),
  );
}

function conditionOf({ kind }: ListDefinition, query: Query): View['condition'] {
  const condition = narrowedBy(kind, query);
  return condition && 'rules' in condition && condition.rules.length > 0 ? condition : null;
}

/** People and references as `…Id` and `…Name`, amounts as `…Minor` and `currency`. */
function plainRow(
  { id, version, values }: ListRow,
  fields: readonly FieldDefinition[],
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const parts = fields.map(({ id: field, type }) => {
    const name = names[field] ?? field;
    const value = values[field] ?? null;
    if (type === 'user' || type === 'reference') {
      const of = value as { readonly id: string; readonly name: string } | null;
      return { [`${name}Id`]: of?.id ?? null, [`${name}Name`]: of?.name ?? null };
    }
    if (type !== 'money') return { [name]: value };
    const amount = value as { readonly minor: number; readonly currency: string } | null;
    return { [`${name}Minor`]: amount?.minor ?? null, currency: amount?.currency ?? null };
  });
  return Object.assign({ id, version }, ...parts) as Readonly<Record<string, unknown>>;
}
