/** Lists for programs that ask in an address: the engine of the panel's lists, and rows without nested values. */
import type { Router } from 'express';
import { z } from 'zod';
import type { Viewer } from '../domain/access.ts';
import type { Query } from '../domain/lists/narrowing.ts';
import type { ListRow, View } from '../domain/lists/shapes.ts';
import { listCount } from '../db/lists/count.ts';
import type { FieldDefinition, ListDefinition } from '../db/lists/definition.ts';
import { readableBy } from '../db/lists/readable.ts';
import { narrowedAsk } from '../db/lists/narrowed.ts';
import { listRows, type Rows, type RowsAsk } from '../db/lists/rows.ts';
import type { Tx } from '../db/database.ts';
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
  /** What may be asked, beside the page, parts of the path among it; what was typed into a search is `search`, `q` or `words`. */
  readonly query: z.ZodType<Query>;
  /** Fields of a row; those that the caller may not read are left out. */
  readonly columns: readonly string[];
  readonly sort: (query: Query) => View['sort'];
  /** What is asked before: throws where the caller may not even ask. */
  readonly before?: (viewer: Viewer, query: Query) => Promise<void>;
  /** Names of values that are called otherwise here than in lists. */
  readonly names?: Readonly<Record<string, string>>;
  /** Choices that people know by name: it stands beside the code as `…Name`. */
  readonly named?: readonly string[];
};

/** `GET path` by pages, and `GET path/count`. */
export function openPlainList(router: Router, { db, secretKey }: Door, plain: PlainList): void {
  const { path, list, query: shape, columns, sort, names = {}, named = [] } = plain;
  const cursor = cursors(secretKey, path);
  const askOf = (query: Query, viewer: Viewer) =>
    narrowedAsk({ kind: list.kind, query, sort: sort(query), moment: momentOf(viewer) });
  router.get(
    path,
    answer(async (request) => {
      const viewer = viewerOf(request);
      const { after, limit } = paging.parse(request.query);
      const query = shape.parse({ ...request.query, ...request.params });
      await plain.before?.(viewer, query);
      const place = after ? placeOf(cursor.open(after)) : undefined;
      const ask = { ...askOf(query, viewer), limit, after: place };
      const { rows, last, isMore } = await plainRows(db, viewer, { list, columns, ask, names, named });
      const next = isMore && last ? cursor.seal([last.part, last.id, ...last.values]) : null;
      return { rows, next };
    }),
  );
  router.get(
    `${path}/count`,
    answer(async (request) => {
      const viewer = viewerOf(request);
      const query = shape.parse({ ...request.query, ...request.params });
      await plain.before?.(viewer, query);
      return listCount(db, viewer, { list, ask: askOf(query, viewer) });
    }),
  );
}

type PlainAsk = Pick<PlainList, 'list' | 'columns' | 'names' | 'named'> & { readonly ask: RowsAsk };
type PlainRow = Readonly<Record<string, unknown>>;

/** Rows of a list without nested values. Fields that the viewer may not read are left out. */
export async function plainRows(
  tx: Tx,
  viewer: Viewer,
  { list, columns, ask, names = {}, named = [] }: PlainAsk,
): Promise<Omit<Rows, 'rows'> & { readonly rows: readonly PlainRow[] }> {
  const readable = readableBy(viewer, list);
  const shown = columns.flatMap((field) => readable.fields.get(field) ?? []);
  const view = { ...ask.view, columns: shown.map(({ id }) => ({ field: id })) };
  const found = await listRows(tx, viewer, { list, ask: { ...ask, view } });
  const labels = await labelsOf(tx, viewer, { fields: shown.filter(({ id }) => named.includes(id)), rows: found.rows });
  return { ...found, rows: found.rows.map((row) => ({ ...plainRow(row, shown, names), ...labels(row) })) };
}

type Labelling = { readonly fields: readonly FieldDefinition[]; readonly rows: readonly ListRow[] };

/** The names of choices that are kept in a table, for each row; nothing is read where no row has one. */
async function labelsOf(tx: Tx, viewer: Viewer, { fields, rows }: Labelling): Promise<(row: ListRow) => PlainRow> {
  const known = await Promise.all(
    fields.map(async ({ id, choices }) => {
      const isHeld = rows.some(({ values }) => values[id] !== null);
      const all = typeof choices === 'function' ? (isHeld ? await choices(tx, viewer) : []) : (choices ?? []);
      return [id, new Map(all.map(({ value, label }) => [value, label[viewer.language]]))] as const;
    }),
  );
  return ({ values }) =>
    Object.fromEntries(
      known.map(([id, names]) => {
        const value = values[id];
        return [`${id}Name`, typeof value === 'string' ? (names.get(value) ?? value) : null];
      }),
    );
}

/** People and references as `…Id` and `…Name`, amounts as `…Minor` and `currency`. */
function plainRow(
  { id, version, values }: ListRow,
  fields: readonly FieldDefinition[],
  names: Readonly<Record<string, string>>,
): PlainRow {
  const parts = fields.map(({ id: field, type }) => {
    const name = names[field] ?? field;
    const value = values[field] ?? null;
    const nested = value as Readonly<Record<string, unknown>> | null;
    if (type === 'user' || type === 'reference')
      return { [`${name}Id`]: null, [`${name}Name`]: null, ...prefixed(name, nested ?? {}) };
    if (type !== 'money') return { [name]: value };
    return { [`${name}Minor`]: nested?.['minor'] ?? null, currency: nested?.['currency'] ?? null };
  });
  return Object.assign({ id, version }, ...parts) as PlainRow;
}

function prefixed(name: string, nested: PlainRow): PlainRow {
  return Object.fromEntries(
    Object.entries(nested).map(([key, value]) => [`${name}${key[0]!.toUpperCase()}${key.slice(1)}`, value]),
  );
}
