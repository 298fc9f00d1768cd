import type { Tx } from '../database.ts';

/**
 * Whether a type goes out as an invitation stood twice: the settings wrote `in_outlook`, and what sends read `invites`. What
 * the settings say is kept, unless the column that worked had been changed from what it began with.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    update task_types set invites = in_outlook where invites = (code in ('meeting', 'visit'));
    alter table task_types drop column in_outlook;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table task_types add column in_outlook boolean not null default false;
    update task_types set in_outlook = invites;
  `);
}
