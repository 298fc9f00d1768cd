/** What a case took: hours planned and worked, kilometres, messages, and the work of each person; and its path in time. */
import { may, type Viewer } from '../domain/access.ts';
import { costOf } from '../domain/cases/cost.ts';
import { stageSpans, type StageMove, type StageSpan } from '../domain/cases/stage-spans.ts';
import { findCase } from './case-scope.ts';
import type { Tx } from './database.ts';
import { visibleMessages } from './message-scope.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { parameters, visibleTasks } from './task-scope.ts';
import { knownRates } from './work-rates.ts';

/** Work that was done, and work that waits. Planned minutes are those of both. */
export type CaseWork = {
  readonly done: number;
  readonly open: number;
  /** Of the open ones, past their deadline. */
  readonly late: number;
  readonly plannedMinutes: number;
  readonly workMinutes: number;
  readonly kilometres: number;
};

/** Somebody's part of it: done by them, or theirs to do. Without a person: what waits in queues, or ended by itself. */
export type CasePersonWork = CaseWork & {
  readonly userId: string | null;
  readonly name: string | null;
  /** Messages that they sent; null where the viewer reads none. */
  readonly sent: number | null;
  /** Of their work and way; null where the company does not say what an hour and a kilometre cost. */
  readonly costMinor: number | null;
};

/** A task on the path: from when to when it is planned or was done. */
export type PathTask = {
  readonly id: string;
  readonly title: string;
  readonly state: 'open' | 'done';
  readonly overdue: boolean;
  readonly from: string;
  readonly to: string;
};

export type NamedSpan = StageSpan & { readonly namePl: string; readonly nameEn: string; readonly color: string };

export type CaseReport = CaseWork & {
  readonly number: string;
  readonly name: string;
  readonly received: number | null;
  readonly sent: number | null;
  readonly costMinor: number | null;
  readonly currency: string;
  readonly people: readonly CasePersonWork[];
  readonly path: {
    readonly stages: readonly NamedSpan[];
    readonly tasks: readonly PathTask[];
    /** There are more tasks than are drawn. */
    readonly more: boolean;
  };
};

/** Counts what the viewer sees: a private task is nobody else's (rule 35). Throws `case.not_found`. */
export async function readCaseReport(tx: Tx, viewer: Viewer, id: string): Promise<CaseReport> {
  const { number, name, stage, closedAt } = await findCase(tx, viewer, { id });
  const [found, messages, stages, tasks, rates] = await Promise.all([
    workOfPeople(tx, viewer, id),
    messagesOf(tx, viewer, id),
    spansOf(tx, { id, stage, closedAt }),
    pathTasks(tx, viewer, id),
    knownRates(tx),
  ]);
  const people = withSenders(found, messages).map((one) => ({ ...one, costMinor: costOf(one, rates) }));
  const costs = people.flatMap(({ costMinor }) => costMinor ?? []);
  return {
    ...totalOf(people),
    ...{ number, name, received: messages?.received ?? null, sent: messages?.sent ?? null },
    costMinor: costOf(none, rates) === null ? null : costs.reduce((sum, minor) => sum + minor, 0),
    currency: rates.currency,
    people,
    path: { stages, tasks: tasks.slice(0, MOST_DRAWN), more: tasks.length > MOST_DRAWN },
  };
}

/** With the messages of each, and with whoever sent some and has no tasks. */
function withSenders(people: readonly PersonWork[], messages: Messages | undefined) {
  const sentBy = new Map(messages?.senders.map((sender) => [sender.userId, sender]));
  const only = [...sentBy.values()].filter(({ userId }) => !people.some((one) => one.userId === userId));
  const all = [...people, ...only.map(({ userId, name }) => ({ ...none, userId, name }))];
  return all.map((one) => ({ ...one, sent: messages ? (sentBy.get(one.userId ?? '')?.n ?? 0) : null }));
}

const none: CaseWork = { done: 0, open: 0, late: 0, plannedMinutes: 0, workMinutes: 0, kilometres: 0 };

function totalOf(people: readonly CaseWork[]): CaseWork {
  const total = { ...none };
  for (const one of people) for (const key of Object.keys(none) as (keyof CaseWork)[]) total[key] += one[key];
  return total;
}

type PersonWork = Omit<CasePersonWork, 'sent'>;

async function workOfPeople(tx: Tx, viewer: Viewer, id: string): Promise<PersonWork[]> {
  const params = parameters();
  return tx.rows<PersonWork>(
    `select w.user_id, u.name, count(*) filter (where w.state = 'done') as done, count(*) filter (where w.state = 'open') as open,
       count(*) filter (where w.overdue) as late,
       coalesce(sum(w.duration_minutes), 0)::int as planned_minutes,
       coalesce(sum(w.work_minutes), 0)::int as work_minutes, coalesce(sum(w.kilometres), 0)::int as kilometres
     from (select case when t.state = 'done' then t.done_by else t.owner_id end as user_id, t.*, ${IS_OVERDUE} as overdue
           from tasks t where t.case_id = ${params.add(id)}::uuid and t.state in ('open', 'done') and ${visibleTasks(viewer, params)}) w
       left join users u on u.id = w.user_id
     group by w.user_id, u.name order by u.name is null, plain_text(u.name), w.user_id`,
    params.list,
  );
}

type Messages = {
  readonly received: number;
  readonly sent: number;
  readonly senders: readonly { readonly userId: string; readonly name: string; readonly n: number }[];
};

async function messagesOf(tx: Tx, viewer: Viewer, id: string): Promise<Messages | undefined> {
  if (!may(viewer, 'message.read')) return undefined;
  const params = parameters();
  const rows = await tx.rows<{ direction: 'in' | 'out'; userId: string | null; name: string | null; n: number }>(
    `select m.direction, u.id as user_id, u.name, count(*) as n
     from messages m left join users u on m.direction = 'out' and 'user:' || u.id = m.created_by
     where m.case_id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)} group by m.direction, u.id, u.name`,
    params.list,
  );
  const sum = (direction: 'in' | 'out') =>
    rows.filter((row) => row.direction === direction).reduce((all, { n }) => all + n, 0);
  return {
    received: sum('in'),
    sent: sum('out'),
    senders: rows.flatMap(({ userId, name, n }) => (userId && name ? [{ userId, name, n }] : [])),
  };
}

type Standing = { readonly id: string; readonly stage: string; readonly closedAt: string | null };

async function spansOf(tx: Tx, { id, stage, closedAt }: Standing): Promise<NamedSpan[]> {
  const [{ createdAt }, moves, known] = await Promise.all([
    tx.one<{ createdAt: string }>('select k.created_at from cases k where k.id = $1', [id]),
    tx.rows<StageMove>(
      `select at, changes -> 'stage' ->> 0 as "from", changes -> 'stage' ->> 1 as "to" from audit
       where noun = 'case' and record_id = $1::text and changes -> 'stage' ->> 1 is not null order by at, id limit 500`,
      [id],
    ),
    tx.rows<{ code: string; namePl: string; nameEn: string; color: string }>(
      'select code, name_pl, name_en, color from case_stages',
    ),
  ]);
  return stageSpans({ createdAt, closedAt, stage }, moves).map((span) => {
    const {
      namePl = span.stage,
      nameEn = span.stage,
      color = '',
    } = known.find(({ code }) => code === span.stage) ?? {};
    return { ...span, namePl, nameEn, color };
  });
}

/** As many bars as one reads on a page. */
const MOST_DRAWN = 60;

async function pathTasks(tx: Tx, viewer: Viewer, id: string): Promise<PathTask[]> {
  const params = parameters();
  return tx.rows<PathTask>(
    `select p.id, p.title, p.state, p.overdue, least(p.starts, p.ends) as "from", p.ends as "to"
     from (select t.id, t.title, t.state, ${IS_OVERDUE} as overdue, t.moment,
             coalesce(t.planned_at, t.created_at) as starts,
             coalesce(t.done_at, t.due_at, t.planned_at + make_interval(mins => t.duration_minutes), t.created_at) as ends
           from tasks t where t.case_id = ${params.add(id)}::uuid and t.state in ('open', 'done') and ${visibleTasks(viewer, params)}) p
     order by 5, p.id limit ${MOST_DRAWN + 1}`,
    params.list,
  );
}
