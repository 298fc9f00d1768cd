/** What stands around a task: its main task and parts, who takes part, what it follows and what is tied to it. */
import { may, type Viewer } from '../domain/access.ts';
import type { TaskState } from '../domain/tasks/state.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { IS_OVERDUE, IS_PAUSED } from './paused-tasks.ts';
import { tracesOf, type ReminderTrace } from './reminders.ts';
import { linksOf, type NamedLink } from './task-links.ts';
import type { Task } from './task-rows.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type Named = { readonly id: string; readonly name: string };

/** Another task that belongs with this one. */
export type Relative = {
  readonly id: string;
  readonly title: string;
  readonly state: TaskState;
  readonly percent: number;
  readonly ownerName: string | null;
  readonly plannedAt: string | null;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly relation: 'main' | 'part' | 'before' | 'after';
};

export type Around = {
  /** Open and late, while nothing holds it. */
  readonly overdue: boolean;
  /** Open, and a freeze holds its run. */
  readonly paused: boolean;
  readonly ownerName: string | null;
  /** Of the team whose queue it waits in, or came from. */
  readonly queueName: string | null;
  readonly caretakerName: string | null;
  readonly categoryName: string | null;
  readonly caseName: string | null;
  readonly doneByName: string | null;
  readonly updatedAt: string;
  readonly updatedByName: string | null;
  readonly users: readonly Named[];
  readonly people: readonly (Named & { readonly position: string | null })[];
  /** Cars, rooms and equipment that are booked for it. */
  readonly resources: readonly Named[];
  /** Minutes before its moment at which it reminds. */
  readonly remindMinutes: readonly number[];
  readonly reminders: readonly ReminderTrace[];
  readonly relatives: readonly Relative[];
  readonly links: readonly NamedLink[];
};

/** Four small queries side by side, each within what the viewer may see. */
export async function aroundTask(tx: Tx, viewer: Viewer, task: Task): Promise<Around> {
  const [names, relatives, links, reminders] = await Promise.all([
    namesAround(tx, viewer, task.id),
    relativesOf(tx, viewer, task),
    linksOf(tx, viewer, task.id),
    tracesOf(tx, task.id),
  ]);
  return { ...names, relatives, links, reminders };
}

type NamesAround = Omit<Around, 'relatives' | 'links' | 'reminders'>;

async function namesAround(tx: Tx, viewer: Viewer, taskId: string): Promise<NamesAround> {
  const params = parameters();
  const id = params.add(taskId);
  // Whoever sees the task but not its case is not told its name.
  const seesCases = may(viewer, 'case.read');
  const seen = seesCases
    ? `s.id in (select k.id from cases k where k.id = t.case_id and ${visibleCases(viewer, params)})`
    : 'false';
  const [row] = await tx.prepared<NamesAround>(
    `names-around-task-${viewer.scope}-${seesCases}`,
    `select o.name as owner_name, coalesce(q.name, t.queue) as queue_name, k.name as caretaker_name, g.name as category_name, d.name as done_by_name,
       case when s.id is not null then s.number || ' ' || s.name end as case_name, t.updated_at,
       (select name from users where 'user:' || id = split_part(t.updated_by, ' ', 1)) as updated_by_name,
       (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name), '[]')
        from task_users p join users u on u.id = p.user_id where p.task_id = t.id) as users,
       (select coalesce(json_agg(json_build_object('id', w.id, 'name', concat_ws(' ', w.first_name, w.last_name),
          'position', w.position) order by w.last_name, w.first_name), '[]')
        from task_people p join people w on w.id = p.person_id where p.task_id = t.id) as people,
       (select coalesce(json_agg(json_build_object('id', h.id, 'name', h.name) order by h.name), '[]')
        from bookings b join resources h on h.id = b.resource_id where b.task_id = t.id) as resources,
       array(select m from unnest(t.remind_minutes) m order by m) as remind_minutes, ${IS_OVERDUE} as overdue, ${IS_PAUSED} as paused
     from tasks t left join users o on o.id = t.owner_id left join users k on k.id = t.caretaker_id left join teams q on q.code = t.queue
       left join task_categories g on g.id = t.category_id left join users d on d.id = t.done_by left join cases s on s.id = t.case_id and ${seen}
     where t.id = ${id}`,
    params.list,
  );
  return row!;
}

async function relativesOf(tx: Tx, viewer: Viewer, { id, parentId, afterId }: Task): Promise<Relative[]> {
  const params = parameters();
  const task = params.add(id);
  const main = params.add(parentId);
  const before = params.add(afterId);
  return tx.rows<Relative>(
    `select t.id, t.title, t.state, t.percent, o.name as owner_name, t.planned_at, t.due_at,
       ${IS_OVERDUE} as overdue,
       case when t.id = ${main}::uuid then 'main' when t.id = ${before}::uuid then 'before'
         when t.parent_id = ${task} then 'part' else 'after' end as relation
     from tasks t left join users o on o.id = t.owner_id
     where (t.id = ${main}::uuid or t.id = ${before}::uuid or t.parent_id = ${task} or t.after_id = ${task})
       and ${visibleTasks(viewer, params)}
     order by t.moment, t.id limit 200`,
    params.list,
  );
}
