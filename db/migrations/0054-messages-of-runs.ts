import type { Tx } from '../database.ts';

/**
 * A campaign writes a message for each participant, to a company that its run holds by a foreign key of its own: that of
 * the message locked the company a second time, a twentieth of what the message cost. Messages that no run writes are
 * checked as before, by triggers; and a company that has messages cannot be taken away.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create function hold_company_of_message() returns trigger language plpgsql as $$
    begin
      perform 1 from companies where id = new.company_id for key share;
      if not found then
        raise exception 'message % is to a company that is not there: %', new.id, new.company_id using errcode = '23503';
      end if;
      return new;
    end $$;
    create trigger messages_company_there before insert on messages for each row
      when (new.company_id is not null and (new.run_id is null or new.direction = 'in')) execute function hold_company_of_message();
    create trigger messages_company_moved before update of company_id on messages for each row
      when (old.company_id is distinct from new.company_id and new.company_id is not null)
      execute function hold_company_of_message();

    create function keep_company_with_messages() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from messages where company_id = old.id) then
        raise exception 'company % has messages', old.id using errcode = '23503';
      end if;
      return null;
    end $$;
    create trigger companies_have_messages after delete on companies for each row execute function keep_company_with_messages();

    alter table messages drop constraint messages_company_id_fkey;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table messages add constraint messages_company_id_fkey foreign key (company_id) references companies (id) not valid;
    alter table messages validate constraint messages_company_id_fkey;
    drop trigger companies_have_messages on companies;
    drop trigger messages_company_moved on messages;
    drop trigger messages_company_there on messages;
    drop function keep_company_with_messages();
    drop function hold_company_of_message();
  `);
}
