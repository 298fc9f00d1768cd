import type { Tx } from '../database.ts';

/** Companies, people, how to reach them, what they agreed to, and the groups they are in. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table companies (
      id uuid primary key default uuid7(),
      parent_id uuid references companies,
      kind text not null default 'firm' check (kind in ('firm', 'sole trader', 'person', 'institution', 'branch')),
      name text not null check (length(name) between 1 and 500),
      short_name text,
      nip text, regon text, krs text, eu_vat text,
      street text, postcode text, city text, country text not null default 'PL',
      website text,
      class text,
      industry text,
      owner_id uuid references users,
      turnover_minor bigint,
      currency text not null default 'PLN',
      notes text,
      time_zone text,
      own jsonb not null default '{}',
      search_text text not null default '',
      import_id uuid,
      deleted_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index companies_parent on companies (parent_id);
    create index companies_owner on companies (owner_id);
    create index companies_nip on companies (nip);
    create index companies_name on companies (name collate "pl-x-icu", id) where deleted_at is null;
    create index companies_plain_name on companies (plain_text(name));
    create index companies_created on companies (created_at desc, id desc);
    create index companies_class on companies (class, id);
    create index companies_import on companies (import_id);
    create index companies_search on companies using gin (search_text gin_trgm_ops);

    create table people (
      id uuid primary key default uuid7(),
      company_id uuid not null references companies,
      first_name text, last_name text not null,
      position text,
      is_main boolean not null default false,
      language text,
      own jsonb not null default '{}',
      search_text text not null default '',
      import_id uuid,
      deleted_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index people_company on people (company_id);
    create index people_name on people (last_name, id);
    create index people_import on people (import_id);
    create index people_search on people using gin (search_text gin_trgm_ops);

    create table contact_points (
      id uuid primary key default uuid7(),
      company_id uuid not null references companies,
      person_id uuid references people,
      kind text not null check (kind in ('email', 'phone', 'messenger', 'postal')),
      value text not null,
      -- Lower-case e-mail, E.164 phone: what is compared.
      normalised text not null,
      label text,
      is_main boolean not null default false,
      -- 'good', or why nothing is sent there any more: 'bounced' (5xx), 'full' (4xx repeatedly), 'wrong' (a person said so).
      state text not null default 'good' check (state in ('good', 'bounced', 'full', 'wrong')),
      state_reason text,
      import_id uuid,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index contact_points_company on contact_points (company_id, kind);
    create index contact_points_person on contact_points (person_id);
    create index contact_points_normalised on contact_points (kind, normalised);
    create index contact_points_import on contact_points (import_id);

    -- Append-only: the newest row per (contact point or company, purpose) is in force.
    create table consents (
      id uuid primary key default uuid7(),
      company_id uuid not null references companies,
      person_id uuid references people,
      contact_point_id uuid references contact_points,
      channel text not null check (channel in ('email', 'phone', 'any')),
      purpose text not null,
      status text not null check (status in ('given', 'refused', 'withdrawn')),
      evidence text not null,
      given_on date,
      import_id uuid,
      recorded_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index consents_company on consents (company_id, purpose, channel, recorded_at desc);
    create index consents_person on consents (person_id);
    create index consents_point on consents (contact_point_id);
    create index consents_import on consents (import_id);

    -- Addresses that nothing may be sent to, whoever owns them: unsubscribed, complained, asked for it.
    create table suppressions (
      kind text not null check (kind in ('email', 'phone')),
      normalised text not null,
      -- null: every purpose.
      purpose text,
      reason text not null,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      unique nulls not distinct (kind, normalised, purpose)
    );

    create table groups (
      id uuid primary key default uuid7(),
      name text not null,
      category text,
      description text,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create unique index groups_name on groups (lower(name));
    create table group_members (
      group_id uuid not null references groups on delete cascade,
      company_id uuid not null references companies,
      person_id uuid references people,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      unique nulls not distinct (group_id, company_id, person_id)
    );
    create index group_members_company on group_members (company_id);
    create index group_members_person on group_members (person_id);

    create table imports (
      id uuid primary key default uuid7(),
      file_name text not null,
      file_path text,
      file_bytes bigint not null default 0,
      state text not null check (state in ('uploaded', 'analysing', 'ready', 'importing', 'done', 'failed', 'undoing', 'undone')),
      -- Sheet, encoding, separator, header row, columns with their guessed fields, joining column, what to do with changed rows, group to put all into.
      plan jsonb not null default '{}',
      -- { rows, new, changed, unchanged, conflicting, wrong, warned }, and while writing { written, left, undone, kept }
      counts jsonb not null default '{}',
      cursor integer not null default 0,
      failure text,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create table import_rows (
      -- Refers to imports without a constraint: its check of each row would take longer than writing the row.
      import_id uuid not null,
      row_number integer not null,
      -- 'left': known differently and left as it is by the plan; 'kept': could not be undone, reasons say why.
      state text not null
        check (state in ('new', 'changed', 'unchanged', 'conflicting', 'wrong', 'written', 'left', 'undone', 'kept')),
      -- The draft (domain/import/draft.ts); of a wrong row { raw: [...] }, its first texts.
      cells jsonb not null,
      -- By what it is joined to the register: the normalised value of the joining column, or the plain name and town.
      join_key text,
      -- Said to people: [{ column, pl, en }]. Warnings do not keep a row from being imported.
      reasons jsonb,
      warnings jsonb,
      company_id uuid,
      -- { field: [old, new] } of a changed row.
      changes jsonb,
      -- What stood there before, so that the import can be undone: { company: {...}, version }.
      before jsonb,
      primary key (import_id, row_number)
    );
    create index import_rows_state on import_rows (import_id, state, row_number);
    create index import_rows_company on import_rows (company_id) where company_id is not null;

    alter table companies add foreign key (import_id) references imports;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    alter table companies drop constraint companies_import_id_fkey;
    drop table import_rows, imports, group_members, groups, suppressions, consents, contact_points, people, companies;
  `);
}
