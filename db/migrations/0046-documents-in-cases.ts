import type { Tx } from '../database.ts';

/** A document that a person has put into a case stays there, though the system that feeds it knows of no case. */
export async function up(tx: Tx): Promise<void> {
  await tx.run('alter table transactions add column case_by_hand boolean not null default false');
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table transactions drop column case_by_hand');
}
