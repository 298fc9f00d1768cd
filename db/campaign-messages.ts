/** The messages behind the number of sends: one row per effect, with what became of it. */
import { demand, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { reachable } from './scope.ts';

/** What the number of sends counts apart. A message being sent counts as planned. Withdrawn ones never count. */
export const messageSets = {
  done: `e.state = 'done'`,
  planned: `e.state in ('planned', 'doing')`,
  failed: `e.state = 'failed'`,
  unknown: `e.state = 'unknown'`,
  refused: `e.state = 'refused'`,
} as const;
export type MessageSet = keyof typeof messageSets;

export type CampaignMessage = {
  readonly key: string;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly address: string | null;
  readonly stageName: string | null;
  readonly stepName: string | null;
  readonly state: string;
  readonly reason: string | null;
  /** When it went out, failed or was refused; for a planned one, when it may go. */
  readonly at: string | null;
};

export type MessagesAsked = {
  readonly campaignId: string;
  readonly which: MessageSet;
  readonly stageId?: string;
  readonly after?: string;
  readonly limit: number;
};

/** Messages of a campaign in the order of their keys. */
export async function listCampaignMessages(tx: Tx, viewer: Viewer, asked: MessagesAsked): Promise<CampaignMessage[]> {
  demand(viewer, 'campaign.read');
  demand(viewer, 'message.read');
  return tx.rows<CampaignMessage>(
    `select e.key, e.company_id, k.name as company_name, m.address, g.name as stage_name,
       coalesce(v.graph #>> array['steps', e.step, 'name'], e.step) as step_name, e.state, e.reason,
       coalesce(e.settled_at, e.not_before, e.planned_at) as at
     from effects e left join companies k on k.id = e.company_id left join messages m on m.effect_key = e.key
       left join campaign_stages g on g.id = e.stage_id left join scenario_versions v on v.id = g.scenario_version_id
     where e.campaign_id = $1 and e.kind = 'message' and ${messageSets[asked.which]} and ($2::text is null or e.key > $2)
       and ($4::uuid is null or e.stage_id = $4)
       and (e.company_id is null or ${reachable('companies', viewer, 'k')})
     order by e.key limit $3`,
    [asked.campaignId, asked.after ?? null, asked.limit, asked.stageId ?? null],
  );
}
