import type { Tx } from '../database.ts';

/** Recurring tasks and imports are lists: each of their orders is walked along an index. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index recurrences_title_page on recurrences ((task ->> 'title') collate "pl-x-icu", id);
    create index recurrences_made_page on recurrences (created_at, id);
    create index imports_file_page on imports (file_name collate "pl-x-icu", id);
    create index imports_made_page on imports (created_at, id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index imports_made_page, imports_file_page, recurrences_made_page, recurrences_title_page');
}
