import type { Tx } from '../database.ts';

/** What people keep of lists and do with many rows at once: views, selections, the clipboard, exports. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table views (
      id uuid primary key default uuid7(),
      kind text not null,
      name text not null check (length(name) between 1 and 100),
      owner_id uuid not null references users on delete cascade,
      is_shared boolean not null default false,
      -- Ids of fields and symbolic values, as in domain/lists/shapes.ts.
      view jsonb not null,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null
    );
    create index views_owner on views (owner_id, kind);
    create index views_shared on views (kind) where is_shared;

    -- How somebody has arranged the views of a list: ids of kept and standard ones.
    create table view_choices (
      user_id uuid not null references users on delete cascade,
      kind text not null,
      default_view text,
      places text[] not null default '{}',
      primary key (user_id, kind)
    );

    create table bulks (
      id uuid primary key default uuid7(),
      kind text not null,
      user_id uuid not null references users,
      state text not null default 'chosen' check (state in ('chosen', 'running', 'done', 'undoing', 'undone')),
      action text,
      params jsonb not null default '{}',
      total integer not null,
      -- { done, skipped, undone, kept }
      counts jsonb not null default '{}',
      started_at timestamptz,
      finished_at timestamptz,
      undo_until timestamptz,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      check ((state = 'chosen') = (action is null))
    );
    create index bulks_user on bulks (user_id, id);
    create index bulks_created on bulks (created_at);

    create table bulk_rows (
      bulk_id uuid not null references bulks on delete cascade,
      place integer not null,
      record_id uuid not null,
      -- What the person saw when they chose it; what the action left, so that undo knows whether somebody came after.
      version integer not null,
      after_version integer,
      state text not null default 'chosen' check (state in ('chosen', 'done', 'skipped', 'undone', 'kept')),
      -- Said to people: { pl, en }.
      why jsonb,
      before jsonb,
      primary key (bulk_id, place)
    );
    create index bulk_rows_state on bulk_rows (bulk_id, state, place);

    create table clipboard (
      user_id uuid not null references users on delete cascade,
      kind text not null,
      record_id uuid not null,
      added_at timestamptz not null default now(),
      primary key (user_id, kind, record_id)
    );
    create index clipboard_age on clipboard (added_at);
    create index clipboard_record on clipboard (record_id);

    create table exports (
      id uuid primary key default uuid7(),
      kind text not null,
      user_id uuid not null references users,
      format text not null check (format in ('xlsx', 'csv')),
      view jsonb not null,
      search text not null default '',
      -- A selection instead of all that the view finds.
      bulk_id uuid references bulks on delete cascade,
      state text not null default 'waiting' check (state in ('waiting', 'writing', 'done', 'failed', 'cancelled')),
      total integer,
      written integer not null default 0,
      file_path text,
      file_bytes bigint,
      failure jsonb,
      as_of timestamptz,
      -- What its requester saw when it was written: who sees less now does not get it.
      seen_as text,
      expires_at timestamptz,
      created_at timestamptz not null default now(),
      created_by actor_text not null
    );
    create index exports_user on exports (user_id, id);
    create index exports_bulk on exports (bulk_id) where bulk_id is not null;
    create index exports_expiring on exports (expires_at) where file_path is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table exports, clipboard, bulk_rows, bulks, view_choices, views');
}
