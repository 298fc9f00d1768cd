/** What the page of an opportunity shows: its card, where it has been, its work and its mail. */
import { demand, may, type Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import { visibleMessages } from './message-scope.ts';
import { ownForViewer } from './own-values.ts';
import { findOpportunity, seenOpportunities, type Opportunity } from './opportunity-scope.ts';
import { IS_OVERDUE } from './paused-tasks.ts';
import { visible } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type OpportunityMove = {
  readonly at: string;
  readonly stage: string;
  readonly stagePl: string;
  readonly stageEn: string;
  readonly state: Opportunity['state'];
  readonly valueMinor: number;
  readonly currency: string;
  readonly probability: number;
  readonly who: string | null;
};

export type OpportunityTask = {
  readonly id: string;
  readonly title: string;
  readonly typePl: string;
  readonly typeEn: string;
  readonly state: 'open' | 'done' | 'withdrawn' | 'cancelled';
  readonly overdue: boolean;
  readonly at: string | null;
  readonly ownerName: string | null;
  readonly note: string | null;
};

export type OpportunityMessage = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly subject: string | null;
  readonly address: string | null;
  readonly at: string;
};

export type OpportunityPage = Opportunity & {
  /** Null where the customer is one that the viewer does not see: it may be somebody else's by now. */
  readonly companyName: string | null;
  readonly personName: string | null;
  readonly ownerName: string | null;
  readonly stagePl: string;
  readonly stageEn: string;
  readonly reasonPl: string | null;
  readonly reasonEn: string | null;
  readonly stageSince: string;
  readonly createdAt: string;
  /** Whom one may write to about it: the person, else the customer. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** How many there are; of each the page shows only the first ones. */
  readonly counts: { readonly moves: number; readonly tasks: number; readonly messages: number };
  readonly moves: readonly OpportunityMove[];
  readonly tasks: readonly OpportunityTask[];
  readonly messages: readonly OpportunityMessage[];
};

type Beside = Pick<
  OpportunityPage,
  | 'companyName'
  | 'personName'
  | 'ownerName'
  | 'stagePl'
  | 'stageEn'
  | 'reasonPl'
  | 'reasonEn'
  | 'stageSince'
  | 'createdAt'
  | 'emails'
  | 'phones'
>;

/** Throws `opportunity.not_found`. */
export async function readOpportunity(tx: Tx, viewer: Viewer, id: string): Promise<OpportunityPage> {
  const found = await findOpportunity(tx, viewer, { id });
  const [own, beside, counts, moves, tasks, messages] = await Promise.all([
    ownForViewer(tx, viewer, { record: 'opportunity', own: found.own }),
    tx.one<Beside>(
      `select ${ifSeen(viewer, 'c.name')} as company_name,
         ${ifSeen(viewer, `nullif(concat_ws(' ', p.first_name, p.last_name), '')`)} as person_name, u.name as owner_name,
         s.name_pl as stage_pl, s.name_en as stage_en, r.name_pl as reason_pl, r.name_en as reason_en, o.stage_since, o.created_at,
         ${reach(viewer, 'email')} as emails, ${reach(viewer, 'phone')} as phones
       from opportunities o join companies c on c.id = o.company_id join opportunity_stages s on s.code = o.stage
         left join people p on p.id = o.person_id left join users u on u.id = o.owner_id
         left join lost_reasons r on r.code = o.lost_reason
       where o.id = $1`,
      [id],
    ),
    countsOf(tx, viewer, id),
    tx.rows<OpportunityMove>(
      `select m.at, m.stage, s.name_pl as stage_pl, s.name_en as stage_en, m.state, m.value_minor, m.currency, m.probability,
         u.name as who
       from opportunity_moves m join opportunity_stages s on s.code = m.stage left join users u on 'user:' || u.id = m.actor
       where m.opportunity_id = $1 order by m.at desc, m.id desc limit 100`,
      [id],
    ),
    tasksOf(tx, viewer, id),
    may(viewer, 'message.read') ? messagesOf(tx, viewer, id) : [],
  ]);
  return { ...found, own, ...beside, counts, moves, tasks, messages };
}

/** What is said of the customer `c`: nothing to whoever may not read customers, or does not see this one. */
function ifSeen(viewer: Viewer, said: string): string {
  if (!may(viewer, 'company.read')) return 'null::text';
  return `case when ${visible('companies', viewer, 'c')} then ${said} end`;
}

/** Nothing for whoever may not read customers, or does not see this one: it may be somebody else's by now. */
function reach(viewer: Viewer, kind: 'email' | 'phone'): string {
  if (!may(viewer, 'company.read')) return `'{}'::text[]`;
  return `array(select case when kind = 'phone' then normalised else value end from contact_points x
    where x.company_id = o.company_id and ${visible('companies', viewer, 'c')} and x.kind = '${kind}' and x.state = 'good'
      and (x.person_id is null or x.person_id = o.person_id)
    order by x.person_id is null, x.is_main desc limit 5)`;
}

async function countsOf(tx: Tx, viewer: Viewer, id: string): Promise<OpportunityPage['counts']> {
  const params = parameters();
  const asked = `${params.add(id)}::uuid`;
  const messages = may(viewer, 'message.read')
    ? `select count(*) from messages m where m.opportunity_id = ${asked} and ${visibleMessages(viewer, params)}`
    : 'select 0';
  return tx.one<OpportunityPage['counts']>(
    `select (select count(*) from opportunity_moves where opportunity_id = ${asked})::int as moves,
       (select count(*) from tasks t where t.opportunity_id = ${asked} and ${visibleTasks(viewer, params)})::int as tasks,
       (${messages})::int as messages`,
    params.list,
  );
}

async function messagesOf(tx: Tx, viewer: Viewer, id: string): Promise<OpportunityMessage[]> {
  const params = parameters();
  return tx.rows<OpportunityMessage>(
    `select m.id, m.direction, m.subject, m.address, coalesce(m.received_at, m.sent_at, m.created_at) as at from messages m
     where m.opportunity_id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)} order by 5 desc, m.id desc limit 100`,
    params.list,
  );
}

async function tasksOf(tx: Tx, viewer: Viewer, id: string): Promise<OpportunityTask[]> {
  const params = parameters();
  return tx.rows<OpportunityTask>(
    `select t.id, t.title, y.name_pl as type_pl, y.name_en as type_en, t.state,
       ${IS_OVERDUE} as overdue,
       coalesce(t.done_at, t.planned_at, t.due_at) as at, u.name as owner_name, left(t.note, 200) as note
     from tasks t join task_types y on y.code = t.type left join users u on u.id = t.owner_id
     where t.opportunity_id = ${params.add(id)}::uuid and ${visibleTasks(viewer, params)}
     order by (t.state <> 'open'), case when t.state = 'open' then t.moment end, t.done_at desc nulls last, t.id limit 200`,
    params.list,
  );
}

export type OpportunityPick = { readonly id: string; readonly name: string; readonly companyName: string | null };

/** Open opportunities of a customer that a task may be tied to. At most fifty. */
export async function opportunitiesToTie(
  tx: Tx,
  viewer: Viewer,
  { companyId, search }: { readonly companyId?: string | undefined; readonly search: string },
): Promise<OpportunityPick[]> {
  const params = parameters();
  const words = search.trim().replace(/[\\%_]/g, '\\$&');
  return tx.rows<OpportunityPick>(
    `select o.id, o.name, ${ifSeen(viewer, 'c.name')} as company_name from opportunities o join companies c on c.id = o.company_id
     where o.state = 'open' and ${seenOpportunities(viewer, params)}
       and (${params.add(companyId ?? null)}::uuid is null or o.company_id = ${params.add(companyId ?? null)}::uuid)
       and o.search_text like '%' || plain_text(${params.add(words)}) || '%'
     order by o.expected_or_never, o.id limit 50`,
    params.list,
  );
}

export type Tied = { readonly id: string; readonly name: string } | null;

/** The opportunity that a task or message belongs to, if the viewer may see both. */
export async function opportunityOf(
  tx: Tx,
  viewer: Viewer,
  { noun, id }: { readonly noun: 'task' | 'message'; readonly id: string },
): Promise<Tied> {
  demand(viewer, noun === 'task' ? 'task.read' : 'message.read');
  const params = parameters();
  const [from, tied, seen] =
    noun === 'task'
      ? ['tasks t', 't', visibleTasks(viewer, params)]
      : ['messages m', 'm', visibleMessages(viewer, params)];
  const found = await tx.maybe<NonNullable<Tied>>(
    `select o.id, o.name from ${from} join opportunities o on o.id = ${tied}.opportunity_id
     where ${tied}.id = ${params.add(id)}::uuid and ${seen} and ${seenOpportunities(viewer, params)}`,
    params.list,
  );
  return found ?? null;
}
