import type { Tx } from '../database.ts';

/** Profiles of rights: the three shipped ones are the roles, further ones are a company's own. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table profiles (
      code text primary key check (code ~ '^[a-z][a-z0-9_]{0,59}$'),
      -- Its rights come with the program, so that a new version brings its new ones; the columns below change them.
      shipped boolean not null default false,
      name_pl text not null, name_en text not null,
      -- Of an own profile all its rights; of a shipped one those beyond what it ships with.
      added text[] not null default '{}',
      removed text[] not null default '{}',
      -- Rows that its people see: everything, or what is theirs and their subordinates'.
      scope text not null default 'own' check (scope in ('own', 'all')),
      position integer not null default 100,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null default 'system:setup',
      updated_by actor_text not null default 'system:setup'
    );
    insert into profiles (code, shipped, name_pl, name_en, scope, position) values
      ('administrator', true, 'Administrator', 'Administrator', 'all', 1),
      ('supervisor', true, 'Nadzór', 'Supervisor', 'all', 2),
      ('operator', true, 'Obsługa klienta', 'Customer service', 'own', 3);

    -- Without a row here somebody has the shipped profile of their role.
    create table user_profiles (
      user_id uuid not null references users on delete cascade,
      profile text not null references profiles,
      primary key (user_id, profile)
    );
    create index user_profiles_profile on user_profiles (profile);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table user_profiles, profiles');
}
