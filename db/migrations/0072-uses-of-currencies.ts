import type { Tx } from '../database.ts';

/** Which currencies are in use is looked up, not counted through millions of documents and customers. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index transactions_currency on transactions (currency);
    create index companies_currency on companies (currency);
    create index opportunities_currency on opportunities (currency);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index opportunities_currency, companies_currency, transactions_currency');
}
