import type { Tx } from '../database.ts';

/** Customers by industry, which also tells which industries there are, and by kind in the order in which kinds are offered. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index companies_industry on companies (industry, id) where deleted_at is null;
    create index companies_kind on companies
      ((case kind when 'firm' then 1 when 'sole trader' then 2 when 'person' then 3 when 'institution' then 4 else 5 end), id)
      where deleted_at is null;
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run('drop index companies_kind, companies_industry');
}
