import type { Tx } from '../database.ts';

/** Somebody calls about an invoice: it is found by a part of its number or title. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index transactions_text on transactions
      using gin (plain_text(coalesce(number, '') || ' ' || coalesce(title, '')) gin_trgm_ops);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index transactions_text');
}
