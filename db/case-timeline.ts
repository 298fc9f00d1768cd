/** What happened in a case and what is planned, in order: one scoped keyset query per kind (rule 24). */
import { may, type Viewer } from '../domain/access.ts';
import { findCase } from './case-scope.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { pageOf, readEntries, type After, type Exact, type Source } from './timeline-pages.ts';
import { because, saidBecause, type Because, type RawBecause } from './timeline-sources.ts';

export const caseEntryKinds = ['task', 'message', 'file', 'run', 'change'] as const;
type CaseEntryKind = (typeof caseEntryKinds)[number];

/** Something that happened in a case, or is planned. */
export type CaseEntry = {
  readonly kind: CaseEntryKind;
  readonly id: string;
  readonly at: string;
  readonly title: string;
  /** Of a task: its state; of a message: `in` or `out`; of a procedure: what it came to; of a change: what was done. */
  readonly state: string;
  readonly detail: string | null;
  readonly who: string | null;
  readonly because: Because | null;
};

type Found = Omit<CaseEntry, 'because'> & Exact & { readonly because?: RawBecause | null };

type CaseTimelinePage = {
  readonly id: string;
  readonly after?: After;
  readonly limit: number;
};

type CaseTimeline = {
  readonly rows: readonly CaseEntry[];
  /** Where the next page begins; null when this is the last one. */
  readonly next: After | null;
};

/** Newest first. Without `kinds` all of them. */
export async function caseTimeline(
  tx: Tx,
  viewer: Viewer,
  { kinds = caseEntryKinds, ...page }: CaseTimelinePage & { readonly kinds?: readonly CaseEntryKind[] },
): Promise<CaseTimeline> {
  await findCase(tx, viewer, { id: page.id });
  const more = { ...page, limit: page.limit + 1 };
  const found = await Promise.all(kinds.map((kind) => entriesOf(tx, viewer, { kind, page: more })));
  const { shown, next } = pageOf(found.flat(), page.limit);
  const rows = shown.map(({ exact: _exact, because: raw, ...entry }) => ({
    ...entry,
    because: saidBecause(viewer, raw),
  }));
  return { rows, next };
}

type OfKind = { readonly kind: CaseEntryKind; readonly page: CaseTimelinePage };

async function entriesOf(tx: Tx, viewer: Viewer, { kind, page: { id: record, after, limit } }: OfKind) {
  const source = sources[kind];
  if (source.right && !may(viewer, source.right)) return [];
  const params = parameters();
  return readEntries<Found>(tx, source.sql(viewer, params), { kind, record, params, after, limit });
}

const sources: Readonly<Record<CaseEntryKind, Source>> = {
  task: {
    sql: (viewer, params) => ({
      select: `t.title, t.state, coalesce(t.note, t.state_reason) as detail, coalesce(d.name, o.name) as who,
        ${because('t.effect_key')} as because`,
      from: 'tasks t left join users o on o.id = t.owner_id left join users d on d.id = t.done_by',
      where: `t.case_id = $record and ${visibleTasks(viewer, params)}`,
      at: 'coalesce(t.done_at, t.planned_at, t.due_at, t.created_at)',
      id: 't.id',
    }),
  },
  message: {
    right: 'message.read',
    sql: () => ({
      select: `coalesce(m.subject, '') as title, m.direction as state, left(m.body_text, 200) as detail, m.address as who,
        ${because('m.effect_key')} as because`,
      from: 'messages m',
      where: 'm.case_id = $record',
      at: 'coalesce(m.received_at, m.sent_at, m.created_at)',
      id: 'm.id',
    }),
  },
  file: {
    right: 'file.read',
    sql: () => ({
      select: `f.name as title, 'added' as state, f.description as detail, u.name as who`,
      from: `file_links l join files f on f.id = l.file_id and f.deleted_at is null
        left join users u on 'user:' || u.id = l.created_by`,
      where: `l.noun = 'case' and l.record_id = $record`,
      at: 'l.created_at',
      id: 'f.id',
    }),
  },
  /** That a procedure began, passed a milestone, stopped or ended: by itself with its result, by hand with the reason. */
  run: {
    right: 'run.read',
    sql: ({ language }) => ({
      select: `s.name_${language} as title, e.kind as state,
        case when e.kind = 'ended' and i.seq is null then e.why ->> 'way'
          else coalesce(e.why ->> 'text', v.graph -> 'steps' -> e.step ->> 'name') end as detail, u.name as who`,
      from: `runs r join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
        join run_events e on e.run_id = r.id
        left join run_inputs i on i.seq = (e.why ->> 'input')::bigint and i.kind = 'control'
        left join users u on 'user:' || u.id = case e.kind when 'started' then r.created_by else e.actor end`,
      where: `r.case_id = $record and e.kind in ('started', 'milestone', 'stuck', 'ended')`,
      at: 'e.at',
      id: `(e.run_id || ':' || lpad(e.id::text, 20, '0'))`,
    }),
  },
  /** What was done to the case itself; of a change of stage the title is its code. */
  change: {
    sql: () => ({
      select: `coalesce(n.name, a.changes -> 'stage' ->> 1, '') as title, a.verb as state,
        coalesce(a.changes -> 'result' ->> 1, a.changes -> 'reason' ->> 1) as detail, u.name as who`,
      from: `audit a left join users u on 'user:' || u.id = a.actor
        left join users n on n.id::text = coalesce(a.changes -> 'ownerId' ->> 1, a.changes -> 'userId' ->> 1)`,
      where: `a.noun = 'case' and a.record_id = $record::text`,
      at: 'a.at',
      id: 'a.id',
    }),
  },
};
