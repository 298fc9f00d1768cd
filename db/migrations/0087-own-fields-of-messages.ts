import type { Tx } from '../database.ts';

/** Messages have own fields too. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    -- A constant default: no row is written anew.
    alter table messages add column own jsonb not null default '{}';
    alter table own_fields drop constraint own_fields_record_check, add constraint own_fields_record_check
      check (record in ('company', 'person', 'task', 'case', 'opportunity', 'campaign', 'transaction', 'file', 'message'));
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    delete from own_fields where record = 'message';
    alter table own_fields drop constraint own_fields_record_check, add constraint own_fields_record_check
      check (record in ('company', 'person', 'task', 'case', 'opportunity', 'campaign', 'transaction', 'file'));
    alter table messages drop column own;
  `);
}
