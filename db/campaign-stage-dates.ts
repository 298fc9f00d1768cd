/** Moving a stage in time, also while its campaign runs. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { demandDates } from '../domain/campaigns/check.ts';
import type { OpenWork } from '../domain/campaigns/shapes.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { readStages, type Stage } from './campaign-stages.ts';
import { lockCampaign, type Campaign } from './campaigns.ts';
import { tellRuns } from './campaign-runs.ts';
import type { Db, Tx } from './database.ts';
import { nudge } from './outbox.ts';
import { refreshFormulas } from './own-formulas.ts';

export type StageChange = {
  readonly campaignId: string;
  readonly stageId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly tasksOnClose: OpenWork;
};

/**
 * Moves a stage of a campaign in time, also while it runs. One that has opened keeps its first day; one that has closed
 * stays closed. The campaign's own last day moves along if the stage now ends after it.
 */
export async function moveStage(db: Db, viewer: Viewer, change: StageChange): Promise<void> {
  demand(viewer, 'campaign.run');
  const actor = actorOf(viewer);
  await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, change.campaignId);
    const before = (await readStages(tx, campaign.id)).find((stage) => stage.id === change.stageId);
    if (!before) throw noStage();
    demandMovable(before, change);
    demandDates({
      startsOn: campaign.startsOn,
      endsOn: change.endsOn > campaign.endsOn ? change.endsOn : campaign.endsOn,
      stages: [{ name: before.name, startsOn: change.startsOn, endsOn: change.endsOn }],
    });
    await tx.run(
      `update campaign_stages set starts_on = $2, ends_on = $3, tasks_on_close = $4, version = version + 1,
         updated_at = now(), updated_by = $5 where id = $1`,
      [before.id, change.startsOn, change.endsOn, change.tasksOnClose, actorText(actor)],
    );
    await tx.run(
      `update campaigns set ends_on = greatest(ends_on, $2::date), starts_on = least(starts_on, $3::date),
         version = version + 1, updated_at = now(), updated_by = $4 where id = $1`,
      [campaign.id, change.endsOn, change.startsOn, actorText(actor)],
    );
    await refreshFormulas(tx, 'campaign', [campaign.id]);
    await recordAudit(tx, {
      actor,
      noun: 'campaign',
      recordId: campaign.id,
      verb: 'move stage',
      changes: {
        [`${before.name}: startsOn`]: [before.startsOn, change.startsOn],
        [`${before.name}: endsOn`]: [before.endsOn, change.endsOn],
      },
    });
    await tellOfDates(tx, { campaign, actor });
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

/**
 * Runs that wait for a date of a stage or of the campaign hear that it has moved: those with a message on its way, which
 * expires with its stage, and those of a scenario that waits until such a date. One statement, however many they are.
 */
async function tellOfDates(
  tx: Tx,
  { campaign, actor }: { readonly campaign: Campaign; readonly actor: Actor },
): Promise<void> {
  await tellRuns(tx, {
    where: `r.campaign_id = $1 and (
      exists (select 1 from effects e where e.run_id = r.id and e.kind = 'message' and e.state in ('planned', 'doing'))
      or r.version_id in (
        select v.id from campaign_stages g join scenario_versions v on v.id = g.scenario_version_id
        where g.campaign_id = $1 and jsonb_path_exists(v.graph, '${WAITS_FOR_DATES}')))`,
    values: [campaign.id],
    source: 'dates',
    sourceId: String(campaign.version + 1),
    what: { kind: 'control', what: 'dates moved' },
    actor,
    limit: MOST_RUNS,
  });
}

const WAITS_FOR_DATES = '$.steps.*.until.fact ? (@ starts with "stage." || @ starts with "campaign.")';
/** All of them: a campaign has a million participants at most. */
const MOST_RUNS = 10_000_000;

function demandMovable(before: Stage, change: StageChange): void {
  if (before.state === 'closed' || before.state === 'closing') {
    throw new DomainError('stage.closed', {
      pl: `Etap „${before.name}” jest już zamknięty, więc jego dat nie można zmienić.`,
      en: `Stage "${before.name}" is closed already, so its dates cannot change.`,
    });
  }
  if (before.state === 'open' && change.startsOn !== before.startsOn) {
    throw new DomainError(
      'stage.opened',
      {
        pl: `Etap „${before.name}” już trwa, więc jego początku nie można przesunąć. Możesz zmienić koniec.`,
        en: `Stage "${before.name}" has begun, so its first day cannot move. You may change its last day.`,
      },
      'startsOn',
    );
  }
}

function noStage(): DomainError {
  return new DomainError('stage.not_found', {
    pl: 'W tej kampanii nie ma takiego etapu. Odśwież stronę.',
    en: 'This campaign has no such stage. Reload the page.',
  });
}
