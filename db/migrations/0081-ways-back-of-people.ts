import type { Tx } from '../database.ts';

/** Somebody who changed the employer by mistake goes back: what a move has left behind is written down. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table person_moves (
      id uuid primary key default uuid7(),
      -- The record at the old customer, and the one that they go on under.
      from_id uuid not null references people,
      to_id uuid not null references people,
      -- Addresses that did not follow, and those that were the main ones of their kind.
      left_points uuid[] not null,
      main_points uuid[] not null,
      moved_at timestamptz not null default now(),
      undone_at timestamptz,
      created_by actor_text not null,
      undone_by actor_text
    );
    create index person_moves_to on person_moves (to_id);
    create index person_moves_from on person_moves (from_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table person_moves');
}
