/** An outcome taken back: for ten seconds, with all that was typed (rule 38, engine rule 17). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Typed } from '../domain/tasks/outcome.ts';
import { UNDO_SECONDS, undoSecondsLeft } from '../domain/tasks/state.ts';
import { changesBetween, recordAudit, type Changes } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { withdrawInput } from './inputs.ts';
import { callOff } from './invitations.ts';
import { sourceIdOf } from './task-outcomes.ts';
import { rollUp } from './task-progress.ts';
import { handed } from './task-receivers.ts';
import { keepReminders } from './task-reminders.ts';
import { lockTask, type Task } from './task-rows.ts';

/** All that was said of the task, as it was saved. */
export type Undone = Typed &
  Pick<Task, 'workMinutes' | 'callSeconds' | 'noteSeconds' | 'noteStartedAt' | 'kilometres'> & {
    readonly taskId: string;
  };

/** Takes an outcome back within ten seconds: the task is open again, with all that was typed (rule 38, engine rule 17). */
export async function undoCompletion(db: Db, viewer: Viewer, id: string): Promise<Undone> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, id);
    if (task.isContact) throw neverOpen();
    if (task.state !== 'done' || task.doneBy !== viewer.userId) throw tooLate();
    if (undoSecondsLeft(task.doneAt!, task.now) === 0) throw tooLate();
    if (task.runId && task.effectKey) {
      const source = { runId: task.runId, source: 'task', sourceId: sourceIdOf(task.id, task.version - 1) };
      if (!(await withdrawInput(tx, source))) throw tooLate();
    }
    await reopen(tx, viewer, task);
    await rollUp(tx, task.id);
    await rollUp(tx, task.parentId);
    const { workMinutes, callSeconds, noteSeconds, noteStartedAt, kilometres } = task;
    const typed = { outcome: task.outcome!, answers: task.answers, note: task.note ?? '' };
    return { taskId: id, ...typed, workMinutes, callSeconds, noteSeconds, noteStartedAt, kilometres };
  });
}

async function reopen(tx: Tx, viewer: Viewer, task: Task): Promise<void> {
  const actor = actorOf(viewer);
  const was = await beforeFinishing(tx, task);
  const planned = await tx.rows<{ id: string }>(
    `select f.id from tasks f join tasks t on f.after_id = t.id and f.created_at = t.done_at where t.id = $1 and f.state = 'open'
     for update of f`,
    [task.id],
  );
  const ids = planned.map(({ id }) => id);
  await callOff(tx, ids, viewer);
  await tx.run('delete from tasks where id = any($1::uuid[])', [ids]);
  await tx.run(
    `update tasks set state = 'open', outcome = null, done_at = null, done_by = null, percent = $4, owner_id = $5, leased_by = $2,
       leased_since = now(), leased_until = now() + interval '2 minutes',
       sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = $3 where id = $1`,
    [task.id, viewer.userId, actorText(actor), was.percent, was.ownerId],
  );
  await keepReminders(tx, [task.id]);
  const changes = {
    outcome: [task.outcome, null] as const,
    ...changesBetween({ percent: task.percent }, { percent: was.percent }),
    ...handed(task, { ...task, ownerId: was.ownerId }),
  };
  await recordAudit(tx, { actor, noun: 'task', recordId: task.id, verb: 'undo', changes });
}

/** How far it was and whose, before somebody who took it from a queue finished it. */
async function beforeFinishing(tx: Tx, { id, ownerId, percent }: Task): Promise<Pick<Task, 'ownerId' | 'percent'>> {
  const finished = await tx.maybe<{ changes: Changes }>(
    `select changes from audit where noun = 'task' and record_id = $1 and verb = 'complete' order by at desc, id desc limit 1`,
    [id],
  );
  const [wasPercent] = finished?.changes['percent'] ?? [percent];
  const [wasOwner] = finished?.changes['ownerId'] ?? [ownerId];
  return { percent: Number(wasPercent), ownerId: typeof wasOwner === 'string' ? wasOwner : null };
}

function neverOpen(): DomainError {
  return new DomainError('task.undo_contact', {
    pl: 'Kontakt to zapis rozmowy, która się odbyła: nie było przed nim otwartego zadania. Popraw go na jego stronie.',
    en: 'A contact is the record of a talk that took place: it was no open task before. Correct it on its page.',
  });
}

function tooLate(): DomainError {
  return new DomainError('task.undo_too_late', {
    pl: `Cofnąć można przez ${UNDO_SECONDS} sekund od zapisania. Wynik już poszedł dalej; dodaj nowe zadanie z poprawką.`,
    en: `An outcome can be taken back for ${UNDO_SECONDS} seconds. This one has gone on; add a new task with the correction.`,
  });
}
