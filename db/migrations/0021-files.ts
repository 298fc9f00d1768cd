import type { Tx } from '../database.ts';

/** Files, their versions in the store, and the records they hang on. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table file_categories (
      id uuid primary key default uuid7(),
      name text not null unique,
      active boolean not null default true,
      version integer not null default 1
    );
    insert into file_categories (name) values ('Umowa'), ('Oferta'), ('Faktura'), ('Pismo'), ('Zdjęcie'), ('Inny');

    create table files (
      id uuid primary key default uuid7(),
      name text not null check (length(name) between 1 and 255),
      category_id uuid references file_categories,
      description text,
      keywords text[] not null default '{}',
      -- Of the newest version.
      media_type text not null,
      bytes bigint not null,
      versions integer not null default 1,
      search_text text not null default '',
      deleted_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index files_changed on files (updated_at desc, id desc) where deleted_at is null;
    create index files_category on files (category_id);
    create index files_search on files using gin (search_text gin_trgm_ops);

    create table file_versions (
      id uuid primary key default uuid7(),
      file_id uuid not null references files on delete cascade,
      number integer not null,
      name text not null,
      media_type text not null,
      bytes bigint not null,
      sha256 text not null,
      -- Key in the store, made up: nothing of the name is in it.
      path text not null unique,
      note text,
      -- { kind: 'text', text, pages } or { kind: 'picture', path, width, height }; null: none has been made yet.
      preview jsonb,
      -- Why there is none: 'unsupported', 'too large', 'unreadable', 'took too long'.
      preview_trouble text,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      unique (file_id, number)
    );

    -- One file may hang on several records of several kinds, so there is no foreign key to them.
    create table file_links (
      file_id uuid not null references files on delete cascade,
      noun text not null
        check (noun in ('company', 'person', 'case', 'task', 'message', 'campaign', 'stage', 'opportunity')),
      record_id uuid not null,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      primary key (noun, record_id, file_id)
    );
    create index file_links_file on file_links (file_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table file_links, file_versions, files, file_categories');
}
