/** What the timeline of a customer is made of: one scoped keyset query per kind (rule 24). */
import { may, profilesOf, type Viewer } from '../domain/access.ts';
import { reasonOf } from '../domain/scenario/reason.ts';
import type { Step } from '../domain/scenario/shapes.ts';
import type { Said } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { visibleLinks } from './file-scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { readEntries, type After, type Exact, type Source } from './timeline-pages.ts';

export const timelineKinds = [
  'contact',
  'task',
  'message',
  'note',
  'file',
  'transaction',
  'consent',
  'campaign',
  'run',
  'reminder',
  'change',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Which scenario did it, in which step, and why; as much of it as the viewer may see. */
export type Because = {
  readonly scenario: Said | null;
  readonly number: number | null;
  readonly step: string | null;
  readonly reason: Said | null;
};

export type TimelineEntry = {
  readonly kind: TimelineKind;
  readonly id: string;
  readonly at: string;
  readonly title: string | null;
  /** Of a task its state, of a message `in` or `out`, of a transaction its kind, of a file on what it hangs, of a change its verb, … */
  readonly state: string;
  /** Of a task its type, of a message its channel, of a consent its purpose, of a campaign or a file its id. */
  readonly refers: string | null;
  readonly detail: string | null;
  readonly who: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly because: Because | null;
};

export type TimelinePage = {
  readonly companyId: string;
  /** Only what belongs to this campaign: how the customer fared in it (S0-63). */
  readonly campaignId?: string | undefined;
  readonly after?: After;
  readonly limit: number;
};

export type Found = Omit<TimelineEntry, 'because'> & Exact & { readonly because?: RawBecause | null };
export type RawBecause = {
  readonly pl: string;
  readonly en: string;
  readonly number: number;
  readonly stepName: string | null;
  readonly way: string | null;
  readonly before: Step | null;
};

type CompanySource = Source & {
  /** The column that names the campaign; without one nothing of the kind belongs to any. */
  readonly campaign?: string;
};

/** One page of one kind, the newest first. */
export async function entriesOf(tx: Tx, viewer: Viewer, { kind, page }: { kind: TimelineKind; page: TimelinePage }) {
  const source = sources[kind];
  if (source.right && !may(viewer, source.right)) return [];
  if (page.campaignId && !source.campaign) return [];
  const params = parameters();
  const { where, ...selection } = source.sql(viewer, params);
  const within = page.campaignId ? `and ${source.campaign} = ${params.add(page.campaignId)}::uuid` : '';
  const { companyId: record, after, limit } = page;
  return readEntries<Found>(tx, { ...selection, where: `${where} ${within}` }, { kind, record, params, after, limit });
}

/** In the viewer's words what the history of the run says. Without the right to read runs only that it was a scenario. */
export function saidBecause(viewer: Viewer, raw: RawBecause | null | undefined): Because | null {
  if (!raw) return null;
  if (!may(viewer, 'run.read')) return { scenario: null, number: null, step: null, reason: null };
  const { pl, en, number, stepName, way, before } = raw;
  const reason = reasonOf({ step: before ?? undefined, way: way ?? undefined }) ?? null;
  return { scenario: { pl, en }, number, step: stepName, reason };
}

/** The scenario behind an effect `e`: its step, and the step and way from which the run came there. */
const BECAUSE = `(select jsonb_build_object('pl', s.name_pl, 'en', s.name_en, 'number', v.number,
    'stepName', coalesce(v.graph -> 'steps' -> e.step ->> 'name', v.graph -> 'steps' -> e.step ->> 'title'),
    'way', came.why ->> 'way', 'before', v.graph -> 'steps' -> gone.step)
  from effects e join runs r on r.id = e.run_id join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
    left join lateral (select id, why from run_events where run_id = r.id and step = e.step and visit = e.visit and kind = 'entered'
      order by id desc limit 1) came on true
    left join lateral (select step from run_events where run_id = r.id and id < came.id and kind = 'entered'
      order by id desc limit 1) gone on true
  where e.key = $key)`;
export const because = (key: string) => BECAUSE.replace('$key', key);

const NOTHING = 'null::bigint as amount_minor, null::text as currency';

function tasks(state: string, at: string): CompanySource {
  return {
    right: 'task.read',
    campaign: 't.campaign_id',
    sql: (viewer, params) => ({
      select: `t.title, t.state, t.type as refers, coalesce(t.note, t.state_reason) as detail, coalesce(d.name, o.name) as who, ${NOTHING},
        ${because('t.effect_key')} as because`,
      from: 'tasks t left join users o on o.id = t.owner_id left join users d on d.id = t.done_by',
      where: `t.company_id = $record and ${state} and ${visibleTasks(viewer, params)}`,
      at,
      id: 't.id',
    }),
  };
}

const sources: Readonly<Record<TimelineKind, CompanySource>> = {
  contact: tasks(`t.state = 'done'`, 'coalesce(t.done_at, t.updated_at)'),
  task: tasks(`t.state <> 'done'`, 'coalesce(t.planned_at, t.due_at, t.created_at)'),
  message: {
    right: 'message.read',
    campaign: 'm.campaign_id',
    sql: () => ({
      select: `coalesce(m.subject, p.name) as title, case when m.direction = 'in' then 'in' when e.state in ('failed', 'refused', 'withdrawn', 'unknown', 'planned')
          then e.state else 'out' end as state, m.channel as refers, coalesce(left(m.body_text, 200), e.reason) as detail, m.address as who, ${NOTHING},
        ${because('m.effect_key')} as because`,
      from: `messages m left join effects e on e.key = m.effect_key left join template_versions v on v.id = m.template_version_id
        left join templates p on p.id = v.template_id`,
      where: 'm.company_id = $record',
      at: 'coalesce(m.received_at, m.sent_at, m.created_at)',
      id: 'm.id',
    }),
  },
  note: {
    // One about a task says so to those who see the task, and stands for nobody else.
    sql: (viewer, params) => ({
      select: `t.title, case when n.pinned then 'pinned' else 'note' end as state, t.id::text as refers, left(n.body, 400) as detail,
        u.name as who, ${NOTHING}`,
      from: `notes n left join users u on n.created_by = 'user:' || u.id left join tasks t on t.id = n.task_id`,
      where: `n.company_id = $record and n.deleted_at is null and (n.task_id is null or ${may(viewer, 'task.read')} and (${visibleTasks(viewer, params)}))`,
      at: 'n.created_at',
      id: 'n.id',
    }),
  },
  file: {
    right: 'file.read',
    sql: (viewer, params) => ({
      select: `f.name as title, l.noun as state, f.id::text as refers, f.description as detail, u.name as who, ${NOTHING}`,
      from: `file_links l join files f on f.id = l.file_id and f.deleted_at is null
        left join users u on l.created_by = 'user:' || u.id`,
      // Files of its tasks and messages stand at those.
      where: `(l.noun, l.record_id) in (select 'company', $record union all select 'person', id from people where company_id = $record
        union all select 'case', id from cases where company_id = $record
        union all select 'opportunity', id from opportunities where company_id = $record) and (${visibleLinks(viewer, params)})`,
      at: 'l.created_at',
      id: '(l.file_id::text || l.noun || l.record_id::text)',
    }),
  },
  transaction: {
    right: 'transaction.read',
    sql: () => ({
      select: `coalesce(x.number, x.title) as title, x.kind as state, x.state as refers, case when x.number is not null then x.title end as detail,
        null as who, x.amount_minor, x.currency`,
      from: 'transactions x',
      where: 'x.company_id = $record',
      at: 'x.happened_on::timestamptz',
      id: 'x.id',
    }),
  },
  consent: {
    sql: () => ({
      select: `k.channel as title, k.status as state, k.purpose as refers, k.evidence as detail,
        nullif(concat_ws(' ', p.first_name, p.last_name), '') as who, ${NOTHING}`,
      from: 'consents k left join people p on p.id = k.person_id',
      where: 'k.company_id = $record',
      at: 'k.recorded_at',
      id: 'k.id',
    }),
  },
  campaign: {
    right: 'campaign.read',
    campaign: 'a.campaign_id',
    sql: () => ({
      select: `g.name as title, a.state, g.id::text as refers, coalesce(a.reason, a.result) as detail,
        nullif(concat_ws(' ', p.first_name, p.last_name), '') as who, ${NOTHING}`,
      from: 'participants a join campaigns g on g.id = a.campaign_id left join people p on p.id = a.person_id',
      where: 'a.company_id = $record',
      at: 'a.created_at',
      id: 'a.id',
    }),
  },
  run: {
    right: 'run.read',
    campaign: 'r.campaign_id',
    sql: () => ({
      select: `s.name_pl || chr(10) || s.name_en as title, v2.kind as state, r.campaign_id::text as refers,
        coalesce(v2.why ->> 'text', v.graph -> 'steps' -> v2.step ->> 'name', v2.why ->> 'way') as detail, null as who, ${NOTHING}`,
      from: `runs r join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
        join run_events v2 on v2.run_id = r.id`,
      where: `r.company_id = $record and v2.kind in ('started', 'milestone', 'stuck', 'ended')`,
      at: 'v2.at',
      id: '(v2.run_id::text || lpad(v2.id::text, 20, chr(48)))',
    }),
  },
  reminder: {
    right: 'task.read',
    sql: (viewer, params) => ({
      select: `t.title, case when m.acknowledged_at is not null then 'acknowledged' else 'shown' end as state,
        t.id::text as refers, null as detail, u.name as who, ${NOTHING}`,
      from: 'tasks t join reminders m on m.task_id = t.id join users u on u.id = m.user_id',
      // One that is still to come says no more than its task, which stands there already.
      where: `t.company_id = $record and m.shown_at is not null and ${visibleTasks(viewer, params)}`,
      at: 'm.remind_at',
      id: 'm.id',
    }),
  },
  change: {
    sql: (viewer, params) => ({
      // Of an own field that the viewer may not read not even the name is told.
      select: `null as title, a.verb as state, null as refers,
        (select string_agg(key, ',' order by key) from jsonb_object_keys(a.changes) key where key <> 'version'
          and (key not like 'own.%' or exists (select 1 from own_fields f where f.record = 'company' and f.active
            and 'own.' || f.code = key and (f.readers is null or f.readers && ${params.add(profilesOf(viewer))}::text[])))) as detail, a.actor as who, ${NOTHING}`,
      from: 'audit a',
      where: `a.noun = 'company' and a.record_id = $record::text and a.verb in ('create', 'edit', 'delete', 'restore', 'merge', 'undo merge', 'import')`,
      at: 'a.at',
      id: 'a.id',
    }),
  },
};
