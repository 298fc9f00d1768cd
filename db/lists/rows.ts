/** One page of a list: the ids are found first, then only what the view shows is read for them. */
import { demand, type Viewer } from '../../domain/access.ts';
import type { Moment } from '../../domain/conditions/check.ts';
import type { ListAsk, ListRow, View } from '../../domain/lists/shapes.ts';
import type { Tx } from '../database.ts';
import type { Params } from '../task-scope.ts';
import { fieldNamed } from './check-view.ts';
import { joinsSql, listConditionSql } from './condition.ts';
import { written, type FieldDefinition, type ListDefinition } from './definition.ts';
import { findSql, isRisky, type Stretch, type Wanted, type Way } from './find.ts';
import { keysOf, sortKeys, type Part, type Place, type SortKey } from './order.ts';
import { readableBy } from './readable.ts';

/** What is asked, with the place opened and the moment of asking. */
export type RowsAsk = Omit<ListAsk, 'after' | 'limit'> & {
  readonly after?: Place | undefined;
  readonly limit: number;
  readonly moment: Moment;
  /** Only rows of this selection. */
  readonly bulkId?: string | null;
};
export type Rows = { readonly rows: ListRow[]; readonly last: Place | undefined; readonly isMore: boolean };

/** Throws `list.…` and `condition.…` for what the viewer may not see, sort by or ask. */
export async function listRows(tx: Tx, viewer: Viewer, of: { list: ListDefinition; ask: RowsAsk }): Promise<Rows> {
  const { ask } = of;
  const wanted = await wantedBy(tx, viewer, of);
  const keys = sortKeys(ask.view.sort, wanted.list, wanted.readable);
  const shown = ask.view.columns.map(({ field }) => fieldNamed(field, wanted.readable));
  const rows: Found[] = [];
  for (const part of partsFrom(keys, ask.after)) {
    const limit = ask.limit + 1 - rows.length;
    if (limit <= 0) break;
    const after = ask.after?.part === part ? ask.after : undefined;
    const found = await foundIn(tx, wanted, { stretch: { keys, part, after, limit }, show: { shown, view: ask.view } });
    rows.push(...found.map((row) => ({ ...row, part })));
  }
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => rowOf(row, shown)),
    last: last && placeOf(last, keys),
    isMore: rows.length > ask.limit,
  };
}

/** The question, checked against what the viewer may read. */
export async function wantedBy(
  tx: Tx,
  viewer: Viewer,
  {
    list,
    ask,
  }: { readonly list: ListDefinition; readonly ask: Pick<RowsAsk, 'view' | 'search' | 'moment' | 'bulkId'> },
): Promise<Wanted> {
  demand(viewer, list.right);
  const typed = ask.search ?? '';
  const { typed: search, isCommon } = (await list.rarestFirst?.(tx, viewer, typed)) ?? { typed, isCommon: false };
  const { condition } = ask.view;
  const readable = readableBy(viewer, list);
  return { list, viewer, readable, condition, search, isCommon, moment: ask.moment, bulkId: ask.bulkId ?? null };
}

function partsFrom([first]: readonly SortKey[], after: Place | undefined): Part[] {
  if (!first!.nullable) return ['filled'];
  return after?.part === 'empty' ? ['empty'] : ['filled', 'empty'];
}

type Found = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
type Shown = { readonly shown: readonly FieldDefinition[]; readonly view: View };
type Finding = { readonly stretch: Stretch; readonly show: Shown };

/** Rows that are looked at first, hits that are gathered then, rows that are looked at next: many hits are near by then. */
const shortWalk = 500;
const fewHits = 2_000;
const nextWalk = 3_000;
/** For words so common that gathering them takes longer than looking. */
const longWalk = 30_000;

async function foundIn(tx: Tx, wanted: Wanted, { stretch, show }: Finding): Promise<Found[]> {
  const read = (way: Way) => {
    const { sql, params } = findSql(wanted, stretch, way);
    return tx.rows<Found & { readonly n?: number }>(
      shownSql(wanted, { find: sql, params, show, stretch }),
      params.list,
    );
  };
  if (!isRisky(wanted)) return read({ by: 'plan' });
  const near = await read({ by: 'walk', most: shortWalk });
  if (near.length === stretch.limit) return near;
  if (!wanted.isCommon) {
    const few = await read({ by: 'gather', most: fewHits });
    if (few.length === 0 || few[0]!.n! <= fewHits) return few;
  }
  const far = await read({ by: 'walk', most: wanted.isCommon ? longWalk : nextWalk });
  return far.length === stretch.limit ? far : read({ by: 'gather', most: 0 });
}

type Showing = { readonly find: string; readonly params: Params; readonly show: Shown; readonly stretch: Stretch };

/** The found ids in their order, with the version, the cells of the view and the colour of the row. */
function shownSql({ list, viewer, readable, moment }: Wanted, { find, params, show, stretch }: Showing): string {
  const needs = new Set(show.shown.flatMap(({ needs = [] }) => needs));
  const asking = { viewer, params };
  const cells = show.shown.map((field, at) => `${written(field.show, asking)} as v${at}`);
  const conditioned = { list, readable, moment, mode: 'row', needs, ...asking } as const;
  const tones = show.view.colours.map(
    ({ condition, tone }) => `when ${listConditionSql(condition, conditioned)} then ${params.add(tone)}::text`,
  );
  const keys = keysOf(stretch.part, stretch.keys).map((_, at) => `page.k${at}`);
  const columns = [
    'page.id',
    `${list.alias}.version`,
    ...keys,
    ...(find.startsWith('with hits') ? ['page.n'] : []),
    ...cells,
    ...(tones.length > 0 ? [`case ${tones.join(' ')} end as tone`] : []),
  ];
  return `with found as materialized (${find}), page as (select *, row_number() over () as place from found)
    select ${columns.join(', ')} from page join ${list.table} ${list.alias} on ${list.alias}.id = page.id ${joinsSql(list, needs)}
    order by page.place`;
}

function rowOf(row: Found & { readonly tone?: ListRow['tone'] | null }, shown: readonly FieldDefinition[]): ListRow {
  const values = Object.fromEntries(shown.map(({ id }, at) => [id, row[`v${at}`] ?? null]));
  return { id: row.id, version: row.version, values, ...(row.tone ? { tone: row.tone } : {}) };
}

function placeOf(row: Found, keys: readonly SortKey[]): Place {
  const part = row['part'] as Part;
  return { part, id: row.id, values: keysOf(part, keys).map((_, at) => (row[`k${at}`] as string | null) ?? null) };
}
