/** Lists of cases within the viewer's scope, by keyset, and the board of stages. */
import type { Viewer } from '../domain/access.ts';
import type { Case } from './case-scope.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { searchCondition } from './search-text.ts';
import { parameters, type Params } from './task-scope.ts';

export type CaseFilter = {
  readonly list: 'open' | 'closed';
  /** `mine`: run by the viewer; `granted`: others' that the viewer was let into; `all`: whatever the viewer may see. */
  readonly who?: 'mine' | 'granted' | 'all';
  readonly kind?: Case['kind'];
  readonly stage?: string;
  readonly ownerId?: string;
  /** Home customer or a further one. */
  readonly companyId?: string;
  readonly overdue?: boolean;
  readonly search?: string;
};

export type CaseLine = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kind: Case['kind'];
  readonly stage: string;
  readonly state: Case['state'];
  readonly outcome: Case['outcome'];
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly moreCompanies: number;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly closedAt: string | null;
  readonly openTasks: number;
  readonly overdueTasks: number;
  /** Per cent of the work done (`caseProgress`); null without tasks. */
  readonly progress: number | null;
  readonly version: number;
  /** What the list goes by, as the database wrote it. */
  readonly place: string;
};

export type CasePaging = { readonly after?: readonly [string, string]; readonly limit: number };

const orders = {
  open: { column: 'due_or_never', type: 'date', direction: 'asc', beyond: '>' },
  closed: { column: 'closed_at', type: 'timestamptz', direction: 'desc', beyond: '<' },
} as const;

/** One page: open ones by their day, those without a day last; closed ones newest first. */
export async function listCases(
  tx: Tx,
  viewer: Viewer,
  { filter, after, limit }: CasePaging & { readonly filter: CaseFilter },
): Promise<CaseLine[]> {
  const params = parameters();
  const where = conditions(viewer, filter, params);
  const { column, type, direction, beyond } = orders[filter.list];
  if (after)
    where.push(`(k.${column}, k.id) ${beyond} (${params.add(after[0])}::${type}, ${params.add(after[1])}::uuid)`);
  const order = (alias: string) => `${alias}.${column} ${direction}, ${alias}.id ${direction}`;
  // Walked in the order of the list, a search could pass a million cases for three hits; few hits are gathered by the
  // trigram index and sorted, of many the walk meets enough at once.
  const few = filter.search?.trim() ? (await hitsUpTo(tx, viewer, { filter, most: manyHits })) < manyHits : false;
  const narrowed = `select k.id, k.${column} from cases k where ${where.join(' and ')}`;
  const limited = `limit ${params.add(limit)}`;
  const page = few
    ? `hits as materialized (${narrowed}), page as (select id from hits h order by ${order('h')} ${limited})`
    : `page as (${narrowed} order by ${order('k')} ${limited})`;
  return tx.rows<CaseLine>(
    `with ${page} ${LINES.replace('$place', `k.${column}::text`)} order by ${order('k')}`,
    params.list,
  );
}

const manyHits = 2_000;

/** How many `listCases` would show, counted up to 10,001. */
export async function countCases(tx: Tx, viewer: Viewer, filter: CaseFilter): Promise<number> {
  return hitsUpTo(tx, viewer, { filter, most: 10_001 });
}

async function hitsUpTo(
  tx: Tx,
  viewer: Viewer,
  { filter, most }: { readonly filter: CaseFilter; readonly most: number },
): Promise<number> {
  const params = parameters();
  const where = conditions(viewer, filter, params).join(' and ');
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from (select 1 from cases k where ${where} limit ${most}) counted`,
    params.list,
  );
  return count;
}

export type CaseStage = {
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly color: string;
};

/** The stages a case may come to, in their order. */
export async function caseStages(tx: Tx): Promise<CaseStage[]> {
  return tx.rows<CaseStage>(
    'select code, name_pl, name_en, color from case_stages where active order by position, code',
  );
}

export type CaseColumn = CaseStage & { readonly count: number; readonly rows: readonly CaseLine[] };

const BOARD_ROWS = 50;

/** Open cases by stage: the most urgent fifty of each, and how many there are (at most 1,001 are counted). */
export async function caseBoard(tx: Tx, viewer: Viewer, filter: Omit<CaseFilter, 'list'>): Promise<CaseColumn[]> {
  const stages = await caseStages(tx);
  return Promise.all(
    stages.map(async (stage) => {
      const inStage = { ...filter, list: 'open', stage: stage.code } as const;
      const rows = await listCases(tx, viewer, { filter: inStage, limit: BOARD_ROWS });
      const count = rows.length < BOARD_ROWS ? rows.length : await countCases(tx, viewer, inStage);
      return { ...stage, rows, count };
    }),
  );
}

/**
 * Work done in a case, in per cent: over the tasks that have no parts of their own and were not dropped, each as heavy as
 * the minutes it takes; a finished one counts whole, an open one by its own percentage.
 */
export const caseProgress = `round(sum(greatest(t.duration_minutes, 1) * case when t.state = 'done' then 100 else t.percent end)
  filter (where t.state in ('open', 'done') and not exists (select 1 from tasks part where part.parent_id = t.id and part.case_id = t.case_id))
  / nullif(sum(greatest(t.duration_minutes, 1))
  filter (where t.state in ('open', 'done') and not exists (select 1 from tasks part where part.parent_id = t.id and part.case_id = t.case_id)), 0))::int`;

const LINES = `select k.id, k.number, k.name, k.kind, k.stage, k.state, k.outcome, k.company_id, c.name as company_name,
    (select count(*) from case_companies x where x.case_id = k.id) as more_companies, k.owner_id, o.name as owner_name,
    k.due_on, k.state = 'open' and coalesce(k.due_on < current_date, false) as overdue, k.closed_at,
    coalesce(work.open, 0) as open_tasks, coalesce(work.overdue, 0) as overdue_tasks, work.progress, k.version, $place as place
  from page p join cases k on k.id = p.id left join companies c on c.id = k.company_id left join users o on o.id = k.owner_id
    left join lateral (select count(*) filter (where t.state = 'open') as open,
        count(*) filter (where t.state = 'open' and t.deadline < now()) as overdue, ${caseProgress} as progress
      from tasks t where t.case_id = k.id) work on true`;

function conditions(viewer: Viewer, filter: CaseFilter, params: Params): string[] {
  const search = searchCondition(filter.search ?? '', 'k', (value) => params.add(value));
  const equal = (column: string, value: string | undefined) => (value ? [`k.${column} = ${params.add(value)}`] : []);
  const company = () => params.add(filter.companyId);
  return [
    `k.state = '${filter.list}'`,
    visibleCases(viewer, params),
    ...(filter.who === 'mine' ? [`k.owner_id = ${params.add(viewer.userId)}::uuid`] : []),
    ...(filter.who === 'granted'
      ? [`k.id in (select case_id from case_people where user_id = ${params.add(viewer.userId)}::uuid)`]
      : []),
    ...equal('kind', filter.kind),
    ...equal('stage', filter.stage),
    ...equal('owner_id', filter.ownerId),
    ...(filter.companyId
      ? [
          `k.id in (select id from cases where company_id = ${company()}::uuid union all
            select case_id from case_companies where company_id = ${company()}::uuid)`,
        ]
      : []),
    ...(filter.overdue ? ['k.due_on < current_date'] : []),
    ...(search ? [search] : []),
  ];
}
