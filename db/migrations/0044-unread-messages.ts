import type { Tx } from '../database.ts';

/** Who has read what came in, and when. All that is there already counts as read, so that nobody begins with a year of mail. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table messages add column read_at timestamptz, add column read_by actor_text;
    update messages set read_at = coalesce(received_at, created_at), read_by = 'system:setup' where direction = 'in';
    create index messages_unread on messages (company_id, created_at desc) where direction = 'in' and read_at is null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index messages_unread;
    alter table messages drop column read_at, drop column read_by;
  `);
}
