/** Which task comes next for somebody: their own, then what lies in their queues, one at a time (rule 36). */
import type { Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { reasons, type Reason } from '../domain/governor/rule-book.ts';
import { nextTask } from '../domain/tasks/next-task.ts';
import { closeForbiddenCall, judgeOpenedCall } from './call-rules.ts';
import type { Db, Tx } from './database.ts';
import { leaseIn, releaseTask, tryLease } from './task-leases.ts';
import { loadCandidates, type WorkCandidate } from './work-candidates.ts';

export type NextWork = { readonly taskId: string; readonly why: Said };

/**
 * Takes the lease of the task to do now and answers it with the reason. A task in a queue stays there until it is done or
 * put off, and whoever takes the next one puts down the one before, so nobody can hoard; two people never get the same one.
 * `skip`: what the person has just left aside.
 */
export async function takeNextWork(
  db: Db,
  viewer: Viewer,
  skip: readonly string[] = [],
): Promise<NextWork | undefined> {
  const passed = new Set(skip);
  return db.transaction(async (tx) => {
    const { now } = await tx.one<{ now: string }>('select now() as now');
    const candidates = await loadCandidates(tx, viewer, now);
    const held = candidates.flatMap((one) => (one.held ? [one.id] : []));
    for (;;) {
      const found = nextTask(
        candidates.filter(({ id }) => !passed.has(id)),
        { now, zone: viewer.timeZone },
      );
      if (!found) return undefined;
      passed.add(found.task.id);
      if (!(await tryLease(tx, viewer, { id: found.task.id, held }))) continue;
      if (await isAllowed(tx, viewer, { ...found.task, now })) return { taskId: found.task.id, why: found.why.said };
    }
  });
}

/**
 * Opens one task that somebody chose. A call that may no longer be made closes with the reason, as the next one would; one
 * that only lacks a number stays open, since the number may be found. Throws `task.call_closed`, and as `leaseTask`.
 */
export async function openWork(db: Db, viewer: Viewer, taskId: string): Promise<void> {
  const closed = await db.transaction(async (tx) => {
    const task = await leaseIn(tx, viewer, taskId);
    if (task.typeChannel !== 'phone') return undefined;
    const answer = await judgeOpenedCall(tx, taskId, task.now);
    if (answer.may !== 'not' || answer.reason === 'no address') return undefined;
    await closeForbiddenCall(tx, viewer, { id: taskId, reason: answer.reason });
    return { title: task.title, reason: answer.reason };
  });
  // What is thrown inside would take the closing back.
  if (closed) throw callClosed(closed);
}

/** Asks the governor again when the call is opened: it may have been paid, frozen or forbidden since. */
async function isAllowed(
  tx: Tx,
  viewer: Viewer,
  { id, isCall, now }: WorkCandidate & { now: string },
): Promise<boolean> {
  if (!isCall) return true;
  const answer = await judgeOpenedCall(tx, id, now);
  if (answer.may === 'go') return true;
  if (answer.may === 'not') await closeForbiddenCall(tx, viewer, { id, reason: answer.reason });
  else await releaseTask(tx, viewer, id);
  return false;
}

function callClosed({ title, reason }: { readonly title: string; readonly reason: Reason }): DomainError {
  const why = reasons[reason];
  return new DomainError('task.call_closed', {
    pl: `Nie wolno już wykonać telefonu „${title}”: ${why.pl}. Zadanie zostało zamknięte z tym powodem. Przejdź do następnego.`,
    en: `The call "${title}" may no longer be made: ${why.en}. The task was closed with this reason. Go on to the next one.`,
  });
}
