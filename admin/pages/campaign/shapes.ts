import type { CampaignAction } from '../../../domain/campaigns/transitions.ts';
import type { CampaignNumbers } from '../../../db/campaign-numbers.ts';
import type { Stage } from '../../../db/campaign-stages.ts';
import type { Campaign } from '../../../db/campaigns.ts';
import type { MailTrouble } from '../../../db/mail-troubles.ts';
import type { Sources } from '../../../db/candidates.ts';

/** What `GET /campaigns/:id` answers. */
export type CampaignRead = Campaign & {
  readonly stages: readonly Stage[];
  readonly audience: Sources;
  readonly actions: readonly CampaignAction[];
};

/** What `GET /campaigns/:id/numbers` answers. */
export type NumbersRead = CampaignNumbers & { readonly mailTroubles: readonly MailTrouble[] };

/** How far a participant is, as the list says it. */
export type ShownState = 'waiting' | 'running' | 'stuck' | 'done' | 'left out' | 'removed';

/** One row of `GET /campaigns/:id/participants`. */
export type ParticipantLine = {
  readonly id: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly city: string | null;
  readonly personName: string | null;
  readonly state: ShownState;
  readonly reason: string | null;
  readonly result: string | null;
  /** Names of the steps where the run is. */
  readonly steps: readonly string[] | null;
  readonly dueAt: string | null;
};

/** What every part of the page is given. */
export type Parts = {
  readonly campaign: CampaignRead;
  readonly numbers: NumbersRead;
  /** Reads both again. */
  readonly reload: () => void;
};
