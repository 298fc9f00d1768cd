import type { Tx } from '../database.ts';

/**
 * Conditions ask for whom something was finished on some days, whatever became of it afterwards: what was done and then
 * taken back as a mistake keeps when it was done. The index of the done ones does not hold those.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run('create index tasks_finished on tasks (done_at) where done_at is not null');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_finished');
}
