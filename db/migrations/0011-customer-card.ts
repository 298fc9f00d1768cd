import type { Tx } from '../database.ts';

/** More of a customer and of their people; notes; days worth remembering. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    -- Columns without a default: no row is written anew.
    alter table companies add column pesel text, add column iban text, add column payment_days integer
      check (payment_days between 0 and 365);
    alter table people add column department text, add column decides boolean,
      add column born_on date, add column name_day text check (name_day ~ '^[01][0-9]-[0-3][0-9]$'),
      add column gender text check (gender in ('f', 'm')),
      -- How a letter begins, where our table of names would be wrong or knows nothing.
      add column vocative text;

    create table notes (
      id uuid primary key default uuid7(),
      company_id uuid not null references companies,
      person_id uuid references people,
      body text not null check (length(body) between 1 and 20000),
      pinned boolean not null default false,
      deleted_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index notes_company on notes (company_id, created_at desc, id desc) where deleted_at is null;
    create index notes_person on notes (person_id) where person_id is not null;

    create table important_dates (
      id uuid primary key default uuid7(),
      company_id uuid not null references companies,
      person_id uuid references people,
      title text not null check (length(title) between 1 and 200),
      falls_on date not null,
      -- Comes back every year: the end of a contract does not, an anniversary does.
      yearly boolean not null default false,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index important_dates_company on important_dates (company_id, falls_on);
    create index important_dates_person on important_dates (person_id) where person_id is not null;

    create index companies_pesel on companies (pesel) where pesel is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table important_dates, notes;
    alter table people drop column department, drop column decides, drop column born_on, drop column name_day,
      drop column gender, drop column vocative;
    alter table companies drop column pesel, drop column iban, drop column payment_days;
  `);
}
