import type { Tx } from '../database.ts';

/**
 * Numbers of campaigns leave out customers who were deleted: those few by themselves. And of each recurrence the open work by
 * when it stands, which is not always the day of its rule.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index companies_deleted on companies (id) where deleted_at is not null;
    create index tasks_recurrence_open on tasks (recurrence_id, moment) where recurrence_id is not null and state = 'open';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_recurrence_open, companies_deleted');
}
