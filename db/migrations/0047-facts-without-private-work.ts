import type { Tx } from '../database.ts';

/**
 * What lists say of a customer is read by everybody who sees the customer: private work does not count there, so that
 * nobody learns from a number or a date that there is some.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(settling('and not private') + noting('or old.private <> new.private'));
  await settleAgain(tx);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(settling('') + noting(''));
  await settleAgain(tx);
}

/** Customers of private work are reckoned again when this transaction ends. */
async function settleAgain(tx: Tx): Promise<void> {
  await tx.run(`
    insert into company_facts_touched (company_id, what) select distinct company_id, 'tasks' from tasks where private and company_id is not null;
    insert into company_facts_due default values on conflict do nothing;
  `);
}

function noting(more: string): string {
  return `
    drop trigger tasks_facts_changed on tasks;
    create trigger tasks_facts_changed after update on tasks for each row
      when (old.state <> new.state or old.company_id is distinct from new.company_id or (new.state = 'open' and
        (old.moment <> new.moment or old.deadline is distinct from new.deadline)) or old.done_at is distinct from new.done_at ${more})
      execute function touch_facts_of_change('tasks');`;
}

function settling(counted: string): string {
  return `
    create or replace function settle_company_facts() returns trigger language plpgsql as $$
    declare mine xid8 := pg_current_xact_id();
    begin
      perform 1 from company_facts
        where company_id in (select t.company_id from company_facts_touched t where t.tx = mine) order by company_id for no key update;
      -- A statement of its own: it sees what those have committed for whom the lock was waited.
      update company_facts f set last_talk_at = n.last_talk_at, next_task_at = n.next_task_at, first_deadline_at = n.first_deadline_at,
          open_tasks = n.open_tasks
        from (select s.company_id, o.*, (select max(d.done_at) from tasks d where d.company_id = s.company_id and d.state = 'done' ${counted}) as last_talk_at
          from (select distinct company_id from company_facts_touched where tx = mine and what = 'tasks') s cross join lateral
            (select min(nullif(moment, 'infinity')) as next_task_at, min(deadline) as first_deadline_at, nullif(count(*), 0) as open_tasks
              from tasks where company_id = s.company_id and state = 'open' ${counted}) o) n
        where f.company_id = n.company_id and (f.last_talk_at, f.next_task_at, f.first_deadline_at, f.open_tasks)
          is distinct from (n.last_talk_at, n.next_task_at, n.first_deadline_at, n.open_tasks);
      update company_facts f set running_runs = n.running_runs
        from (select s.company_id, (select nullif(count(*), 0) from runs r where r.company_id = s.company_id and r.state <> 'ended') as running_runs
          from (select distinct company_id from company_facts_touched where tx = mine and what = 'runs') s) n
        where f.company_id = n.company_id and f.running_runs is distinct from n.running_runs;
      update company_facts f set last_message_at = n.at
        from (select company_id, max(at) as at from company_facts_touched where tx = mine and what = 'message' group by company_id) n
        where f.company_id = n.company_id and (f.last_message_at is null or f.last_message_at < n.at);
      delete from company_facts_touched where tx = mine;
      delete from company_facts_due where tx = mine;
      return null;
    end $$;`;
}
