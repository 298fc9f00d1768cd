import type { Tx } from '../database.ts';

/** Templates and scenarios are lists: each of their orders is walked along an index. Their codes have one already. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index templates_name_page on templates (name collate "pl-x-icu", id);
    create index templates_changed_page on templates (updated_at, id);
    create index scenarios_name_page on scenarios (name_pl collate "pl-x-icu", id);
    create index scenarios_english_page on scenarios (name_en collate "pl-x-icu", id);
    create index scenarios_changed_page on scenarios (updated_at, id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index scenarios_changed_page, scenarios_english_page, scenarios_name_page, templates_changed_page, templates_name_page;
  `);
}
