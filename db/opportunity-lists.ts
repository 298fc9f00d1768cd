/** Lists of opportunities within the viewer's scope, by keyset; the board of stages; sums, never across currencies. */
import type { Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import {
  opportunityColumns,
  visibleOpportunities,
  type Opportunity,
  type OpportunityState,
} from './opportunity-scope.ts';
import { searchCondition } from './search-text.ts';
import { parameters, type Params } from './task-scope.ts';

export type OpportunityFilter = {
  readonly state: OpportunityState;
  readonly who?: 'mine' | 'all';
  readonly stage?: string;
  readonly ownerId?: string;
  readonly companyId?: string;
  readonly reason?: string;
  readonly currency?: string;
  /** Days: the expected close of an open one, the close of another, lies between them (both count). */
  readonly from?: string;
  readonly to?: string;
  readonly search?: string;
};

export type OpportunityLine = Opportunity & {
  readonly companyName: string;
  readonly ownerName: string | null;
  readonly stagePl: string;
  readonly stageEn: string;
  readonly overdue: boolean;
  readonly stageSince: string;
  /** The next thing to do about it. */
  readonly nextTaskAt: string | null;
  readonly openTasks: number;
  readonly place: string;
};

const orders = {
  open: { column: 'expected_or_never', type: 'date', direction: 'asc', beyond: '>' },
  won: { column: 'closed_at', type: 'timestamptz', direction: 'desc', beyond: '<' },
  lost: { column: 'closed_at', type: 'timestamptz', direction: 'desc', beyond: '<' },
} as const;

const manyHits = 2_000;

type Listing = {
  readonly filter: OpportunityFilter;
  readonly after?: readonly [string, string];
  readonly limit: number;
};

/** One page: open ones by their expected day, those without one last; closed ones newest first. */
export async function listOpportunities(
  tx: Tx,
  viewer: Viewer,
  { filter, after, limit }: Listing,
): Promise<OpportunityLine[]> {
  const params = parameters();
  const where = conditions(viewer, filter, params);
  const { column, type, direction, beyond } = orders[filter.state];
  if (after)
    where.push(`(o.${column}, o.id) ${beyond} (${params.add(after[0])}::${type}, ${params.add(after[1])}::uuid)`);
  const order = (alias: string) => `${alias}.${column} ${direction}, ${alias}.id ${direction}`;
  // Few hits of a search are gathered by the trigram index and sorted; of many the walk along the list meets enough at once.
  const few = filter.search?.trim() ? (await hitsUpTo(tx, viewer, { filter, most: manyHits })) < manyHits : false;
  const narrowed = `select o.id, o.${column} from opportunities o where ${where.join(' and ')}`;
  const limited = `limit ${params.add(limit)}`;
  const page = few
    ? `hits as materialized (${narrowed}), page as (select id from hits h order by ${order('h')} ${limited})`
    : `page as (${narrowed} order by ${order('o')} ${limited})`;
  return tx.rows<OpportunityLine>(
    `with ${page}
     select ${opportunityColumns}, c.name as company_name, u.name as owner_name, s.name_pl as stage_pl, s.name_en as stage_en,
       o.state = 'open' and coalesce(o.expected_on < current_date, false) as overdue, o.stage_since, work.next as next_task_at,
       coalesce(work.open, 0) as open_tasks, o.${column}::text as place
     from page p join opportunities o on o.id = p.id join companies c on c.id = o.company_id
       join opportunity_stages s on s.code = o.stage left join users u on u.id = o.owner_id
       left join lateral (select count(*) as open, min(coalesce(t.planned_at, t.due_at)) as next from tasks t
         where t.opportunity_id = o.id and t.state = 'open') work on true
     order by ${order('o')}`,
    params.list,
  );
}

/** How many `listOpportunities` would show, counted up to 10,001. */
export async function countOpportunities(tx: Tx, viewer: Viewer, filter: OpportunityFilter): Promise<number> {
  return hitsUpTo(tx, viewer, { filter, most: 10_001 });
}

type Hits = { readonly filter: OpportunityFilter; readonly most: number };

async function hitsUpTo(tx: Tx, viewer: Viewer, { filter, most }: Hits): Promise<number> {
  const params = parameters();
  const where = conditions(viewer, filter, params).join(' and ');
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from (select 1 from opportunities o where ${where} limit ${most}) counted`,
    params.list,
  );
  return count;
}

export type Sum = {
  readonly currency: string;
  readonly count: number;
  readonly valueMinor: number;
  /** Value times probability. */
  readonly weightedMinor: number;
};

export type OpportunityStage = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly probability: number;
  readonly color: string;
};
export type OpportunityColumn = OpportunityStage & {
  readonly rows: readonly OpportunityLine[];
  readonly sums: readonly Sum[];
};

/** The stages an opportunity may come to, in their order. */
export async function opportunityStages(tx: Tx): Promise<OpportunityStage[]> {
  return tx.rows<OpportunityStage>(
    'select code, name_pl, name_en, probability, color from opportunity_stages where active order by position, code',
  );
}

export type LostReason = { readonly code: string; readonly namePl: string; readonly nameEn: string };

/** Why opportunities are lost: the dictionary. */
export async function lostReasons(tx: Tx): Promise<LostReason[]> {
  return tx.rows<LostReason>('select code, name_pl, name_en from lost_reasons where active order by position, code');
}

const BOARD_ROWS = 50;

/** Open opportunities by stage: the nearest fifty of each, with the sums of all of them. */
export async function opportunityBoard(
  tx: Tx,
  viewer: Viewer,
  filter: Omit<OpportunityFilter, 'state' | 'stage'>,
): Promise<OpportunityColumn[]> {
  const stages = await opportunityStages(tx);
  const sums = await sumsBy(tx, viewer, { filter: { ...filter, state: 'open' }, by: 'stage' });
  return Promise.all(
    stages.map(async (stage) => ({
      ...stage,
      rows: await listOpportunities(tx, viewer, {
        filter: { ...filter, state: 'open', stage: stage.code },
        limit: BOARD_ROWS,
      }),
      sums: sums.filter((sum) => sum.of === stage.code),
    })),
  );
}

export type Grouping = 'all' | 'stage' | 'owner' | 'month' | 'reason';
export type GroupSum = Sum & {
  /** Code of a stage or a reason, id of a person, `YYYY-MM`; null: none. */
  readonly of: string | null;
  readonly namePl: string | null;
  readonly nameEn: string | null;
};

const groups: Readonly<Record<Grouping, { readonly of: string; readonly names: string; readonly join: string }>> = {
  all: { of: 'null::text', names: 'null::text, null::text', join: '' },
  stage: {
    of: 'o.stage',
    names: 's.name_pl, s.name_en',
    join: 'join opportunity_stages s on s.code = g.of',
  },
  owner: { of: 'o.owner_id::text', names: 'u.name, u.name', join: 'left join users u on u.id::text = g.of' },
  month: {
    of: `to_char(coalesce(o.closed_at at time zone 'Europe/Warsaw', o.expected_on), 'YYYY-MM')`,
    names: 'null::text, null::text',
    join: '',
  },
  reason: {
    of: 'o.lost_reason',
    names: 'r.name_pl, r.name_en',
    join: 'left join lost_reasons r on r.code = g.of',
  },
};

/** Sums of what the filter finds, by group and currency: the report of open, won and lost. */
export async function sumsBy(
  tx: Tx,
  viewer: Viewer,
  { filter, by }: { readonly filter: OpportunityFilter; readonly by: Grouping },
): Promise<GroupSum[]> {
  const params = parameters();
  const { of, names, join } = groups[by];
  const [pl, en] = names.split(', ');
  return tx.rows<GroupSum>(
    `select g.of, ${pl} as name_pl, ${en} as name_en, g.currency, g.count, g.value_minor, g.weighted_minor from (
       select ${of} as of, o.currency, count(*) as count, sum(o.value_minor)::bigint as value_minor,
         sum(o.weighted_minor)::bigint as weighted_minor
       from opportunities o where ${conditions(viewer, filter, params).join(' and ')} group by 1, 2) g ${join}
     order by g.currency <> 'PLN', g.currency, g.value_minor desc, g.of limit 500`,
    params.list,
  );
}

function conditions(viewer: Viewer, filter: OpportunityFilter, params: Params): string[] {
  const search = searchCondition(filter.search ?? '', 'o', (value) => params.add(value));
  const equal = (column: string, value: string | undefined) => (value ? [`o.${column} = ${params.add(value)}`] : []);
  const day = filter.state === 'open' ? 'o.expected_or_never' : `(o.closed_at at time zone 'Europe/Warsaw')::date`;
  return [
    `o.state = '${filter.state}'`,
    visibleOpportunities(viewer, params),
    ...(filter.who === 'mine' ? [`o.owner_id = ${params.add(viewer.userId)}::uuid`] : []),
    ...equal('stage', filter.stage),
    ...equal('owner_id', filter.ownerId),
    ...equal('company_id', filter.companyId),
    ...equal('lost_reason', filter.reason),
    ...equal('currency', filter.currency),
    ...(filter.from ? [`${day} >= ${params.add(filter.from)}::date`] : []),
    ...(filter.to ? [`${day} <= ${params.add(filter.to)}::date`] : []),
    ...(search ? [search] : []),
  ];
}
