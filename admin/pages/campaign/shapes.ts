import type { CampaignAction } from '../../../domain/campaigns/transitions.ts';
import type { Stage } from '../../../db/campaign-stages.ts';
import type { Campaign } from '../../../db/campaigns.ts';
import type { Sources } from '../../../db/candidates.ts';

/** What `GET /campaigns/:id` answers. */
export type CampaignRead = Campaign & {
  readonly stages: readonly Stage[];
  readonly audience: Sources;
  readonly actions: readonly CampaignAction[];
};
