/** The numbers of a campaign's page and report. What each means is written in `domain/campaigns/numbers.ts`. */
import { demand, seesEverybody, type Viewer } from '../domain/access.ts';
import { goalKey } from '../domain/campaigns/funnel.ts';
import {
  budgetOf,
  costOfOne,
  goalOf,
  punctuality,
  type Budget,
  type Goal,
  type TaskCounts,
} from '../domain/campaigns/numbers.ts';
import { today } from './campaign-checks.ts';
import { countKey } from './campaign-funnel.ts';
import { messageSets, type MessageSet } from './campaign-messages.ts';
import { readStages } from './campaign-stages.ts';
import { findCampaign } from './campaigns.ts';
import type { Tx } from './database.ts';
import { IS_PAST_DUE } from './paused-tasks.ts';
import { ofSeenCustomers } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type CampaignNumbers = {
  readonly today: string;
  readonly goal: Goal & { readonly key: string; readonly costOfOneMinor: number | null };
  readonly budget: Budget & { readonly revenueMinor: number };
  readonly tasks: TaskCounts & { readonly punctuality: number | null };
  readonly messages: MessageCounts;
  readonly participants: ParticipantCounts;
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
  readonly stages: readonly StageNumbers[];
  /** How far the audience that the viewer sees has been written down, while the campaign is starting. */
  readonly counted: number;
};

export type MessageCounts = Readonly<Record<MessageSet, number>>;

export type ParticipantCounts = {
  readonly takingPart: number;
  readonly running: number;
  readonly stuck: number;
  readonly leftOut: number;
  readonly removed: number;
};

export type StageNumbers = {
  readonly id: string;
  readonly entered: number;
  readonly running: number;
  readonly stuck: number;
  readonly success: number;
  readonly failure: number;
  readonly neutral: number;
  readonly costMinor: number;
  readonly tasks: TaskCounts & { readonly punctuality: number | null };
  /** Messages that went out. */
  readonly sent: number;
};

/** All numbers of one campaign, as they are now: of the rows that the viewer sees, so that each opens exactly its own. */
export async function readNumbers(tx: Tx, viewer: Viewer, campaignId: string): Promise<CampaignNumbers> {
  demand(viewer, 'campaign.read');
  const campaign = await findCampaign(tx, campaignId);
  const date = await today(tx);
  const money = await moneyOf(tx, campaignId);
  const stages = await stageNumbers(tx, viewer, { campaignId, costs: money.costs });
  const planned = await readStages(tx, campaignId);
  const key = goalKey[campaign.goalMeasure];
  const reached = await countKey(tx, viewer, { campaignId, key });
  const tasks = await taskCounts(tx, viewer, campaignId);
  const participants = await participantCounts(tx, viewer, campaignId);
  const counted = await writtenDown(tx, viewer, { campaignId, participants });
  return {
    today: date,
    goal: {
      ...goalOf(reached, campaign.goalCount, { ...campaign, today: date, takingPart: participants.takingPart }),
      key,
      costOfOneMinor: costOfOne(money.costMinor, reached),
    },
    budget: {
      ...budgetOf({
        budgetMinor: campaign.budgetMinor,
        costMinor: money.costMinor,
        stages: planned.map((stage) => ({
          budgetMinor: stage.budgetMinor,
          costMinor: money.costs.get(stage.id) ?? 0,
          over: stage.state === 'closed' || stage.endsOn < date,
        })),
      }),
      revenueMinor: money.revenueMinor,
    },
    tasks: { ...tasks, punctuality: punctuality(tasks) },
    messages: await messageCounts(tx, viewer, campaignId),
    participants,
    leftOut: await leftOutByReason(tx, viewer, campaignId),
    stages,
    counted,
  };
}

type OfParticipants = { readonly campaignId: string; readonly participants: ParticipantCounts };

/** Who does not see everybody is not told how large the audience is (rule 15): of it they know those whom they see. */
async function writtenDown(tx: Tx, viewer: Viewer, { campaignId, participants }: OfParticipants): Promise<number> {
  if (!seesEverybody(viewer)) return participants.takingPart + participants.leftOut + participants.removed;
  const { counted } = await tx.one<{ counted: number }>(
    `select coalesce((materialised ->> 'counted')::bigint, 0) as counted from campaigns where id = $1`,
    [campaignId],
  );
  return counted;
}

type Money = {
  readonly costMinor: number;
  readonly revenueMinor: number;
  /** Costs by stage. */
  readonly costs: ReadonlyMap<string, number>;
};

async function moneyOf(tx: Tx, campaignId: string): Promise<Money> {
  const rows = await tx.rows<{ stageId: string | null; kind: 'cost' | 'revenue'; amountMinor: number }>(
    `select stage_id, kind, sum(amount_minor)::bigint as amount_minor from campaign_costs
     where campaign_id = $1 group by stage_id, kind`,
    [campaignId],
  );
  const sum = (kind: string) =>
    rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.amountMinor, 0);
  const costs = rows.flatMap((row): [string, number][] =>
    row.kind === 'cost' && row.stageId ? [[row.stageId, row.amountMinor]] : [],
  );
  return { costMinor: sum('cost'), revenueMinor: sum('revenue'), costs: new Map(costs) };
}

/** Every task of the campaign counts once, by what its due date says about it now. Withdrawn ones do not count. */
export const taskSets = {
  onTime: `t.state = 'done' and t.due_at is not null and t.done_at <= t.due_at`,
  late: `t.state = 'done' and t.due_at is not null and t.done_at > t.due_at`,
  overdue: IS_PAST_DUE,
  open: `t.state = 'open' and not ${IS_PAST_DUE}`,
  undated: `t.state = 'done' and t.due_at is null`,
} as const;

const TASK_COUNTS = Object.entries(taskSets)
  .map(([name, condition]) => `count(*) filter (where ${condition}) as "${name}"`)
  .join(', ');

async function taskCounts(tx: Tx, viewer: Viewer, campaignId: string): Promise<TaskCounts> {
  const params = parameters();
  return tx.one<TaskCounts>(
    `select ${TASK_COUNTS} from tasks t where t.campaign_id = ${params.add(campaignId)} and ${visibleTasks(viewer, params)}`,
    params.list,
  );
}

async function messageCounts(tx: Tx, viewer: Viewer, campaignId: string): Promise<MessageCounts> {
  const counts = Object.entries(messageSets).map(
    ([name, condition]) => `count(*) filter (where ${condition}) as "${name}"`,
  );
  return tx.one<MessageCounts>(
    `select ${counts.join(', ')} from effects e where e.campaign_id = $1 and e.kind = 'message'
       and (e.company_id is null or ${ofSeenCustomers(viewer, 'e.company_id')})`,
    [campaignId],
  );
}

async function participantCounts(tx: Tx, viewer: Viewer, campaignId: string): Promise<ParticipantCounts> {
  return tx.one<ParticipantCounts>(
    `with moving as (
       select participant_id, bool_or(state = 'stuck') as stuck from runs
       where stage_id in (select id from campaign_stages where campaign_id = $1) and state <> 'ended' group by participant_id)
     select count(*) filter (where p.state in ('waiting', 'active', 'done')) as taking_part,
       count(*) filter (where not m.stuck) as running, count(*) filter (where m.stuck) as stuck,
       count(*) filter (where p.state = 'left out') as left_out, count(*) filter (where p.state = 'removed') as removed
     from participants p left join moving m on m.participant_id = p.id
     where p.campaign_id = $1 and ${ofSeenCustomers(viewer, 'p.company_id')}`,
    [campaignId],
  );
}

async function leftOutByReason(
  tx: Tx,
  viewer: Viewer,
  campaignId: string,
): Promise<{ reason: string; count: number }[]> {
  return tx.rows(
    `select coalesce(reason, '') as reason, count(*) as count from participants p
     where campaign_id = $1 and state = 'left out' and ${ofSeenCustomers(viewer, 'p.company_id')}
     group by reason order by count(*) desc, reason`,
    [campaignId],
  );
}

type OfStages = { readonly campaignId: string; readonly costs: ReadonlyMap<string, number> };

async function stageNumbers(tx: Tx, viewer: Viewer, { campaignId, costs }: OfStages): Promise<StageNumbers[]> {
  const params = parameters();
  const campaign = params.add(campaignId);
  const rows = await tx.rows<Omit<StageNumbers, 'tasks' | 'costMinor'> & TaskCounts>(
    `select g.id, coalesce(r.entered, 0) as entered, coalesce(r.running, 0) as running, coalesce(r.stuck, 0) as stuck,
       coalesce(r.success, 0) as success, coalesce(r.failure, 0) as failure, coalesce(r.neutral, 0) as neutral,
       coalesce(e.sent, 0) as sent, ${Object.keys(taskSets)
         .map((name) => `coalesce(t."${name}", 0) as "${name}"`)
         .join(', ')}
     from campaign_stages g
     left join (select stage_id, count(*) as entered, count(*) filter (where state = 'running') as running,
         count(*) filter (where state = 'stuck') as stuck, count(*) filter (where result = 'success') as success,
         count(*) filter (where result = 'failure') as failure, count(*) filter (where result = 'neutral') as neutral
       from runs n where stage_id in (select id from campaign_stages where campaign_id = ${campaign})
         and ${ofSeenCustomers(viewer, 'n.company_id')} group by stage_id) r on r.stage_id = g.id
     left join (select t.stage_id, ${TASK_COUNTS} from tasks t
       where t.campaign_id = ${campaign} and ${visibleTasks(viewer, params)} group by t.stage_id) t on t.stage_id = g.id
     left join (select stage_id, count(*) as sent from effects s
       where campaign_id = ${campaign} and kind = 'message' and state = 'done'
         and (s.company_id is null or ${ofSeenCustomers(viewer, 's.company_id')}) group by stage_id) e on e.stage_id = g.id
     where g.campaign_id = ${campaign} order by g.position`,
    params.list,
  );
  return rows.map(({ onTime, late, overdue, open, undated, ...row }) => {
    const tasks = { onTime, late, overdue, open, undated };
    return { ...row, costMinor: costs.get(row.id) ?? 0, tasks: { ...tasks, punctuality: punctuality(tasks) } };
  });
}
