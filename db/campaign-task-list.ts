/** The tasks that punctuality counts. */
import { demand, type Viewer } from '../domain/access.ts';
import { taskSets } from './campaign-numbers.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks } from './task-scope.ts';

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
