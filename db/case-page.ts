/** What the page of a case shows: its card, its work and its procedures. */
import { may, type Right, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { caseProgress } from './case-progress.ts';
import { findCase, type Case } from './case-scope.ts';
import { isLoose } from './procedures.ts';
import type { Tx } from './database.ts';
import { ownForViewer } from './own-values.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { runsWithPath, type ShownRun } from './run-path.ts';
import { parameters, visibleTasks } from './task-scope.ts';

/** A customer as anyone with the case may see them: who they are and how to reach them, none of their tabs (rule 23). */
export type CustomerCard = {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly ownerName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly isHome: boolean;
};

export type CasePage = Case & {
  readonly frozen: { readonly since: string; readonly reason: string | null } | null;
  readonly ownerName: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly companies: readonly CustomerCard[];
  readonly runs: readonly ShownRun[];
  readonly tasks: number;
  readonly kindName: Said;
  readonly kindColor: string;
  readonly openTasks: number;
  /** Open ones that no procedure of the case takes back when it ends: whoever closes the case says what becomes of them. */
  readonly looseTasks: number;
  readonly overdueTasks: number;
  readonly progress: number | null;
  /** Minutes that people have written down as worked. */
  readonly workMinutes: number;
  readonly messages: number;
  readonly files: number;
};

/** Throws `case.not_found`. */
export async function readCase(tx: Tx, viewer: Viewer, id: string): Promise<CasePage> {
  const found = await findCase(tx, viewer, { id });
  const counted = (right: Right, rows: string) => (may(viewer, right) ? `(select count(*) from ${rows})` : '0');
  const [own, beside, companies, runs, work] = await Promise.all([
    ownForViewer(tx, viewer, { record: 'case', own: found.own }),
    tx.one<
      Pick<
        CasePage,
        'ownerName' | 'createdAt' | 'updatedAt' | 'messages' | 'files' | 'kindName' | 'kindColor' | 'frozen'
      >
    >(
      `select u.name as owner_name, k.created_at, k.updated_at,
         ${counted('message.read', '(select 1 from messages where case_id = k.id limit 10001) m')} as messages,
         ${counted('file.read', `file_links l join files f on f.id = l.file_id and f.deleted_at is null where l.noun = 'case' and l.record_id = k.id`)} as files,
         jsonb_build_object('pl', d.name_pl, 'en', d.name_en) as kind_name, d.color as kind_color,
         (select jsonb_build_object('since', f.frozen_from, 'reason', f.reason) from freezes f
          where f.scope_kind = 'case' and f.scope_id = k.id and f.frozen_to is null limit 1) as frozen
       from cases k join case_kinds d on d.code = k.kind left join users u on u.id = k.owner_id where k.id = $1`,
      [id],
    ),
    customersOf(tx, id),
    may(viewer, 'run.read') ? runsWithPath(tx, viewer, { of: 'case', id }) : [],
    workOf(tx, viewer, id),
  ]);
  return { ...found, own, ...beside, companies, runs, ...work };
}

async function customersOf(tx: Tx, id: string): Promise<CustomerCard[]> {
  return tx.rows<CustomerCard>(
    `select c.id, c.name, c.city, u.name as owner_name, mail.value as email, phone.normalised as phone, l.is_home
     from (select company_id, true as is_home from cases where id = $1
           union all (select company_id, false from case_companies where case_id = $1 order by created_at limit 200)) l
       join companies c on c.id = l.company_id and c.deleted_at is null left join users u on u.id = c.owner_id
       left join lateral (select value from contact_points where company_id = c.id and kind = 'email' and state = 'good'
         order by person_id is not null, is_main desc limit 1) mail on true
       left join lateral (select normalised from contact_points where company_id = c.id and kind = 'phone' and state = 'good'
         order by person_id is not null, is_main desc limit 1) phone on true
     order by l.is_home desc, c.name`,
    [id],
  );
}

export type CaseTask = {
  readonly id: string;
  readonly parentId: string | null;
  readonly title: string;
  readonly type: string;
  readonly typePl: string;
  readonly typeEn: string;
  readonly state: 'open' | 'done' | 'withdrawn' | 'cancelled';
  readonly percent: number;
  readonly durationMinutes: number;
  readonly priority: 'low' | 'normal' | 'high';
  readonly ownerName: string | null;
  /** Of the team in whose queue it waits. */
  readonly queueName: string | null;
  readonly companyName: string | null;
  readonly plannedAt: string | null;
  readonly dueAt: string | null;
  readonly doneAt: string | null;
  readonly overdue: boolean;
};

type Work = Pick<CasePage, 'tasks' | 'openTasks' | 'looseTasks' | 'overdueTasks' | 'progress' | 'workMinutes'>;

/** What the viewer sees of the work of a case: a private task is counted for nobody else (rule 35). */
async function workOf(tx: Tx, viewer: Viewer, id: string): Promise<Work> {
  const params = parameters();
  return tx.one<Work>(
    `select count(*) as tasks, count(*) filter (where t.state = 'open') as open_tasks,
       count(*) filter (where t.state = 'open' and ${isLoose}) as loose_tasks,
       count(*) filter (where ${IS_OVERDUE}) as overdue_tasks,
       coalesce(sum(t.work_minutes), 0) as work_minutes, ${caseProgress} as progress
     from tasks t where t.case_id = ${params.add(id)}::uuid and ${visibleTasks(viewer, params)}`,
    params.list,
  );
}

const MOST_TASKS = 1_000;

/** The work of a case, flat: `growTree` makes the tree of it. `more`: there are over a thousand, the rest is in the list of tasks. */
export async function tasksOfCase(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<{ readonly rows: CaseTask[]; readonly more: boolean }> {
  await findCase(tx, viewer, { id });
  const params = parameters();
  const rows = await tx.rows<CaseTask>(
    `select t.id, t.parent_id, t.title, t.type, y.name_pl as type_pl, y.name_en as type_en, t.state, t.percent,
       t.duration_minutes, t.priority, u.name as owner_name,
       coalesce(q.name, t.queue) as queue_name, c.name as company_name, t.planned_at, t.due_at, t.done_at,
       ${IS_OVERDUE} as overdue
     from tasks t join task_types y on y.code = t.type left join users u on u.id = t.owner_id
       left join companies c on c.id = t.company_id left join teams q on q.code = t.queue
     where t.case_id = ${params.add(id)}::uuid and ${visibleTasks(viewer, params)}
     order by t.moment, t.id limit ${MOST_TASKS + 1}`,
    params.list,
  );
  return { rows: rows.slice(0, MOST_TASKS), more: rows.length > MOST_TASKS };
}
