/** Orders by what no index holds, such as what a case has brought: every hit is worked out, and of many nobody waits for it. */
import { DomainError } from '../../domain/domain-error.ts';
import { written, type Asking } from './definition.ts';
import type { Stretch } from './order.ts';

/** To work out so many takes a good part of a second. */
const mostSorted = 10_000;

type Sorting = Asking & {
  readonly stretch: Stretch;
  /** All hits, as `id` and the given columns. */
  readonly hits: (select: string) => string;
  readonly alias: string;
};

/** The statement that answers `id`, `part`, `k0`, and whether there are too many (`over`). */
export function sortedSql({ stretch, hits, alias, ...asking }: Sorting): string {
  const { keys, limit } = stretch;
  const key = keys[0]!;
  const way = key.descending ? ' desc' : '';
  const every = hits(`${alias}.id, ${written(key.computed!, asking)} as k0`);
  return `with hits as materialized (select * from (${every}) found limit ${mostSorted + 1})
    select h.id, case when h.k0 is null then 'empty' else 'filled' end as part, h.k0::text as k0,
      (select count(*) from hits) > ${mostSorted} as over
    from hits h where ${behind(stretch, asking)} order by (h.k0 is null), h.k0${way}, h.id${way} limit ${limit}`;
}

function behind({ keys, after }: Stretch, { params }: Asking): string {
  if (!after) return 'true';
  const { descending, cast } = keys[0]!;
  const sign = descending ? '<' : '>';
  const id = `${params.add(after.id)}::uuid`;
  if (after.part === 'empty') return `h.k0 is null and h.id ${sign} ${id}`;
  return `(h.k0 is null or (h.k0, h.id) ${sign} (${params.add(after.values[0])}::${cast}, ${id}))`;
}

/** Throws `list.too_many_to_sort`. */
export function demandFew(rows: readonly Readonly<Record<string, unknown>>[]): void {
  if (rows[0]?.['over'] !== true) return;
  throw new DomainError(
    'list.too_many_to_sort',
    {
      pl: 'Po tym polu da się posortować najwyżej 10 000 wpisów. Zawęź listę warunkiem albo wybierz inne pole.',
      en: 'At most 10,000 records can be sorted by this field. Narrow the list down with a condition, or choose another field.',
    },
    'sort',
  );
}
