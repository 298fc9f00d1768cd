import type { Tx } from '../database.ts';

/**
 * Each mail that went out noted its company by a trigger of its own, and the commit looked through all that tasks and runs
 * may have changed as well: with three mails in a commit a quarter of what the sender costs PostgreSQL. Now a statement
 * notes its messages together. A transaction of one statement says so (`nurt.facts`) and needs no notes: its companies
 * are written at once, locked in the order of ids like those that wait for a commit, so nobody stands against anybody.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    drop trigger messages_facts_changed on messages;
    drop function touch_facts_of_message();
    create or replace function touch_facts_of_messages() returns trigger language plpgsql as $$
    begin
      if current_setting('nurt.facts', true) = 'at once' then
        with latest as (select company_id, max(coalesce(received_at, sent_at)) as at from touched
            where company_id is not null and (received_at is not null or sent_at is not null) group by company_id),
          -- The latest moment counts, whoever comes first: what the lock was waited for is compared again.
          held as (select f.company_id, l.at from company_facts f join latest l using (company_id)
            where f.last_message_at is null or f.last_message_at < l.at order by f.company_id for no key update of f)
        update company_facts f set last_message_at = h.at from held h where f.company_id = h.company_id;
        return null;
      end if;
      ${NOTE}
    end $$;
    -- What was sent and is written again is noted again: it changes nothing.
    create trigger messages_facts_changed after update on messages referencing new table as touched
      for each statement execute function touch_facts_of_messages();
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop trigger messages_facts_changed on messages;
    create or replace function touch_facts_of_messages() returns trigger language plpgsql as $$
    begin
      ${NOTE}
    end $$;
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

const NOTE = `insert into company_facts_touched (company_id, what, at)
        select company_id, 'message', max(coalesce(received_at, sent_at)) from touched
        where company_id is not null and (received_at is not null or sent_at is not null) group by company_id;
      if found then insert into company_facts_due default values on conflict do nothing; end if;
      return null;`;
