import type { Tx } from '../database.ts';

/** Own fields and their values, dictionaries, layouts of forms; what types of tasks may do beside. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table dictionaries (
      id uuid primary key default uuid7(),
      code text not null unique check (code ~ '^[a-z][a-z0-9_]{0,59}$'),
      name_pl text not null, name_en text not null,
      -- Came with Nurt: columns of its tables hold these values as text.
      shipped boolean not null default false,
      -- Whoever fills in a form may add an entry in place.
      open boolean not null default true,
      active boolean not null default true,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup'
    );
    create table dictionary_entries (
      id uuid primary key default uuid7(),
      dictionary_id uuid not null references dictionaries on delete cascade,
      -- What records hold. Never changes; entries are switched off, not removed.
      code text not null check (length(code) between 1 and 200),
      name_pl text not null, name_en text not null,
      color text check (color in ('accent', 'violet', 'green', 'orange', 'red')),
      position integer not null default 0,
      active boolean not null default true,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup',
      unique (dictionary_id, code)
    );
    create index dictionary_entries_order on dictionary_entries (dictionary_id, position, id);
    insert into dictionaries (code, name_pl, name_en, shipped) values
      ('industry', 'Branże', 'Industries', true);
    insert into dictionary_entries (dictionary_id, code, name_pl, name_en, position)
    select d.id, i.industry, i.industry, i.industry, row_number() over (order by i.industry collate "pl-x-icu")
    from dictionaries d, (select industry from companies where industry is not null and length(industry) <= 200
      group by industry order by count(*) desc limit 500) i where d.code = 'industry';

    create table own_fields (
      id uuid primary key default uuid7(),
      record text not null check (record in ('company', 'person', 'task', 'case', 'opportunity', 'campaign')),
      -- Conditions, imports, templates and programs know the field by it: it never changes.
      code text not null check (code ~ '^[a-z][a-z0-9_]{0,59}$'),
      kind text not null check (kind in ('text', 'number', 'money', 'date', 'yes/no', 'choice', 'many', 'reference', 'file', 'formula')),
      name_pl text not null, name_en text not null,
      help_pl text, help_en text,
      section_pl text, section_en text,
      position integer not null default 0,
      required boolean not null default false,
      active boolean not null default true,
      indexed boolean not null default false,
      -- dictionary, currency, target, lines, formula, formulaType, least, most (domain/own/shapes.ts)
      options jsonb not null default '{}',
      -- Codes of profiles; null: everyone who may read or edit the record.
      readers text[], writers text[],
      -- A formula that was written anew: records hold what the old one gave until the job has been through.
      stale boolean not null default false,
      -- What the job that builds indexes found wrong.
      index_problem text,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup',
      unique (record, code)
    );
    create index own_fields_order on own_fields (record, position, id);

    create table form_layouts (
      record text not null,
      -- Code of a profile; '' stands for everyone without a layout of their own.
      profile text not null default '',
      -- { sections: [{ id, title: { pl, en } | null, fields: [{ id, width, hidden }] }] } (domain/own/layout.ts)
      layout jsonb not null,
      version integer not null default 1,
      updated_at timestamptz not null default now(),
      updated_by actor_text not null,
      primary key (record, profile)
    );

    alter table task_types add column in_outlook boolean not null default false, add column in_feed boolean not null default true;
    update task_types set in_outlook = true where code in ('meeting', 'visit');

    alter table tasks add column if not exists own jsonb not null default '{}';
    alter table cases add column if not exists own jsonb not null default '{}';
    alter table campaigns add column if not exists own jsonb not null default '{}';
    alter table if exists opportunities add column if not exists own jsonb not null default '{}';

    -- The one way to an own value in SQL: null for a value of another type, and the same expression as in the indexes.
    create function own_text(own jsonb, code text) returns text language sql immutable parallel safe
      as $$ select case when jsonb_typeof(own -> code) = 'string' then nullif(own ->> code, '') end $$;
    create function own_number(own jsonb, code text) returns numeric language sql immutable parallel safe
      as $$ select case when jsonb_typeof(own -> code) = 'number' then (own ->> code)::numeric end $$;
    create function own_yes(own jsonb, code text) returns boolean language sql immutable parallel safe
      as $$ select case when jsonb_typeof(own -> code) = 'boolean' then (own ->> code)::boolean end $$;
    -- Dates are compared as text: an impossible one must not break the query.
    create function own_date(own jsonb, code text) returns text language sql immutable parallel safe
      as $$ select case when jsonb_typeof(own -> code) = 'string' and own ->> code ~ '^\\d{4}-\\d{2}-\\d{2}$' then (own ->> code) collate "C" end $$;
    create function own_many(own jsonb, code text) returns jsonb language sql immutable parallel safe
      as $$ select case jsonb_typeof(own -> code) when 'array' then nullif(own -> code, '[]') when 'string' then jsonb_build_array(own -> code) end $$;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop function own_text(jsonb, text), own_number(jsonb, text), own_yes(jsonb, text), own_date(jsonb, text), own_many(jsonb, text);
    alter table if exists opportunities drop column if exists own;
    alter table campaigns drop column own;
    alter table cases drop column own;
    alter table tasks drop column own;
    alter table task_types drop column in_outlook, drop column in_feed;
    drop table form_layouts, own_fields, dictionary_entries, dictionaries;
  `);
}
