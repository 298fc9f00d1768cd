import type { Tx } from '../database.ts';

/** A token ends by itself. Those that are there have a year from now on. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`alter table tokens add column ends_at timestamptz not null default now() + interval '1 year'`);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table tokens drop column ends_at');
}
