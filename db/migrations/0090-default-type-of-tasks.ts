import type { Tx } from '../database.ts';

/**
 * Time that is taken up in the calendar and the work that important dates bring were of the type `errand`, by its code, even
 * where nobody used that one any more. Now one type in use says that it is the one. Some dozen rows are written.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table task_types add column by_default boolean not null default false;
    -- Where none is in use one has to be: without it no date could bring its task.
    update task_types set by_default = true, active = true where code = (
      select code from task_types
      order by (active and channel is null) desc, code = 'errand' desc, (not invites and not asks_kilometres) desc, active desc,
        position, code limit 1);
    create unique index task_types_by_default on task_types (by_default) where by_default;
    alter table task_types add constraint task_types_default_in_use check (active or not by_default);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('alter table task_types drop column by_default');
}
