/** Whose time is taken: people may be planned twice, and whoever plans should know of it (rule 35). */
import { demand, type Viewer } from '../domain/access.ts';
import { maySeeWhen } from './absences.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type AskedTime = {
  /** Whose time: the owner and those who take part. */
  readonly people: readonly string[];
  /** When it is to begin; several times for what comes again. */
  readonly at: readonly string[];
  /** Missing: as long as this type usually lasts. */
  readonly minutes?: number | undefined;
  readonly type?: string | undefined;
  /** The task that is being planned. */
  readonly except?: string | undefined;
};

/** Somebody's work in that time. What the viewer does not see is taken, and nothing else. */
export type Clash = {
  readonly userId: string;
  readonly userName: string;
  readonly at: string;
  /** Null: taken. */
  readonly title: string | null;
};

/** More nobody reads in a warning. */
const MOST = 20;
/** Of a type that nobody named. */
const USUAL_MINUTES = 30;

/** What these people have to do at these times, by time: of those of whom the viewer may know when they are away. */
export async function clashesAt(tx: Tx, viewer: Viewer, asked: AskedTime): Promise<Clash[]> {
  demand(viewer, 'task.read');
  const { people, at, minutes, type, except } = asked;
  if (people.length === 0 || at.length === 0) return [];
  const params = parameters();
  const times = params.add(at.toSorted((a, b) => Date.parse(a) - Date.parse(b)));
  const length = `coalesce(${params.add(minutes ?? null)}::integer,
    (select default_minutes from task_types where code = ${params.add(type ?? null)}), ${USUAL_MINUTES})`;
  const inSpan = (moment: string) =>
    `${moment} > (${times}::timestamptz[])[1] - interval '1 day' and ${moment} < (${times}::timestamptz[])[cardinality(${times}::timestamptz[])] + interval '1 day'`;
  return tx.rows<Clash>(
    `with who as materialized (select u.id, u.name from users u where ${maySeeWhen(viewer, people, { params, user: 'u.id' })}),
     work as materialized (
       select o.owner_id as user_id, o.id from tasks o where o.owner_id in (select id from who) and o.state = 'open' and ${inSpan('o.moment')}
       union select p.user_id, p.task_id from task_users p where p.user_id in (select id from who))
     select who.id as user_id, who.name as user_name, t.planned_at as at,
       case when coalesce(${visibleTasks(viewer, params)}, false) then coalesce(c.short_name, c.name, t.title) end as title
     from work w join who on who.id = w.user_id join tasks t on t.id = w.id left join companies c on c.id = t.company_id
     where t.state = 'open' and ${inSpan('t.planned_at')} and t.id is distinct from ${params.add(except ?? null)}::uuid
       and exists (select 1 from unnest(${times}::timestamptz[]) a where t.planned_at < a + make_interval(mins => ${length})
         and t.planned_at + make_interval(mins => t.duration_minutes) > a)
     order by t.planned_at, who.name, t.id limit ${MOST}`,
    params.list,
  );
}
