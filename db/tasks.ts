/** Work for people: made, changed, put off, handed over. What comes of it is in `task-outcomes.ts`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { postponed } from '../domain/tasks/postpone.ts';
import { demandFree, demandOpen } from '../domain/tasks/state.ts';
import type { TypedDate } from '../domain/tasks/typed-date.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { setReminders } from './reminders.ts';
import { changedMeanwhile, findTask, lockTask, type Priority, type Task } from './task-rows.ts';
import { demandReceiver, type Receiver } from './task-receivers.ts';

/** What a person fills in. `ownerId` and `queue` both missing: it is their own work. */
export type NewTask = {
  readonly type: string;
  readonly title: string;
  readonly description?: string | null;
  readonly companyId?: string | null;
  readonly personId?: string | null;
  readonly caseId?: string | null;
  readonly parentId?: string | null;
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
  /** Minutes before the moment of the task at which its owner is reminded. */
  readonly remindMinutes?: readonly number[];
};

/** A new task. For somebody else it needs the right to assign, or a receiver whom one may always hand to. */
export async function createTask(db: Db, viewer: Viewer, task: NewTask): Promise<{ readonly id: string }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const receiver = receiverOf(task, viewer);
    if (receiver.ownerId !== viewer.userId) await demandReceiver(tx, viewer, receiver);
    if (task.parentId) await findTask(tx, viewer, task.parentId);
    return { id: await insertTask(tx, viewer, { ...task, ...receiver }) };
  });
}

function receiverOf(task: NewTask, viewer: Viewer): Receiver {
  if (task.ownerId) return { ownerId: task.ownerId, queue: null };
  return task.queue ? { ownerId: null, queue: task.queue } : { ownerId: viewer.userId, queue: null };
}

/** Writes the row with its reminders and audit; whose it is has been decided. */
export async function insertTask(tx: Tx, viewer: Viewer, task: NewTask & Receiver): Promise<string> {
  const type = await tx.maybe<{ defaultMinutes: number }>(
    'select default_minutes from task_types where code = $1 and active',
    [task.type],
  );
  if (!type) throw unknownType(task.type);
  if (task.companyId) await demandCompany(tx, task.companyId, task.personId ?? null);
  const actor = actorOf(viewer);
  const { id } = await tx.one<{ id: string }>(
    `insert into tasks (type, title, description, company_id, person_id, case_id, parent_id, category_id, owner_id,
       caretaker_id, queue, priority, planned_at, duration_minutes, due_at, place, private, search_text, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
       plain_text($2 || ' ' || coalesce($3, '')), $18, $18)
     returning id`,
    [...valuesOf(task, type.defaultMinutes), actorText(actor)],
  );
  await setReminders(tx, { taskId: id, minutesBefore: task.remindMinutes ?? [], actor });
  await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'create', changes: { title: [null, task.title] } });
  return id;
}

/** In the order of the columns. */
function valuesOf(task: NewTask & Receiver, defaultMinutes: number): unknown[] {
  return [
    task.type,
    task.title.trim(),
    task.description ?? null,
    task.companyId ?? null,
    task.personId ?? null,
    task.caseId ?? null,
    task.parentId ?? null,
    task.categoryId ?? null,
    task.ownerId,
    task.caretakerId ?? null,
    task.queue,
    task.priority ?? 'normal',
    task.plannedAt ?? null,
    task.durationMinutes ?? defaultMinutes,
    task.dueAt ?? null,
    task.place ?? null,
    task.private ?? false,
  ];
}

/** What may be changed later. The type and the customer stay: another one is another task. */
export type TaskChange = {
  readonly title?: string;
  readonly description?: string | null;
  readonly priority?: Priority;
  readonly plannedAt?: string | null;
  readonly dueAt?: string | null;
  readonly durationMinutes?: number;
  readonly place?: string | null;
  readonly private?: boolean;
  readonly categoryId?: string | null;
  readonly caretakerId?: string | null;
  readonly percent?: number;
  readonly remindMinutes?: readonly number[];
};

const columns = {
  title: 'title',
  description: 'description',
  priority: 'priority',
  plannedAt: 'planned_at',
  dueAt: 'due_at',
  durationMinutes: 'duration_minutes',
  place: 'place',
  private: 'private',
  categoryId: 'category_id',
  caretakerId: 'caretaker_id',
  percent: 'percent',
} as const satisfies Record<string, string>;

export type TaskEdit = { readonly id: string; readonly version: number; readonly change: TaskChange };

/** Changes an open task; one that somebody else has changed meanwhile is refused. Answers the new version. */
export async function editTask(
  db: Db,
  viewer: Viewer,
  { id, version, change }: TaskEdit,
): Promise<{ version: number }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const before = await lockTask(tx, viewer, id);
    demandOpen(before);
    if (before.version !== version) throw changedMeanwhile();
    if ('dueAt' in change) await demandMovableDeadline(tx, before, change.dueAt ?? null);
    const moved = ['plannedAt', 'dueAt', 'durationMinutes', 'place'].some((field) => field in change);
    const edited = await writeTask(tx, viewer, { before, change, moved, verb: 'edit' });
    if (change.remindMinutes) {
      await setReminders(tx, { taskId: id, minutesBefore: change.remindMinutes, actor: actorOf(viewer) });
    }
    return edited;
  });
}

export type Postponing = { readonly id: string; readonly until: TypedDate };

/** Puts an open task off; until then no queue offers it. `warning`: the scenario's deadline comes first (rule 29). */
export async function postponeTask(
  db: Db,
  viewer: Viewer,
  { id, until }: Postponing,
): Promise<{ version: number; plannedAt: string | null; dueAt: string | null; beyondDeadline: boolean }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const before = await lockTask(tx, viewer, id);
    demandOpen(before);
    demandFree(before, viewer.userId, before.now);
    const deadlineFixed = await isDeadlineFixed(tx, before);
    const times = postponed(before, { until, zone: viewer.timeZone, deadlineFixed });
    if (Date.parse(times.notBefore) <= Date.parse(before.now) && until.time !== undefined) throw pastDate();
    const change = { plannedAt: times.plannedAt, dueAt: times.dueAt };
    const { version } = await writeTask(tx, viewer, { before, change, moved: true, verb: 'postpone' });
    await tx.run(
      `update tasks set not_before = $2, leased_by = null, leased_until = null, leased_since = null,
         owner_id = coalesce(owner_id, $3) where id = $1`,
      [id, times.notBefore, viewer.userId],
    );
    const beyondDeadline =
      deadlineFixed && before.dueAt !== null && Date.parse(times.notBefore) > Date.parse(before.dueAt);
    return { version, ...change, beyondDeadline };
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
    if (!takesFromOwnQueue(before, viewer, receiver)) await demandReceiver(tx, viewer, receiver);
    await tx.run(
      `update tasks set owner_id = $2, queue = coalesce($3, queue), leased_by = null, leased_until = null, leased_since = null,
         sequence = sequence + 1 where id = $1`,
      [id, receiver.ownerId, receiver.queue],
    );
    await tx.run(
      'update reminders set user_id = $2 where task_id = $1 and acknowledged_at is null and $2::uuid is not null',
      [id, receiver.ownerId],
    );
    const { version } = await writeTask(tx, viewer, { before, change: {}, moved: false, verb: 'assign' });
    return { version };
  });
}

function takesFromOwnQueue(task: Task, viewer: Viewer, { ownerId }: Receiver): boolean {
  return task.ownerId === null && ownerId === viewer.userId && viewer.queues.includes(task.queue ?? '');
}

type Write = { readonly before: Task; readonly change: TaskChange; readonly moved: boolean; readonly verb: string };

async function writeTask(tx: Tx, viewer: Viewer, { before, change, moved, verb }: Write): Promise<{ version: number }> {
  const actor = actorOf(viewer);
  const keys = (Object.keys(columns) as (keyof typeof columns)[]).filter((key) => change[key] !== undefined);
  const sets = keys.map((key, at) => `${columns[key]} = $${at + 3}`);
  if (moved) sets.push('sequence = sequence + 1');
  const values = keys.map((key) => change[key]);
  const { version } = await tx.one<{ version: number }>(
    `update tasks set ${[...sets, 'version = version + 1', 'updated_at = now()', 'updated_by = $2'].join(', ')}
     where id = $1 returning version`,
    [before.id, actorText(actor), ...values],
  );
  if (change.title !== undefined || change.description !== undefined) {
    await tx.run(`update tasks set search_text = plain_text(title || ' ' || coalesce(description, '')) where id = $1`, [
      before.id,
    ]);
  }
  const was = before as unknown as Record<string, unknown>;
  const changes = Object.fromEntries(keys.map((key) => [key, [was[key] ?? null, change[key] ?? null] as const]));
  await recordAudit(tx, { actor, noun: 'task', recordId: before.id, verb, changes });
  return { version };
}

async function demandMovableDeadline(tx: Tx, task: Task, dueAt: string | null): Promise<void> {
  if (dueAt === task.dueAt || !(await isDeadlineFixed(tx, task))) return;
  throw new DomainError(
    'task.deadline_of_step',
    {
      pl: 'Ten termin wyznacza krok scenariusza: gdy minie, przebieg pójdzie dalej. Zmień plan zadania, a nie termin.',
      en: 'This deadline belongs to a step of a scenario, which goes on when it passes. Change the plan, not the deadline.',
    },
    'dueAt',
  );
}

/** A step with a way out for its timeout goes on without the task when the deadline passes. */
async function isDeadlineFixed(tx: Tx, task: Task): Promise<boolean> {
  if (!task.effectKey || !task.dueAt) return false;
  const row = await tx.maybe<{ fixed: boolean }>(
    `select v.graph -> 'steps' -> e.step ->> 'timeout' is not null as fixed
     from effects e join runs r on r.id = e.run_id join scenario_versions v on v.id = r.version_id where e.key = $1`,
    [task.effectKey],
  );
  return row?.fixed ?? false;
}

async function demandCompany(tx: Tx, companyId: string, personId: string | null): Promise<void> {
  const found = await tx.maybe(
    `select c.id from companies c where c.id = $1 and c.deleted_at is null
     and ($2::uuid is null or exists (select 1 from people p where p.id = $2 and p.company_id = c.id))`,
    [companyId, personId],
  );
  if (found) return;
  throw new DomainError(
    'task.customer_unknown',
    {
      pl: 'Nie ma takiego klienta albo tej osoby u niego. Wybierz klienta z listy.',
      en: 'There is no such customer, or no such person there. Choose the customer from the list.',
    },
    'companyId',
  );
}

function unknownType(code: string): DomainError {
  return new DomainError(
    'task.type_unknown',
    {
      pl: `Nie ma rodzaju zadania „${code}”. Wybierz rodzaj z listy.`,
      en: `There is no type of task "${code}". Choose a type from the list.`,
    },
    'type',
  );
}

function pastDate(): DomainError {
  return new DomainError(
    'task.past_date',
    { pl: 'Ten czas już minął. Podaj późniejszy.', en: 'That time has passed. Give a later one.' },
    'until',
  );
}
