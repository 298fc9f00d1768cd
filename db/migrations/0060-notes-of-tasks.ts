import type { Tx } from '../database.ts';

/** A note may be about a task: what came of a try, before the task is put off or handed over. Not every task has a customer. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table notes add column task_id uuid references tasks on delete cascade, alter column company_id drop not null,
      add constraint notes_about_something check (company_id is not null or task_id is not null);
    create index notes_task on notes (task_id, created_at desc, id desc) where task_id is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from notes where task_id is not null;
    drop index notes_task;
    alter table notes drop constraint notes_about_something, alter column company_id set not null, drop column task_id;
  `);
}
