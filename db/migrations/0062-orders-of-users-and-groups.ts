import type { Tx } from '../database.ts';

/** Who works here and the groups of customers are lists, in the order of their names. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index users_name on users (name collate "pl-x-icu", id);
    create index groups_by_name on groups (name collate "pl-x-icu", id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index users_name, groups_by_name');
}
