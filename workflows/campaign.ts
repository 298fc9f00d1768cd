import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CampaignActivities } from '../activities/campaigns.ts';
import type { LifeStep } from '../domain/campaigns/life.ts';
import { clock, rest } from './rest.ts';

const { nextCampaignStep, beginCampaign, skipStage, windDownCampaign, finishCampaign } =
  proxyActivities<CampaignActivities>({ startToCloseTimeout: '1 minute', retry: { maximumInterval: '30 seconds' } });

/** These go page by page and tell with each that they live; a killed one goes on behind its last page. */
const { materialiseCampaign, openStage, closeStage, withdrawRuns } = proxyActivities<CampaignActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '1 minute',
  retry: { maximumInterval: '30 seconds' },
});

export type CampaignLed = { readonly campaignId: string };

/** A history of this length is replayed in about a second. */
const MOST_EVENTS = 1_000;

/** Leads a campaign from its start to its report: looks what comes next, does it, or waits for its day or a nudge. */
export async function campaign(led: CampaignLed): Promise<void> {
  const waiting = rest();
  while (workflowInfo().historyLength < MOST_EVENTS) {
    waiting.listen();
    const step = await nextCampaignStep({ ...led, now: clock() });
    if (step.do === 'wait') await waiting.until(step.until);
    else if (step.do !== 'stop') await take(led, step);
    else if (!waiting.heard()) return;
  }
  return continueAsNew<typeof campaign>(led);
}

function take(led: CampaignLed, step: Exclude<LifeStep, { do: 'wait' | 'stop' }>): Promise<void> {
  switch (step.do) {
    case 'materialise':
      return materialiseCampaign(led);
    case 'begin':
      return beginCampaign(led);
    case 'open':
      return openStage({ stageId: step.stageId });
    case 'close':
      return closeStage({ stageId: step.stageId });
    case 'skip':
      return skipStage({ stageId: step.stageId });
    case 'wind down':
      return windDownCampaign(led);
    case 'withdraw':
      return withdrawRuns(led);
    case 'finish':
      return finishCampaign(led);
  }
}
