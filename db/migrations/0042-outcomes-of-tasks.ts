import type { Tx } from '../database.ts';

/** For whom something ended so: of millions that ended, a rare outcome is a handful. Few outcomes, so the index is small. */
export async function up(tx: Tx): Promise<void> {
  await tx.run('create index tasks_outcome on tasks (outcome) where outcome is not null');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_outcome');
}
