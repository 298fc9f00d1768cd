/** Changes of a task: an open one in all but its customer, a finished one in what is a record of what happened. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { linesOf } from '../domain/tasks/checklist.ts';
import { checkCorrection, demandCorrector, demandNothingOfTheEnd, isOfRecord } from '../domain/tasks/record.ts';
import { demandFree, demandOpen } from '../domain/tasks/state.ts';
import { recordAudit, type Changes } from './audit.ts';
import { demandStillWanted } from './call-rules.ts';
import { demandCaseMove } from './case-scope.ts';
import type { Db, Tx } from './database.ts';
import { hangOwnFiles } from './own-files.ts';
import { refreshFormulas } from './own-formulas.ts';
import { ownWritten, type OwnWritten } from './own-values.ts';
import { beforeNewHour } from './planned-hours.ts';
import { releaseOthers, writeBookings } from './resources.ts';
import { demandCustomer, setParticipants } from './task-company.ts';
import { demandMovableDeadline } from './task-deadlines.ts';
import { demandOwnProgress, rollUp } from './task-progress.ts';
import { keepReminders, moveReminders, remindOfDeadline, setReminders } from './task-reminders.ts';
import { demandReceiver, giveTo, type Receiver } from './task-receivers.ts';
import { changedMeanwhile, lockTask, type Priority, type Task } from './task-rows.ts';
import { demandMainTask } from './task-ties.ts';
import { findType } from './task-types.ts';

/** What may be changed later. The customer stays: work for another one is another task. */
export type TaskChange = {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string | null;
  readonly priority?: Priority;
  readonly plannedAt?: string | null;
  readonly dueAt?: string | null;
  readonly durationMinutes?: number;
  readonly place?: string | null;
  readonly private?: boolean;
  readonly categoryId?: string | null;
  readonly personId?: string | null;
  readonly caseId?: string | null;
  readonly parentId?: string | null;
  readonly caretakerId?: string | null;
  readonly percent?: number;
  readonly stage?: string | null;
  readonly checklist?: readonly string[];
  readonly userIds?: readonly string[];
  readonly personIds?: readonly string[];
  /** All that is booked for it from now on, at the hour that it has then. */
  readonly resourceIds?: readonly string[];
  readonly remindMinutes?: readonly number[];
  readonly receiver?: Receiver;
  /** Of a finished one: what came of it, and when. */
  readonly outcome?: string;
  readonly doneAt?: string;
  readonly note?: string | null;
  readonly workMinutes?: number | null;
  readonly callSeconds?: number | null;
  readonly kilometres?: number | null;
  /** Values of own fields by code; null empties one. */
  readonly own?: OwnValues;
  /** It becomes a call to somebody who refused calls, which is not an offer. */
  readonly callAnyway?: boolean;
};

const columns = {
  type: 'type',
  title: 'title',
  description: 'description',
  priority: 'priority',
  plannedAt: 'planned_at',
  dueAt: 'due_at',
  durationMinutes: 'duration_minutes',
  place: 'place',
  private: 'private',
  categoryId: 'category_id',
  personId: 'person_id',
  caseId: 'case_id',
  parentId: 'parent_id',
  caretakerId: 'caretaker_id',
  percent: 'percent',
  stage: 'stage',
  checklist: 'checklist',
  outcome: 'outcome',
  doneAt: 'done_at',
  note: 'note',
  workMinutes: 'work_minutes',
  callSeconds: 'call_seconds',
  kilometres: 'kilometres',
} as const satisfies Partial<Record<keyof TaskChange, string>>;

export type TaskEdit = {
  readonly id: string;
  readonly version: number;
  readonly change: TaskChange;
  /** Why what was recorded is put right; it stands in the history beside the old and the new value. */
  readonly reason?: string | undefined;
};

/** Changes a task; one that somebody else has changed meanwhile is refused. Answers the new version. */
export async function editTask(
  db: Db,
  viewer: Viewer,
  { id, version, change: wanted, reason }: TaskEdit,
): Promise<{ version: number }> {
  demand(viewer, 'task.edit');
  const change = wanted.checklist ? { ...wanted, checklist: linesOf(wanted.checklist) } : wanted;
  return db.transaction(async (tx) => {
    const before = await lockTask(tx, viewer, id);
    const isDone = before.state === 'done' && Object.keys(change).every(isOfRecord);
    if (!isDone) demandOpen(before);
    if (before.version !== version) throw withNow(changedMeanwhile(), before);
    await demandChange(tx, viewer, { before, change });
    if (isDone) await demandCorrection(tx, viewer, { before, change, reason });
    else demandNothingOfTheEnd(change);
    const moved = !isDone && ['plannedAt', 'dueAt', 'durationMinutes', 'place'].some((field) => field in change);
    const own = await ownWritten(tx, viewer, { record: 'task', before: before.own, sent: change.own });
    const also = { ...own.changes, ...(await remindersOf(tx, { before, change })) };
    // What changes nothing leaves no trace: no version that others would clash with, no line in the history.
    if (Object.keys({ ...auditOf(before, change), ...also }).length === 0) return { version };
    // What is given up does not move to the new hour, where it may be taken.
    if (change.resourceIds) await releaseOthers(tx, { id, resourceIds: change.resourceIds });
    const edited = await writeTask(tx, viewer, {
      before,
      change,
      moved,
      own,
      also,
      reason,
      verb: isDone ? 'correct' : 'edit',
    });
    await hangOwnFiles(tx, viewer, { record: 'task', id, files: own.files });
    await writeAround(tx, viewer, { before, change });
    return edited;
  });
}

/** What hangs on the row that has been written. */
async function writeAround(tx: Tx, viewer: Viewer, { before, change }: Wished): Promise<void> {
  const { id, companyId } = before;
  await setParticipants(tx, { taskId: id, companyId, ...change });
  if (change.checklist) await dropTicks(tx, id);
  if (change.userIds || change.caretakerId !== undefined || change.type !== undefined) await keepReminders(tx, [id]);
  if (change.receiver && !hasAlready(before, change.receiver)) await giveTo(tx, id, change.receiver);
  if (change.remindMinutes) {
    await setReminders(tx, { taskId: id, minutesBefore: change.remindMinutes, actor: actorOf(viewer) });
  }
  if (change.resourceIds) await writeBookings(tx, viewer, { id, resourceIds: change.resourceIds });
  await rollUpBoth(tx, { before, change });
}

/** When it reminded and when it is to: no column of the row, and no change where only the order is another. */
async function remindersOf(tx: Tx, { before: { id }, change: { remindMinutes } }: Wished): Promise<Changes> {
  if (!remindMinutes) return {};
  const inOrder = (minutes: readonly number[]) => [...new Set(minutes)].toSorted((a, b) => a - b);
  const { was } = await tx.one<{ was: number[] }>('select remind_minutes as was from tasks where id = $1', [id]);
  const [old, next] = [inOrder(was), inOrder(remindMinutes)];
  return old.join() === next.join() ? {} : { remindMinutes: [old, next] };
}

/** The main task that it is a part of now, and the one that it was a part of. */
async function rollUpBoth(tx: Tx, { before, change: { parentId = before.parentId } }: Wished): Promise<void> {
  if (parentId !== before.parentId) await rollUp(tx, before.parentId);
  await rollUp(tx, parentId);
}

/** A line that is gone takes its tick along; a line that only moved keeps it. */
async function dropTicks(tx: Tx, id: string): Promise<void> {
  await tx.run(
    `update tasks set ticks = coalesce((select jsonb_object_agg(key, value) from jsonb_each(ticks) where checklist ? key), '{}')
     where id = $1`,
    [id],
  );
}

type Wished = { readonly before: Task; readonly change: TaskChange };

/** Throws where the change breaks a rule that the row alone does not know. */
async function demandChange(tx: Tx, viewer: Viewer, { before, change }: Wished): Promise<void> {
  if (change.caseId !== undefined) await demandCaseMove(tx, viewer, { from: before.caseId, to: change.caseId });
  if (change.type !== undefined && change.type !== before.type) await demandType(tx, before, change.type);
  if (before.state === 'open' && !before.effectKey) {
    const { companyId } = before;
    await demandStillWanted(tx, { companyId, before, after: { ...before, ...change }, callAnyway: change.callAnyway });
  }
  if ('dueAt' in change && !isSame(change.dueAt ?? null, before.dueAt)) await demandMovableDeadline(tx, before);
  if (change.percent !== undefined && change.percent !== before.percent) await demandOwnProgress(tx, before.id);
  if (change.personId) await demandCustomer(tx, viewer, { companyId: before.companyId, personId: change.personId });
  if (change.parentId !== undefined)
    await demandMainTask(tx, viewer, { id: before.id, from: before.parentId, to: change.parentId });
  if (change.receiver && !hasAlready(before, change.receiver)) {
    demandFree(before, viewer.userId, before.now);
    await demandReceiver(tx, viewer, change.receiver);
  }
}

type Correcting = Wished & Pick<TaskEdit, 'reason'>;

/** A finished one: its scenario has gone on and is not moved again, and no follow-up is planned by what is put right. */
async function demandCorrection(tx: Tx, viewer: Viewer, { before, change, reason }: Correcting): Promise<void> {
  demandCorrector(before, viewer);
  const isRetyped = change.type !== undefined && change.type !== before.type;
  const { outcomes } = isRetyped ? await findType(tx, change.type) : before;
  checkCorrection(before, { ...change, reason }, outcomes);
}

function hasAlready(task: Task, { ownerId, queue }: Receiver): boolean {
  return task.ownerId === ownerId && (ownerId !== null || task.queue === queue);
}

/** The type of a step decides which consent was asked for: it is the scenario's. */
async function demandType(tx: Tx, { effectKey }: Task, type: string): Promise<void> {
  await findType(tx, type);
  if (!effectKey) return;
  throw new DomainError(
    'task.type_of_step',
    {
      pl: 'Rodzaj tego zadania wyznacza krok scenariusza. Jeśli ma być inne, dodaj nowe zadanie.',
      en: 'The type of this task is set by a step of a scenario. If it should be another, add a new task.',
    },
    'type',
  );
}

type Write = {
  readonly before: Task;
  readonly change: TaskChange;
  readonly moved: boolean;
  readonly verb: string;
  readonly reason?: string | undefined;
  readonly own?: OwnWritten;
  /** What else the history says of it. */
  readonly also?: Changes;
};

/** Writes the columns of a change with its audit; what they mean has been checked. */
export async function writeTask(
  tx: Tx,
  viewer: Viewer,
  { before, change, moved, verb, reason, own, also }: Write,
): Promise<{ version: number }> {
  const actor = actorOf(viewer);
  const keys = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) => change[key] !== undefined);
  const sets = keys.map((key, at) => `${columns[key]} = $${at + 3}`);
  if (moved) sets.push('sequence = sequence + 1');
  const values: unknown[] = keys.map((key) => (key === 'checklist' ? JSON.stringify(change[key]) : change[key]));
  if (change.plannedAt !== undefined && !isSame(change.plannedAt, before.plannedAt))
    sets.push(`not_before = ${beforeNewHour(`$${values.push(change.plannedAt) + 2}`)}`);
  if (own) sets.push(`own = $${values.push(JSON.stringify(own.own)) + 2}`);
  const { version } = await tx.one<{ version: number }>(
    `update tasks set ${[...sets, 'version = version + 1', 'updated_at = now()', 'updated_by = $2'].join(', ')}
     where id = $1 returning version`,
    [before.id, actorText(actor), ...values],
  );
  if (moved) await moveReminders(tx, before.id, before.plannedAt ?? before.dueAt);
  if ('dueAt' in change && !isSame(change.dueAt ?? null, before.dueAt)) await remindOfDeadline(tx, [before.id]);
  if (change.title !== undefined || change.description !== undefined || change.note !== undefined) {
    await tx.run(
      `update tasks set search_text = left(plain_text(concat_ws(' ', title, description, note)), 20000) where id = $1`,
      [before.id],
    );
  }
  await refreshFormulas(tx, 'task', [before.id]);
  const why = reason?.trim() ? { reason: [null, reason.trim()] as const } : {};
  const changes: Changes = { ...auditOf(before, change), ...also, ...why };
  await recordAudit(tx, { actor, noun: 'task', recordId: before.id, verb, changes });
  return { version };
}

/** Old and new value of everything that was sent and is another one now. */
function auditOf(before: Task, { receiver, remindMinutes: _, own: _own, callAnyway: _anyway, ...change }: TaskChange) {
  const was = before as unknown as Record<string, unknown>;
  const wanted: Record<string, unknown> = { ...change, ...(receiver ?? {}) };
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([key, value]) =>
      value === undefined || comparable(key, was[key]) === comparable(key, value)
        ? []
        : [[key, [was[key] ?? null, value] as const]],
    ),
  );
}

/** Times are the same however they are written, and so are people in whatever order. */
function comparable(key: string, value: unknown): string {
  if (key.endsWith('At') && typeof value === 'string') return String(Date.parse(value));
  if (key.endsWith('Ids') && Array.isArray(value)) return JSON.stringify([...new Set(value as string[])].toSorted());
  return JSON.stringify(value ?? null);
}

function isSame(a: string | null, b: string | null): boolean {
  return a && b ? Date.parse(a) === Date.parse(b) : a === b;
}
