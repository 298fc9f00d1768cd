import type { Tx } from '../database.ts';

/** The next task looks for work of high priority by itself, however much other work lies before it. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index tasks_owner_high on tasks (owner_id, moment, id) where state = 'open' and priority = 'high';
    create index tasks_queue_high on tasks (queue, moment, id) where state = 'open' and owner_id is null and priority = 'high';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_owner_high, tasks_queue_high');
}
