import { Context } from '@temporalio/activity';
import * as life from '../db/campaign-life.ts';
import { materialisePage } from '../db/participants.ts';
import { clock } from '../db/run-rows.ts';
import { nextStep, type LifeStep } from '../domain/campaigns/life.ts';
import type { Services } from './services.ts';

type Led = { readonly campaignId: string };
type Staged = { readonly stageId: string };

/** The steps of a campaign's life. Each is safe to repeat: what is done is done once. */
export type CampaignActivities = {
  /** What comes next at the database's clock; under the test clock at the workflow's. */
  nextCampaignStep(asked: Led & { readonly now: number }): Promise<LifeStep>;
  materialiseCampaign(led: Led): Promise<void>;
  beginCampaign(led: Led): Promise<void>;
  openStage(staged: Staged): Promise<void>;
  closeStage(staged: Staged): Promise<void>;
  skipStage(staged: Staged): Promise<void>;
  windDownCampaign(led: Led): Promise<void>;
  withdrawRuns(led: Led): Promise<void>;
  finishCampaign(led: Led): Promise<void>;
};

export function campaignActivities({ db, testClock }: Services): CampaignActivities {
  return {
    async nextCampaignStep({ campaignId, now }) {
      const at = await clock(db, testClock ? now : undefined);
      const lived = await life.loadLife(db, campaignId);
      return lived ? nextStep(lived, Date.parse(at)) : { do: 'stop' };
    },

    async materialiseCampaign({ campaignId }) {
      await page(async () => {
        // A campaign that was cancelled or paused meanwhile is left where it is.
        const lived = await life.loadLife(db, campaignId);
        if (!lived || lived.paused || (lived.state !== 'starting' && lived.state !== 'running')) return false;
        return (await materialisePage(db, campaignId)).done !== true;
      });
    },

    beginCampaign: ({ campaignId }) => life.beginRunning(db, campaignId),
    async openStage({ stageId }) {
      let after: string | undefined;
      await page(async () => {
        after = (await life.openStagePage(db, { stageId, ...(after ? { after } : {}) })).next;
        return after !== undefined;
      });
    },
    closeStage: ({ stageId }) => page(async () => (await life.closeStagePage(db, stageId)).more),
    skipStage: ({ stageId }) => life.skipStage(db, stageId),
    windDownCampaign: ({ campaignId }) => life.windDown(db, campaignId),
    withdrawRuns: ({ campaignId }) => page(async () => (await life.withdrawPage(db, campaignId)).more),
    finishCampaign: ({ campaignId }) => life.finish(db, campaignId),
  };
}

/** Does page after page, tells after each that it lives, and stops between two when it is asked to. */
async function page(work: () => Promise<boolean>): Promise<void> {
  const context = Context.current();
  for (let done = 1; await work(); done++) {
    context.heartbeat(done);
    context.cancellationSignal.throwIfAborted();
  }
}
