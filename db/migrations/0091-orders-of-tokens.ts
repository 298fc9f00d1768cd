import type { Tx } from '../database.ts';

/** Tokens of programs are a list, by name, by when they were made and by whose they are. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index tokens_by_name on tokens (name collate "pl-x-icu", id);
    create index tokens_by_age on tokens (created_at, id);
    create index tokens_by_user on tokens (user_id, id);
    drop index tokens_user;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    create index tokens_user on tokens (user_id);
    drop index tokens_by_name, tokens_by_age, tokens_by_user;
  `);
}
