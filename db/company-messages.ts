/** The messages and the campaigns of one customer. */
import { demand, may, type Right, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { isUnread } from './message-reading.ts';
import { visibleMessages } from './message-scope.ts';
import { namedCampaign, visible } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type CompanyMessage = {
  readonly id: string;
  readonly at: string;
  readonly exact: string;
  readonly direction: 'in' | 'out';
  readonly channel: string;
  readonly state: string | null;
  readonly subject: string | null;
  readonly beginning: string | null;
  readonly address: string | null;
  readonly personName: string | null;
  readonly openedAt: string | null;
  readonly unread: boolean;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
};

export type PageOfCompany = {
  readonly companyId: string;
  /** Only with this person of theirs. */
  readonly personId?: string | undefined;
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
};

/** One page, the newest first. */
export async function companyMessages(
  tx: Tx,
  viewer: Viewer,
  { companyId, personId, after, limit }: PageOfCompany,
): Promise<CompanyMessage[]> {
  demand(viewer, 'message.read');
  return tx.rows<CompanyMessage>(
    `select m.id, m.at, to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact, m.direction, m.channel, e.state,
       coalesce(m.subject, t.name) as subject, left(m.body_text, 160) as beginning, m.address,
       nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, m.opened_at, ${isUnread} as unread, k.id as campaign_id, k.name as campaign_name
     from (select *, coalesce(received_at, sent_at, created_at) as at from messages where company_id = $1 and ($5::uuid is null or person_id = $5)) m
       join companies c on c.id = m.company_id and ${visible('companies', viewer, 'c')}
       left join effects e on e.key = m.effect_key
       left join people p on p.id = m.person_id
       ${namedCampaign(viewer, 'k', 'm.campaign_id')}
       left join template_versions v on v.id = m.template_version_id left join templates t on t.id = v.template_id
     where $2::timestamptz is null or (m.at, m.id) < ($2, $3::uuid)
     order by m.at desc, m.id desc limit $4`,
    [companyId, after?.[0] ?? null, after?.[1] ?? null, limit, personId ?? null],
  );
}

export type CompanyCampaign = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly personName: string | null;
  readonly participation: string;
  readonly reason: string | null;
  readonly result: string | null;
  readonly stageName: string | null;
  readonly runId: string | null;
  readonly runState: string | null;
  /** Sent to the customer and done with them by the campaign; null where the viewer may not read those. */
  readonly messages: number | null;
  readonly tasks: number | null;
};

/** Every campaign in which the customer or one of their people takes or took part, the newest first. */
export async function companyCampaigns(tx: Tx, viewer: Viewer, companyId: string): Promise<CompanyCampaign[]> {
  demand(viewer, 'campaign.read');
  const params = parameters();
  // Counted as the lists of messages and of tasks find them, for whoever may open those.
  const counted = (right: Right, rows: () => string) =>
    may(viewer, right) ? `(select count(*) from ${rows()})` : 'null::bigint';
  const messages = counted(
    'message.read',
    () =>
      `messages m join effects e on e.key = m.effect_key and e.state = 'done' where m.campaign_id = k.id
         and m.company_id = a.company_id and ${visibleMessages(viewer, params)}`,
  );
  const tasks = counted(
    'task.read',
    () => `tasks t where t.campaign_id = k.id and t.company_id = a.company_id and ${visibleTasks(viewer, params)}`,
  );
  return tx.rows<CompanyCampaign>(
    `select k.id, k.name, k.state, k.starts_on, k.ends_on, nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name,
       a.state as participation, a.reason, a.result, s.name as stage_name, r.id as run_id, r.state as run_state,
       ${messages} as messages, ${tasks} as tasks
     from participants a join campaigns k on k.id = a.campaign_id join companies c on c.id = a.company_id and ${visible('companies', viewer, 'c')}
       left join people p on p.id = a.person_id
       left join lateral (select * from runs where participant_id = a.id order by started_at desc limit 1) r on true
       left join campaign_stages s on s.id = r.stage_id
     where a.company_id = ${params.add(companyId)}::uuid order by k.starts_on desc, k.id desc limit 200`,
    params.list,
  );
}
