import { may, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { changesBetween, type Changes } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';
import { keepReminders } from './task-reminders.ts';

/** Whose a task is: one person's, or nobody's yet in a queue. */
export type Receiver = { readonly ownerId: string | null; readonly queue: string | null };

export type ReceiverChoice = Receiver & { readonly name: string };

/**
 * To whom the viewer may give work: with the right to assign to every active person and queue, without it to the
 * superior and to the queues of their own teams.
 */
export async function listReceivers(tx: Tx, viewer: Viewer): Promise<ReceiverChoice[]> {
  return tx.rows<ReceiverChoice>(
    `select u.id as owner_id, null as queue, u.name from users u
     where u.active and u.id <> $1 and ($2 or u.id = (select superior_id from users where id = $1))
     union all
     select null, t.code, t.name from teams t where $2 or t.code = any($3::text[])
     order by 2 nulls first, 3`,
    [viewer.userId, may(viewer, 'task.assign'), viewer.queues],
  );
}

/** Whether this open task is the viewer's to take: anybody's with the right to assign, else what waits in their own queue. */
export function mayTake({ ownerId, queue }: Receiver, viewer: Viewer): boolean {
  return may(viewer, 'task.assign') || (ownerId === null && viewer.queues.includes(queue ?? ''));
}

/** Throws unless the viewer may give work to this receiver. */
export async function demandReceiver(tx: Tx, viewer: Viewer, { ownerId, queue }: Receiver): Promise<void> {
  const receivers = await listReceivers(tx, viewer);
  if (receivers.some((each) => each.ownerId === ownerId && each.queue === queue)) return;
  if (may(viewer, 'task.assign') && ownerId === viewer.userId) return;
  throw new DomainError(
    'task.receiver_refused',
    {
      pl: 'Nie możesz przekazać zadania tej osobie ani tej kolejce. Wybierz kogoś z listy albo poproś przełożonego.',
      en: 'You may not hand a task to this person or queue. Choose somebody from the list, or ask your superior.',
    },
    'ownerId',
  );
}

/** Writes whose the open task is now; whoever had it open loses the lease, and its reminders go along. */
export async function giveTo(tx: Tx, taskId: string, { ownerId, queue }: Receiver): Promise<void> {
  await tx.run(
    `update tasks set owner_id = $2, queue = coalesce($3, queue), leased_by = null, leased_until = null, leased_since = null,
       sequence = sequence + 1 where id = $1`,
    [taskId, ownerId, queue],
  );
  await keepReminders(tx, [taskId]);
  if (ownerId) await announce(tx, { about: 'tasks', to: { userIds: [ownerId] }, id: taskId });
}

/** What the history says of a task that goes from one to another. Work that has an owner is in no queue. */
export function handed(from: Receiver, to: Receiver): Changes {
  return changesBetween(holderOf(from), holderOf(to));
}

function holderOf({ ownerId, queue }: Receiver): Receiver {
  return { ownerId, queue: ownerId ? null : queue };
}
