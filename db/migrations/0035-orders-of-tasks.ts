import type { Tx } from '../database.ts';

/** Tasks by title, type and priority, and those of each owner. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index tasks_title on tasks (title collate "pl-x-icu", id);
    create index tasks_type on tasks (type, id);
    create index tasks_urgency on tasks ((case priority when 'high' then 3 when 'normal' then 2 else 1 end), id);
    create index tasks_owner on tasks (owner_id, id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_title, tasks_type, tasks_urgency, tasks_owner');
}
