/** What a superior's people have to do and how far they are: one row per person, each number with the list behind it. */
import { demand, type Viewer } from '../domain/access.ts';
import type { Query } from '../domain/lists/narrowing.ts';
import type { Tx } from './database.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { spentMinutes } from './spent-minutes.ts';
import { notPrivate, parameters, visibleFew } from './task-scope.ts';
import { dayOf } from './work-day.ts';

export type PersonsWork = {
  readonly userId: string;
  readonly name: string;
  readonly open: number;
  readonly overdue: number;
  /** Planned or due today, still open. */
  readonly today: number;
  readonly doneToday: number;
  readonly doneWeek: number;
  /** Average progress of what is open and has been begun, in per cent; null where nothing has. */
  readonly percent: number | null;
  /** Work time of the last seven days, in minutes; calls count their own. */
  readonly workMinutes: number;
  /** What is open in work mode at this moment; of what the viewer does not see no more than that something is. */
  readonly openTask: { readonly id: string | null; readonly title: string } | null;
};

export type QueueWork = {
  readonly queue: string;
  readonly name: string;
  readonly open: number;
  readonly overdue: number;
};

/** The numbers of a person, each with the filter behind it. */
export type Numbered = 'open' | 'overdue' | 'today' | 'doneToday' | 'doneWeek' | 'percent' | 'workMinutes';

export type TeamWork = {
  readonly people: readonly PersonsWork[];
  readonly queues: readonly QueueWork[];
  /** The filters behind the columns, without the owner. */
  readonly filters: Readonly<Record<Numbered, Query>>;
};

/** The viewer's people, or everybody for who sees all (S4-25, S4-30). It counts what their lists show: of private work what concerns the viewer. */
export async function teamWork(tx: Tx, viewer: Viewer): Promise<TeamWork> {
  demand(viewer, 'task.assign');
  const { from, to } = await dayOf(tx, viewer);
  const { weekFrom } = await tx.one<{ weekFrom: string }>(`select $1::timestamptz - interval '6 days' as week_from`, [
    from,
  ]);
  const [people, queues] = await Promise.all([
    peopleAtWork(tx, viewer, { from, to, weekFrom }),
    queuesAtWork(tx, viewer),
  ]);
  const week: Query = { list: 'done', who: 'all', from: weekFrom, to };
  return {
    people,
    queues,
    filters: {
      open: { list: 'open', who: 'all' },
      overdue: { list: 'overdue', who: 'all' },
      today: { list: 'open', who: 'all', to },
      doneToday: { list: 'done', who: 'all', from, to },
      doneWeek: week,
      percent: { list: 'open', who: 'all', begun: '1' },
      workMinutes: { ...week, spent: '1' },
    },
  };
}

async function queuesAtWork(tx: Tx, viewer: Viewer): Promise<QueueWork[]> {
  const params = parameters();
  return tx.rows<QueueWork>(
    `select m.code as queue, m.name, count(t.id) as open, count(t.id) filter (where ${IS_OVERDUE}) as overdue
     from teams m left join tasks t on t.queue = m.code and t.owner_id is null and t.state = 'open' and ${notPrivate(viewer, params)}
     where ${params.add(viewer.scope === 'all')} or m.code = any(${params.add(viewer.queues)}::text[])
     group by m.code, m.name order by m.name`,
    params.list,
  );
}

type Span = { readonly from: string; readonly to: string; readonly weekFrom: string };

async function peopleAtWork(tx: Tx, viewer: Viewer, { from, to, weekFrom }: Span): Promise<PersonsWork[]> {
  const params = parameters();
  const [shown, seen] = [notPrivate(viewer, params), visibleFew(viewer, params)];
  const [today, tomorrow, week] = [params.add(from), params.add(to), params.add(weekFrom)];
  return tx.rows<PersonsWork>(
    `select u.id as user_id, u.name, o.open, o.overdue, o.today, o.percent, d.done_today, d.done_week, d.work_minutes,
       (select case when ${seen} then json_build_object('id', t.id, 'title', t.title) else json_build_object('id', null, 'title', '') end
        from tasks t
        where t.leased_by = u.id and t.leased_until > now() and t.state = 'open' order by t.leased_since limit 1) as open_task
     from users u
       left join lateral (select count(*) as open, count(*) filter (where ${IS_OVERDUE}) as overdue,
           count(*) filter (where t.moment < ${tomorrow}) as today,
           round(avg(t.percent) filter (where t.percent > 0))::int as percent
         from tasks t where t.owner_id = u.id and t.state = 'open' and ${shown}) o on true
       left join lateral (select count(*) filter (where t.done_at >= ${today}) as done_today, count(*) as done_week,
           coalesce(sum(${spentMinutes}), 0)::int as work_minutes
         from tasks t where t.done_by = u.id and t.state = 'done' and t.done_at >= ${week} and t.done_at < ${tomorrow}
           and ${shown}) d on true
     where u.active and (${params.add(viewer.scope === 'all')} or u.id = any(${params.add(viewer.seesUsers)}::uuid[]))
     order by plain_text(u.name), u.id limit 500`,
    params.list,
  );
}
