/** What comes of a task: its outcome moves the scenario on and is never lost. Taken back it is in `outcomes-taken-back.ts`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import type { Json } from '../domain/scenario/shapes.ts';
import { checkTyped, type TaskOutcome, type Typed } from '../domain/tasks/outcome.ts';
import { demandFree, demandOpen, UNDO_SECONDS } from '../domain/tasks/state.ts';
import { typeInUse } from '../domain/tasks/type-in-use.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { refreshFormulas } from './own-formulas.ts';
import { rollUp } from './task-progress.ts';
import { handed } from './task-receivers.ts';
import { lockTask, type Task } from './task-rows.ts';
import { typeTraits } from './task-types.ts';
import { insertTask } from './tasks.ts';

/** What an operator typed, and how long it took. */
export type Completion = Typed & {
  readonly id: string;
  readonly workMinutes?: number;
  readonly callSeconds?: number;
  readonly noteSeconds?: number;
  /** When the note was begun (ISO). */
  readonly noteStartedAt?: string | null;
  /** How far one went, for types that ask for it. */
  readonly kilometres?: number | null;
};

export type Completed = {
  readonly taskId: string;
  /** `contact`: the task had been withdrawn meanwhile; what was typed is kept and shown to its owner. */
  readonly kept: 'task' | 'contact';
  /** ISO instant until which it may be taken back; null where nothing is to be taken back. */
  readonly undoUntil: string | null;
};

/**
 * Finishes a task. Its run hears of it when the time to take it back is over (engine rule 17). The same sent twice by the same
 * person is one; in other words it is refused, so that the form keeps them (engine rule 8). Throws `task.done`,
 * `task.open_elsewhere`, `outcome.unknown`, `answer.missing`, `answer.wrong`.
 */
export async function completeTask(db: Db, viewer: Viewer, completion: Completion): Promise<Completed> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, completion.id);
    if (task.state === 'withdrawn' || task.state === 'cancelled')
      return keepAsContact(tx, viewer, { task, completion });
    if (task.state === 'done' && (await saidBefore(tx, viewer, { where: 'id = $1', task, completion })))
      return completed(task, task.doneAt!);
    demandOpen(task);
    demandFree(task, viewer.userId, task.now);
    const outcome = checkTyped(completion, task);

    await writeOutcome(tx, viewer, { task, completion });
    await tellRun(tx, viewer, { task, completion });
    await planFollowUp(tx, viewer, { task, outcome, answers: completion.answers });
    // The follow-up is a part of the same main task.
    await rollUp(tx, task.parentId);
    await recordFinished(tx, viewer, { task, completion });
    return completed(task, task.now);
  });
}

type Saying = Finishing & { readonly where: string };

/** Where the very same is kept already. How long it took is measured and differs whenever it is sent. */
async function saidBefore(
  tx: Tx,
  viewer: Viewer,
  { where, task, completion }: Saying,
): Promise<{ readonly id: string } | undefined> {
  return tx.maybe<{ id: string }>(
    `select id from tasks where ${where} and done_by = $2 and outcome = $3 and answers = $4::jsonb
       and note is not distinct from $5 and kilometres is not distinct from $6 limit 1`,
    [
      task.id,
      viewer.userId,
      completion.outcome,
      JSON.stringify(completion.answers),
      completion.note.trim() || null,
      kilometresOf(task, completion),
    ],
  );
}

function kilometresOf(task: Task, { kilometres }: Completion): number | null {
  return task.asksKilometres ? (kilometres ?? null) : null;
}

function completed(task: Task, doneAt: string): Completed {
  return {
    taskId: task.id,
    kept: 'task',
    undoUntil: new Date(Date.parse(doneAt) + UNDO_SECONDS * 1000).toISOString(),
  };
}

type Finishing = { readonly task: Task; readonly completion: Completion };

/** The lease stays a little longer than the undo: until the run has read the outcome its deadline must not pass. */
async function writeOutcome(tx: Tx, viewer: Viewer, { task, completion }: Finishing): Promise<void> {
  await tx.prepared(
    'finish-task',
    `with reminded as (delete from reminders where task_id = $1 and shown_at is null)
     update tasks set state = 'done', outcome = $2, answers = $3, note = $4, done_at = now(), done_by = $5, percent = 100,
       owner_id = coalesce(owner_id, $5), work_minutes = $6, call_seconds = $7, note_seconds = $8,
       note_started_at = $11, kilometres = $12, leased_by = $5, leased_until = now() + make_interval(secs => $9), not_before = null,
       search_text = left(search_text || plain_text(' ' || coalesce($4, '')), 20000),
       sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = $10
     where id = $1`,
    [
      task.id,
      completion.outcome,
      JSON.stringify(completion.answers),
      completion.note.trim() || null,
      viewer.userId,
      completion.workMinutes ?? null,
      completion.callSeconds ?? null,
      completion.noteSeconds ?? null,
      UNDO_SECONDS * 2,
      actorText(actorOf(viewer)),
      completion.noteStartedAt ?? null,
      kilometresOf(task, completion),
    ],
  );
  await refreshFormulas(tx, 'task', [task.id]);
}

/** With how far it was and whose it was before: what is taken back goes by this. */
async function recordFinished(tx: Tx, viewer: Viewer, { task, completion }: Finishing): Promise<void> {
  const { ownerId, percent } = task;
  const changes = {
    outcome: [null, completion.outcome] as const,
    ...changesBetween({ percent }, { percent: 100 }),
    ...handed(task, { ...task, ownerId: ownerId ?? viewer.userId }),
  };
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'task', recordId: task.id, verb: 'complete', changes });
}

async function tellRun(tx: Tx, viewer: Viewer, { task, completion }: Finishing): Promise<void> {
  if (!task.runId || !task.effectKey) return;
  await recordInput(tx, {
    runId: task.runId,
    source: 'task',
    sourceId: sourceIdOf(task.id, task.version),
    what: { kind: 'outcome', key: task.effectKey, code: completion.outcome, answers: completion.answers },
    actor: actorOf(viewer),
    occurredAt: task.now,
    notBefore: new Date(Date.parse(task.now) + UNDO_SECONDS * 1000).toISOString(),
  });
}

/** Done, undone and done again are two inputs: the version of the open task tells them apart. */
export function sourceIdOf(taskId: string, versionWhenOpen: number): string {
  return `${taskId}:${versionWhenOpen}`;
}

type FollowUp = {
  readonly task: Task;
  readonly outcome: TaskOutcome;
  readonly answers: Readonly<Record<string, Json>>;
};

/** An outcome that asks for a date plans the next task, where no scenario does. */
async function planFollowUp(tx: Tx, viewer: Viewer, { task, outcome, answers }: FollowUp): Promise<void> {
  const nextAt = answers['nextAt'];
  if (task.runId || outcome.asks !== 'date' || typeof nextAt !== 'string') return;
  // Whoever has the task plans the next one at its customer, whether they see more of that customer or not.
  const { customers: _, ...reaching } = viewer;
  const id = await insertTask(tx, reaching, {
    type: typeInUse(task.type, await typeTraits(tx)),
    title: task.title,
    description: task.description,
    companyId: task.companyId,
    personId: task.personId,
    caseId: task.caseId,
    parentId: task.parentId,
    afterId: task.id,
    ownerId: task.ownerId ?? viewer.userId,
    queue: task.queue,
    priority: task.priority,
    plannedAt: nextAt,
    durationMinutes: task.durationMinutes,
    place: task.place,
    private: task.private,
    remindMinutes: [10],
  });
  await tx.run(
    `update tasks f set opportunity_id = t.opportunity_id from tasks t
     where f.id = $1 and t.id = $2 and t.opportunity_id is not null`,
    [id, task.id],
  );
}

/**
 * What was typed for a task that the scenario had taken back stands as a contact, and its owner is told (engine rule 8). The
 * same sent again by the same person is one; in other words it is another contact.
 */
async function keepAsContact(tx: Tx, viewer: Viewer, { task, completion }: Finishing): Promise<Completed> {
  const before = await saidBefore(tx, viewer, { where: 'after_id = $1 and is_contact', task, completion });
  if (before) return { taskId: before.id, kept: 'contact', undoUntil: null };
  checkTyped(completion, task);
  const id = await writeContact(tx, viewer, { task, completion });
  await tellOwner(tx, viewer, { task, id });
  const actor = actorOf(viewer);
  await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'keep', changes: { afterId: [null, task.id] } });
  return { taskId: id, kept: 'contact', undoUntil: null };
}

async function writeContact(tx: Tx, viewer: Viewer, { task, completion }: Finishing): Promise<string> {
  const { id } = await tx.one<{ id: string }>(
    `insert into tasks (type, title, company_id, person_id, case_id, campaign_id, stage_id, run_id, after_id, owner_id,
       priority, state, percent, planned_at, due_at, purpose, form, outcomes, outcome, answers, note, done_at, done_by,
       work_minutes, call_seconds, note_seconds, note_started_at, kilometres, is_contact, opportunity_id, place, private,
       search_text, created_by, updated_by)
     select type, title, company_id, person_id, case_id, campaign_id, stage_id, run_id, id, coalesce(owner_id, $2),
       priority, 'done', 100, planned_at, due_at, purpose, form, outcomes, $3, $4, $5, now(), $2, $6, $7, $8,
       $10, $11, true, opportunity_id, place, private, left(search_text || plain_text(' ' || coalesce($5, '')), 20000), $9, $9
     from tasks where id = $1 returning id`,
    [
      task.id,
      viewer.userId,
      completion.outcome,
      JSON.stringify(completion.answers),
      completion.note.trim() || null,
      completion.workMinutes ?? null,
      completion.callSeconds ?? null,
      completion.noteSeconds ?? null,
      actorText(actorOf(viewer)),
      completion.noteStartedAt ?? null,
      kilometresOf(task, completion),
    ],
  );
  return id;
}

type Kept = { readonly task: Task; readonly id: string };

async function tellOwner(tx: Tx, viewer: Viewer, { task, id }: Kept): Promise<void> {
  await tx.run(
    `insert into reminders (task_id, user_id, remind_at, shown_at, late_seconds, text_pl, text_en, link, created_by)
     values (null, $1, now(), now(), 0, $2, $3, $4, $5)`,
    [
      task.ownerId ?? viewer.userId,
      `Wynik wpisany po wycofaniu zadania „${task.title}” zachowano jako kontakt.`,
      `The outcome typed after the task "${task.title}" was withdrawn is kept as a contact.`,
      `/admin/tasks/${id}`,
      actorText(actorOf(viewer)),
    ],
  );
}
