/** Drafts of campaigns, as lists of customers add to their audience. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { demandAction } from '../domain/campaigns/transitions.ts';
import type { Choice } from '../domain/lists/shapes.ts';
import { recordAudit } from './audit.ts';
import { lockCampaign } from './campaigns.ts';
import type { Tx } from './database.ts';

export type Invited = { readonly campaignId: string; readonly kind: 'company' | 'person'; readonly refId: string };

/** Campaigns whose audience may still be put together; none for who may not read campaigns. */
export async function draftCampaigns(tx: Tx, viewer: Viewer): Promise<Choice[]> {
  if (!may(viewer, 'campaign.read')) return [];
  const rows = await tx.rows<{ id: string; name: string }>(
    `select id, name from campaigns where state = 'draft' order by id desc limit 200`,
  );
  return rows.map(({ id, name }) => ({ value: id, label: { pl: name, en: name } }));
}

/** Puts one customer or person into the audience of a draft. Answers whether they were not in it by name before. */
export async function addToDraft(tx: Tx, viewer: Viewer, { campaignId, kind, refId }: Invited): Promise<boolean> {
  demand(viewer, 'campaign.edit');
  demandAction('edit', (await lockCampaign(tx, campaignId)).state);
  const added = await tx.run(
    `insert into campaign_audience (campaign_id, kind, ref_id, created_by) values ($1, $2, $3, $4) on conflict do nothing`,
    [campaignId, kind, refId, actorText(actorOf(viewer))],
  );
  if (added > 0) await noteChange(tx, viewer, { campaignId, change: [null, refId] });
  return added > 0;
}

/** Takes them out again. Answers whether they were in it by name. */
export async function takeFromDraft(tx: Tx, viewer: Viewer, { campaignId, kind, refId }: Invited): Promise<boolean> {
  demand(viewer, 'campaign.edit');
  demandAction('edit', (await lockCampaign(tx, campaignId)).state);
  const taken = await tx.run('delete from campaign_audience where campaign_id = $1 and kind = $2 and ref_id = $3', [
    campaignId,
    kind,
    refId,
  ]);
  if (taken > 0) await noteChange(tx, viewer, { campaignId, change: [refId, null] });
  return taken > 0;
}

type Change = { readonly campaignId: string; readonly change: readonly [before: string | null, after: string | null] };

/** Whoever has the draft open must not save the audience as it was. */
async function noteChange(tx: Tx, viewer: Viewer, { campaignId, change }: Change): Promise<void> {
  const actor = actorOf(viewer);
  await tx.run('update campaigns set version = version + 1, updated_at = now(), updated_by = $2 where id = $1', [
    campaignId,
    actorText(actor),
  ]);
  await recordAudit(tx, {
    actor,
    noun: 'campaign',
    recordId: campaignId,
    verb: 'edit',
    changes: { audience: change },
  });
}
