import type { Tx } from '../database.ts';

/** Who takes part in a task, what hangs on it, how far it is, and the contact that nobody had planned. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table task_types add column asks_kilometres boolean not null default false;
    update task_types set asks_kilometres = true where code in ('meeting', 'visit');

    alter table tasks
      -- How far it is in words, beside the percentage.
      add column stage text,
      -- What has been ticked on the checklist: { line: { at, by } }. Kept by the words of the line.
      add column ticks jsonb not null default '{}',
      add column kilometres integer,
      -- When somebody began to write the note; how long it took is in note_seconds.
      add column note_started_at timestamptz,
      -- A contact that was recorded without having been planned.
      add column is_contact boolean not null default false,
      -- The task that this one comes after: planned by its outcome, kept when it was withdrawn, repeated elsewhere.
      -- It is no part of it: parts have parent_id.
      add column after_id uuid references tasks;
    create index tasks_after on tasks (after_id) where after_id is not null;

    -- Until now both stood in parent_id; what was made by an outcome carries the outcome's instant.
    update tasks f set after_id = f.parent_id, parent_id = null from tasks t
      where t.id = f.parent_id and (f.created_at = t.done_at or t.state in ('withdrawn', 'cancelled'));

    create table task_users (
      task_id uuid not null references tasks on delete cascade,
      user_id uuid not null references users,
      primary key (task_id, user_id)
    );
    create index task_users_user on task_users (user_id, task_id);
    create table task_people (
      task_id uuid not null references tasks on delete cascade,
      person_id uuid not null references people,
      primary key (task_id, person_id)
    );
    create index task_people_person on task_people (person_id, task_id);

    -- Other records that belong with a task. The other record may be of any kind, so there is no foreign key.
    create table task_links (
      task_id uuid not null references tasks on delete cascade,
      noun text not null check (noun in ('task', 'message', 'campaign')),
      record_id uuid not null,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      primary key (task_id, noun, record_id)
    );
    create index task_links_record on task_links (noun, record_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table task_links, task_people, task_users;
    update tasks set parent_id = after_id where after_id is not null;
    alter table tasks drop column after_id, drop column is_contact, drop column note_started_at, drop column kilometres,
      drop column ticks, drop column stage;
    alter table task_types drop column asks_kilometres;
  `);
}
