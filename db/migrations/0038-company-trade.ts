import type { Tx } from '../database.ts';

/**
 * What lists and classes ask of a customer's trade: one row for each customer who has any, beside the balances by currency.
 * It is no part of `company_facts`: those change with every task and mail, and each of their indexes would be paid for there.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table company_trade (
      company_id uuid primary key references companies on delete cascade,
      -- The main one: in which most invoices and payments are. The amounts are in it.
      currency text not null,
      balance_minor bigint,
      -- Null instead of 0: its index holds only customers who owe.
      overdue_minor bigint check (overdue_minor > 0),
      turnover_minor bigint,
      -- The newest invoice or order that was not cancelled, in any currency.
      last_purchase_on date
    );

    insert into company_trade (company_id, currency, balance_minor, overdue_minor, turnover_minor, last_purchase_on)
    select t.company_id, coalesce(m.currency, min(t.currency)), b.balance_minor, nullif(b.overdue_minor, 0), b.turnover_minor,
      max(t.happened_on) filter (where t.kind in ('invoice', 'order') and t.state <> 'cancelled')
    from transactions t
      left join (select distinct on (company_id) company_id, currency from transactions where kind in ('invoice', 'payment')
        group by company_id, currency order by company_id, count(*) desc, currency) m on m.company_id = t.company_id
      left join company_balances b on b.company_id = m.company_id and b.currency = m.currency
    where t.kind in ('invoice', 'payment', 'order')
    group by t.company_id, m.currency, b.balance_minor, b.overdue_minor, b.turnover_minor;

    create index company_trade_balance on company_trade (balance_minor, company_id) where balance_minor is not null;
    create index company_trade_overdue on company_trade (overdue_minor, company_id) where overdue_minor is not null;
    create index company_trade_turnover on company_trade (turnover_minor, company_id) where turnover_minor is not null;
    create index company_trade_purchase on company_trade (last_purchase_on, company_id) where last_purchase_on is not null;
    -- "Has an invoice of the last month", "an order above so much", whoever it is of.
    create index transactions_day on transactions (kind, happened_on) include (company_id, amount_minor, state);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index transactions_day; drop table company_trade');
}
