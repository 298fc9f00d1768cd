/** What a case has brought and what it has taken: its transactions by currency beside the work that was put into it (S0-22). */
import { demand, type Viewer } from '../domain/access.ts';
import { findCase } from './case-scope.ts';
import type { Tx } from './database.ts';
import { visibleTransactions } from './transaction-scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

export type CaseMoney = {
  readonly currency: string;
  readonly orderedMinor: number;
  readonly invoicedMinor: number;
  readonly paidMinor: number;
  readonly openMinor: number;
  readonly overdueMinor: number;
  /** Invoiced for each hour that people wrote down; null where nobody wrote any. */
  readonly perHourMinor: number | null;
};

export type CaseEffect = {
  readonly money: readonly CaseMoney[];
  readonly workMinutes: number;
  /** From opening to closing, or to today. */
  readonly days: number;
  /** Of the tasks done that had a deadline, how many were done by then. */
  readonly dueTasks: number;
  readonly punctualTasks: number;
};

/** Only transactions of customers that the viewer may see count. Throws `case.not_found`. */
export async function readCaseEffect(tx: Tx, viewer: Viewer, id: string): Promise<CaseEffect> {
  demand(viewer, 'transaction.read');
  await findCase(tx, viewer, { id });
  const params = parameters();
  const [work, money] = await Promise.all([
    tx.one<Omit<CaseEffect, 'money'>>(
      `select coalesce(sum(t.work_minutes), 0)::int as work_minutes,
         (coalesce(k.closed_at, now())::date - k.created_at::date) as days,
         count(*) filter (where t.state = 'done' and t.due_at is not null)::int as due_tasks,
         count(*) filter (where t.state = 'done' and t.done_at <= t.due_at)::int as punctual_tasks
       from cases k left join tasks t on t.case_id = k.id and ${visibleTasks(viewer, params)} where k.id = ${params.add(id)} group by k.id`,
      params.list,
    ),
    tx.rows<Omit<CaseMoney, 'perHourMinor'>>(
      `select t.currency,
         coalesce(sum(t.amount_minor) filter (where t.kind = 'order'), 0)::bigint as ordered_minor,
         coalesce(sum(t.amount_minor) filter (where t.kind = 'invoice'), 0)::bigint as invoiced_minor,
         coalesce(sum(t.amount_minor) filter (where t.kind = 'payment'), 0)::bigint as paid_minor,
         coalesce(sum(t.open_minor) filter (where t.kind = 'invoice'), 0)::bigint as open_minor,
         coalesce(sum(t.open_minor) filter (where t.kind = 'invoice' and t.due_on < current_date), 0)::bigint as overdue_minor
       from transactions t where t.case_id = $1 and t.state <> 'cancelled'
         and ${visibleTransactions(viewer, 't')}
       group by t.currency order by 3 desc, t.currency`,
      [id],
    ),
  ]);
  const perHour = (minor: number) => (work.workMinutes > 0 ? Math.round((minor * 60) / work.workMinutes) : null);
  return { ...work, money: money.map((one) => ({ ...one, perHourMinor: perHour(one.invoicedMinor) })) };
}
