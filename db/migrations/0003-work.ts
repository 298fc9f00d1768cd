import type { Tx } from '../database.ts';

/** Cases, tasks with their types and outcomes, reminders, and the calendar feeds that show them. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table cases (
      id uuid primary key default uuid7(),
      number text not null unique,
      name text not null,
      company_id uuid references companies,
      owner_id uuid references users,
      stage text,
      state text not null default 'open' check (state in ('open', 'closed')),
      result text,
      due_on date,
      search_text text not null default '',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index cases_company on cases (company_id);
    create index cases_owner on cases (owner_id, state);
    create index cases_search on cases using gin (search_text gin_trgm_ops);

    create table task_types (
      code text primary key,
      name_pl text not null, name_en text not null,
      color text not null default 'accent',
      default_minutes integer not null default 15,
      -- A contact by this channel: the governor is asked before it is made and before it is opened.
      channel text check (channel in ('phone', 'email')),
      on_home boolean not null default true,
      in_calendar boolean not null default true,
      -- [{ code, name: { pl, en }, asks }]: what may come of a task that a person made.
      outcomes jsonb not null default '[{ "code": "done", "name": { "pl": "Zrobione", "en": "Done" } }]',
      active boolean not null default true,
      position integer not null default 0,
      version integer not null default 1
    );
    insert into task_types (code, name_pl, name_en, color, default_minutes, channel, position, outcomes) values
      ('call', 'Telefon', 'Call', 'accent', 10, 'phone', 1, '[
        { "code": "talked", "name": { "pl": "Rozmowa odbyta", "en": "Talked" } },
        { "code": "call-back", "name": { "pl": "Oddzwonić", "en": "Call back" }, "asks": "date" },
        { "code": "no-answer", "name": { "pl": "Nie odebrał", "en": "No answer" } },
        { "code": "refused", "name": { "pl": "Nie chce rozmawiać", "en": "Does not want to talk" } },
        { "code": "wrong-number", "name": { "pl": "Zły numer", "en": "Wrong number" } }]'),
      ('meeting', 'Spotkanie', 'Meeting', 'violet', 60, null, 2, '[
        { "code": "held", "name": { "pl": "Odbyło się", "en": "Held" } },
        { "code": "moved", "name": { "pl": "Przełożone", "en": "Moved" }, "asks": "date" },
        { "code": "called-off", "name": { "pl": "Odwołane", "en": "Called off" } }]'),
      ('mail', 'E-mail', 'E-mail', 'accent', 10, null, 3, '[
        { "code": "sent", "name": { "pl": "Wysłane", "en": "Sent" } },
        { "code": "not-needed", "name": { "pl": "Niepotrzebne", "en": "Not needed" } }]'),
      ('visit', 'Wizyta', 'Visit', 'violet', 90, null, 4, '[
        { "code": "held", "name": { "pl": "Odbyła się", "en": "Held" } },
        { "code": "nobody-in", "name": { "pl": "Nikogo nie było", "en": "Nobody was in" } },
        { "code": "moved", "name": { "pl": "Przełożona", "en": "Moved" }, "asks": "date" }]'),
      ('errand', 'Do zrobienia', 'Errand', 'green', 15, null, 5, '[
        { "code": "done", "name": { "pl": "Zrobione", "en": "Done" } },
        { "code": "not-needed", "name": { "pl": "Niepotrzebne", "en": "Not needed" } }]');
    create table task_categories (
      id uuid primary key default uuid7(),
      name text not null unique,
      active boolean not null default true,
      version integer not null default 1
    );

    create table tasks (
      id uuid primary key default uuid7(),
      type text not null references task_types,
      category_id uuid references task_categories,
      title text not null check (length(title) between 1 and 500),
      description text,
      company_id uuid references companies,
      person_id uuid references people,
      case_id uuid references cases,
      campaign_id uuid,
      stage_id uuid,
      run_id uuid,
      -- Key of the effect that asked for it; null for work that a person made.
      effect_key text unique,
      parent_id uuid references tasks,
      owner_id uuid references users,
      caretaker_id uuid references users,
      queue text,
      priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
      state text not null default 'open' check (state in ('open', 'done', 'withdrawn', 'cancelled')),
      -- Why it was withdrawn, as people read it.
      state_reason text,
      percent integer not null default 0 check (percent between 0 and 100),
      -- When one means to do it; an all-day task has none. Dragging changes this one.
      planned_at timestamptz,
      duration_minutes integer not null default 15,
      -- By when it must be done.
      due_at timestamptz,
      -- What lists go by: when it is to be done, and when it becomes overdue.
      moment timestamptz not null generated always as (coalesce(planned_at, due_at, 'infinity')) stored,
      deadline timestamptz generated always as (coalesce(due_at, planned_at)) stored,
      purpose text,
      script text,
      form jsonb not null default '[]',
      checklist jsonb not null default '[]',
      -- [{ code, name: { pl, en }, asks }]; outcomes of a task that a person made come from its type.
      outcomes jsonb not null default '[]',
      outcome text,
      answers jsonb not null default '{}',
      note text,
      done_at timestamptz,
      done_by uuid references users,
      work_minutes integer,
      call_seconds integer,
      note_seconds integer,
      -- Opened in work mode: nobody else is given it until then.
      leased_by uuid references users,
      leased_until timestamptz,
      -- Since when it has been open there without a break: a lease lasts 30 minutes at most.
      leased_since timestamptz,
      -- Before that it is not shown in any queue (a postponed task).
      not_before timestamptz,
      -- iCalendar SEQUENCE: rises with every change of time, place or state.
      sequence integer not null default 0,
      search_text text not null default '',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index tasks_owner_open on tasks (owner_id, moment, id) where state = 'open';
    create index tasks_queue_open on tasks (queue, moment, id) where state = 'open' and owner_id is null;
    create index tasks_open on tasks (moment, id) where state = 'open';
    create index tasks_open_deadline on tasks (deadline, id) where state = 'open';
    create index tasks_done on tasks (done_at desc, id desc) where state = 'done';
    create index tasks_owner_done on tasks (done_by, done_at desc);
    create index tasks_owner_changed on tasks (owner_id, updated_at);
    create index tasks_company on tasks (company_id, due_at);
    create index tasks_person on tasks (person_id);
    create index tasks_case on tasks (case_id);
    create index tasks_campaign on tasks (campaign_id, stage_id, state);
    create index tasks_run on tasks (run_id);
    create index tasks_parent on tasks (parent_id);
    create index tasks_category on tasks (category_id);
    create index tasks_caretaker on tasks (caretaker_id) where caretaker_id is not null;
    create index tasks_leased on tasks (leased_by) where leased_by is not null;
    create index tasks_created on tasks (created_at desc, id desc);
    create index tasks_search on tasks using gin (search_text gin_trgm_ops);

    create table reminders (
      id uuid primary key default uuid7(),
      task_id uuid references tasks on delete cascade,
      user_id uuid not null references users,
      remind_at timestamptz not null,
      text_pl text, text_en text,
      link text,
      shown_at timestamptz,
      acknowledged_at timestamptz,
      -- How late it was shown, in seconds: an outage leaves a trace.
      late_seconds integer,
      created_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index reminders_due on reminders (remind_at) where shown_at is null;
    create index reminders_user on reminders (user_id, remind_at) where acknowledged_at is null;
    create index reminders_task on reminders (task_id);

    create table calendar_feeds (
      id uuid primary key default uuid7(),
      user_id uuid not null references users,
      -- SHA-256 of the token in the address.
      token_hash text not null unique,
      detail text not null default 'full' check (detail in ('full', 'short', 'busy')),
      revoked_at timestamptz,
      last_read_at timestamptz,
      created_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index calendar_feeds_user on calendar_feeds (user_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table calendar_feeds, reminders, tasks, task_categories, task_types, cases');
}
