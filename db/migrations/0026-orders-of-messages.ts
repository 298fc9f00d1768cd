import type { Tx } from '../database.ts';

/** Files and campaigns in the orders of their lists; messages that say something of themselves are found by it. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index files_name on files (name collate "pl-x-icu", id) where deleted_at is null;
    create index files_bytes on files (bytes, id) where deleted_at is null;
    create index files_created on files (created_at, id) where deleted_at is null;
    create index campaigns_name on campaigns (name collate "pl-x-icu", id);
    create index campaigns_starts on campaigns (starts_on, id);
    create index campaigns_ends on campaigns (ends_on, id);
    -- Mail of a template says nothing here, so sending many touches no such index.
    update messages set search_text = plain_text(concat_ws(' ', subject, address, left(body_text, 1000)))
      where subject is not null and direction = 'in';
    create index messages_search on messages using gin (search_text gin_trgm_ops) where search_text <> '';
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index files_name, files_bytes, files_created, campaigns_name, campaigns_starts, campaigns_ends, messages_search;
    update messages set search_text = '' where search_text <> '';
  `);
}
