import type { Tx } from '../database.ts';

/** Two records that turned out to be one: what was moved, so that it can be moved back. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table companies add column merged_into uuid references companies;
    create index companies_merged on companies (merged_into) where merged_into is not null;
    create table merges (
      id uuid primary key default uuid7(),
      kept_id uuid not null references companies,
      merged_id uuid not null references companies,
      -- What was moved and written, by table: db/merge-journal.ts.
      journal jsonb not null,
      merged_at timestamptz not null default now(),
      undone_at timestamptz,
      -- What could not be moved back, as it was told: [{ pl, en }].
      stayed jsonb,
      created_by actor_text not null,
      undone_by actor_text
    );
    create index merges_kept on merges (kept_id, merged_at desc);
    create index merges_merged on merges (merged_id);
    -- Who was told of a customer outside of their own, how often: the hour's limit is counted over it.
    create table duplicate_hints (
      user_id uuid not null references users,
      company_id uuid not null references companies,
      because text not null,
      at timestamptz not null default now(),
      asked_at timestamptz,
      primary key (user_id, company_id, because)
    );
    create index duplicate_hints_company on duplicate_hints (company_id);
    create index duplicate_hints_at on duplicate_hints (user_id, at);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table duplicate_hints, merges;
    alter table companies drop column merged_into;
  `);
}
