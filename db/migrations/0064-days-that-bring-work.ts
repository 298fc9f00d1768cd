import type { Tx } from '../database.ts';

/**
 * An important date brings a task or a reminder onto somebody's desk so many days ahead. What it has brought is kept by day:
 * the same day never comes twice, and one that was missed stays told. A birthday and a name day are read from the person, so
 * their rows say only what they bring.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table important_dates
      add column kind text not null default 'date' check (kind in ('date', 'birthday', 'name day')),
      add column ahead_days integer check (ahead_days between 0 and 90),
      add column brings text check (brings in ('task', 'reminder')),
      alter column title drop not null,
      alter column falls_on drop not null,
      add constraint important_dates_brings check ((brings is null) = (ahead_days is null)),
      add constraint important_dates_known check (case kind when 'date' then title is not null and falls_on is not null
        else person_id is not null and title is null and falls_on is null end);
    create unique index important_dates_of_person on important_dates (person_id, kind) where kind <> 'date';
    create index important_dates_bringing on important_dates (id) where brings is not null;

    create table important_days (
      date_id uuid not null references important_dates on delete cascade,
      day date not null,
      state text not null check (state in ('brought', 'missed')),
      task_id uuid references tasks on delete set null,
      reminder_id uuid references reminders on delete set null,
      at timestamptz not null,
      primary key (date_id, day)
    );
    create index important_days_task on important_days (task_id) where task_id is not null;
    create index important_days_reminder on important_days (reminder_id) where reminder_id is not null;

    -- Month and day as one number: whose day it is this week is found without reading everybody.
    create index people_birthday on people ((extract(month from born_on) * 100 + extract(day from born_on)))
      where born_on is not null and deleted_at is null;
    create index people_name_day on people (name_day) where name_day is not null and deleted_at is null;
    create index important_dates_yearly on important_dates ((extract(month from falls_on) * 100 + extract(day from falls_on))) where yearly;
    create index important_dates_once on important_dates (falls_on) where not yearly;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index important_dates_of_person, important_dates_once, important_dates_yearly, people_name_day, people_birthday;
    drop table important_days;
    delete from important_dates where kind <> 'date';
    alter table important_dates drop constraint important_dates_known, drop constraint important_dates_brings,
      drop column brings, drop column ahead_days, drop column kind, alter column title set not null, alter column falls_on set not null;
  `);
}
