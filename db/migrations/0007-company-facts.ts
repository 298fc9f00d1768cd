import type { Tx } from '../database.ts';

/**
 * What lists of companies are filtered and sorted by, kept beside each company in the transaction that changes it.
 * Triggers keep it, not verbs: a run, an import and a person write the same tables in many ways.
 *
 * A change only notes whose facts it touches. They are computed once, when the transaction commits, in the order of ids:
 * transactions that touch the same companies in different orders wait for each other and never stand against each other.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table company_facts (
      company_id uuid primary key references companies on delete cascade,
      -- The last finished task and the last message in or out.
      last_talk_at timestamptz,
      last_message_at timestamptz,
      last_contact_at timestamptz generated always as (greatest(last_talk_at, last_message_at)) stored,
      -- Of open tasks: the nearest one with a time, and the earliest deadline (overdue is what has passed: a date, no age).
      next_task_at timestamptz,
      first_deadline_at timestamptz,
      -- Null instead of 0: their indexes hold only companies that have some.
      open_tasks integer check (open_tasks > 0),
      running_runs integer check (running_runs > 0)
    );
    create index tasks_company_open on tasks (company_id, moment) include (deadline) where state = 'open';
    create index tasks_company_done on tasks (company_id, done_at) where state = 'done';

    insert into company_facts (company_id, last_talk_at, last_message_at, next_task_at, first_deadline_at, open_tasks, running_runs)
    select c.id, t.last_talk_at, m.last_message_at, t.next_task_at, t.first_deadline_at, t.open_tasks, r.running_runs
    from companies c
      left join (select company_id, max(done_at) filter (where state = 'done') as last_talk_at,
          min(moment) filter (where state = 'open' and moment <> 'infinity') as next_task_at,
          min(deadline) filter (where state = 'open') as first_deadline_at, nullif(count(*) filter (where state = 'open'), 0) as open_tasks
        from tasks group by company_id) t on t.company_id = c.id
      left join (select company_id, max(coalesce(received_at, sent_at)) as last_message_at from messages group by company_id) m on m.company_id = c.id
      left join (select company_id, count(*) as running_runs from runs where state <> 'ended' group by company_id) r on r.company_id = c.id;

    create index company_facts_contact on company_facts (last_contact_at, company_id);
    create index company_facts_next on company_facts (next_task_at, company_id) where next_task_at is not null;
    create index company_facts_deadline on company_facts (first_deadline_at, company_id) where first_deadline_at is not null;
    create index company_facts_tasks on company_facts (open_tasks, company_id) where open_tasks is not null;
    create index company_facts_runs on company_facts (running_runs, company_id) where running_runs is not null;

    -- Rows live from a change to the end of its transaction: nothing of them must survive a crash.
    create unlogged table company_facts_touched (
      tx xid8 not null default pg_current_xact_id(),
      company_id uuid not null,
      what text not null check (what in ('tasks', 'runs', 'message')),
      at timestamptz
    );
    create index company_facts_touched_tx on company_facts_touched (tx);
    create unlogged table company_facts_due (tx xid8 primary key default pg_current_xact_id());

    create function settle_company_facts() returns trigger language plpgsql as $$
    declare mine xid8 := pg_current_xact_id();
    begin
      perform 1 from company_facts
        where company_id in (select t.company_id from company_facts_touched t where t.tx = mine) order by company_id for no key update;
      -- A statement of its own: it sees what those have committed for whom the lock was waited.
      update company_facts f set last_talk_at = n.last_talk_at, next_task_at = n.next_task_at, first_deadline_at = n.first_deadline_at,
          open_tasks = n.open_tasks
        from (select s.company_id, o.*, (select max(d.done_at) from tasks d where d.company_id = s.company_id and d.state = 'done') as last_talk_at
          from (select distinct company_id from company_facts_touched where tx = mine and what = 'tasks') s cross join lateral
            (select min(nullif(moment, 'infinity')) as next_task_at, min(deadline) as first_deadline_at, nullif(count(*), 0) as open_tasks
              from tasks where company_id = s.company_id and state = 'open') o) n
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
    end $$;
    create constraint trigger company_facts_settle after insert on company_facts_due deferrable initially deferred
      for each row execute function settle_company_facts();

    create function company_facts_of_new() returns trigger language plpgsql as $$
    begin
      insert into company_facts (company_id) select id from made on conflict do nothing;
      return null;
    end $$;
    create trigger companies_facts after insert on companies referencing new table as made
      for each statement execute function company_facts_of_new();

    -- Whole statements at once where rows come or go; an update of a row is noted only where it changes a fact.
    create function touch_facts_of_rows() returns trigger language plpgsql as $$
    begin
      insert into company_facts_touched (company_id, what) select distinct company_id, tg_argv[0] from touched where company_id is not null;
      if found then insert into company_facts_due default values on conflict do nothing; end if;
      return null;
    end $$;
    create trigger tasks_facts_made after insert on tasks referencing new table as touched
      for each statement execute function touch_facts_of_rows('tasks');
    create trigger tasks_facts_gone after delete on tasks referencing old table as touched
      for each statement execute function touch_facts_of_rows('tasks');
    create trigger runs_facts_made after insert on runs referencing new table as touched
      for each statement execute function touch_facts_of_rows('runs');

    create function touch_facts_of_change() returns trigger language plpgsql as $$
    begin
      insert into company_facts_touched (company_id, what)
        select distinct each, tg_argv[0] from unnest(array[old.company_id, new.company_id]) each where each is not null;
      if found then insert into company_facts_due default values on conflict do nothing; end if;
      return null;
    end $$;
    create trigger tasks_facts_changed after update on tasks for each row
      when (old.state <> new.state or old.company_id is distinct from new.company_id or (new.state = 'open' and
        (old.moment <> new.moment or old.deadline is distinct from new.deadline)) or old.done_at is distinct from new.done_at)
      execute function touch_facts_of_change('tasks');
    create trigger runs_facts_changed after update of state, company_id on runs for each row
      when (old.company_id is distinct from new.company_id or (old.state = 'ended') <> (new.state = 'ended'))
      execute function touch_facts_of_change('runs');

    create function touch_facts_of_messages() returns trigger language plpgsql as $$
    begin
      insert into company_facts_touched (company_id, what, at)
        select company_id, 'message', max(coalesce(received_at, sent_at)) from touched
        where company_id is not null and (received_at is not null or sent_at is not null) group by company_id;
      if found then insert into company_facts_due default values on conflict do nothing; end if;
      return null;
    end $$;
    create trigger messages_facts_made after insert on messages referencing new table as touched
      for each statement execute function touch_facts_of_messages();
    create function touch_facts_of_message() returns trigger language plpgsql as $$
    begin
      insert into company_facts_touched (company_id, what, at)
        values (new.company_id, 'message', coalesce(new.received_at, new.sent_at));
      insert into company_facts_due default values on conflict do nothing;
      return null;
    end $$;
    create trigger messages_facts_changed after update of sent_at, received_at, company_id on messages for each row
      when (new.company_id is not null and coalesce(new.received_at, new.sent_at) is not null and
        (old.sent_at is distinct from new.sent_at or old.received_at is distinct from new.received_at
          or old.company_id is distinct from new.company_id))
      execute function touch_facts_of_message();
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop trigger messages_facts_changed on messages;
    drop trigger messages_facts_made on messages;
    drop trigger runs_facts_changed on runs;
    drop trigger runs_facts_made on runs;
    drop trigger tasks_facts_changed on tasks;
    drop trigger tasks_facts_gone on tasks;
    drop trigger tasks_facts_made on tasks;
    drop trigger companies_facts on companies;
    drop table company_facts_due, company_facts_touched, company_facts;
    drop function touch_facts_of_message(), touch_facts_of_messages(), touch_facts_of_change(), touch_facts_of_rows(),
      company_facts_of_new(), settle_company_facts();
    drop index tasks_company_done, tasks_company_open;
  `);
}
