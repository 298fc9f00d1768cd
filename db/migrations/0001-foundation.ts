import type { Tx } from '../database.ts';

/** Extensions, functions that the other tables lean on, and who works here. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create extension if not exists pg_trgm;
    create extension if not exists unaccent;
    create extension if not exists btree_gist;

    -- unaccent() is only "stable"; with the dictionary named it is safe to call immutable, so that indexes may use it.
    create function plain_text(value text) returns text language sql immutable strict parallel safe
      as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

    -- UUIDv7 for rows made inside SQL (bulk inserts); PostgreSQL has its own only since 18.
    create function uuid7() returns uuid language sql volatile parallel safe as $$
      select encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
          52, 1), 53, 1), 'hex')::uuid
    $$;

    create domain actor_text as text check (value ~ '^(user|run|plugin|token|import|system):[^ ]+( for [^ ]+)?$');

    create table installation (
      singleton boolean primary key default true check (singleton),
      id uuid not null,
      -- Rises when a copy or a restored backup is recognised: what was planned under an older one waits for a person.
      epoch integer not null default 1,
      -- Rises every few minutes, here and in the home: an older one here than there tells of a restored backup.
      pulse bigint not null default 1,
      muted_because text,
      secret_fingerprint text,
      organisation_name text not null default 'Nurt',
      time_zone text not null default 'Europe/Warsaw',
      language text not null default 'pl' check (language in ('pl', 'en')),
      settings jsonb not null default '{}',
      schema_since timestamptz not null default now()
    );

    create table users (
      id uuid primary key default uuid7(),
      email text not null,
      name text not null,
      password_hash text,
      language text not null default 'pl' check (language in ('pl', 'en')),
      time_zone text,
      role text not null default 'operator' check (role in ('administrator', 'supervisor', 'operator')),
      superior_id uuid references users,
      active boolean not null default true,
      phone text,
      preferences jsonb not null default '{}',
      last_seen_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup'
    );
    create unique index users_email on users (lower(email));
    create index users_superior on users (superior_id);

    create table teams (
      id uuid primary key default uuid7(),
      code text not null unique,
      name text not null,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup'
    );
    create table team_members (
      team_id uuid not null references teams on delete cascade,
      user_id uuid not null references users on delete cascade,
      primary key (team_id, user_id)
    );
    create index team_members_user on team_members (user_id);

    create table sessions (sid text primary key, sess json not null, expire timestamptz not null);
    create index sessions_expire on sessions (expire);

    create table tokens (
      id uuid primary key default uuid7(),
      user_id uuid not null references users,
      name text not null,
      hash text not null unique,
      rights text[] not null default '{}',
      last_used_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup'
    );
    create index tokens_user on tokens (user_id);

    create table legal_entities (
      id uuid primary key default uuid7(),
      name text not null,
      nip text,
      street text, postcode text, city text,
      email text, phone text,
      is_default boolean not null default false,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup'
    );
    create unique index legal_entities_default on legal_entities (is_default) where is_default;

    -- Everything that is to be done in Temporal is first a row here, written with the business change.
    create table outbox (
      id bigint generated always as identity primary key,
      -- 'campaign:<id>', 'pump:<campaign>:<cohort>', 'run:<id>', 'dispatch:<account>', ...: the relay turns it into a workflow.
      target text not null,
      available_at timestamptz not null default now(),
      -- Somebody has stopped, ended or started something: a big cohort is woken at once instead of every two minutes.
      urgent boolean not null default false,
      claimed_until timestamptz,
      attempts integer not null default 0,
      last_error text,
      created_at timestamptz not null default now()
    );
    create index outbox_available on outbox (available_at, id);
    create index outbox_target on outbox (target);

    create table audit (
      id uuid not null default uuid7(),
      at timestamptz not null default now(),
      actor actor_text not null,
      noun text not null,
      record_id text not null,
      verb text not null,
      -- { field: [old, new] }; hidden columns are named without values.
      changes jsonb not null default '{}',
      primary key (at, id)
    ) partition by range (at);
    create table audit_default partition of audit default;
    create index audit_record on audit (noun, record_id, at desc);
    create index audit_actor on audit (actor, at desc);

    -- How far each periodic job has worked off its periods; of 'worker' and 'temporal', when they were last seen.
    create table jobs (
      name text primary key,
      done_through timestamptz not null,
      last_error text,
      updated_at timestamptz not null default now()
    );
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table jobs, audit, outbox, legal_entities, tokens, sessions, team_members, teams, users, installation;
    drop domain actor_text;
    drop function uuid7();
    drop function plain_text(text);
  `);
}
