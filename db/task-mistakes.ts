/** Work that went to the wrong customer, or is not needed after all: repeated where it belongs, dropped with the reason. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { demandFree, demandOpen } from '../domain/tasks/state.ts';
import { typeInUse } from '../domain/tasks/type-in-use.ts';
import { recordAudit } from './audit.ts';
import { demandWantedCall } from './call-rules.ts';
import type { Db, Tx } from './database.ts';
import { callOff } from './invitations.ts';
import { bookAgain } from './resources.ts';
import { insertContact } from './task-contacts.ts';
import { rollUp } from './task-progress.ts';
import { keepReminders } from './task-reminders.ts';
import { lockTask, type Task } from './task-rows.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { typeTraits } from './task-types.ts';
import { insertTask } from './tasks.ts';

/** What went with a task that was dropped, for whoever takes the dropping back: whether people were called off. */
export type Dropped = { readonly calledOff: boolean };
/** Of a task that has come back: which bookings have not, and why. */
export type Restored = { readonly unbooked: readonly Said[] };

/** Drops an open task that a person made; what a scenario made is for the scenario to take back. */
export async function cancelTask(
  db: Db,
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Dropped> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, id);
    demandOpen(task);
    demandFree(task, viewer.userId, task.now);
    demandByHand(task);
    const dropped = await tx.one<Dropped>(
      `select exists (select 1 from invitations where task_id = $1 and told ->> 'method' = 'REQUEST') as called_off`,
      [id],
    );
    await drop(tx, viewer, { task, reason: reason.trim() });
    return dropped;
  });
}

/**
 * Takes the dropping of a task back: it is open again with its reminders and with the bookings that are still free, or finished
 * where it had been, also one that a rule closed. What a scenario took back stays with the scenario, and a call to a number that
 * must not be called stays dropped. Invitations went with it: they are made anew. Throws `task.not_cancelled`, `task.taken_back`, `task.day_gone`,
 * `task.call_forbidden`.
 */
export async function restoreTask(db: Db, viewer: Viewer, id: string): Promise<Restored> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, id);
    demandDropped(task);
    await demandStillToCome(tx, task);
    const state = task.doneAt === null ? 'open' : 'done';
    if (state === 'open') await demandWantedCall(tx, { ...task, callAnyway: true });
    const actor = actorOf(viewer);
    await tx.run(
      `update tasks set state = $2, state_reason = null, sequence = sequence + 1, version = version + 1, updated_at = now(),
         updated_by = $3 where id = $1`,
      [id, state, actorText(actor)],
    );
    await keepReminders(tx, [id]);
    await rollUp(tx, task.parentId);
    const changes = { state: [task.state, state] as const, stateReason: [task.stateReason, null] as const };
    await recordAudit(tx, { actor, noun: 'task', recordId: id, verb: 'restore', changes });
    return { unbooked: await bookAgain(tx, viewer, id) };
  });
}

function demandDropped({ state, stateReason, effectKey, title }: Task): void {
  if (state === 'open' || state === 'done') {
    throw new DomainError('task.not_cancelled', {
      pl: `Zadanie „${title}” nie jest anulowane. Odśwież stronę.`,
      en: `The task "${title}" is not cancelled. Reload the page.`,
    });
  }
  if (!effectKey) return;
  const reason = stateReason ? ` (${stateReason})` : '';
  throw new DomainError('task.taken_back', {
    pl: `Zadanie „${title}” zamknął scenariusz${reason} i poszedł dalej bez niego, więc nie można go przywrócić. Jeśli jest potrzebne, dodaj nowe.`,
    en: `The scenario closed the task "${title}"${reason} and went on without it, so it cannot be brought back. If it is needed, add a new one.`,
  });
}

/** A day that its rule has left out or let go by is closed by that rule, which would close it again. */
async function demandStillToCome(tx: Tx, { recurrenceId, recursOn, state, stateReason, title }: Task): Promise<void> {
  if (!recurrenceId || state !== 'withdrawn') return;
  const gone = await tx.maybe(
    `select 1 from recurrence_days where recurrence_id = $1 and day = $2 and state in ('missed', 'skipped')`,
    [recurrenceId, recursOn],
  );
  if (!gone) return;
  const reason = stateReason ? ` (${stateReason})` : '';
  throw new DomainError('task.day_gone', {
    pl: `Zadanie „${title}” zamknęło powtarzanie${reason}, więc nie można go przywrócić. Jeśli jest potrzebne, dodaj nowe.`,
    en: `The recurrence closed the task "${title}"${reason}, so it cannot be brought back. If it is needed, add a new one.`,
  });
}

/** Drops the open tasks of a case that is closed, but for what a scenario follows. Private work of others is theirs to drop. */
export async function cancelTasksOf(
  tx: Tx,
  viewer: Viewer,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<number> {
  const actor = actorOf(viewer);
  const params = parameters();
  const gone = await tx.rows<{ id: string }>(
    `update tasks t set state = 'cancelled', state_reason = ${params.add(`Zamknięto sprawę ${number}`)}, leased_by = null, leased_until = null,
       leased_since = null, sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = ${params.add(actorText(actor))}
     where t.case_id = ${params.add(id)} and t.state = 'open' and t.effect_key is null and ${visibleTasks(viewer, params)} returning t.id`,
    params.list,
  );
  const changes = { state: ['open', 'cancelled'] } as const;
  await callOff(
    tx,
    gone.map((task) => task.id),
    viewer,
  );
  for (const task of gone) await recordAudit(tx, { actor, noun: 'task', recordId: task.id, verb: 'cancel', changes });
  return gone.length;
}

export type Repetition = {
  readonly id: string;
  readonly companyId: string;
  /** What is typed on the screen and not saved yet. */
  readonly note?: string;
  /** A call to a customer who refused calls, which is not an offer. */
  readonly callAnyway?: boolean;
};

/**
 * "Powtórz u innego klienta" (rule 42): the same task or contact at the customer it was meant for, with all that was
 * typed; the first is closed as a mistake, and so is the follow-up that its outcome planned.
 */
export async function repeatElsewhere(db: Db, viewer: Viewer, asked: Repetition): Promise<{ readonly id: string }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, asked.id);
    if (task.state !== 'done') demandOpen(task);
    demandFree(task, viewer.userId, task.now);
    demandByHand(task);
    if (task.companyId === asked.companyId) throw sameCustomer();
    if (task.state !== 'done') await demandWantedCall(tx, { ...asked, type: task.type });
    const followUps = await openFollowUps(tx, task.id);
    const id = await copy(tx, viewer, { task, asked });
    const reason = await reasonOf(tx, viewer, asked.companyId);
    for (const followUp of followUps) {
      await copy(tx, viewer, { task: { ...followUp, afterId: id }, asked: { companyId: asked.companyId } });
      await drop(tx, viewer, { task: followUp, reason });
    }
    await drop(tx, viewer, { task, reason });
    return { id };
  });

  async function openFollowUps(tx: Tx, taskId: string): Promise<Task[]> {
    const rows = await tx.rows<{ id: string }>(`select id from tasks where after_id = $1 and state = 'open'`, [taskId]);
    const tasks: Task[] = [];
    for (const { id } of rows) tasks.push(await lockTask(tx, viewer, id));
    return tasks;
  }
}

type Copying = { readonly task: Task; readonly asked: { readonly companyId: string; readonly note?: string } };

async function copy(tx: Tx, viewer: Viewer, { task, asked }: Copying): Promise<string> {
  const { type, title, userIds } = task;
  const { companyId, note } = asked;
  if (task.state === 'done') {
    const [at, outcome] = [task.doneAt!, task.outcome!];
    const done = { type, title, companyId, userIds, afterId: task.id, ownerId: task.doneBy, at, outcome, note: '' };
    const id = await insertContact(tx, viewer, done);
    await carry(tx, { from: task.id, to: id });
    return id;
  }
  const { ownerId, queue, afterId } = task;
  const kind = typeInUse(type, await typeTraits(tx));
  const open = { type: kind, title, companyId, userIds, ownerId, queue, afterId: afterId ?? task.id };
  const id = await insertTask(tx, viewer, open);
  await carry(tx, { from: task.id, to: id });
  await tx.run('update reminders set task_id = $2 where task_id = $1 and shown_at is null', [task.id, id]);
  await keepReminders(tx, [id]);
  // At the same hour as before: nothing is given up that somebody else could take.
  await tx.run('update bookings set task_id = $2 where task_id = $1', [task.id, id]);
  if (note) await tx.run('update tasks set note = $2 where id = $1', [id, note]);
  return id;
}

/** Columns of a task that go along as they stand: they were checked when they were typed. */
export const carriedColumns = [
  ...['category_id', 'title', 'description', 'caretaker_id', 'priority', 'percent', 'planned_at', 'duration_minutes'],
  ...[
    'due_at',
    'purpose',
    'script',
    'form',
    'checklist',
    'ticks',
    'outcomes',
    'outcome',
    'answers',
    'note',
    'work_minutes',
  ],
  ...[
    'call_seconds',
    'note_seconds',
    'note_started_at',
    'kilometres',
    'remind_minutes',
    'is_contact',
    'stage',
    'place',
    'private',
    'own',
  ],
  'search_text',
] as const;

/**
 * What belongs to the first customer stays behind: their people, their opportunity, and a case, unless it is nobody's or
 * the second one's as well.
 */
async function carry(tx: Tx, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await tx.run(
    `update tasks t set ${carriedColumns.map((column) => `${column} = f.${column}`).join(', ')}, case_id = (
       select k.id from cases k where k.id = f.case_id and (k.company_id is null or k.company_id = t.company_id
         or exists (select 1 from case_companies c where c.case_id = k.id and c.company_id = t.company_id)))
     from tasks f where f.id = $1 and t.id = $2`,
    [from, to],
  );
}

type Dropping = { readonly task: Task; readonly reason: string };

async function drop(tx: Tx, viewer: Viewer, { task, reason }: Dropping): Promise<void> {
  const actor = actorOf(viewer);
  await tx.run(
    `update tasks set state = 'cancelled', state_reason = $2, leased_by = null, leased_until = null, leased_since = null,
       sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = $3 where id = $1`,
    [task.id, reason || null, actorText(actor)],
  );
  await tx.run('delete from reminders where task_id = $1 and shown_at is null', [task.id]);
  await callOff(tx, [task.id], viewer);
  await rollUp(tx, task.parentId);
  const changes = { state: [task.state, 'cancelled'] as const, stateReason: [null, reason] as const };
  await recordAudit(tx, { actor, noun: 'task', recordId: task.id, verb: 'cancel', changes });
}

async function reasonOf(tx: Tx, { language }: Viewer, companyId: string): Promise<string> {
  const { name } = await tx.one<{ name: string }>('select name from companies where id = $1', [companyId]);
  return language === 'pl' ? `pomyłka, powtórzone u klienta ${name}` : `a mistake, repeated at ${name}`;
}

/** What a scenario put on the desk moves its run: dropping it by hand would leave the run waiting for ever. */
function demandByHand({ effectKey, title }: Task): void {
  if (!effectKey) return;
  throw new DomainError('task.of_scenario', {
    pl: `Zadanie „${title}” prowadzi scenariusz i czeka na jego wynik. Wybierz wynik, na przykład „niepotrzebne”, zamiast je usuwać.`,
    en: `The task "${title}" belongs to a scenario that waits for its outcome. Choose an outcome instead of dropping it.`,
  });
}

function sameCustomer(): DomainError {
  return new DomainError(
    'task.same_customer',
    {
      pl: 'To zadanie jest już u tego klienta. Wybierz innego.',
      en: 'This task is already at that customer. Choose another one.',
    },
    'companyId',
  );
}
