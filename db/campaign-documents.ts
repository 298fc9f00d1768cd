/** Documents of trade that a campaign or a stage of it is about. A tie gives nobody a sight of the document (S0-20, S0-21). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { recordAudit } from './audit.ts';
import { demandStage } from './campaign-costs.ts';
import { lockCampaign } from './campaigns.ts';
import type { Tx } from './database.ts';
import { findTransaction, visibleTransactions } from './transaction-scope.ts';

export type CampaignDocument = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly happenedOn: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly companyId: string;
  readonly companyName: string;
  /** None: it is of the whole campaign. */
  readonly stageId: string | null;
};

/** More than anybody looks through here; the list of documents has them all. */
const MOST = 500;

/** What the viewer sees of the documents, the newest first. */
export async function documentsOfCampaign(tx: Tx, viewer: Viewer, campaignId: string): Promise<CampaignDocument[]> {
  demand(viewer, 'campaign.read');
  return tx.rows<CampaignDocument>(
    `select x.id, x.kind, coalesce(x.number, x.title, x.external_id) as title, x.happened_on, x.amount_minor, x.currency,
       x.company_id, (select name from companies where id = x.company_id) as company_name, d.stage_id
     from campaign_documents d join transactions x on x.id = d.transaction_id
     where d.campaign_id = $1 and ${visibleTransactions(viewer)} order by x.happened_on desc, x.id desc, d.id limit ${MOST}`,
    [campaignId],
  );
}

export type CampaignTie = {
  readonly campaignId: string;
  /** None: to the whole campaign. */
  readonly stageId: string | null;
  readonly transactionId: string;
};

/** Ties a document to a campaign or to a stage of it, once; in whatever state the campaign is. */
export async function tieToCampaign(tx: Tx, viewer: Viewer, tie: CampaignTie): Promise<void> {
  await demandTie(tx, viewer, tie);
  const { campaignId, stageId, transactionId } = tie;
  const written = await tx.run(
    `insert into campaign_documents (campaign_id, stage_id, transaction_id, created_by) values ($1, $2, $3, $4) on conflict do nothing`,
    [campaignId, stageId, transactionId, actorText(actorOf(viewer))],
  );
  if (written > 0) await audit(tx, viewer, { tie, verb: 'link' });
}

/** Takes a document off; the document itself stays. */
export async function untieFromCampaign(tx: Tx, viewer: Viewer, tie: CampaignTie): Promise<void> {
  await demandTie(tx, viewer, tie);
  const { campaignId, stageId, transactionId } = tie;
  const gone = await tx.run(
    `delete from campaign_documents where campaign_id = $1 and stage_id is not distinct from $2 and transaction_id = $3`,
    [campaignId, stageId, transactionId],
  );
  if (gone > 0) await audit(tx, viewer, { tie, verb: 'unlink' });
}

/** Throws `campaign.not_found`, `stage.not_found`, `transaction.not_found`. */
async function demandTie(tx: Tx, viewer: Viewer, { campaignId, stageId, transactionId }: CampaignTie): Promise<void> {
  demand(viewer, 'campaign.edit');
  await lockCampaign(tx, campaignId);
  await demandStage(tx, { campaignId, stageId });
  await findTransaction(tx, viewer, { id: transactionId });
}

type Tied = { readonly tie: CampaignTie; readonly verb: 'link' | 'unlink' };

async function audit(tx: Tx, viewer: Viewer, { tie: { campaignId, transactionId }, verb }: Tied): Promise<void> {
  const change = verb === 'link' ? ([null, transactionId] as const) : ([transactionId, null] as const);
  const changes = { 'link: transaction': change };
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'campaign', recordId: campaignId, verb, changes });
}
