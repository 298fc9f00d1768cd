import type { Tx } from '../database.ts';

/** Somebody who works other hours than the house: part time, Saturdays. Nobody does until an administrator says so. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`alter table users add column hours jsonb check (jsonb_typeof(hours) = 'object')`);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table users drop column hours');
}
