/** What a campaign costs and brings in. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { isDate } from '../domain/campaigns/plain-dates.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { lockCampaign } from './campaigns.ts';
import type { Db, Tx } from './database.ts';

export type NewCost = {
  readonly campaignId: string;
  readonly stageId: string | null;
  readonly kind: 'cost' | 'revenue';
  readonly what: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly incurredOn: string;
};

export type Cost = Omit<NewCost, 'campaignId'> & {
  readonly id: string;
  readonly stageName: string | null;
  readonly createdBy: string;
};

/** Adds a cost or a revenue. Other currencies are refused: totals never cross currencies. */
export async function addCost(db: Db, viewer: Viewer, cost: NewCost): Promise<{ readonly id: string }> {
  demand(viewer, 'campaign.edit');
  const actor = actorOf(viewer);
  return db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, cost.campaignId);
    if (cost.currency !== campaign.currency) throw otherCurrency(cost.currency, campaign.currency);
    if (!isDate(cost.incurredOn)) throw badDate(cost.incurredOn);
    await demandStage(tx, cost);
    const { id } = await tx.one<{ id: string }>(
      `insert into campaign_costs (campaign_id, stage_id, kind, what, amount_minor, currency, incurred_on, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        campaign.id,
        cost.stageId,
        cost.kind,
        cost.what,
        cost.amountMinor,
        cost.currency,
        cost.incurredOn,
        actorText(actor),
      ],
    );
    await recordAudit(tx, {
      actor,
      noun: 'campaign',
      recordId: campaign.id,
      verb: `add ${cost.kind}`,
      changes: { [cost.what]: [null, cost.amountMinor] },
    });
    return { id };
  });
}

/** Takes a cost out again; the audit keeps what it was. */
export async function removeCost(
  db: Db,
  viewer: Viewer,
  { campaignId, costId }: { readonly campaignId: string; readonly costId: string },
): Promise<void> {
  demand(viewer, 'campaign.edit');
  await db.transaction(async (tx) => {
    await lockCampaign(tx, campaignId);
    const gone = await tx.maybe<{ what: string; amountMinor: number }>(
      'delete from campaign_costs where id = $1 and campaign_id = $2 returning what, amount_minor',
      [costId, campaignId],
    );
    if (!gone) return;
    await recordAudit(tx, {
      actor: actorOf(viewer),
      noun: 'campaign',
      recordId: campaignId,
      verb: 'remove cost',
      changes: { [gone.what]: [gone.amountMinor, null] },
    });
  });
}

/** Costs and revenues, newest first. */
export async function listCosts(tx: Tx, viewer: Viewer, campaignId: string): Promise<Cost[]> {
  demand(viewer, 'campaign.read');
  return tx.rows<Cost>(
    `select k.id, k.stage_id, g.name as stage_name, k.kind, k.what, k.amount_minor, k.currency, k.incurred_on, k.created_by
     from campaign_costs k left join campaign_stages g on g.id = k.stage_id
     where k.campaign_id = $1 order by k.incurred_on desc, k.id desc limit 1000`,
    [campaignId],
  );
}

/** Throws `stage.not_found` where the campaign has no such stage. */
export async function demandStage(
  tx: Tx,
  { campaignId, stageId }: Pick<NewCost, 'campaignId' | 'stageId'>,
): Promise<void> {
  if (stageId === null) return;
  const known = await tx.maybe('select 1 from campaign_stages where id = $1 and campaign_id = $2', [
    stageId,
    campaignId,
  ]);
  if (known) return;
  throw new DomainError(
    'stage.not_found',
    {
      pl: 'W tej kampanii nie ma takiego etapu. Wybierz etap z listy albo całą kampanię.',
      en: 'This campaign has no such stage. Choose one from the list, or the whole campaign.',
    },
    'stageId',
  );
}

function otherCurrency(given: string, own: string): DomainError {
  return new DomainError(
    'campaign.other_currency',
    {
      pl: `Koszt jest w ${given}, a budżet kampanii w ${own}. Przelicz kwotę na ${own}.`,
      en: `The cost is in ${given} and the campaign's budget in ${own}. Convert the amount to ${own}.`,
    },
    'currency',
  );
}

function badDate(given: string): DomainError {
  return new DomainError(
    'campaign.bad_cost_date',
    {
      pl: `„${given}” nie jest datą. Podaj dzień poniesienia kosztu.`,
      en: `"${given}" is not a date. Give the day on which the cost arose.`,
    },
    'incurredOn',
  );
}
