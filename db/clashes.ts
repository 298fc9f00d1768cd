/** Whose time is taken: people may be planned twice, and whoever plans should know of it (rule 35). */
import { demand, type Viewer } from '../domain/access.ts';
import { MOST_CLASHES } from '../domain/calendar/clashes.ts';
import { maySeeWhen } from './absences.ts';
import type { Tx } from './database.ts';
import { findRecurrence } from './recurrence-page.ts';
import { parameters, visibleFew } from './task-scope.ts';

export type AskedTime = {
  /** When it is to begin; several times for what comes again. */
  readonly at: readonly string[];
  /** Whose time: the owner and those who take part. Missing: those of the task or of the rule. */
  readonly people?: readonly string[] | undefined;
  /** Missing: as long as the task or the rule says, else as this type usually lasts. */
  readonly minutes?: number | undefined;
  readonly type?: string | undefined;
  /** The task that is planned anew. */
  readonly except?: string | undefined;
  /** The rule that is changed: its own days give way. */
  readonly recurrence?: string | undefined;
};

/** Somebody's work in that time. What the viewer does not see is taken, and nothing else. */
export type Clash = {
  readonly userId: string;
  readonly userName: string;
  readonly at: string;
  /** Null: taken. */
  readonly title: string | null;
};

/** Of a type that nobody named. */
const USUAL_MINUTES = 30;

/**
 * What these people have to do at these times, by time: of those of whom the viewer may know when they are away. What stands
 * in no calendar takes nobody's time, as it is no load either. More nobody reads in a warning than `MOST_CLASHES`; one beyond
 * them says that there are more.
 */
export async function clashesAt(tx: Tx, viewer: Viewer, asked: AskedTime): Promise<Clash[]> {
  demand(viewer, 'task.read');
  const { people, minutes, type } = await taken(tx, viewer, asked);
  const { at, except, recurrence } = asked;
  if (people.length === 0 || at.length === 0) return [];
  const params = parameters();
  const times = params.add(at);
  const length = `coalesce(${params.add(minutes ?? null)}::integer,
    (select default_minutes from task_types where code = ${params.add(type ?? null)}), ${USUAL_MINUTES})`;
  // From the time to the people: whoever took part in thousands of meetings that are over has few at this time. Each part
  // that is read for every row of the one before stands in a subquery of its own, so that it goes by its index.
  return tx.rows<Clash>(
    `with who as materialized (select u.id, u.name from users u where ${maySeeWhen(viewer, people, { params, user: 'u.id' })}),
     near as materialized (
       select n.id, n.owner_id from unnest(${times}::timestamptz[]) a(begins) cross join lateral (
         select o.id, o.owner_id from tasks o
         where o.planned_at > a.begins - interval '1 day' and o.planned_at < a.begins + make_interval(mins => ${length})
           and o.planned_at + make_interval(mins => o.duration_minutes) > a.begins and o.state = 'open'
           and o.type = any(array(select y.code from task_types y where y.in_calendar))
           and o.id is distinct from ${params.add(except ?? null)}::uuid
           ${recurrence ? `and o.recurrence_id is distinct from ${params.add(recurrence)}::uuid` : ''} offset 0) n),
     work as (
       select n.owner_id as user_id, n.id from near n
       union select p.user_id, n.id from near n cross join lateral (
         select x.user_id from task_users x where x.task_id = n.id offset 0) p)
     select who.id as user_id, who.name as user_name, t.planned_at as at,
       case when coalesce(${visibleFew(viewer, params)}, false) then coalesce(c.short_name, c.name, t.title) end as title
     from work w join who on who.id = w.user_id join tasks t on t.id = w.id left join companies c on c.id = t.company_id
     order by t.planned_at, who.name, t.id limit ${MOST_CLASHES + 1}`,
    params.list,
  );
}

type Taken = { readonly people: readonly string[] } & Pick<AskedTime, 'minutes' | 'type'>;

/** Whose time and how much of it, where only the task or the rule was named. */
async function taken(tx: Tx, viewer: Viewer, asked: AskedTime): Promise<Taken> {
  const { people, minutes, type, except, recurrence } = asked;
  if (people) return { people, minutes, type };
  if (recurrence) {
    const { ownerId, task } = await findRecurrence(tx, viewer, { id: recurrence, lock: '' });
    const all = [ownerId, ...(task.userIds ?? [])].filter((one) => one !== null);
    return { people: all, minutes: minutes ?? task.durationMinutes, type: type ?? task.type };
  }
  const params = parameters();
  const planned = await tx.maybe<{ people: string[]; minutes: number }>(
    `select array(select t.owner_id where t.owner_id is not null union select p.user_id from task_users p where p.task_id = t.id) as people,
       t.duration_minutes as minutes
     from tasks t where t.id = ${params.add(except ?? null)} and ${visibleFew(viewer, params)}`,
    params.list,
  );
  return planned ? { people: planned.people, minutes: minutes ?? planned.minutes } : { people: [] };
}
