import type { Tx } from '../database.ts';

/**
 * Where a customer of an import or a stage of a draft is taken away, PostgreSQL looks for what refers to it: one by one, it
 * read all notes or all tasks for each.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index campaigns_approved_by on campaigns (approved_by) where approved_by is not null;
    create index campaigns_legal_entity on campaigns (legal_entity_id) where legal_entity_id is not null;
    create index channel_accounts_legal_entity on channel_accounts (legal_entity_id) where legal_entity_id is not null;
    create index campaign_costs_stage on campaign_costs (stage_id) where stage_id is not null;
    create index tasks_stage on tasks (stage_id) where stage_id is not null;
    create index notes_of_company on notes (company_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(
    'drop index notes_of_company, tasks_stage, campaign_costs_stage, channel_accounts_legal_entity, campaigns_legal_entity, campaigns_approved_by',
  );
}
