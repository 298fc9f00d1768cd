/** What the planner knows of tables that have just been filled: autovacuum gets there minutes later, queries do not wait. */
import type { Db } from './database.ts';

type Table = 'companies' | 'people' | 'contact_points' | 'consents' | 'group_members' | 'participants' | 'runs';

/** Has PostgreSQL look at these tables again after many rows have come into them. Not inside a transaction. */
export async function lookAgainAt(db: Db, tables: readonly Table[]): Promise<void> {
  await db.run(`analyze ${tables.join(', ')}`);
}
