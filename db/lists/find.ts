/**
 * Finds the ids of one page: rows are looked at in the order of the list where hits are dense, and hits are gathered by their
 * own index where they are few (`near.ts` decides). Left to choose alone, the planner sometimes walks a million rows for three
 * hits (2.5 s).
 */
import type { Moment } from '../../domain/conditions/check.ts';
import { demandsRule } from '../../domain/conditions/demanded.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { parameters, type Params } from '../task-scope.ts';
import type { Viewer } from '../../domain/access.ts';
import { joinsSql, listConditionSql, outerJoinsSql } from './condition.ts';
import type { ListDefinition, Mode } from './definition.ts';
import { afterSql, keysOf, orderOfBothSql, orderSql, partSql, partsFrom, type SortKey, type Stretch } from './order.ts';
import type { Readable } from './readable.ts';
import { sortedSql } from './sorted.ts';
import { throughSql, wholeThroughSql } from './through.ts';

/** What is looked for. */
export type Wanted = {
  readonly list: ListDefinition;
  readonly viewer: Viewer;
  readonly readable: Readable;
  readonly condition: Condition | null;
  readonly search: string;
  /** Even the rarest word of the search finds very much: known when hits are gathered. */
  readonly isCommon: boolean;
  readonly moment: Moment;
  /** Only rows of this selection. */
  readonly bulkId: string | null;
};

/**
 * A way to find them: as the planner sees fit, in the first so many rows of the order, all of them gathered, or all of them
 * worked out and sorted.
 */
export type Way =
  | { readonly by: 'plan' }
  | { readonly by: 'walk'; readonly most: number }
  | { readonly by: 'gather' }
  | { readonly by: 'sort' };

/**
 * The statement that answers `id`, `k0`, `k1` … in the order of the list. A walk answers `seen` (the how manieth row of the
 * walk it is) and `fits`: the last one that it looked at comes too where there may be more behind it. What is gathered comes
 * from this part and those behind it, and says from which (`part`).
 */
export function findSql(wanted: Wanted, stretch: Stretch, way: Way): { readonly sql: string; readonly params: Params } {
  const params = parameters();
  const sql = { plan, walk, gather, sort }[way.by]({ wanted, stretch, params, most: 'most' in way ? way.most : 0 });
  return { sql, params };
}

type Finding = { readonly wanted: Wanted; readonly stretch: Stretch; readonly params: Params; readonly most: number };

function plan({ wanted, stretch, params }: Finding): string {
  const needs = new Set<string>();
  const asks = demands(wanted, { params, needs });
  // The rows of a selection are few: they are joined and sorted.
  const isOwn = needs.size === 0 && !wanted.bulkId;
  const through = isOwn && throughSql({ list: wanted.list, stretch, params, most: stretch.limit, where: asks });
  if (through) return through;
  const where = [...rowsOf(stretch, wanted, { params, needs }), ...asks];
  return `select ${columns(stretch, wanted.list)} ${from(wanted.list, needs)} where ${where.join(' and ')}
    order by ${ordered(stretch, wanted.list)} limit ${stretch.limit}`;
}

/** Rows are taken in the order of the list and looked at one by one; the outer order is the inner one, so no sort is made. */
function walk({ wanted, stretch, params, most }: Finding): string {
  const { alias } = wanted.list;
  const outer = new Set<string>();
  const fits = demands(wanted, { params, needs: outer }).join(' and ');
  const keys = keysOf(stretch.part, stretch.keys);
  const order = orderSql(
    keys.map((_, at) => `${alias}.k${at}`),
    keys,
    { part: stretch.part, id: `${alias}.id` },
  );
  const shown = [`${alias}.id`, ...keys.map((_, at) => `${alias}.k${at}::text as k${at}`), `${alias}.seen`].join(', ');
  const walked =
    wholeThroughSql({ list: wanted.list, stretch, params, most }) ?? inOrder({ wanted, stretch, params, most });
  return `select ${shown}, (${fits}) is true as fits from (select ${alias}.*, row_number() over () as seen from (${walked}) ${alias}) ${alias} ${outerJoinsSql(wanted.list, outer)} where (${fits}) or ${alias}.seen = ${most} order by ${order} limit ${stretch.limit}`;
}

/** The next rows of the list, whatever is asked of them but what an index in this order holds alone. */
function inOrder({ wanted: { list, condition }, stretch, params, most }: Finding): string {
  const needs = new Set<string>();
  const rows = [...rowsOf(stretch, { list }, { params, needs }), ...aloneOf(stretch, condition)];
  const keys = keysOf(stretch.part, stretch.keys).map(({ by }, at) => `${by} as k${at}`);
  return `select ${[`${list.alias}.*`, ...keys].join(', ')} ${from(list, needs)} where ${rows.join(' and ')}
    order by ${ordered(stretch, list)} limit ${most}`;
}

function aloneOf({ keys }: Stretch, condition: Condition | null): string[] {
  const alone = keys[0]?.alone;
  return alone && condition && demandsRule(condition, alone.rule) ? [alone.sql] : [];
}

/**
 * `materialized` has the planner think of all hits, not of the first few: it takes the index of what is asked. The parts of
 * the list are gathered together.
 */
function gather({ wanted, stretch, params }: Finding): string {
  const { keys, after, limit } = stretch;
  const { alias } = wanted.list;
  const [part, next] = partsFrom(keys, after);
  const needs = new Set<string>();
  const filled = next ? partSql('filled', keys)! : String(part === 'filled');
  const left = keysOf(part, keys);
  const raw = left.map(({ by }, at) => `${next && at === 0 ? `case when ${filled} then ${by} end` : by} as k${at}`);
  const sorted = left.map((_, at) => `h.k${at}`);
  const order = next
    ? orderOfBothSql(sorted, left, { filled: 'h.filled', id: 'h.id' })
    : orderSql(sorted, left, { part, id: 'h.id' });
  const hits = hitsSql(wanted, {
    select: [`${alias}.id`, `(${filled}) is true as filled`, ...raw].join(', '),
    where: next ? rowsOfBoth(stretch, wanted, { params, needs }) : rowsOf(stretch, wanted, { params, needs }),
    params,
    needs,
  });
  // In the empty part the values begin with those of the second key, as `keysOf` counts them.
  const values = left.map((_, at) =>
    next
      ? `case when h.filled then h.k${at}::text ${at + 1 < left.length ? `else h.k${at + 1}::text` : ''} end`
      : `h.k${at}::text`,
  );
  const shown = ['h.id', `case when h.filled then 'filled' else 'empty' end as part`];
  return `with hits as materialized (${hits})
    select ${[...shown, ...values.map((value, at) => `${value} as k${at}`)].join(', ')} from hits h order by ${order} limit ${limit}`;
}

function sort({ wanted, stretch, params }: Finding): string {
  const { list, viewer } = wanted;
  const needs = new Set(stretch.keys[0]!.needs);
  const hits = (select: string) => hitsSql(wanted, { select, where: [list.alive ?? 'true'], params, needs });
  return sortedSql({ stretch, hits, alias: list.alias, viewer, params });
}

type Building = { readonly params: Params; readonly needs: Set<string> };

/** The rows of the stretch, whatever is asked of them. */
function rowsOf({ keys, part, after }: Stretch, { list }: Pick<Wanted, 'list'>, { params, needs }: Building): string[] {
  addNeeds(keys, needs);
  const inPart = partSql(part, keys);
  const isAfter = after && afterSql(keysOf(part, keys), after, { params, id: `${list.alias}.id` });
  return [list.alive ?? 'true', inPart, isAfter].filter((sql) => sql !== undefined);
}

/** The rows after the place in the filled part, and all of the empty one. */
function rowsOfBoth({ keys, after }: Stretch, { list }: Wanted, { params, needs }: Building): string[] {
  addNeeds(keys, needs);
  const alive = list.alive ?? 'true';
  if (!after) return [alive];
  const behind = `${partSql('filled', keys)!} and ${afterSql(keys, after, { params, id: `${list.alias}.id` })}`;
  return [alive, `(${partSql('empty', keys)!} or ${behind})`];
}

function addNeeds(keys: readonly SortKey[], needs: Set<string>): void {
  for (const { needs: each = [] } of keys) for (const need of each) needs.add(need);
}

/** All hits, by each way in which the search finds them. `where` is what else rows must fulfil. */
export function hitsSql(
  wanted: Wanted,
  { select, where, params, needs }: Building & { readonly select: string; readonly where: readonly string[] },
): string {
  const { list, viewer, search, isCommon } = wanted;
  const asking = { viewer, params, isCommon };
  const all = [...where, ...asked(wanted, { params, needs, mode: 'set' })];
  const ways = list.ways?.(search, asking) ?? [list.search(search, asking) ?? 'true'];
  return ways
    .map((way) => `select ${select} ${from(list, needs)} where ${[...all, way].join(' and ')}`)
    .join(' union all ');
}

/**
 * Hits among so many rows as they lie in the table, by the first way only: enough to say that there are very many, where
 * an index would first be read for all of them. Undefined where the search has no ways.
 */
export function nearHitsSql(wanted: Wanted, { params, most }: { params: Params; most: number }): string | undefined {
  const { list, viewer, search, isCommon } = wanted;
  const needs = new Set<string>();
  const [way] = list.ways?.(search, { viewer, params, isCommon }) ?? [];
  if (way === undefined) return undefined;
  const fits = [...asked(wanted, { params, needs, mode: 'row' }), way].join(' and ');
  const near = `(select ${list.alias}.* from ${list.table} ${list.alias} where ${list.alive ?? 'true'} limit ${most})`;
  return `select 1 from ${near} ${list.alias} ${joinsSql(list, needs)} where ${fits}`;
}

/** What a row that is looked at must fulfil. */
function demands(wanted: Wanted, { params, needs }: Building): string[] {
  const { list, viewer, search } = wanted;
  const sought = list.search(search, { viewer, params });
  return [...asked(wanted, { params, needs, mode: 'row' }), ...(sought ? [sought] : [])];
}

/** To be seen by the viewer, to fulfil the condition, to be in the selection. */
function asked(wanted: Wanted, { params, needs, mode }: Building & { readonly mode: Mode }): string[] {
  const { list, viewer, readable, condition, moment } = wanted;
  const asking = { viewer, params };
  return [
    list.scope(asking),
    ...(condition ? [listConditionSql(condition, { list, readable, moment, mode, needs, ...asking })] : []),
    ...(wanted.bulkId
      ? [`${list.alias}.id in (select record_id from bulk_rows where bulk_id = ${params.add(wanted.bulkId)}::uuid)`]
      : []),
  ];
}

function columns({ keys, part }: Stretch, { alias }: ListDefinition): string {
  return [`${alias}.id`, ...keysOf(part, keys).map(({ by }, at) => `(${by})::text as k${at}`)].join(', ');
}

function ordered({ keys, part }: Stretch, { alias }: ListDefinition): string {
  const left = keysOf(part, keys);
  return orderSql(
    left.map(({ by }) => by),
    left,
    { part, id: left[0]?.id ?? `${alias}.id` },
  );
}

function from(list: ListDefinition, needs: ReadonlySet<string>): string {
  return `from ${list.table} ${list.alias} ${joinsSql(list, needs)}`;
}

/**
 * Whether the planner may misjudge where the rows that fit are: it thinks them spread evenly, while the newest tasks are
 * open and the closed ones old. The rows of a selection are known, and a list of which nothing is asked is walked anyway.
 */
export function isRisky({ condition, search, viewer, bulkId }: Wanted): boolean {
  return !bulkId && (condition !== null || search.trim() !== '' || viewer.scope !== 'all');
}
