/** A task that somebody has open in work mode is nobody else's: renewed each minute, 30 minutes at most (rules 8 and 36). */
import { demand, type Viewer } from '../domain/access.ts';
import { demandFree, demandOpen, LEASE_LONGEST_MINUTES, LEASE_SECONDS } from '../domain/tasks/state.ts';
import type { Db, Tx } from './database.ts';
import { lockTask, type Task } from './task-rows.ts';

/** Takes or renews the lease. Throws `task.open_elsewhere`, or why the task is no longer open. */
export async function leaseTask(db: Db, viewer: Viewer, id: string): Promise<{ readonly leasedUntil: string }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const task = await lockTask(tx, viewer, id);
    demandOpen(task);
    demandFree(task, viewer.userId, task.now);
    return { leasedUntil: await writeLease(tx, viewer, task.id) };
  });
}

/** Takes the task if it is still open and free, without waiting for anybody. */
export async function tryLease(tx: Tx, viewer: Viewer, id: string): Promise<boolean> {
  const [free] = await tx.prepared<{ id: string }>(
    'try-lease',
    `select id from tasks where id = $1 and state = 'open' and (leased_by is null or leased_by = $2 or leased_until <= now())
     for no key update skip locked`,
    [id, viewer.userId],
  );
  if (free) await writeLease(tx, viewer, id);
  return free !== undefined;
}

async function writeLease(tx: Tx, viewer: Viewer, id: Task['id']): Promise<string> {
  const [row] = await tx.prepared<{ leasedUntil: string }>(
    'write-lease',
    `update tasks t set leased_by = $2, leased_since = s.since,
       leased_until = least(now() + make_interval(secs => $3), s.since + make_interval(mins => $4))
     from (select case when leased_by = $2 and leased_until > now() - interval '2 minutes' then coalesce(leased_since, now()) else now() end as since
           from tasks where id = $1) s
     where t.id = $1 returning t.leased_until`,
    [id, viewer.userId, LEASE_SECONDS, LEASE_LONGEST_MINUTES],
  );
  return row!.leasedUntil;
}

/** Gives the task back: whoever leaves work mode holds nothing. */
export async function releaseTask(db: Db, viewer: Viewer, id: string): Promise<void> {
  await db.run(
    `update tasks set leased_by = null, leased_until = null, leased_since = null
     where id = $1 and leased_by = $2 and state = 'open'`,
    [id, viewer.userId],
  );
}
