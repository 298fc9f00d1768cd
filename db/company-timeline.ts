import type { Viewer } from '../domain/access.ts';
import { may } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks } from './task-scope.ts';

/** Something that happened with a customer, or is planned. */
export type TimelineEntry = {
  readonly kind: 'task' | 'message' | 'consent';
  readonly id: string;
  readonly at: string;
  readonly title: string;
  /** Of a task: its state; of a message: `in` or `out`; of a consent: its status. */
  readonly state: string;
  readonly detail: string | null;
  readonly who: string | null;
  /** Why it is there: the step of a scenario or the channel. */
  readonly because: string | null;
};

/** Newest first, one scoped query per kind, merged up to the size of a page (rule 24). `before` is the last `at` shown. */
export async function companyTimeline(
  tx: Tx,
  viewer: Viewer,
  page: { readonly companyId: string; readonly before?: string; readonly limit: number },
): Promise<TimelineEntry[]> {
  const kinds = await Promise.all([
    taskEntries(tx, viewer, page),
    may(viewer, 'message.read') ? messageEntries(tx, page) : [],
    consentEntries(tx, page),
  ]);
  return kinds
    .flat()
    .toSorted((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
    .slice(0, page.limit);
}

type Page = { readonly companyId: string; readonly before?: string; readonly limit: number };

async function taskEntries(tx: Tx, viewer: Viewer, { companyId, before, limit }: Page): Promise<TimelineEntry[]> {
  const params = parameters();
  const at = 'coalesce(t.done_at, t.planned_at, t.due_at, t.created_at)';
  return tx.rows<TimelineEntry>(
    `select 'task' as kind, t.id, ${at} as at, t.title, t.state, coalesce(t.note, t.state_reason) as detail,
       coalesce(d.name, o.name) as who, t.campaign_id::text as because
     from tasks t left join users o on o.id = t.owner_id left join users d on d.id = t.done_by
     where t.company_id = ${params.add(companyId)} and ${visibleTasks(viewer, params)}
       ${before ? `and ${at} < ${params.add(before)}` : ''}
     order by ${at} desc, t.id desc limit ${params.add(limit)}`,
    params.list,
  );
}

async function messageEntries(tx: Tx, { companyId, before, limit }: Page): Promise<TimelineEntry[]> {
  return tx.rows<TimelineEntry>(
    `select 'message' as kind, id, at, coalesce(subject, '') as title, direction as state, left(body_text, 200) as detail,
       address as who, channel as because
     from (select *, coalesce(received_at, sent_at, created_at) as at from messages where company_id = $1) m
     where ($2::timestamptz is null or at < $2) order by at desc, id desc limit $3`,
    [companyId, before ?? null, limit],
  );
}

async function consentEntries(tx: Tx, { companyId, before, limit }: Page): Promise<TimelineEntry[]> {
  return tx.rows<TimelineEntry>(
    `select 'consent' as kind, id, recorded_at as at, channel as title, status as state, evidence as detail,
       null as who, purpose as because
     from consents where company_id = $1 and ($2::timestamptz is null or recorded_at < $2)
     order by recorded_at desc, id desc limit $3`,
    [companyId, before ?? null, limit],
  );
}
