/** A campaign as the rules see it. Dates are `YYYY-MM-DD` in the organisation's zone; instants epoch milliseconds. */

export type CampaignState =
  'draft' | 'submitted' | 'approved' | 'starting' | 'running' | 'ending' | 'ended' | 'cancelled';

export type StageState = 'planned' | 'open' | 'closing' | 'closed';

/** What becomes of open tasks when a stage closes or the campaign ends: they are finished, or withdrawn. */
export type OpenWork = 'finish' | 'withdraw';

/** Who comes into a stage: everyone, or those whose run in an earlier stage ended so. */
export type StageEntry = 'everyone' | 'success' | 'failure' | 'neutral';

/** What the goal counts: runs that ended well, people who replied, calls that were made. */
export type GoalMeasure = 'success' | 'reply' | 'call';

/** Why somebody of the audience does not take part, in the order in which it is asked. */
export type LeftOutReason =
  | 'frozen'
  | 'in collection'
  | 'other campaign'
  | 'no address'
  | 'bad address'
  | 'suppressed'
  | 'no consent'
  /** They would be reached at the address of a person who takes part themselves. */
  | 'contact person';
