/** Which columns refer to a record, as the schema itself knows it: a table that comes later is found as well. */
import type { Tx } from './database.ts';

export type Reference = {
  readonly table: string;
  readonly column: string;
  /** Its rows go with the record. */
  readonly cascades: boolean;
};

/** The columns with a foreign key to a table, in the order of their names. */
export async function referencesTo(tx: Tx, target: 'companies' | 'people' | 'contact_points'): Promise<Reference[]> {
  return tx.rows<Reference>(
    `select c.conrelid::regclass::text as table, a.attname as column, c.confdeltype = 'c' as cascades
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = $1::regclass and array_length(c.conkey, 1) = 1
     order by 1, 2`,
    [target],
  );
}
