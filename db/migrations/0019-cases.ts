import type { Tx } from '../database.ts';

/** Stages of cases, further customers, people with rights, and how a case ended. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table case_stages (
      code text primary key,
      name_pl text not null, name_en text not null,
      color text not null default 'accent',
      position integer not null default 0,
      active boolean not null default true,
      version integer not null default 1
    );
    insert into case_stages (code, name_pl, name_en, color, position) values
      ('new', 'Nowa', 'New', 'accent', 1),
      ('doing', 'W toku', 'In progress', 'violet', 2),
      ('waiting', 'Czeka na klienta', 'Waiting for the customer', 'orange', 3),
      ('checking', 'Do sprawdzenia', 'To be checked', 'green', 4);

    -- Numbers count anew each year: 2026/0001.
    create table case_numbers (year integer primary key, last integer not null);

    update cases set stage = 'new' where stage is null or stage not in (select code from case_stages);
    alter table cases
      alter column stage set default 'new',
      alter column stage set not null,
      add foreign key (stage) references case_stages,
      -- A project is a case across many customers and people.
      add column kind text not null default 'case' check (kind in ('case', 'project')),
      add column description text,
      add column outcome text check (outcome in ('success', 'failure', 'neutral')),
      add column closed_at timestamptz,
      -- What a list of open and of closed cases goes by.
      add column due_or_never date not null generated always as (coalesce(due_on, 'infinity')) stored;
    create index cases_due on cases (due_or_never, id) where state = 'open';
    create index cases_stage_due on cases (stage, due_or_never, id) where state = 'open';
    create index cases_owner_due on cases (owner_id, due_or_never, id) where state = 'open';
    create index cases_closed on cases (closed_at desc, id desc) where state = 'closed';
    create index cases_stage on cases (stage);

    -- Customers beside the home one.
    create table case_companies (
      case_id uuid not null references cases on delete cascade,
      company_id uuid not null references companies,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      primary key (case_id, company_id)
    );
    create index case_companies_company on case_companies (company_id, case_id);

    -- Who sees a case that is not theirs, and what they may do with it and with what hangs on it.
    create table case_people (
      case_id uuid not null references cases on delete cascade,
      user_id uuid not null references users,
      level text not null check (level in ('read', 'add', 'run')),
      -- The last day it holds; null: until it is taken back.
      ends_on date,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      primary key (case_id, user_id)
    );
    create index case_people_user on case_people (user_id, case_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table case_people, case_companies;
    alter table cases drop column due_or_never, drop column closed_at, drop column outcome, drop column description,
      drop column kind, drop constraint cases_stage_fkey, alter column stage drop not null, alter column stage drop default;
    drop index cases_stage;
    drop table case_numbers, case_stages;
  `);
}
