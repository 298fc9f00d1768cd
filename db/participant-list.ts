/** The rows behind the numbers: participants with where each of them is, and the tasks that punctuality counts. */
import { demand, type Viewer } from '../domain/access.ts';
import { setOfKey } from './campaign-funnel.ts';
import { taskSets } from './campaign-numbers.ts';
import type { Tx } from './database.ts';
import { visible } from './scope.ts';
import { likeable } from './search-text.ts';
import { parameters, visibleTasks } from './task-scope.ts';

/** What the list says about a participant: from the row, and from the runs while there are any. */
export type ShownState = 'waiting' | 'running' | 'stuck' | 'done' | 'left out' | 'removed';

export type ParticipantsAsked = {
  readonly campaignId: string;
  readonly state?: ShownState;
  readonly reason?: string;
  /** A key of the funnel. */
  readonly step?: string;
  readonly words?: string;
  readonly after?: string;
  readonly limit: number;
};

export type ParticipantLine = {
  readonly id: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly city: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly state: ShownState;
  readonly reason: string | null;
  readonly result: string | null;
  readonly runId: string | null;
  readonly stageName: string | null;
  /** Names (or ids) of the steps where the run is. */
  readonly steps: readonly string[];
  readonly dueAt: string | null;
};

const SHOWN = `case when p.state in ('left out', 'removed') then p.state when l.id is null then 'waiting'
  when l.state = 'ended' then 'done' else l.state end`;

/** Participants in the order in which they were written down. */
export async function listParticipants(tx: Tx, viewer: Viewer, asked: ParticipantsAsked): Promise<ParticipantLine[]> {
  demand(viewer, 'campaign.read');
  const params: unknown[] = [asked.campaignId];
  const bind = (value: unknown) => `$${params.push(value)}`;
  const conditions = ['p.campaign_id = $1', visible('companies', viewer, 'k')];
  if (asked.reason !== undefined) conditions.push(`p.reason = ${bind(asked.reason)}`);
  if (asked.after !== undefined) conditions.push(`p.id > ${bind(asked.after)}::uuid`);
  if (asked.words) conditions.push(`k.search_text like '%' || plain_text(${bind(likeable(asked.words))}) || '%'`);
  if (asked.step !== undefined) {
    const set = setOfKey(asked.step, params.length + 1);
    params.push(...set.params);
    conditions.push(`p.id in (${set.sql})`);
  }
  if (asked.state !== undefined) conditions.push(`${SHOWN} = ${bind(asked.state)}`);
  return tx.rows<ParticipantLine>(
    `select p.id, p.company_id, k.name as company_name, k.city, p.person_id,
       nullif(concat_ws(' ', o.first_name, o.last_name), '') as person_name, ${SHOWN} as state,
       coalesce(p.reason, l.stuck_why, l.result_reason) as reason, l.result, l.id as run_id, g.name as stage_name, l.due_at,
       coalesce((select array_agg(coalesce(v.graph #>> array['steps', t ->> 'step', 'name'],
           v.graph #>> array['steps', t ->> 'step', 'title'], t ->> 'step'))
         from json_array_elements(l.progress -> 'tokens') t where l.state <> 'ended'), '{}') as steps
     from participants p join companies k on k.id = p.company_id left join people o on o.id = p.person_id
     left join lateral (select r.* from runs r join campaign_stages h on h.id = r.stage_id where r.participant_id = p.id
       order by (r.state <> 'ended') desc, h.position desc limit 1) l on true
     left join campaign_stages g on g.id = l.stage_id left join scenario_versions v on v.id = l.version_id
     where ${conditions.join(' and ')} order by p.id limit ${bind(asked.limit)}`,
    params,
  );
}

export type TaskSet = keyof typeof taskSets;

export type CampaignTask = {
  readonly id: string;
  readonly title: string;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly ownerName: string | null;
  readonly stageName: string | null;
  readonly dueAt: string | null;
  readonly doneAt: string | null;
  readonly outcome: string | null;
};

export type TasksAsked = {
  readonly campaignId: string;
  readonly which: TaskSet;
  readonly stageId?: string;
  readonly after?: string;
  readonly limit: number;
};

/** The tasks behind one number of punctuality; an operator sees only those that are theirs to see. */
export async function listCampaignTasks(tx: Tx, viewer: Viewer, asked: TasksAsked): Promise<CampaignTask[]> {
  demand(viewer, 'campaign.read');
  demand(viewer, 'task.read');
  const params = parameters();
  const campaign = params.add(asked.campaignId);
  const stage = params.add(asked.stageId ?? null);
  const after = params.add(asked.after ?? null);
  const seen = visibleTasks(viewer, params);
  return tx.rows<CampaignTask>(
    `select t.id, t.title, t.company_id, k.name as company_name, u.name as owner_name, g.name as stage_name, t.due_at,
       t.done_at, t.outcome
     from tasks t left join companies k on k.id = t.company_id left join users u on u.id = t.owner_id
       left join campaign_stages g on g.id = t.stage_id
     where t.campaign_id = ${campaign} and ${taskSets[asked.which]} and (${stage}::uuid is null or t.stage_id = ${stage})
       and (${after}::uuid is null or t.id > ${after}) and ${seen}
     order by t.id limit ${params.add(asked.limit)}`,
    params.list,
  );
}
