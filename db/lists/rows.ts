/** One page of a list: the ids are found first, then only what the view shows is read for them. */
import { demand, type Viewer } from '../../domain/access.ts';
import type { Moment } from '../../domain/conditions/check.ts';
import type { ListAsk, ListRow, View } from '../../domain/lists/shapes.ts';
import type { Tx } from '../database.ts';
import { parameters, type Params } from '../task-scope.ts';
import { fieldNamed } from './check-view.ts';
import { joinsSql, listConditionSql } from './condition.ts';
import { versionSql, written, type FieldDefinition, type ListDefinition } from './definition.ts';
import { findSql, isRisky, type Wanted, type Way } from './find.ts';
import { nearOrGathered, planned, type Found, type Read } from './near.ts';
import { comesAgain } from './prepared.ts';
import { keysOf, partsFrom, placeOf, sortKeys, type Place, type Stretch } from './order.ts';
import { readableBy } from './readable.ts';
import { demandFew } from './sorted.ts';

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
  const wanted = wantedBy(viewer, of);
  const keys = sortKeys(ask.view.sort, wanted.list, wanted.readable);
  const shown = ask.view.columns.map(({ field }) => fieldNamed(field, wanted.readable));
  const show = { fields: shown, view: ask.view };
  let gathered: Promise<Gathering> | undefined;
  const ways = () => (gathered ??= gathering(tx, wanted));
  const read: Read = async (stretch, way) => {
    const isWhole = way.by === 'gather' || way.by === 'sort';
    const asked = isWhole ? (await ways()).wanted : wanted;
    const { sql: find, params } = findSql(asked, stretch, way);
    const sql = shownSql(wanted, { find, params, show, stretch, way });
    // How hits are best gathered depends on what is looked for; to look at rows in their order is always the same.
    const isWorth = !isWhole && !wanted.bulkId && comesAgain(sql);
    const answered = await (isWorth ? tx.recurring<Found>(sql, params.list) : tx.rows<Found>(sql, params.list));
    return isWhole ? answered : answered.map((row) => ({ ...row, part: stretch.part }));
  };
  const first = { keys, part: partsFrom(keys, ask.after)[0], after: ask.after, limit: ask.limit + 1 };
  const rows = await foundRows(first, { read, wanted, ways });
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => rowOf(row, shown, viewer)),
    last: last && placeOf(last, keys),
    isMore: rows.length > ask.limit,
  };
}

type Finding = {
  readonly read: Read;
  readonly wanted: Wanted;
  readonly ways: () => Promise<Gathering>;
};

async function foundRows(first: Stretch, { read, wanted, ways }: Finding): Promise<Found[]> {
  if (first.keys[0]?.computed) {
    const sorted = await read(first, { by: 'sort' });
    demandFew(sorted);
    return sorted;
  }
  if (isRisky(wanted)) return nearOrGathered(first, { read, isQuick: async () => (await ways()).isQuick });
  return planned(first, read);
}

/** The question, checked against what the viewer may read. */
export function wantedBy(
  viewer: Viewer,
  {
    list,
    ask,
  }: { readonly list: ListDefinition; readonly ask: Pick<RowsAsk, 'view' | 'search' | 'moment' | 'bulkId'> },
): Wanted {
  demand(viewer, list.right);
  const { view, search = '', moment, bulkId = null } = ask;
  return {
    list,
    viewer,
    readable: readableBy(viewer, list),
    condition: view.condition,
    search,
    isCommon: false,
    moment,
    bulkId,
  };
}

/** A question whose word that finds least stands in front, where that matters to how its hits are gathered. */
type Gathering = {
  readonly wanted: Wanted;
  /** An index finds the hits. */
  readonly isQuick: boolean;
};

/** How hits are gathered: quickly of a search, unless even its rarest word is common, and where the viewer sees some rows only. */
export async function gathering(tx: Tx, wanted: Wanted): Promise<Gathering> {
  const { list, viewer, search } = wanted;
  const { typed, isCommon } = (await list.rarestFirst?.(tx, viewer, search)) ?? { typed: search, isCommon: false };
  const isQuick = seesLess(wanted) || (search.trim() !== '' && !isCommon);
  return { wanted: { ...wanted, search: typed, isCommon }, isQuick };
}

/** Whether others see more rows of the list: customers of everybody are seen by many who see only their own work. */
function seesLess({ list, viewer }: Wanted): boolean {
  const { customers: _own, ...rest } = viewer;
  const scopeOf = (who: Viewer) => list.scope({ viewer: who, params: parameters() });
  return scopeOf(viewer) !== scopeOf({ ...rest, scope: 'all' });
}

type Shown = { readonly fields: readonly FieldDefinition[]; readonly view: View };
type Showing = {
  readonly find: string;
  readonly params: Params;
  readonly show: Shown;
  readonly stretch: Stretch;
  readonly way: Way;
};
/** What each way of finding tells of a row. */
const told = {
  plan: [],
  walk: ['page.seen', 'page.fits'],
  gather: ['page.part'],
  sort: ['page.part', 'page.over'],
} as const;

/** The found ids in their order, with the version, the cells of the view and the colour of the row. */
function shownSql({ list, viewer, readable, moment }: Wanted, { find, params, show, stretch, way }: Showing): string {
  const needs = new Set(show.fields.flatMap(({ needs = [] }) => needs));
  const asking = { viewer, params };
  const cells = show.fields.map((field, at) => `${written(field.show, asking)} as v${at}`);
  const conditioned = { list, readable, moment, mode: 'row', needs, ...asking } as const;
  const tones = show.view.colours.map(
    ({ condition, tone }) => `when ${listConditionSql(condition, conditioned)} then ${params.add(tone)}::text`,
  );
  const keys = keysOf(stretch.part, stretch.keys).map((_, at) => `page.k${at}`);
  const columns = [
    'page.id',
    `${versionSql(list)} as version`,
    ...keys,
    ...told[way.by],
    ...cells,
    ...(tones.length > 0 ? [`case ${tones.join(' ')} end as tone`] : []),
  ];
  return `with found as materialized (${find}), page as (select *, row_number() over () as place from found)
    select ${columns.join(', ')} from page join ${list.table} ${list.alias} on ${list.alias}.id = page.id ${joinsSql(list, needs)}
    order by page.place`;
}

function rowOf(
  row: Found & { readonly tone?: ListRow['tone'] | null },
  shown: readonly FieldDefinition[],
  { language }: Viewer,
): ListRow {
  const cell = ({ inWords }: FieldDefinition, value: unknown) =>
    value === undefined || value === null ? null : inWords ? inWords(value)[language] : value;
  const values = Object.fromEntries(shown.map((field, at) => [field.id, cell(field, row[`v${at}`])]));
  return { id: row.id, version: row.version, values, ...(row.tone ? { tone: row.tone } : {}) };
}
