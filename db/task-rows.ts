import { may, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { FormField, Json } from '../domain/scenario/shapes.ts';
import type { TaskOutcome } from '../domain/tasks/outcome.ts';
import type { TaskState } from '../domain/tasks/state.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type Priority = 'low' | 'normal' | 'high';

/** A line of the checklist that is done. */
export type Tick = { readonly at: string; readonly by: string };

/** A task as its verbs see it. */
export type Task = {
  readonly id: string;
  readonly type: string;
  readonly typeChannel: 'phone' | 'email' | null;
  readonly categoryId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly caseId: string | null;
  readonly campaignId: string | null;
  readonly stageId: string | null;
  readonly runId: string | null;
  readonly effectKey: string | null;
  readonly parentId: string | null;
  /** The task that this one comes after: a follow-up, a repetition elsewhere. It is no part of it. */
  readonly afterId: string | null;
  /** The rule by which it comes again, and the day of that rule. */
  readonly recurrenceId: string | null;
  readonly recursOn: string | null;
  readonly ownerId: string | null;
  readonly caretakerId: string | null;
  readonly queue: string | null;
  readonly priority: Priority;
  readonly state: TaskState;
  readonly stateReason: string | null;
  readonly percent: number;
  readonly stage: string | null;
  readonly plannedAt: string | null;
  readonly durationMinutes: number;
  readonly dueAt: string | null;
  readonly place: string | null;
  readonly private: boolean;
  readonly purpose: string | null;
  readonly script: string | null;
  readonly form: readonly FormField[];
  readonly checklist: readonly string[];
  readonly ticks: Readonly<Record<string, Tick>>;
  readonly outcomes: readonly TaskOutcome[];
  readonly outcome: string | null;
  readonly answers: Readonly<Record<string, Json>>;
  readonly note: string | null;
  readonly doneAt: string | null;
  readonly doneBy: string | null;
  readonly workMinutes: number | null;
  readonly callSeconds: number | null;
  readonly noteSeconds: number | null;
  readonly noteStartedAt: string | null;
  readonly kilometres: number | null;
  /** On closing, people are asked how far they went. */
  readonly asksKilometres: boolean;
  /** A contact that was recorded without having been planned. */
  readonly isContact: boolean;
  /** Who takes part, of ours and of the customer. */
  readonly userIds: readonly string[];
  readonly personIds: readonly string[];
  /** What is booked for it. */
  readonly resourceIds: readonly string[];
  readonly leasedBy: string | null;
  readonly leasedByName: string | null;
  readonly leasedUntil: string | null;
  /** Values of all own fields by code; what a viewer reads of them goes through `ownForViewer`. */
  readonly own: OwnValues;
  readonly version: number;
  /** The database's clock when the row was read. */
  readonly now: string;
};

const SELECT = `select t.id, t.type, y.channel as type_channel, t.category_id, t.title, t.description, t.company_id, t.person_id, t.case_id,
    t.campaign_id, t.stage_id, t.run_id, t.effect_key, t.parent_id, t.after_id, t.recurrence_id, to_char(t.recurs_on, 'YYYY-MM-DD') as recurs_on, t.owner_id, t.caretaker_id, t.queue, t.priority,
    t.state, t.state_reason, t.percent, t.stage, t.planned_at, t.duration_minutes, t.due_at, t.place, t.private, t.purpose, t.script, t.form, t.checklist, t.ticks,
    case when t.outcomes = '[]'::jsonb then y.outcomes else t.outcomes end as outcomes,
    t.outcome, t.answers, t.note, t.done_at, t.done_by, t.work_minutes, t.call_seconds, t.note_seconds,
    t.note_started_at, t.kilometres, y.asks_kilometres, t.is_contact,
    array(select user_id::text from task_users where task_id = t.id order by 1) as user_ids,
    array(select person_id::text from task_people where task_id = t.id order by 1) as person_ids,
    array(select resource_id::text from bookings where task_id = t.id order by 1) as resource_ids,
    t.leased_by, l.name as leased_by_name, t.leased_until, t.own, t.version, now() as now
  from tasks t join task_types y on y.code = t.type left join users l on l.id = t.leased_by`;

/** The task, if the viewer may see it. Throws `task.not_found`: what is not theirs is not there for them. */
export async function findTask(tx: Tx, viewer: Viewer, id: string): Promise<Task> {
  return oneTask(tx, viewer, { id, lock: '' });
}

/**
 * As `findTask`, and nobody else changes it before this transaction ends. Somebody who sees it only because they may read
 * its case cannot change it.
 */
export async function lockTask(tx: Tx, viewer: Viewer, id: string): Promise<Task> {
  return oneTask(tx, viewer, { id, lock: 'for no key update of t' });
}

async function oneTask(tx: Tx, viewer: Viewer, { id, lock }: { id: string; lock: string }): Promise<Task> {
  const params = parameters();
  const where = `t.id = ${params.add(id)} and ${visibleTasks(viewer, params, lock ? 'add' : 'read')}`;
  const [found] = await tx.prepared<Task>(
    `one-task-${viewer.scope}-${may(viewer, 'case.read')}-${lock ? 'locked' : may(viewer, 'task.read')}`,
    `${SELECT} where ${where} ${lock}`,
    params.list,
  );
  if (!found) throw taskNotFound();
  return found;
}

function taskNotFound(): DomainError {
  return new DomainError('task.not_found', {
    pl: 'Nie ma takiego zadania albo nie masz do niego dostępu. Wróć do listy zadań.',
    en: 'There is no such task, or you have no access to it. Go back to the list of tasks.',
  });
}

export function changedMeanwhile(): DomainError {
  return new DomainError('task.changed', {
    pl: 'Ktoś zmienił to zadanie, odkąd je otwarto. Odśwież je i wprowadź zmianę jeszcze raz.',
    en: 'Somebody has changed this task since you opened it. Refresh it and make your change again.',
  });
}
