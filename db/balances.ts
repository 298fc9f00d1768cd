/** What customers owe: reckoned from their transactions, kept for lists, and always right for one customer. */
import type { Viewer } from '../domain/access.ts';
import { refreshClasses } from './class-members.ts';
import type { Tx } from './database.ts';
import { visibleTransactions } from './transaction-scope.ts';

export type Balance = {
  readonly currency: string;
  /** Open invoices less payments that settle nothing, or one that is cancelled. */
  readonly balanceMinor: number;
  /** What of the open invoices should have been paid before today. */
  readonly overdueMinor: number;
  readonly oldestOverdueOn: string | null;
  /** Invoiced in the last twelve months, and in the twelve before. */
  readonly turnoverMinor: number;
  readonly turnoverBeforeMinor: number;
};

/** The balance of one customer by currency as of today, the main currency first: the one of most documents. */
export async function balancesOf(tx: Tx, viewer: Viewer, companyId: string): Promise<Balance[]> {
  return tx.rows<Balance>(
    `select currency, ${sums('current_date')},
       coalesce(sum(amount_minor) filter (where ${INVOICED} and happened_on <= current_date - interval '1 year'
         and happened_on > current_date - interval '2 years'), 0)::bigint as turnover_before_minor
     from transactions x where company_id = $1 and ${visibleTransactions(viewer)} and kind in ('invoice', 'payment') group by currency
     order by count(*) desc, currency`,
    [companyId],
  );
}

/** Reckons again what is left of these customers' invoices, and their kept balances. Called by every verb that writes transactions. */
export async function reckonBalances(tx: Tx, companyIds: readonly string[], today?: string): Promise<void> {
  if (companyIds.length === 0) return;
  // An order in which two feeds never wait for each other.
  await tx.run('select id from companies where id = any($1::uuid[]) order by id for no key update', [companyIds]);
  await tx.run(
    // What was paid of a cancelled invoice stands to the customer's credit, as what is paid too much of another one.
    `update transactions i set open_minor = w.wanted
     from (select t.id, case when t.state = 'open' then coalesce(t.stated_open_minor, t.amount_minor - coalesce(p.paid, 0))
         when t.state = 'cancelled' and t.stated_open_minor is null then -coalesce(p.paid, 0) else 0 end as wanted
       from transactions t left join lateral (
         select sum(amount_minor)::bigint as paid from transactions
         where source = t.source and settles = t.external_id and kind = 'payment' and state <> 'cancelled') p on true
       where t.company_id = any($1::uuid[]) and t.kind = 'invoice') w
     where i.id = w.id and i.open_minor <> w.wanted`,
    [companyIds],
  );
  await tx.run(
    `with reckoned as (
       select company_id, currency, ${sums('coalesce($2::date, current_date)')}
       from transactions where company_id = any($1::uuid[]) and kind in ('invoice', 'payment') group by company_id, currency),
     gone as (delete from company_balances b where company_id = any($1::uuid[])
       and not exists (select 1 from reckoned r where (r.company_id, r.currency) = (b.company_id, b.currency)))
     insert into company_balances (company_id, currency, balance_minor, overdue_minor, oldest_overdue_on, turnover_minor, reckoned_on)
     select company_id, currency, balance_minor, overdue_minor, oldest_overdue_on, turnover_minor, coalesce($2::date, current_date)
     from reckoned
     on conflict (company_id, currency) do update set balance_minor = excluded.balance_minor,
       overdue_minor = excluded.overdue_minor, oldest_overdue_on = excluded.oldest_overdue_on,
       turnover_minor = excluded.turnover_minor, reckoned_on = excluded.reckoned_on`,
    [companyIds, today ?? null],
  );
  await keepTrade(tx, companyIds);
}

/** What lists and classes ask of these customers, out of their kept balances; classes are asked anew where it has changed. */
async function keepTrade(tx: Tx, companyIds: readonly string[]): Promise<void> {
  const changed = await tx.rows<{ id: string }>(
    `with traded as (
       select t.company_id, t.currency, count(*) filter (where t.kind <> 'order') as documents,
         max(t.happened_on) filter (where t.kind <> 'payment' and t.state <> 'cancelled') as bought_on
       from transactions t where t.company_id = any($1::uuid[]) and t.kind in ('invoice', 'payment', 'order')
       group by t.company_id, t.currency),
     main as (
       select distinct on (company_id) company_id, currency, max(bought_on) over (partition by company_id) as last_purchase_on
       from traded order by company_id, documents desc, currency),
     told as (
       select m.*, b.balance_minor, nullif(b.overdue_minor, 0) as overdue_minor, b.turnover_minor
       from main m left join company_balances b using (company_id, currency)),
     gone as (
       delete from company_trade where company_id = any($1::uuid[]) and company_id not in (select company_id from main)
       returning company_id),
     kept as (
       insert into company_trade as k (company_id, currency, balance_minor, overdue_minor, turnover_minor, last_purchase_on)
       select company_id, currency, balance_minor, overdue_minor, turnover_minor, last_purchase_on from told
       on conflict (company_id) do update set currency = excluded.currency, balance_minor = excluded.balance_minor,
         overdue_minor = excluded.overdue_minor, turnover_minor = excluded.turnover_minor,
         last_purchase_on = excluded.last_purchase_on
       where (k.currency, k.balance_minor, k.overdue_minor, k.turnover_minor, k.last_purchase_on) is distinct from
         (excluded.currency, excluded.balance_minor, excluded.overdue_minor, excluded.turnover_minor, excluded.last_purchase_on)
       returning company_id)
     select company_id as id from gone union all select company_id from kept`,
    [companyIds],
  );
  await refreshClasses(
    tx,
    changed.map(({ id }) => id),
  );
}

const PAGE = 2_000;

/**
 * Reckons the balances on which the days have told: an invoice has fallen due, or has left the last twelve months. Works in
 * short transactions of its own; answers how many customers. The nightly job calls it until nothing is left.
 */
export async function reckonStaleBalances(tx: Tx, today?: string): Promise<number> {
  const stale = await tx.rows<{ companyId: string }>(
    `select distinct company_id from company_balances where reckoned_on < coalesce($1::date, current_date) limit ${PAGE}`,
    [today ?? null],
  );
  await reckonBalances(
    tx,
    stale.map(({ companyId }) => companyId),
    today,
  );
  return stale.length;
}

const INVOICED = `kind = 'invoice' and state <> 'cancelled'`;

/** Sums over the transactions of one customer and currency; what is due on the day itself is not overdue yet. */
function sums(today: string): string {
  return `(coalesce(sum(open_minor) filter (where kind = 'invoice'), 0)
      - coalesce(sum(amount_minor) filter (where kind = 'payment' and settles is null and state <> 'cancelled'), 0))::bigint as balance_minor,
    greatest(0, coalesce(sum(open_minor) filter (where kind = 'invoice' and due_on < ${today}), 0))::bigint as overdue_minor,
    min(due_on) filter (where kind = 'invoice' and open_minor > 0 and due_on < ${today}) as oldest_overdue_on,
    coalesce(sum(amount_minor) filter (where ${INVOICED} and happened_on > ${today} - interval '1 year'
      and happened_on <= ${today}), 0)::bigint as turnover_minor`;
}
