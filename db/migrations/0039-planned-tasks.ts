import type { Tx } from '../database.ts';

/**
 * Conditions ask for customers and people by the work that is planned for some days, and hits are few among millions of
 * tasks. Of the planned ones alone: much work has only a day by which it is to be done.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run('create index tasks_planned on tasks (planned_at) where planned_at is not null');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_planned');
}
