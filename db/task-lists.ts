/** Lists of tasks within the viewer's scope, by keyset, and the numbers that open exactly their rows. */
import type { Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { TaskOutcome } from '../domain/tasks/outcome.ts';
import type { TaskState } from '../domain/tasks/state.ts';
import type { Tx } from './database.ts';
import type { Priority } from './task-rows.ts';
import { parameters, type Params, visibleTasks } from './task-scope.ts';

export type TaskFilter = {
  /** `nearest`: open and not overdue; `overdue`: open, its deadline has passed; `open`: both; `done`; `closed`: dropped. */
  readonly list: 'nearest' | 'overdue' | 'open' | 'done' | 'closed';
  /** `mine`: the viewer's own; `team`: the subordinates'; `queue`: nobody's yet; `all`: whatever the viewer may see. */
  readonly who?: 'mine' | 'team' | 'queue' | 'all';
  readonly ownerId?: string | undefined;
  readonly type?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly companyId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly search?: string | undefined;
  /** ISO instants: the moment of an open task, the end of a finished one, lies between them (the first counts). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export type TaskLine = {
  readonly id: string;
  readonly type: string;
  readonly typePl: string;
  readonly typeEn: string;
  readonly title: string;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly personName: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  /** Who gave it to its owner by hand, if that was somebody else (S1-35). */
  readonly byName: string | null;
  readonly queue: string | null;
  readonly priority: Priority;
  readonly state: TaskState;
  readonly stateReason: string | null;
  readonly plannedAt: string | null;
  readonly durationMinutes: number;
  readonly dueAt: string | null;
  readonly doneAt: string | null;
  readonly outcome: string | null;
  readonly outcomes: readonly TaskOutcome[];
  readonly note: string | null;
  readonly overdue: boolean;
  /** A freeze holds its run: nothing is to be done now. */
  readonly paused: boolean;
  /** Who has it open in work mode at this moment. */
  readonly openAt: string | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly scenarioPl: string | null;
  readonly scenarioEn: string | null;
  readonly scenarioNumber: number | null;
  readonly caseNumber: string | null;
  readonly version: number;
};

export type TaskPage = { readonly rows: TaskLine[]; readonly next: string | null };
export type Paging = { readonly after?: string | undefined; readonly limit: number };

/** One page, in the order of the list: open ones by moment, overdue by deadline, finished ones newest first. */
export async function listTasks(
  tx: Tx,
  viewer: Viewer,
  { filter, after, limit }: Paging & { filter: TaskFilter },
): Promise<TaskPage> {
  const params = parameters();
  const where = conditions(viewer, filter, params);
  const { column, direction } = orders[filter.list];
  if (after) {
    const [at, id] = readCursor(after);
    const place = `(${params.add(at)}::timestamptz, ${params.add(id)}::uuid)`;
    where.push(`(t.${column}, t.id) ${direction === 'asc' ? '>' : '<'} ${place}`);
  }
  const found = await tx.rows<Found>(
    `with page as (
       select t.id, t.${column} as at from tasks t where ${where.join(' and ')}
       order by t.${column} ${direction}, t.id ${direction} limit ${params.add(limit + 1)})
     ${LINES} order by p.at ${direction}, t.id ${direction}`,
    params.list,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? writeCursor(last.cursorAt, last.id) : null;
  return { rows: page.map((line) => shownTo(viewer, line)), next };
}

type Found = TaskLine & { readonly cursorAt: string; readonly openBy: string | null };

/** One's own lease is no news. */
function shownTo({ userId }: Viewer, { cursorAt: _, openBy, ...line }: Found): TaskLine {
  return { ...line, openAt: openBy === userId ? null : line.openAt };
}

/** How many rows `listTasks` would show, counted up to 10,001. */
export async function countTasks(tx: Tx, viewer: Viewer, filter: TaskFilter): Promise<number> {
  const params = parameters();
  const where = conditions(viewer, filter, params).join(' and ');
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from (select 1 from tasks t where ${where} limit 10001) counted`,
    params.list,
  );
  return count;
}

const orders = {
  nearest: { column: 'moment', direction: 'asc' },
  open: { column: 'moment', direction: 'asc' },
  overdue: { column: 'deadline', direction: 'asc' },
  done: { column: 'done_at', direction: 'desc' },
  closed: { column: 'updated_at', direction: 'desc' },
} as const;

const LINES = `select t.id, t.type, y.name_pl as type_pl, y.name_en as type_en, t.title, t.company_id, c.name as company_name,
    nullif(concat_ws(' ', p2.first_name, p2.last_name), '') as person_name, t.owner_id, o.name as owner_name, b.name as by_name, t.queue,
    t.priority, t.state, t.state_reason, t.planned_at, t.duration_minutes, t.due_at, t.done_at, t.outcome,
    case when t.outcomes = '[]'::jsonb then y.outcomes else t.outcomes end as outcomes, left(t.note, 200) as note,
    t.state = 'open' and coalesce(t.deadline < now(), false) as overdue,
    t.state = 'open' and exists (select 1 from freezes f where f.frozen_to is null and t.run_id is not null and (f.scope_kind = 'everything'
      or (f.scope_kind = 'company' and f.scope_id = t.company_id) or (f.scope_kind = 'campaign' and f.scope_id = t.campaign_id)
      or (f.scope_kind = 'case' and f.scope_id = t.case_id))) as paused,
    case when t.state = 'open' and t.leased_until > now() then l.name end as open_at, t.leased_by as open_by,
    t.campaign_id, g.name as campaign_name, s.name_pl as scenario_pl, s.name_en as scenario_en, v.number as scenario_number,
    k.number as case_number, t.version, p.at::text as cursor_at
  from page p join tasks t on t.id = p.id join task_types y on y.code = t.type
    left join companies c on c.id = t.company_id left join people p2 on p2.id = t.person_id
    left join users o on o.id = t.owner_id
    left join users b on 'user:' || b.id = split_part(t.created_by, ' ', 1) and b.id is distinct from t.owner_id left join users l on l.id = t.leased_by
    left join campaigns g on g.id = t.campaign_id left join cases k on k.id = t.case_id
    left join runs r on r.id = t.run_id left join scenario_versions v on v.id = r.version_id
    left join scenarios s on s.id = v.scenario_id`;

function conditions(viewer: Viewer, filter: TaskFilter, params: Params): string[] {
  const equal = (column: string, value: string | undefined) => (value ? [`t.${column} = ${params.add(value)}`] : []);
  const at = filter.list === 'done' ? 'done_at' : 'moment';
  return [
    states[filter.list],
    visibleTasks(viewer, params),
    ...whose(viewer, filter, params),
    ...equal('owner_id', filter.ownerId),
    ...equal('type', filter.type),
    ...equal('priority', filter.priority),
    ...equal('company_id', filter.companyId),
    ...equal('campaign_id', filter.campaignId),
    ...(filter.from ? [`t.${at} >= ${params.add(filter.from)}::timestamptz`] : []),
    ...(filter.to ? [`t.${at} < ${params.add(filter.to)}::timestamptz`] : []),
    ...(filter.search?.trim() ? [matching(filter.search.trim(), params)] : []),
  ];
}

const states = {
  nearest: `t.state = 'open' and (t.deadline is null or t.deadline >= now())`,
  open: `t.state = 'open'`,
  overdue: `t.state = 'open' and t.deadline < now()`,
  done: `t.state = 'done'`,
  closed: `t.state in ('withdrawn', 'cancelled')`,
} as const;

function whose(viewer: Viewer, { who = 'mine', list }: TaskFilter, params: Params): string[] {
  const person = list === 'done' ? 't.done_by' : 't.owner_id';
  if (who === 'all') return [];
  if (who === 'queue') return [`t.owner_id is null and t.queue is not null`];
  if (who === 'mine') return [`${person} = ${params.add(viewer.userId)}`];
  return [`${person} = any(${params.add(viewer.seesUsers.slice(1))}::uuid[])`];
}

/** Tasks by their own words, and those of customers by the customer's name: as a set of ids, not row by row. */
function matching(search: string, params: Params): string {
  const like = `'%' || replace(replace(replace(plain_text(${params.add(search)}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`;
  return `t.id in (select f.id from tasks f where f.search_text like ${like}
    union select f.id from tasks f where f.company_id in (select c.id from companies c where c.search_text like ${like} limit 1000))`;
}

function writeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(cursor: string): [string, string] {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    if (typeof at === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [at, id];
  } catch {
    // Not ours: answered below.
  }
  throw new DomainError('list.cursor_wrong', {
    pl: 'Ta lista zmieniła się od ostatniego razu. Otwórz ją od początku.',
    en: 'This list has changed since. Open it from the start.',
  });
}
