import type { Tx } from '../database.ts';

/** Documents of trade that a campaign, or one stage of it, is about. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table campaign_documents (
      id uuid primary key default uuid7(),
      campaign_id uuid not null references campaigns on delete cascade,
      -- None: of the whole campaign.
      stage_id uuid references campaign_stages on delete cascade,
      transaction_id uuid not null references transactions on delete cascade,
      created_at timestamptz not null default now(),
      created_by actor_text not null,
      unique nulls not distinct (campaign_id, stage_id, transaction_id)
    );
    create index campaign_documents_stage on campaign_documents (stage_id);
    create index campaign_documents_transaction on campaign_documents (transaction_id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table campaign_documents');
}
