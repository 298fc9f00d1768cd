import type { Tx } from '../database.ts';

/** Members of groups are a list: each is a row that can be named, chosen and set aside. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table group_members add column id uuid not null default uuid7(), add primary key (id);
    create index group_members_added on group_members (created_at, id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index group_members_added;
    alter table group_members drop column id;
  `);
}
