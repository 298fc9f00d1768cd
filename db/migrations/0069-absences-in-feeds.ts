import type { Tx } from '../database.ts';

/** A calendar app shows who is away, where that was chosen. */
export async function up(tx: Tx): Promise<void> {
  await tx.run('alter table calendar_feeds add column with_absences boolean not null default false');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table calendar_feeds drop column with_absences');
}
