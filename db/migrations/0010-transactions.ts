import type { Tx } from '../database.ts';

/** What other systems know of a customer's trade, as read models, and the balance that comes of it. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create table transactions (
      id uuid primary key default uuid7(),
      company_id uuid not null references companies,
      case_id uuid references cases,
      kind text not null check (kind in ('invoice', 'payment', 'order', 'reservation', 'demand')),
      -- Which system says so, and its own id there: the same one twice is one row.
      source text not null check (length(source) between 1 and 50),
      external_id text not null check (length(external_id) between 1 and 200),
      number text,
      title text,
      state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
      -- Issued, paid, ordered, reserved from, demanded on.
      happened_on date not null,
      -- Payable, delivered, reserved until.
      due_on date,
      amount_minor bigint not null default 0,
      currency text not null default 'PLN' check (currency ~ '^[A-Z]{3}$'),
      -- Of a payment: external_id of the invoice that it pays.
      settles text,
      -- Of an invoice: what the feeding system says is left to pay; null: reckoned from the payments that settle it.
      stated_open_minor bigint,
      -- Of an invoice: what is left to pay. Kept by reckonBalances().
      open_minor bigint not null default 0,
      -- Of a demand: which one in the row.
      stage integer,
      link text check (link ~ '^https?://'),
      details jsonb not null default '{}',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by actor_text not null,
      updated_by actor_text not null,
      unique (source, kind, external_id)
    );
    create index transactions_company on transactions (company_id, happened_on desc, id desc);
    create index transactions_kind on transactions (company_id, kind, happened_on desc, id desc);
    create index transactions_owed on transactions (company_id, due_on) where kind = 'invoice' and open_minor > 0;
    create index transactions_falling_due on transactions (due_on) where kind = 'invoice' and open_minor > 0;
    create index transactions_settles on transactions (source, settles) where settles is not null;
    create index transactions_case on transactions (case_id) where case_id is not null;

    -- What lists and conditions read. Money of different currencies is never added.
    create table company_balances (
      company_id uuid not null references companies on delete cascade,
      currency text not null,
      -- Open invoices less payments that settle nothing.
      balance_minor bigint not null default 0,
      overdue_minor bigint not null default 0,
      oldest_overdue_on date,
      -- Invoiced in the twelve months before reckoned_on.
      turnover_minor bigint not null default 0,
      reckoned_on date not null,
      primary key (company_id, currency)
    );
    create index company_balances_overdue on company_balances (overdue_minor desc) where overdue_minor > 0;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop table company_balances, transactions');
}
