import type { Tx } from '../database.ts';

/** An address that somebody took away stays for the messages and consents that name it, and can be brought back. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table contact_points drop constraint contact_points_state_check;
    alter table contact_points add constraint contact_points_state_check
      check (state in ('good', 'bounced', 'full', 'wrong', 'removed'));
    -- What was known of it before it was taken away.
    alter table contact_points add column removed_from text;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    update contact_points set state = coalesce(removed_from, 'wrong') where state = 'removed';
    alter table contact_points drop column removed_from;
    alter table contact_points drop constraint contact_points_state_check;
    alter table contact_points add constraint contact_points_state_check
      check (state in ('good', 'bounced', 'full', 'wrong'));
  `);
}
