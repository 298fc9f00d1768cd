/** A task that somebody has open in work mode is nobody else's: renewed each minute, 30 minutes at most (rule 36, engine rule 8). */
import { demand, demandOfProgram, type Viewer } from '../domain/access.ts';
import { demandFree, demandOpen, LEASE_LONGEST_MINUTES, LEASE_SECONDS } from '../domain/tasks/state.ts';
import type { Db, Tx } from './database.ts';
import { lockTask, type Task } from './task-rows.ts';

/** Takes or renews the lease. Throws `task.open_elsewhere`, or why the task is no longer open. */
export async function leaseTask(db: Db, viewer: Viewer, id: string): Promise<{ readonly leasedUntil: string }> {
  const { leasedUntil } = await db.transaction((tx) => leaseIn(tx, viewer, id));
  return { leasedUntil };
}

/** As `leaseTask`, in this transaction, with the task as it was. */
export async function leaseIn(tx: Tx, viewer: Viewer, id: string): Promise<Task & { readonly leasedUntil: string }> {
  demand(viewer, 'task.edit');
  const task = await lockTask(tx, viewer, id);
  demandOpen(task);
  demandFree(task, viewer.userId, task.now);
  return { ...task, leasedUntil: await writeLease(tx, viewer, { id: task.id }) };
}

/**
 * Takes the task if it is still open and free, without waiting for anybody. `held`: those that the person has open and puts
 * down for it.
 */
export async function tryLease(
  tx: Tx,
  viewer: Viewer,
  { id, held }: { readonly id: string; readonly held: readonly string[] },
): Promise<boolean> {
  const [free] = await tx.prepared<{ id: string }>(
    'try-lease',
    `select id from tasks where id = $1 and state = 'open' and (leased_by is null or leased_by = $2 or leased_until <= now())
     for no key update skip locked`,
    [id, viewer.userId],
  );
  if (free) await writeLease(tx, viewer, { id, held });
  return free !== undefined;
}

type Leasing = { readonly id: Task['id']; readonly held?: readonly string[] };

/**
 * A lease that has run out or was given back leaves its beginning on the row: whoever takes the task up again soon goes on
 * with the same thirty minutes.
 */
async function writeLease(tx: Tx, viewer: Viewer, { id, held = [] }: Leasing): Promise<string> {
  const [row] = await tx.prepared<{ leasedUntil: string }>(
    'write-lease',
    `with put_down as (update tasks set leased_until = now()
       where id in (select id from tasks where id = any($5::uuid[]) and id <> $1 and leased_by = $2 and leased_until > now()
         for no key update skip locked))
     update tasks t set leased_by = $2, leased_since = s.since,
       leased_until = least(now() + make_interval(secs => $3), s.since + make_interval(mins => $4))
     from (select case when leased_by = $2 and leased_until > now() - make_interval(mins => $4) then coalesce(leased_since, now()) else now() end as since
           from tasks where id = $1) s
     where t.id = $1 returning t.leased_until`,
    [id, viewer.userId, LEASE_SECONDS, LEASE_LONGEST_MINUTES, held],
  );
  return row!.leasedUntil;
}

/** Gives the task back: whoever leaves work mode holds nothing. */
export async function releaseTask(db: Tx, viewer: Viewer, id: string): Promise<void> {
  demandOfProgram(viewer, 'task.edit');
  await db.run(
    `update tasks set leased_until = now() where id = $1 and leased_by = $2 and state = 'open' and leased_until > now()`,
    [id, viewer.userId],
  );
}
