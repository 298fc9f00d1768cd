import type { Tx } from '../database.ts';

/** Invoices, payments, orders … of all customers are a list: each of its orders is walked along an index. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index transactions_day_page on transactions (happened_on, id);
    create index transactions_due_page on transactions (due_on, id);
    create index transactions_amount_page on transactions (amount_minor, id);
    create index transactions_open_page on transactions (open_minor, id);
    create index transactions_name_page on transactions ((coalesce(number, title, external_id)) collate "pl-x-icu", id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index transactions_name_page, transactions_open_page, transactions_amount_page, transactions_due_page, transactions_day_page;
  `);
}
