import type { Tx } from '../database.ts';

/** What a program has asked for is done within the limits of its token, also where it is done later. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table bulks add column token_id uuid references tokens;
    create index bulks_token on bulks (token_id) where token_id is not null;
    alter table exports add column token_id uuid references tokens;
    create index exports_token on exports (token_id) where token_id is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table bulks drop column token_id; alter table exports drop column token_id');
}
