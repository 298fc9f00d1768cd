import type { Tx } from '../database.ts';

/** Work that comes again: its rule, the days that were made of it, and who is away. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table absences (
      id uuid primary key default uuid7(),
      user_id uuid not null references users,
      from_on date not null,
      to_on date not null check (to_on >= from_on),
      -- Who does the work meanwhile; nobody: it waits or goes to the superior.
      substitute_id uuid references users check (substitute_id <> user_id),
      created_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index absences_user on absences (user_id, to_on);
    create index absences_substitute on absences (substitute_id);

    create table recurrences (
      id uuid primary key default uuid7(),
      -- RRULE (RFC 5545), the part of it that Nurt knows; local dates from starts_on.
      rule text not null,
      starts_on date not null,
      -- HH:MM on the wall of the zone; null: the whole day.
      local_time text check (local_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
      time_zone text not null,
      holidays text not null default 'keep' check (holidays in ('keep', 'skip', 'earlier', 'later')),
      -- The 31st of a month that has none.
      short_month text not null default 'last' check (short_month in ('last', 'skip')),
      when_away text not null default 'keep' check (when_away in ('keep', 'skip', 'substitute')),
      -- What each task of it is made from: a new task without its times.
      task jsonb not null,
      owner_id uuid references users,
      company_id uuid references companies,
      -- The day through which tasks have been made.
      made_through date,
      ends_on date,
      ended_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index recurrences_open on recurrences (made_through nulls first, id) where ended_at is null;
    create index recurrences_owner on recurrences (owner_id);
    create index recurrences_company on recurrences (company_id);

    -- One row per day of the rule: made into a task, left out with the reason, or missed.
    create table recurrence_days (
      recurrence_id uuid not null references recurrences on delete cascade,
      -- The day that the rule names; the task itself may lie on another one.
      day date not null,
      state text not null check (state in ('made', 'skipped', 'missed')),
      reason text,
      primary key (recurrence_id, day)
    );

    alter table tasks add column recurrence_id uuid references recurrences, add column recurs_on date;
    create unique index tasks_recurrence on tasks (recurrence_id, recurs_on) where recurrence_id is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table tasks drop column recurs_on, drop column recurrence_id;
    drop table recurrence_days, recurrences, absences;
  `);
}
