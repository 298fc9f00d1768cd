/**
 * Finds the ids of one page. An index in the list's order is walked where hits are dense, and hits are gathered by their own
 * index where they are few. Left to choose alone, the planner sometimes walks a million rows for three hits (2.5 s).
 */
import type { Moment } from '../../domain/conditions/check.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { parameters, type Params } from '../task-scope.ts';
import type { Viewer } from '../../domain/access.ts';
import { joinsSql, listConditionSql } from './condition.ts';
import type { ListDefinition, Mode } from './definition.ts';
import { afterSql, keysOf, orderSql, partSql, type Part, type Place, type SortKey } from './order.ts';
import type { Readable } from './readable.ts';

/** What is looked for. */
export type Wanted = {
  readonly list: ListDefinition;
  readonly viewer: Viewer;
  readonly readable: Readable;
  readonly condition: Condition | null;
  readonly search: string;
  readonly isCommon: boolean;
  readonly moment: Moment;
  /** Only rows of this selection. */
  readonly bulkId: string | null;
};

/** One part of the list from a place on. */
export type Stretch = {
  readonly keys: readonly SortKey[];
  readonly part: Part;
  readonly after: Place | undefined;
  readonly limit: number;
};

/** A way to find them: as the planner sees fit, in the first so many rows of the order, or gathered (at most so many). */
export type Way =
  | { readonly by: 'plan' }
  | { readonly by: 'walk'; readonly most: number }
  | { readonly by: 'gather'; readonly most: number };

/** The statement that answers `id`, `k0`, `k1` … and, where hits are gathered up to a number, how many there are (`n`). */
export function findSql(wanted: Wanted, stretch: Stretch, way: Way): { readonly sql: string; readonly params: Params } {
  const params = parameters();
  const sql = { plan, walk, gather }[way.by]({ wanted, stretch, params, most: 'most' in way ? way.most : 0 });
  return { sql, params };
}

type Finding = { readonly wanted: Wanted; readonly stretch: Stretch; readonly params: Params; readonly most: number };

function plan({ wanted, stretch, params }: Finding): string {
  const needs = new Set<string>();
  const where = [...rowsOf(stretch, wanted, { params, needs }), ...hits(wanted, { params, needs, mode: 'set' })];
  return `select ${columns(stretch, wanted.list)} ${from(wanted.list, needs)} where ${where.join(' and ')}
    order by ${ordered(stretch, wanted.list)} limit ${stretch.limit}`;
}

/** Rows are taken in the order of the list and looked at one by one; the outer order is the inner one, so no sort is made. */
function walk({ wanted, stretch, params, most }: Finding): string {
  const { alias } = wanted.list;
  const inner = new Set<string>();
  const rows = rowsOf(stretch, wanted, { params, needs: inner });
  const outer = new Set<string>();
  const where = hits(wanted, { params, needs: outer, mode: 'row' });
  const keys = keysOf(stretch.part, stretch.keys);
  const order = orderSql(
    keys.map((_, at) => `${alias}.k${at}`),
    keys,
    { part: stretch.part, id: `${alias}.id` },
  );
  const shown = [`${alias}.id`, ...keys.map((_, at) => `${alias}.k${at}::text as k${at}`)].join(', ');
  return `select ${shown} from (
      select ${[`${alias}.*`, ...keys.map(({ by }, at) => `${by} as k${at}`)].join(', ')}
      ${from(wanted.list, inner)} where ${rows.join(' and ')} order by ${ordered(stretch, wanted.list)} limit ${most}
    ) ${alias} ${joinsSql(wanted.list, outer)} where ${where.join(' and ')} order by ${order} limit ${stretch.limit}`;
}

/** `materialized` has the planner think of all hits, not of the first few: it takes the index of what is asked. */
function gather({ wanted, stretch, params, most }: Finding): string {
  const needs = new Set<string>();
  const where = [...rowsOf(stretch, wanted, { params, needs }), ...hits(wanted, { params, needs, mode: 'set' })];
  const keys = keysOf(stretch.part, stretch.keys);
  const order = orderSql(
    keys.map((_, at) => `h.k${at}`),
    keys,
    { part: stretch.part, id: 'h.id' },
  );
  const shown = ['h.id', ...keys.map((_, at) => `h.k${at}::text as k${at}`)].join(', ');
  const raw = [`${wanted.list.alias}.id`, ...keys.map(({ by }, at) => `${by} as k${at}`)].join(', ');
  const few = most > 0 ? `, few as materialized (select * from hits limit ${most + 1})` : '';
  const counted = most > 0 ? ', (select count(*) from few) as n' : ', null::bigint as n';
  return `with hits as materialized (select ${raw} ${from(wanted.list, needs)} where ${where.join(' and ')})${few}
    select ${shown}${counted} from ${most > 0 ? 'few' : 'hits'} h order by ${order} limit ${stretch.limit}`;
}

type Building = { readonly params: Params; readonly needs: Set<string> };

/** The rows of the stretch, whatever is asked of them. */
function rowsOf({ keys, part, after }: Stretch, { list }: Wanted, { params, needs }: Building): string[] {
  for (const { needs: each = [] } of keys) for (const need of each) needs.add(need);
  const inPart = partSql(part, keys);
  const isAfter = after && afterSql(keysOf(part, keys), after, { params, id: `${list.alias}.id` });
  return [list.alive ?? 'true', inPart, isAfter].filter((sql) => sql !== undefined);
}

/** What the rows must fulfil: to be seen by the viewer, the condition, the search. */
export function hits(wanted: Wanted, { params, needs, mode }: Building & { readonly mode: Mode }): string[] {
  const { list, viewer, readable, condition, search, moment } = wanted;
  const asking = { viewer, params };
  const sought = list.search(search, { ...asking, mode });
  return [
    list.scope(asking),
    ...(condition ? [listConditionSql(condition, { list, readable, moment, mode, needs, ...asking })] : []),
    ...(sought ? [sought] : []),
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
 * open and the closed ones old. The rows of a selection are known, and a list without a condition is walked anyway.
 */
export function isRisky({ condition, search, viewer, bulkId }: Wanted): boolean {
  return !bulkId && (condition !== null || search.trim() !== '' || viewer.scope !== 'all');
}
