import type { Tx } from '../database.ts';

/**
 * A bulk action or an export says when it last moved, as imports do by `updated_at`: the sweep finds those that nobody is
 * at. Each minute it looks at what is under way alone, however much has been done before.
 */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    alter table bulks add column moved_at timestamptz not null default now();
    alter table exports add column moved_at timestamptz not null default now();
    create index imports_under_way on imports (id) where state in ('analysing', 'importing', 'undoing');
    create index bulks_under_way on bulks (id) where state in ('running', 'undoing');
    create index exports_under_way on exports (id) where state in ('waiting', 'writing');
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index exports_under_way, bulks_under_way, imports_under_way;
    alter table exports drop column moved_at;
    alter table bulks drop column moved_at;
  `);
}
