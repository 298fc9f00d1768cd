/** What a superior's people have to do and how far they are: one row per person, each number with the list behind it. */
import { demand, type Viewer } from '../domain/access.ts';
import type { Query } from '../domain/lists/narrowing.ts';
import type { Tx } from './database.ts';
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
  /** What is open in work mode at this moment. */
  readonly openTask: { readonly id: string; readonly title: string } | null;
};

export type QueueWork = {
  readonly queue: string;
  readonly name: string;
  readonly open: number;
  readonly overdue: number;
};

export type TeamWork = {
  readonly people: readonly PersonsWork[];
  readonly queues: readonly QueueWork[];
  /** The filters behind the columns, without the owner. */
  readonly filters: Readonly<Record<'open' | 'overdue' | 'today' | 'doneToday' | 'doneWeek', Query>>;
};

/** The viewer's people, or everybody for who sees all (S4-25, S4-30). Private tasks of others are not counted: lists do not show them either. */
export async function teamWork(tx: Tx, viewer: Viewer): Promise<TeamWork> {
  demand(viewer, 'task.assign');
  const { from, to } = await dayOf(tx, viewer);
  const { weekFrom } = await tx.one<{ weekFrom: string }>(`select $1::timestamptz - interval '6 days' as week_from`, [
    from,
  ]);
  const [people, queues] = await Promise.all([
    peopleAtWork(tx, viewer, { from, to, weekFrom }),
    tx.rows<QueueWork>(
      `select m.code as queue, m.name, count(t.id) as open, count(t.id) filter (where t.deadline < now()) as overdue
       from teams m left join tasks t on t.queue = m.code and t.owner_id is null and t.state = 'open'
       where $1 or m.code = any($2::text[]) group by m.code, m.name order by m.name`,
      [viewer.scope === 'all', viewer.queues],
    ),
  ]);
  return {
    people,
    queues,
    filters: {
      open: { list: 'open', who: 'all' },
      overdue: { list: 'overdue', who: 'all' },
      today: { list: 'open', who: 'all', to },
      doneToday: { list: 'done', who: 'all', from, to },
      doneWeek: { list: 'done', who: 'all', from: weekFrom, to },
    },
  };
}

type Span = { readonly from: string; readonly to: string; readonly weekFrom: string };

async function peopleAtWork(tx: Tx, viewer: Viewer, { from, to, weekFrom }: Span): Promise<PersonsWork[]> {
  return tx.rows<PersonsWork>(
    `select u.id as user_id, u.name, o.open, o.overdue, o.today, o.percent, d.done_today, d.done_week, d.work_minutes,
       (select json_build_object('id', l.id, 'title', case when l.private then '' else l.title end) from tasks l
        where l.leased_by = u.id and l.leased_until > now() and l.state = 'open' order by l.leased_since limit 1) as open_task
     from users u
       left join lateral (select count(*) as open, count(*) filter (where t.deadline < now()) as overdue,
           count(*) filter (where t.moment < $4) as today, round(avg(t.percent) filter (where t.percent > 0))::int as percent
         from tasks t where t.owner_id = u.id and t.state = 'open' and (not t.private or t.owner_id = $6)) o on true
       left join lateral (select count(*) filter (where t.done_at >= $3) as done_today, count(*) as done_week,
           coalesce(sum(coalesce(t.work_minutes, ceil(t.call_seconds / 60.0), 0)), 0)::int as work_minutes
         from tasks t where t.done_by = u.id and t.state = 'done' and t.done_at >= $5 and t.done_at < $4
           and (not t.private or t.done_by = $6)) d on true
     where u.active and ($1 or u.id = any($2::uuid[])) order by plain_text(u.name), u.id limit 500`,
    [viewer.scope === 'all', viewer.seesUsers, from, to, weekFrom, viewer.userId],
  );
}
