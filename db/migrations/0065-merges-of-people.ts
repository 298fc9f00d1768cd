import type { Tx } from '../database.ts';

/** Two persons of a customer that turned out to be one: what was moved, so that it can be moved back. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table people add column merged_into uuid references people;
    create index people_merged on people (merged_into) where merged_into is not null;
    create table person_merges (
      id uuid primary key default uuid7(),
      kept_id uuid not null references people,
      merged_id uuid not null references people,
      -- What was moved and written, by table: db/merge-journal.ts.
      journal jsonb not null,
      merged_at timestamptz not null default now(),
      undone_at timestamptz,
      -- What could not be moved back, as it was told: [{ pl, en }].
      stayed jsonb,
      created_by actor_text not null,
      undone_by actor_text
    );
    create index person_merges_kept on person_merges (kept_id, merged_at desc);
    create index person_merges_merged on person_merges (merged_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop table person_merges;
    alter table people drop column merged_into;
  `);
}
