/** One document of a customer's trade: what it says, what it settles, and everything that was undertaken about it (S0-54). */
import { may, type Viewer } from '../domain/access.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { caseToAddTo, visibleCases, type Case } from './case-scope.ts';
import type { Tx } from './database.ts';
import { visibleLinks } from './file-scope.ts';
import { visibleMessages } from './message-scope.ts';
import { ownForViewer } from './own-values.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';
import { findTransaction, visibleTransactions } from './transaction-scope.ts';
import { transactionColumns, type Transaction } from './transactions.ts';

export type TransactionPage = Transaction & {
  readonly companyId: string;
  readonly companyName: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly updatedAt: string;
  /** Own values that the viewer may read, by code. */
  readonly own: OwnValues;
  readonly version: number;
  /** What it pays for, and what pays for it. */
  readonly settled: readonly Transaction[];
  readonly payments: readonly Transaction[];
  /** Its case, where the viewer may add to it: what is undertaken about the document belongs there too. */
  readonly openCase: Pick<Case, 'id' | 'number' | 'name'> | null;
};

type Beside = 'settled' | 'payments' | 'openCase';

/** Throws `transaction.not_found`. */
export async function readTransaction(tx: Tx, viewer: Viewer, id: string): Promise<TransactionPage> {
  await findTransaction(tx, viewer, { id });
  const one = await tx.one<Omit<TransactionPage, Beside>>(
    `select ${transactionColumns('x')}, x.company_id, x.details, x.updated_at, x.own, x.version,
       (select name from companies where id = x.company_id) as company_name
     from transactions x where x.id = $1`,
    [id],
  );
  const beside = (condition: string, externalId: string | null) =>
    externalId === null
      ? []
      : tx.rows<Transaction>(
          `select ${transactionColumns('x')} from transactions x
           where x.source = $1 and ${condition} and ${visibleTransactions(viewer)} order by x.happened_on desc, x.id desc limit 100`,
          [one.source, externalId],
        );
  const [settled, payments, openCase] = await Promise.all([
    beside(`x.kind = 'invoice' and x.external_id = $2`, one.settles),
    beside(`x.kind = 'payment' and x.settles = $2`, one.kind === 'invoice' ? one.externalId : null),
    caseToAddTo(tx, viewer, one.caseId),
  ]);
  const own = await ownForViewer(tx, viewer, { record: 'transaction', own: one.own });
  return { ...one, own, settled, payments, openCase };
}

/** Something that was undertaken about a document. */
export type Deed = {
  readonly noun: 'task' | 'message' | 'file' | 'case' | 'campaign';
  readonly id: string;
  readonly at: string;
  readonly title: string;
  /** Of a task its state, of a message `in` or `out`, of a case whether it is open. */
  readonly state: string | null;
  readonly who: string | null;
};

const MOST = 200;

/** The newest first, as far as the viewer sees them: tied by hand, or made by a procedure that runs for the document. */
export async function deedsAbout(tx: Tx, viewer: Viewer, id: string): Promise<Deed[]> {
  await findTransaction(tx, viewer, { id });
  const params = parameters();
  const which = `${params.add(id)}::uuid`;
  const parts = [
    ...(may(viewer, 'task.read') ? [tasks(viewer, params, which)] : []),
    ...(may(viewer, 'message.read') ? [messages(viewer, params, which)] : []),
    ...(may(viewer, 'file.read') ? [files(viewer, params, which)] : []),
    ...(may(viewer, 'case.read') ? [cases(viewer, params, which)] : []),
    ...(may(viewer, 'campaign.read') ? [campaigns(which)] : []),
  ];
  if (parts.length === 0) return [];
  return tx.rows<Deed>(`${parts.join(' union all ')} order by at desc, id limit ${MOST}`, params.list);
}

const runsFor = (which: string) =>
  `select r.id from runs r where r.participant_id is null and r.subject_kind = 'invoice' and r.subject_id = ${which}`;

function tasks(viewer: Viewer, params: Params, which: string): string {
  return `select 'task' as noun, t.id, coalesce(t.done_at, t.planned_at, t.due_at, t.created_at) as at, t.title, t.state, u.name as who
    from tasks t left join users u on u.id = coalesce(t.done_by, t.owner_id)
    where t.id in (select l.task_id from task_links l where l.noun = 'transaction' and l.record_id = ${which}
        union select f.id from tasks f where f.run_id in (${runsFor(which)}))
      and ${visibleTasks(viewer, params)}`;
}

function messages(viewer: Viewer, params: Params, which: string): string {
  return `select 'message' as noun, m.id, coalesce(m.received_at, m.sent_at, m.created_at) as at, coalesce(m.subject, m.address, '') as title,
      m.direction as state, m.address as who
    from messages m
    where m.id in (select l.message_id from message_links l where l.noun = 'transaction' and l.record_id = ${which}
        union select f.id from effects e join messages f on f.effect_key = e.key where e.run_id in (${runsFor(which)}))
      and ${visibleMessages(viewer, params)}`;
}

function files(viewer: Viewer, params: Params, which: string): string {
  return `select 'file' as noun, f.id, f.updated_at as at, f.name as title, null as state, u.name as who
    from file_links l join files f on f.id = l.file_id and f.deleted_at is null left join users u on 'user:' || u.id = f.created_by
    where l.noun = 'transaction' and l.record_id = ${which} and (${visibleLinks(viewer, params)})`;
}

/** Its own case, and those of the tasks and messages about it. */
function cases(viewer: Viewer, params: Params, which: string): string {
  return `select 'case' as noun, k.id, coalesce(k.closed_at, k.created_at) as at, concat(k.number, ' ', k.name) as title, k.state, u.name as who
    from cases k left join users u on u.id = k.owner_id
    where k.id in (select x.case_id from transactions x where x.id = ${which}
        union select t.case_id from task_links l join tasks t on t.id = l.task_id where l.noun = 'transaction' and l.record_id = ${which}
        union select m.case_id from message_links l join messages m on m.id = l.message_id where l.noun = 'transaction' and l.record_id = ${which})
      and ${visibleCases(viewer, params)}`;
}

/** Campaigns that it is tied to, each once however many stages it stands at. */
function campaigns(which: string): string {
  return `select 'campaign' as noun, c.id, d.at, c.name as title, null as state, u.name as who
    from (select campaign_id, max(created_at) as at from campaign_documents where transaction_id = ${which} group by campaign_id) d
      join campaigns c on c.id = d.campaign_id left join users u on u.id = c.supervisor_id`;
}
