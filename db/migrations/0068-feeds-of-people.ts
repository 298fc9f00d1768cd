import type { Tx } from '../database.ts';

/** A superior subscribes to the calendar of one of their people. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table calendar_feeds add column of_user_id uuid references users;
    create index calendar_feeds_of_user on calendar_feeds (of_user_id) where of_user_id is not null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from calendar_feeds where of_user_id is not null;
    alter table calendar_feeds drop column of_user_id;
  `);
}
