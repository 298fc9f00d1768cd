/** Deadlines that belong to a step of a scenario: what happens when they pass, and how far they may be moved (rule 29). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { addSpan } from '../domain/calendar/add-span.ts';
import { DomainError, type Said, withNow } from '../domain/domain-error.ts';
import type { TaskStep } from '../domain/scenario/shapes.ts';
import { foretellTimeout } from '../domain/tasks/foretell.ts';
import { demandOpen } from '../domain/tasks/state.ts';
import { loadCalendars } from './calendars.ts';
import type { Db, Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { progressOf, surroundings } from './run-context.ts';
import { readRun } from './run-rows.ts';
import { moveReminders } from './task-reminders.ts';
import { changedMeanwhile, findTask, lockTask, type Task } from './task-rows.ts';
import { recordAudit } from './audit.ts';
import { actorText } from '../domain/actor.ts';

export type Deadline = {
  readonly dueAt: string | null;
  /** A step of a scenario goes on without the task when it passes; null where nothing happens. */
  readonly then: readonly Said[] | null;
  /** The latest instant to which a person may move it; null where the step allows no more. */
  readonly extendableTo: string | null;
};

/** What hangs on the deadline of a task. */
export async function deadlineOf(tx: Tx, viewer: Viewer, id: string): Promise<Deadline> {
  demand(viewer, 'task.read');
  return readDeadline(tx, await findTask(tx, viewer, id));
}

async function readDeadline(tx: Tx, task: Task): Promise<Deadline> {
  const { dueAt, effectKey, runId, now } = task;
  const plain = { dueAt, then: null, extendableTo: null };
  const row = runId && effectKey && dueAt ? await readRun(tx, runId) : undefined;
  if (!row || row.state !== 'running') return plain;
  const around = await surroundings(tx, [row], now);
  const run = progressOf(row, around);
  const { version } = around.versions.get(row.versionId)!;
  const token = run.tokens.find(({ wait }) => wait?.key === effectKey);
  const step = token ? (version.steps[token.step] as TaskStep | undefined) : undefined;
  if (step?.timeout === undefined || token?.wait?.until === undefined) return plain;
  // An extension that the run has not read yet counts already.
  const until = Math.max(token.wait.until, Date.parse(dueAt!));
  const context = around.contextOf(row);
  const latest = await latestOf(tx, { task, step, stageEndsAt: context.stageEndsAt });
  return {
    dueAt,
    then: foretellTimeout({ version, run, context, key: effectKey!, at: until }),
    extendableTo: latest > until ? new Date(latest).toISOString() : null,
  };
}

type Limits = { readonly task: Task; readonly step: TaskStep; readonly stageEndsAt: number | undefined };

/** The step's own span once more, reckoned from the deadline that it had at first; never beyond the campaign's stage. */
async function latestOf(tx: Tx, { task, step, stageEndsAt = Infinity }: Limits): Promise<number> {
  const { first } = await tx.one<{ first: string | null }>(
    `select min(split_part(source_id, '@', 2)) as first from run_inputs
     where run_id = $1 and source = '${SOURCE}' and source_id like $2 || '@%'`,
    [task.runId, task.effectKey],
  );
  const firstDue = Date.parse(first ?? task.dueAt!);
  const calendars = await loadCalendars(tx);
  return Math.min(step.due ? addSpan(calendars, firstDue, step.due) : firstDue, stageEndsAt);
}

/** Inputs of this source carry the deadline that was moved in their id. */
const SOURCE = 'extension';

export type Extension = { readonly id: string; readonly version: number; readonly dueAt: string };

/** Moves the deadline of a step on, as an input in the history of the run. Answers the task's new version. */
export async function extendDeadline(
  db: Db,
  viewer: Viewer,
  { id, version, dueAt }: Extension,
): Promise<{ readonly version: number }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, id);
    demandOpen(task);
    if (task.version !== version) throw withNow(changedMeanwhile(), task);
    const { extendableTo } = await readDeadline(tx, task);
    if (!extendableTo) throw notExtendable();
    if (Date.parse(dueAt) > Date.parse(extendableTo) || Date.parse(dueAt) <= Date.parse(task.dueAt!)) throw tooFar();
    await recordInput(tx, {
      runId: task.runId!,
      source: SOURCE,
      sourceId: `${task.effectKey}@${task.dueAt}`,
      what: { kind: 'deferred', key: task.effectKey!, until: Date.parse(dueAt), reason: 'extended' },
      actor: actorOf(viewer),
    });
    const written = await tx.one<{ version: number }>(
      `update tasks set due_at = $2, sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = $3
       where id = $1 returning version`,
      [id, dueAt, actorText(actorOf(viewer))],
    );
    await moveReminders(tx, id, task.plannedAt ?? task.dueAt);
    await recordAudit(tx, {
      actor: actorOf(viewer),
      noun: 'task',
      recordId: id,
      verb: 'extend',
      changes: { dueAt: [task.dueAt, dueAt] },
    });
    return written;
  });
}

/** Throws `task.deadline_of_step` where a step goes on when the deadline passes: it is extended, not edited. */
export async function demandMovableDeadline(tx: Tx, task: Task): Promise<void> {
  if (!(await isDeadlineFixed(tx, task))) return;
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
export async function isDeadlineFixed(tx: Tx, task: Task): Promise<boolean> {
  if (!task.effectKey || !task.dueAt) return false;
  const row = await tx.maybe<{ fixed: boolean }>(
    `select v.graph -> 'steps' -> e.step ->> 'timeout' is not null as fixed
     from effects e join runs r on r.id = e.run_id join scenario_versions v on v.id = r.version_id where e.key = $1`,
    [task.effectKey],
  );
  return row?.fixed ?? false;
}

function notExtendable(): DomainError {
  return new DomainError(
    'task.not_extendable',
    {
      pl: 'Tego terminu nie można już przedłużyć: krok scenariusza dał na to tyle czasu, ile mógł. Zrób zadanie przed terminem albo zapisz jego wynik.',
      en: 'This deadline can be extended no more: the step of the scenario has given all its time. Do the task before it, or save its outcome.',
    },
    'dueAt',
  );
}

function tooFar(): DomainError {
  return new DomainError(
    'task.extension_too_far',
    {
      pl: 'Na tak późno krok scenariusza nie pozwala. Wybierz wcześniejszy termin, ale późniejszy niż obecny.',
      en: 'The step of the scenario does not allow it so late. Choose an earlier deadline, but one after the present.',
    },
    'dueAt',
  );
}
