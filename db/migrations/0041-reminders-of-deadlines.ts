import type { Tx } from '../database.ts';

/**
 * A reminder that tells the owner that a deadline has passed is one of its own kind: it follows the deadline, and gives way
 * where people chose reminders themselves. Tasks that are there get none until their deadline is set anew.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(
    `alter table reminders add column kind text not null default 'chosen' check (kind in ('chosen', 'deadline'))`,
  );
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from reminders where kind = 'deadline' and shown_at is null;
    alter table reminders drop column kind;
  `);
}
