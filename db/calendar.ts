/** The calendar: what stands in a span of time for chosen people, how full their days are, and whose it may be. */
import { demand, type Viewer } from '../domain/access.ts';
import { drawn } from '../domain/calendar/drawn.ts';
import type { TaskState } from '../domain/tasks/state.ts';
import type { Tx } from './database.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { spentMinutes } from './spent-minutes.ts';
import type { Priority } from './task-rows.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';

/** ISO instants; the first counts. */
export type Span = { readonly from: string; readonly to: string };

export type CalendarFilter = Span & {
  readonly people: readonly string[];
  /** Instead of people: the work for which these are booked. */
  readonly resources?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly companyId?: string | undefined;
  readonly state?: 'open' | 'done' | 'all' | undefined;
  /** `no` leaves out what was done without a plan. */
  readonly recorded?: 'yes' | 'no' | undefined;
};

/** Work with a place in time. What the viewer may not see is `busy`: its time and its owner, and nothing else. */
export type CalendarTask = {
  readonly id: string;
  readonly busy: boolean;
  readonly title: string | null;
  readonly type: string | null;
  readonly color: string | null;
  readonly ownerId: string | null;
  /** Those asked for whose work it is, or who take part. */
  readonly people: readonly string[];
  /** Those of ours who take part, whether their calendars are shown or not. */
  readonly userIds: readonly string[];
  /** How many have been invited by mail: they are asked about when it changes. */
  readonly invited: number;
  /** What is booked for it. */
  readonly resources: readonly string[];
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly place: string | null;
  readonly private: boolean;
  readonly priority: Priority;
  readonly state: TaskState;
  readonly overdue: boolean;
  readonly plannedAt: string | null;
  readonly dueAt: string | null;
  /** When what had no place in any plan was begun: a recorded contact, a task without a date that was finished. */
  readonly recordedAt: string | null;
  readonly durationMinutes: number;
  /** A scenario asked for it: its deadline may be the step's. */
  readonly ofScenario: boolean;
  /** The rule by which it comes again, and its day there. */
  readonly recurrenceId: string | null;
  readonly recursOn: string | null;
  readonly version: number;
};

/** More than anybody can read; a narrower span or fewer people show the rest. */
const MOST = 5000;

/** Tasks of these people in the span, or those for which these things are booked, by time. One statement under the viewer's scope. */
export async function calendarTasks(
  tx: Tx,
  viewer: Viewer,
  filter: CalendarFilter,
): Promise<{ readonly tasks: CalendarTask[]; readonly cut: boolean }> {
  demand(viewer, 'task.read');
  const params = parameters();
  const seen = `coalesce(${visibleTasks(viewer, params)}, false)`;
  const who = watched(filter.people, viewer, params);
  const where = [...within(filter, params), ...narrowed(filter, seen, params)];
  const tasks = await tx.rows<CalendarTask>(
    `with who as materialized (${who}), found as (
       select t.*, ${seen} as seen, ${UNPLANNED} as unplanned,
         case when ${UNPLANNED} then ${TOOK} else t.duration_minutes end as taken_minutes, ${STANDS_AT} as stands_at, ${IS_OVERDUE} as overdue
       from tasks t join task_types y on y.code = t.type and y.in_calendar
       where ${where.join(' and ')} order by stands_at, t.id limit ${MOST + 1})
     select f.id, not f.seen as busy, f.owner_id, f.planned_at, f.state, f.version, f.taken_minutes as duration_minutes,
       case when f.unplanned then f.stands_at end as recorded_at,
       array(select w.id from who w where w.id = case when f.unplanned then f.done_by else f.owner_id end or w.id in (select p.user_id from task_users p where p.task_id = f.id)) as people,
       case when f.seen then array(select p.user_id from task_users p where p.task_id = f.id order by 1) else '{}' end as user_ids,
       array(select b.resource_id from bookings b where b.task_id = f.id) as resources,
       case when f.seen then (select count(*) from invitations i where i.task_id = f.id and i.told ->> 'method' = 'REQUEST') else 0 end as invited,
       case when f.seen then f.title end as title, case when f.seen then f.type end as type,
       case when f.seen then y.color end as color, case when f.seen then f.company_id end as company_id,
       case when f.seen then coalesce(c.short_name, c.name) end as company_name, case when f.seen then f.place end as place,
       case when f.seen then f.due_at end as due_at, case when f.seen then f.priority else 'normal' end as priority,
       case when f.seen then f.recurrence_id end as recurrence_id,
       case when f.seen then to_char(f.recurs_on, 'YYYY-MM-DD') end as recurs_on, f.seen and f.private as private, f.seen and f.effect_key is not null as of_scenario,
       f.seen and f.overdue as overdue
     from found f join task_types y on y.code = f.type left join companies c on c.id = f.company_id
     order by f.stands_at, f.id`,
    params.list,
  );
  return { tasks: tasks.slice(0, MOST), cut: tasks.length > MOST };
}

/** Of `t`: it was done, and neither an hour nor a deadline had been set for it. It stands where it was begun. */
const UNPLANNED = `(t.state = 'done' and t.moment = 'infinity')`;
const TOOK = `coalesce(${spentMinutes}, t.duration_minutes)`;
/** A contact is recorded at its beginning, anything else as it ends. */
const BEGAN_AT = `(t.done_at - make_interval(mins => case when t.is_contact then 0
  else least(${drawn.mostMinutes}, greatest(${drawn.leastMinutes}, ${TOOK})) end))`;
const STANDS_AT = `case when ${UNPLANNED} then ${BEGAN_AT} else t.moment end`;

/** The longest task lasts a day: what began before the span may reach into it. */
function within({ resources, from, to, recorded }: CalendarFilter, params: Params): string[] {
  const [first, last] = [params.add(from), params.add(to)];
  const at = (moment: string) => `${moment} >= ${first}::timestamptz - interval '1 day' and ${moment} < ${last}`;
  const inSpan = (alias: string) => `${alias}.state in ('open', 'done') and ${at(`${alias}.moment`)}`;
  if (resources) {
    const booked = `resource_id = any(${params.add(resources)}::uuid[]) and during && tstzrange(${first}, ${last})`;
    return [`t.id in (select task_id from bookings where ${booked})`, inSpan('t')];
  }
  const shows = recorded !== 'no';
  // What was begun before the span ends may have been finished after it.
  const done = `union select d.id from tasks d where d.done_by in (select id from who) and d.state = 'done' and d.moment = 'infinity'
    and d.done_at >= ${first}::timestamptz - interval '1 day' and d.done_at < ${last}::timestamptz + interval '1 day'`;
  // Ids of all kinds as one set: each part has its index.
  return [
    `t.id in (select o.id from tasks o where o.owner_id in (select id from who) and ${inSpan('o')} ${shows ? done : ''}
       union select p.task_id from task_users p where p.user_id in (select id from who))`,
    shows ? `(${inSpan('t')} or ${UNPLANNED} and ${at(BEGAN_AT)})` : inSpan('t'),
  ];
}

/**
 * A filter on what is not shown would tell it: hidden work passes none. Without a time it takes nobody's; one that it was
 * given by being done would tell when that was and how long it took.
 */
function narrowed({ types, companyId, state = 'all' }: CalendarFilter, seen: string, params: Params): string[] {
  const conditions = [
    types ? `t.type = any(${params.add(types)}::text[])` : '',
    companyId ? `t.company_id = ${params.add(companyId)}` : '',
    state === 'all' ? '' : `t.state = ${params.add(state)}`,
  ].filter(Boolean);
  const shown =
    conditions.length > 0 ? `${seen} and ${conditions.join(' and ')}` : `${seen} or t.planned_at is not null`;
  return [`(${shown})`];
}

/** Of these people the ones whose calendar the viewer may open. */
export function watched(people: readonly string[], viewer: Viewer, params: Params): string {
  return `select u.id from users u where u.id = any(${params.add(people)}::uuid[]) and u.id in (${mayWatch(viewer, params)})`;
}

/** Ids of those whose calendar the viewer may open: everybody's, or their own people's and their colleagues'. */
function mayWatch(viewer: Viewer, params: Params): string {
  if (viewer.scope === 'all') return `select id from users`;
  const me = params.add(viewer.userId);
  return `select u.id from users u where u.id = any(${params.add(viewer.seesUsers)}::uuid[])
    or u.superior_id = (select superior_id from users where id = ${me})
    or u.id in (select b.user_id from team_members a join team_members b on b.team_id = a.team_id where a.user_id = ${me})`;
}

/** How much work a day holds for somebody, beside what the filters show. */
export type DayLoad = {
  readonly userId: string;
  readonly on: string;
  /** All of it. */
  readonly minutes: number;
  /** Of these such as have a day and no hour: they too are to be done in it. */
  readonly untimedMinutes: number;
  /** Of these such as the viewer sees only as taken. */
  readonly hiddenMinutes: number;
  /** How many tasks the viewer sees of it: `list=planned&people=…` lists exactly these (rule 42). */
  readonly count: number;
};

/**
 * Minutes of work by person and day in the viewer's zone, their own and that in which they take part; what has no length of
 * its own counts its type's (rule 35). It counts what the calendar shows: also what has a day and no hour, since it is to be
 * done in that day's hours, and of hidden work that with a time, which stands there as taken.
 */
export async function calendarLoad(
  tx: Tx,
  viewer: Viewer,
  { from, to, people }: Span & { readonly people: readonly string[] },
): Promise<DayLoad[]> {
  demand(viewer, 'task.read');
  const params = parameters();
  const [first, last] = [params.add(from), params.add(to)];
  const seen = `coalesce(${visibleTasks(viewer, params)}, false)`;
  return tx.rows<DayLoad>(
    `with who as materialized (${watched(people, viewer, params)}), work as materialized (
       select o.owner_id as user_id, o.id from tasks o where o.owner_id in (select id from who)
         and o.state in ('open', 'done') and o.moment >= ${first} and o.moment < ${last}
       union select p.user_id, p.task_id from task_users p where p.user_id in (select id from who)),
     found as (
       select w.user_id, t.moment, t.planned_at, t.duration_minutes, ${seen} as seen
       from work w join tasks t on t.id = w.id join task_types y on y.code = t.type and y.in_calendar
       where t.state in ('open', 'done') and t.moment >= ${first} and t.moment < ${last})
     select user_id, to_char(moment at time zone ${params.add(viewer.timeZone)}, 'YYYY-MM-DD') as on,
       sum(duration_minutes)::int as minutes,
       coalesce(sum(duration_minutes) filter (where planned_at is null), 0)::int as untimed_minutes,
       coalesce(sum(duration_minutes) filter (where not seen), 0)::int as hidden_minutes,
       count(*) filter (where seen) as count
     from found where seen or planned_at is not null group by 1, 2 order by 1, 2`,
    params.list,
  );
}

export type CalendarPerson = {
  readonly id: string;
  readonly name: string;
  /** Names of the teams that they are in. */
  readonly teams: readonly string[];
  /** The viewer sees what is in it; otherwise only when they are busy. */
  readonly open: boolean;
};

/** Whose calendars the viewer may open, themselves first. */
export async function calendarPeople(tx: Tx, viewer: Viewer): Promise<CalendarPerson[]> {
  demand(viewer, 'task.read');
  const params = parameters();
  const me = params.add(viewer.userId);
  const open = viewer.scope === 'all' ? 'true' : `u.id = any(${params.add(viewer.seesUsers)}::uuid[])`;
  return tx.rows<CalendarPerson>(
    `select u.id, u.name, ${open} as open,
       array(select t.name from teams t join team_members m on m.team_id = t.id where m.user_id = u.id order by t.name) as teams
     from users u where u.active and u.id in (${mayWatch(viewer, params)})
     order by u.id <> ${me}, u.name, u.id`,
    params.list,
  );
}
