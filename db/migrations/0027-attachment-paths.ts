import type { Tx } from '../database.ts';

/** Which bytes in the store are attachments is asked by their paths, a thousand at a time, every night. */
export async function up(tx: Tx): Promise<void> {
  await tx.run('create index attachments_path on attachments (path)');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index attachments_path');
}
