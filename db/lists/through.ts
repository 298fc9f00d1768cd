import type { ListDefinition } from './definition.ts';
import type { SortKey, Stretch } from './order.ts';
import type { Params } from '../task-scope.ts';

type Walk = {
  readonly list: ListDefinition;
  readonly stretch: Stretch;
  readonly params: Params;
  /** Rows that are looked at. */
  readonly most: number;
  /** What each of them fulfils. */
  readonly where?: readonly string[];
};

const [first, last] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/**
 * The next rows in the order of a few records (people of ours by name, days of the year), as `id` and `k0`: of each record its own rows by
 * id, along an index of theirs, and never more than are wanted. Joined and sorted, all rows of the first record would be read
 * for one page. Undefined for any other order.
 */
export function throughSql(walk: Walk): string | undefined {
  const parts = partsOf(walk);
  return parts && `with ${parts.named} ${parts.found}`;
}

/** As `throughSql`, with all that the rows hold. */
export function wholeThroughSql(walk: Walk): string | undefined {
  const parts = partsOf(walk);
  const { alias, table } = walk.list;
  return (
    parts &&
    `with ${parts.named}, found as (${parts.found})
    select ${alias}.*, found.k0 from found join ${table} ${alias} on ${alias}.id = found.id
    order by found.k0${parts.way}, ${alias}.id${parts.way}`
  );
}

function partsOf({ list, stretch: { keys, part, after }, params, most, where = [] }: Walk) {
  const [key] = keys;
  if (part !== 'filled' || keys.length !== 1 || !key?.through) return undefined;
  const { by, descending, through } = key;
  const { alias } = list;
  const way = descending ? ' desc' : '';
  const name = after ? `${params.add(after.values[0])}::${key.cast}` : undefined;
  const behind = after && name ? [idBehind(key, { alias, name, id: params.add(after.id) })] : [];
  const own = `select ${alias}.id from ${list.table} ${alias}
    where ${[through.on, list.alive ?? 'true', ...behind, ...where].join(' and ')} order by ${alias}.id${way} limit ${most}`;
  return {
    way,
    // Sorted beforehand, the records are taken one by one, and no further than the page needs.
    named: `named as materialized (select * from ${through.table} ${through.alias}
      where ${name ? `${by} ${descending ? '<=' : '>='} ${name}` : 'true'} order by ${by}${way})`,
    found: `select own.id, ${by} as k0 from named ${through.alias} cross join lateral (${own}) own
      order by ${by}${way}, own.id${way} limit ${most}`,
  };
}

type Behind = { readonly alias: string; readonly name: string; readonly id: string };

/** Of the record where the last page ended, the rows behind it; of those behind that record, all. */
function idBehind({ by, descending }: SortKey, { alias, name, id }: Behind): string {
  const [sign, edge] = descending ? ['<', last] : ['>', first];
  return `${alias}.id ${sign} case when ${by} = ${name} then ${id}::uuid else '${edge}'::uuid end`;
}
