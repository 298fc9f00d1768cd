import type { Tx } from '../database.ts';

/** What a calendar shows of a task beside its time, and the index by which a person's span is read. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table tasks add column place text check (length(place) <= 500), add column private boolean not null default false;
    create index tasks_calendar on tasks (owner_id, moment, id) where state in ('open', 'done');
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index tasks_calendar; alter table tasks drop column private, drop column place');
}
