/** Work for people: made, put off, handed over, dropped. Changes are in `task-edits.ts`, what comes of it in `task-outcomes.ts`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { linesOf } from '../domain/tasks/checklist.ts';
import { postponed, type Postponed } from '../domain/tasks/postpone.ts';
import { demandFree, demandOpen } from '../domain/tasks/state.ts';
import type { TypedDate } from '../domain/tasks/typed-date.ts';
import { recordAudit } from './audit.ts';
import { demandWantedCall } from './call-rules.ts';
import type { Db, Tx } from './database.ts';
import { announce } from './live.ts';
import { ownOfNew, settleOwn } from './own-values.ts';
import { bookForNew } from './resources.ts';
import { demandCustomer, setParticipants } from './task-company.ts';
import { isDeadlineFixed } from './task-deadlines.ts';
import { writeTask } from './task-edits.ts';
import { rollUp } from './task-progress.ts';
import { keepReminders, setReminders } from './task-reminders.ts';
import { demandTies } from './task-ties.ts';
import { lockTask, type Priority } from './task-rows.ts';
import { demandReceiver, giveTo, handed, mayTake, type Receiver } from './task-receivers.ts';
import { findType } from './task-types.ts';

/** What a person fills in. `ownerId` and `queue` both missing: it is their own work. */
export type NewTask = {
  readonly type: string;
  readonly title: string;
  readonly description?: string | null;
  readonly companyId?: string | null;
  readonly personId?: string | null;
  readonly caseId?: string | null;
  readonly opportunityId?: string | null;
  readonly parentId?: string | null;
  /** The task that this one comes after, without being a part of it. */
  readonly afterId?: string | null;
  readonly categoryId?: string | null;
  readonly ownerId?: string | null;
  readonly caretakerId?: string | null;
  readonly queue?: string | null;
  readonly priority?: Priority;
  readonly plannedAt?: string | null;
  readonly durationMinutes?: number;
  readonly dueAt?: string | null;
  readonly place?: string | null;
  /** Others see in calendars that the time is taken, and nothing else. */
  readonly private?: boolean;
  readonly percent?: number;
  readonly stage?: string | null;
  readonly checklist?: readonly string[];
  /** Who takes part, of ours and of the customer. */
  readonly userIds?: readonly string[];
  readonly personIds?: readonly string[];
  /** What is booked for it: all of them, or the task is not made. */
  readonly resourceIds?: readonly string[];
  /** A call to a customer who refused calls, which is not an offer. */
  readonly callAnyway?: boolean;
  /** Minutes before the moment of the task at which its owner is reminded. */
  readonly remindMinutes?: readonly number[];
  /** Values of own fields by code. */
  readonly own?: OwnValues;
};

/** A new task. For somebody else it needs the right to assign, or a receiver whom one may always hand to. */
export async function createTask(db: Db, viewer: Viewer, task: NewTask): Promise<{ readonly id: string }> {
  return db.transaction(async (tx) => ({ id: await createTaskIn(tx, viewer, { own: {}, ...task }) }));
}

/** As `createTask`, together with what else is made in this transaction. Answers the id. */
export async function createTaskIn(tx: Tx, viewer: Viewer, task: NewTask): Promise<string> {
  demand(viewer, 'task.edit');
  const receiver = receiverOf(task, viewer);
  if (receiver.ownerId !== viewer.userId) await demandReceiver(tx, viewer, receiver);
  await demandTies(tx, viewer, task);
  await demandWantedCall(tx, task);
  const id = await insertTask(tx, viewer, { ...task, ...receiver });
  await bookForNew(tx, viewer, { id, resourceIds: task.resourceIds ?? [] });
  await rollUp(tx, task.parentId ?? null);
  return id;
}

function receiverOf(task: NewTask, viewer: Viewer): Receiver {
  if (task.ownerId) return { ownerId: task.ownerId, queue: null };
  return task.queue ? { ownerId: null, queue: task.queue } : { ownerId: viewer.userId, queue: null };
}

/** Writes the row with its reminders and audit; whose it is has been decided. */
export async function insertTask(tx: Tx, viewer: Viewer, task: NewTask & Receiver): Promise<string> {
  const type = await findType(tx, task.type);
  await demandCustomer(tx, viewer, task);
  const written = await ownOfNew(tx, viewer, { record: 'task', sent: task.own });
  const actor = actorOf(viewer);
  const { id } = await tx.one<{ id: string }>(
    `insert into tasks (type, title, description, company_id, person_id, case_id, parent_id, category_id, owner_id,
       caretaker_id, queue, priority, planned_at, duration_minutes, due_at, percent, stage, checklist, after_id, place,
       private, own, search_text, created_by, updated_by, opportunity_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
       plain_text($2 || ' ' || coalesce($3, '')), $23, $23, $24)
     returning id`,
    [
      task.type,
      task.title.trim(),
      task.description,
      task.companyId,
      task.personId,
      task.caseId,
      task.parentId,
      task.categoryId,
      task.ownerId,
      task.caretakerId,
      task.queue,
      task.priority ?? 'normal',
      task.plannedAt,
      task.durationMinutes ?? type.defaultMinutes,
      task.dueAt,
      task.percent ?? 0,
      task.stage?.trim() || null,
      JSON.stringify(linesOf(task.checklist ?? [])),
      task.afterId,
      task.place,
      task.private ?? false,
      JSON.stringify(written.own),
      actorText(actor),
      task.opportunityId,
    ],
  );
  const { companyId = null, userIds, personIds } = task;
  await setParticipants(tx, { taskId: id, companyId, userIds, personIds });
  await setReminders(tx, { taskId: id, minutesBefore: task.remindMinutes ?? [], actor });
  await settleOwn(tx, viewer, { record: 'task', id, written });
  const tie = task.opportunityId ? { opportunityId: [null, task.opportunityId] as const } : {};
  const changes = { title: [null, task.title] as const, ...tie, ...written.changes };
  await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'create', changes });
  if (task.ownerId && task.ownerId !== viewer.userId)
    await announce(tx, { about: 'tasks', to: { userIds: [task.ownerId] }, id });
  return id;
}

export type Postponing = { readonly id: string; readonly until: TypedDate };

export type PutOff = Pick<Postponed, 'plannedAt' | 'dueAt' | 'endsAt'> & {
  readonly version: number;
  /** The deadline of the scenario's step comes before the work is over (rule 29). */
  readonly beyondDeadline: boolean;
};

/** Puts an open task off; until then no queue offers it. */
export async function postponeTask(db: Db, viewer: Viewer, { id, until }: Postponing): Promise<PutOff> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const before = await lockTask(tx, viewer, id);
    demandOpen(before);
    demandFree(before, viewer.userId, before.now);
    const deadlineFixed = await isDeadlineFixed(tx, before);
    const times = postponed(before, { until, zone: viewer.timeZone, deadlineFixed });
    if (Date.parse(times.notBefore) <= Date.parse(before.now) && until.time !== undefined) throw pastDate();
    const change = { plannedAt: times.plannedAt, dueAt: times.dueAt };
    const also = handed(before, { ...before, ownerId: before.ownerId ?? viewer.userId });
    const { version } = await writeTask(tx, viewer, { before, change, moved: true, verb: 'postpone', also });
    await tx.run(
      `update tasks set not_before = $2, leased_by = null, leased_until = null, leased_since = null,
         owner_id = coalesce(owner_id, $3) where id = $1`,
      [id, times.notBefore, viewer.userId],
    );
    if (before.ownerId === null) await keepReminders(tx, [id]);
    // A day alone leaves its first hours before the deadline.
    const done = Date.parse(times.plannedAt ? times.endsAt : times.notBefore);
    const beyondDeadline = deadlineFixed && before.dueAt !== null && done > Date.parse(before.dueAt);
    return { version, ...change, endsAt: times.endsAt, beyondDeadline };
  });
}

/** Gives an open task to somebody else, or back to a queue. */
export async function assignTask(
  db: Db,
  viewer: Viewer,
  { id, ...receiver }: Receiver & { readonly id: string },
): Promise<{ version: number }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const before = await lockTask(tx, viewer, id);
    demandOpen(before);
    demandFree(before, viewer.userId, before.now);
    const takes = receiver.ownerId === viewer.userId && mayTake(before, viewer);
    if (!takes) await demandReceiver(tx, viewer, receiver);
    await giveTo(tx, id, receiver);
    const also = handed(before, receiver);
    const { version } = await writeTask(tx, viewer, { before, change: {}, moved: false, verb: 'assign', also });
    return { version };
  });
}

function pastDate(): DomainError {
  return new DomainError(
    'task.past_date',
    { pl: 'Ten czas już minął. Podaj późniejszy.', en: 'That time has passed. Give a later one.' },
    'until',
  );
}
