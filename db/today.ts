/** What somebody sees first in the morning: their numbers, and what waits for their decision. */
import { may, type Viewer } from '../domain/access.ts';
import type { Moment } from '../domain/conditions/check.ts';
import type { Query } from '../domain/lists/narrowing.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { listCount } from './lists/count.ts';
import { tasks } from './lists/kinds/tasks.ts';
import { narrowedAsk } from './lists/narrowed.ts';
import { unreadFor } from './message-reading.ts';
import { dayOf, progressOfDay } from './work-day.ts';
import { reachableEffects } from './message-scope.ts';
import { namedCampaign, visible } from './scope.ts';
import { parameters } from './task-scope.ts';

/** A number with the list behind it: the same filter counts and shows. */
export type Figure = {
  readonly key: 'done' | 'calls' | 'overdue' | 'queue' | 'team';
  readonly value: number;
  readonly filter: Query;
  /** That of which it is a part. */
  readonly of?: Counted;
  /** The same, a week earlier by this hour. */
  readonly before?: Counted;
};

/** How many, and the filter that shows exactly these. */
export type Counted = { readonly value: number; readonly filter: Query };

/** A number with the address of exactly the rows that were counted. */
export type Linked = { readonly value: number; readonly link: string };
export type LinkedFigure = Omit<Figure, 'of' | 'before'> & Linked & { readonly of?: Linked; readonly before?: Linked };

/** Three to five numbers for the viewer's role. */
export async function figuresOf(tx: Tx, viewer: Viewer, moment: Moment): Promise<Figure[]> {
  const today = await dayOf(tx, viewer);
  const week = await weekOf(tx, viewer);
  const who = viewer.role === 'operator' ? 'mine' : 'all';
  const done: Query = { list: 'done', who: 'mine', home: 'yes', from: today.from, to: today.to };
  const calls: Query = { list: 'done', who, calls: 'yes', from: week.from, to: week.to };
  const callsBefore = { ...calls, from: week.fromBefore, to: week.nowBefore };
  const overdue: Query = { list: 'overdue', who, home: 'yes' };
  const [progress, callCount, countBefore, late] = await Promise.all([
    progressOfDay(tx, viewer, 'home'),
    countOf(tx, viewer, { query: calls, moment }),
    countOf(tx, viewer, { query: callsBefore, moment }),
    countOf(tx, viewer, { query: overdue, moment }),
  ]);
  return [
    {
      key: 'done',
      value: progress.done,
      filter: done,
      of: { value: progress.of, filter: { day: `${today.from}/${today.to}`, home: 'yes' } },
    },
    { key: 'calls', value: callCount, filter: calls, before: { value: countBefore, filter: callsBefore } },
    { key: 'overdue', value: late, filter: overdue },
    await lastFigure(tx, viewer, { to: today.to, moment }),
  ];
}

/** Operators see their queues, superiors what their people have to do today. */
async function lastFigure(
  tx: Tx,
  viewer: Viewer,
  { to, moment }: { readonly to: string; readonly moment: Moment },
): Promise<Figure> {
  const isOperator = viewer.role === 'operator';
  const filter: Query = { list: 'open', home: 'yes', ...(isOperator ? { who: 'queue' } : { who: 'all', to }) };
  return { key: isOperator ? 'queue' : 'team', value: await countOf(tx, viewer, { query: filter, moment }), filter };
}

/** What is left of the viewer's own day, and what is late of whose work is looked at. */
export async function leftOf(
  tx: Tx,
  viewer: Viewer,
  { who, moment }: { readonly who: string; readonly moment: Moment },
): Promise<{ readonly left: Counted; readonly late: Counted }> {
  const { to } = await dayOf(tx, viewer);
  const [left, late]: [Query, Query] = [
    { list: 'open', who: 'mine', home: 'yes', to },
    { list: 'overdue', who, home: 'yes' },
  ];
  const [leftCount, lateCount] = await Promise.all([left, late].map((query) => countOf(tx, viewer, { query, moment })));
  return { left: { value: leftCount!, filter: left }, late: { value: lateCount!, filter: late } };
}

type Counting = { readonly query: Query; readonly moment: Moment };

/** As many as the list shows that the number leads to (rule 42). */
async function countOf(tx: Tx, viewer: Viewer, { query, moment }: Counting): Promise<number> {
  return (await listCount(tx, viewer, { list: tasks, ask: narrowedAsk({ kind: 'tasks', query, moment }) })).count;
}

type Week = { readonly from: string; readonly to: string; readonly fromBefore: string; readonly nowBefore: string };

async function weekOf(tx: Tx, { timeZone }: Viewer): Promise<Week> {
  return tx.one<Week>(
    `select w at time zone $1 as from, (w + interval '7 days') at time zone $1 as to,
       (w - interval '7 days') at time zone $1 as from_before, now() - interval '7 days' as now_before
     from (select date_trunc('week', now() at time zone $1) as w) week`,
    [timeZone],
  );
}

/** Something that waits for the viewer's decision, with the page where it is taken. */
export type Waiting = {
  readonly kind: 'approval' | 'doubtful' | 'replies' | 'stuck';
  readonly count: number;
  readonly title: string | null;
  readonly who: string | null;
  readonly at: string | null;
  readonly link: string;
};

export async function waitingFor(tx: Tx, viewer: Viewer): Promise<Waiting[]> {
  const kinds = await Promise.all([
    may(viewer, 'campaign.approve') && may(viewer, 'campaign.read') ? approvals(tx) : [],
    may(viewer, 'message.settle') ? doubtful(tx, viewer) : [],
    may(viewer, 'message.read') ? unreadReplies(tx, viewer) : [],
    may(viewer, 'run.repair') ? stuckRuns(tx, viewer) : [],
  ]);
  return kinds.flat();
}

async function approvals(tx: Tx): Promise<Waiting[]> {
  return tx.rows<Waiting>(
    `select 'approval' as kind, (select count(*) from campaign_stages s where s.campaign_id = c.id) as count, c.name as title,
       u.name as who, c.updated_at as at, '/admin/campaigns/' || c.id as link
     from campaigns c left join users u on u.id = c.supervisor_id
     where c.state = 'submitted' order by c.updated_at limit 5`,
  );
}

async function doubtful(tx: Tx, viewer: Viewer): Promise<Waiting[]> {
  const params = parameters();
  const row = await tx.one<{ count: number; at: string | null }>(
    `select count(*) as count, max(planned_at) as at from (
       select planned_at from effects e where e.state = 'unknown' and ${reachableEffects(viewer, params)} limit 1000) e`,
    params.list,
  );
  if (row.count === 0) return [];
  return [{ kind: 'doubtful', title: null, who: null, link: '/admin/messages?list=doubtful', ...row }];
}

/** What came in from the viewer's own customers, and in their cases and procedures. */
async function unreadReplies(tx: Tx, viewer: Viewer): Promise<Waiting[]> {
  const unread = await unreadFor(tx, viewer);
  if (unread.count === 0) return [];
  return [{ kind: 'replies', title: null, who: null, link: '/admin/messages?list=unread&who=mine', ...unread }];
}

/** By campaign; outside of them by the case or customer whose procedure it is, as far as the viewer sees these. */
async function stuckRuns(tx: Tx, viewer: Viewer): Promise<Waiting[]> {
  const params = parameters();
  const cases = may(viewer, 'case.read') ? visibleCases(viewer, params) : 'false';
  const customers = may(viewer, 'company.read') ? visible('companies', viewer, 'c') : 'false';
  return tx.rows<Waiting>(
    `select 'stuck' as kind, count(*) as count, title, null as who, max(updated_at) as at, link from (
       select r.updated_at, coalesce(g.name, k.number || ' ' || k.name, c.name) as title, case
           when g.id is not null then '/admin/campaigns/' || g.id || '?tab=participants&state=stuck'
           when k.id is not null then '/admin/cases/' || k.id || '?tab=runs'
           else '/admin/companies/' || c.id || '?tab=runs' end as link
       from (select * from runs where state = 'stuck' order by updated_at limit 1000) r
         ${namedCampaign(viewer, 'g', 'r.campaign_id')}
         left join cases k on k.id = r.case_id and g.id is null and ${cases}
         left join companies c on c.id = r.company_id and g.id is null and k.id is null and ${customers}) r
     where link is not null group by title, link order by max(updated_at) desc limit 20`,
    params.list,
  );
}

/** A slot of the day's strip: work with a time of its own. */
export type Slot = {
  readonly id: string;
  readonly title: string;
  readonly companyName: string | null;
  readonly type: string;
  readonly color: string;
  readonly plannedAt: string;
  readonly durationMinutes: number;
  readonly state: 'open' | 'done';
};

/** Of the types that stand there: the viewer's own work, and what they only take part in. */
export async function stripOf(tx: Tx, viewer: Viewer): Promise<Slot[]> {
  const { from, to } = await dayOf(tx, viewer);
  return tx.rows<Slot>(
    `select t.id, t.title, coalesce(c.short_name, c.name) as company_name, t.type, y.color, t.planned_at, t.duration_minutes, t.state
     from tasks t join task_types y on y.code = t.type and y.on_home left join companies c on c.id = t.company_id
     where t.id in (
         select own.id from tasks own where own.owner_id = $1 and own.moment >= $2 and own.moment < $3 and own.state in ('open', 'done')
         union all select also.task_id from task_users also where also.user_id = $1)
       and t.moment >= $2 and t.moment < $3 and t.planned_at is not null and t.state in ('open', 'done')
     order by t.planned_at, t.id limit 40`,
    [viewer.userId, from, to],
  );
}
