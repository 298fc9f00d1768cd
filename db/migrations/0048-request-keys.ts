import type { Tx } from '../database.ts';

/** What was answered to a request that made something: the same one sent again gets the same answer and makes nothing. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table request_keys (
      user_id uuid not null references users,
      key text not null check (length(key) between 1 and 255),
      -- SHA-256 of the method, the address and the body: another request under the same key is refused.
      request_hash text not null,
      answer jsonb,
      created_at timestamptz not null default now(),
      primary key (user_id, key)
    );
    create index request_keys_created on request_keys (created_at);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table request_keys');
}
