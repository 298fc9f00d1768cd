import type { Tx } from '../database.ts';

/**
 * When a task reminds is kept with the task, so that it also holds for whoever takes it from a queue, gets it later or takes
 * part in it. A reminder says which of those minutes it stands for; one that is older, or tells of a deadline, says none.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table tasks add column remind_minutes integer[] not null default '{}';
    alter table reminders add column minutes integer;
    update reminders r set minutes = round(extract(epoch from t.moment - r.remind_at) / 60)::int from tasks t
      where t.id = r.task_id and r.kind = 'chosen' and r.root_id is null and r.shown_at is null and t.state = 'open'
        and t.moment < 'infinity' and r.remind_at <= t.moment;
    update tasks t set remind_minutes = r.minutes
      from (select task_id, array_agg(distinct minutes order by minutes) as minutes from reminders where minutes is not null
        group by task_id) r where r.task_id = t.id;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table reminders drop column minutes;
    alter table tasks drop column remind_minutes;
  `);
}
