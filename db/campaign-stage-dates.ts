/** Moving a stage in time, also while its campaign runs. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { demandDates } from '../domain/campaigns/check.ts';
import type { OpenWork } from '../domain/campaigns/shapes.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { readStages, type Stage } from './campaign-stages.ts';
import { lockCampaign } from './campaigns.ts';
import type { Db } from './database.ts';
import { nudge } from './outbox.ts';

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
    await recordAudit(tx, {
      actor,
      noun: 'campaign',
      recordId: campaign.id,
      verb: 'move stage',
      changes: {
        [`${before.name}: od`]: [before.startsOn, change.startsOn],
        [`${before.name}: do`]: [before.endsOn, change.endsOn],
      },
    });
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

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
