import type { Tx } from '../database.ts';

/** Invitations by mail (iTIP): who was invited to what, what they were last told, and what they answered. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table task_types add column invites boolean not null default false;
    update task_types set invites = true where code in ('meeting', 'visit');

    create table invitations (
      id uuid primary key default uuid7(),
      task_id uuid not null references tasks on delete cascade,
      user_id uuid references users,
      person_id uuid references people,
      name text not null,
      address text not null,
      answer text not null default 'none' check (answer in ('none', 'accepted', 'declined', 'tentative')),
      answered_at timestamptz,
      -- iCalendar SEQUENCE: rises when the time or the place changes, and with nothing else.
      sequence integer not null default 0,
      -- How many mails there have been: each has a key of its own in the ledger.
      mails integer not null default 0,
      -- { method, title, start, minutes, place }: what the last mail says, and what the one before it said.
      told jsonb,
      told_before jsonb,
      -- The mail that may not have gone out yet.
      last_key text collate "C",
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      check ((user_id is null) <> (person_id is null)),
      unique nulls not distinct (task_id, user_id, person_id)
    );
    create index invitations_user on invitations (user_id, task_id) where user_id is not null;
    create index invitations_person on invitations (person_id) where person_id is not null;

    -- The text/calendar part of a mail, with the method that its header names.
    alter table messages add column calendar jsonb;

    -- Meetings that came by mail stand in the calendar already: they are left out of a subscription unless chosen.
    alter table calendar_feeds add column with_invited boolean not null default false;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table calendar_feeds drop column with_invited;
    alter table messages drop column calendar;
    drop table invitations;
    alter table task_types drop column invites;
  `);
}
