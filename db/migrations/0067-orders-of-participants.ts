import type { Tx } from '../database.ts';

/** Participants of all campaigns are a list, in the order in which they were written down. */
export async function up(tx: Tx): Promise<void> {
  await tx.run('create index participants_added on participants (created_at, id)');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index participants_added');
}
