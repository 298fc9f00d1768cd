/** What opportunities come to: by group and currency, never across currencies. */
import type { Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { hitsSql } from './lists/find.ts';
import { opportunities } from './lists/kinds/opportunities.ts';
import { wantedBy, type RowsAsk } from './lists/rows.ts';
import { parameters } from './task-scope.ts';

export type Sum = {
  readonly currency: string;
  readonly count: number;
  readonly valueMinor: number;
  /** Value times probability. */
  readonly weightedMinor: number;
};

export const groupings = ['all', 'stage', 'owner', 'month', 'reason'] as const;
export type Grouping = (typeof groupings)[number];
export type GroupSum = Sum & {
  /** Code of a stage or a reason, id of a person, `YYYY-MM`; null: none. */
  readonly of: string | null;
  readonly namePl: string | null;
  readonly nameEn: string | null;
};

type Group = {
  readonly of: string;
  readonly names: readonly [pl: string, en: string];
  readonly join: string;
  /** What has an order of its own stands in it; the rest by what it is worth. */
  readonly order?: string;
};

const unnamed = ['null::text', 'null::text'] as const;
const groups: Readonly<Record<Grouping, Group>> = {
  all: { of: 'null::text', names: unnamed, join: '' },
  stage: {
    of: 'o.stage',
    names: ['s.name_pl', 's.name_en'],
    join: 'join opportunity_stages s on s.code = g.of',
  },
  owner: { of: 'o.owner_id::text', names: ['u.name', 'u.name'], join: 'left join users u on u.id::text = g.of' },
  month: {
    of: `to_char(coalesce(o.closed_at at time zone $zone, o.expected_on), 'YYYY-MM')`,
    names: unnamed,
    join: '',
    order: 'g.of nulls last',
  },
  reason: {
    of: 'o.lost_reason',
    names: ['r.name_pl', 'r.name_en'],
    join: 'left join lost_reasons r on r.code = g.of',
  },
};

/** Sums of exactly the rows that the list shows for the same question. */
export async function sumsBy(
  tx: Tx,
  viewer: Viewer,
  { ask, by }: { readonly ask: Pick<RowsAsk, 'view' | 'search' | 'moment'>; readonly by: Grouping },
): Promise<GroupSum[]> {
  const params = parameters();
  const { of, names, join, order = 'g.value_minor desc, g.of' } = groups[by];
  const group = of.includes('$zone') ? of.replace('$zone', params.add(viewer.timeZone)) : of;
  const found = hitsSql(wantedBy(viewer, { list: opportunities, ask }), {
    select: `${group} as of, o.currency, o.value_minor, o.weighted_minor`,
    where: [],
    params,
    needs: new Set(),
  });
  return tx.rows<GroupSum>(
    `select g.of, ${names[0]} as name_pl, ${names[1]} as name_en, g.currency, g.count, g.value_minor, g.weighted_minor from (
       select of, currency, count(*) as count, sum(value_minor)::bigint as value_minor,
         sum(weighted_minor)::bigint as weighted_minor from (${found}) found group by 1, 2) g ${join}
     order by g.currency <> 'PLN', g.currency, ${order} limit 500`,
    params.list,
  );
}
