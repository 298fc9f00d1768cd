/**
 * An upgrade of the C library or of ICU may change the order of letters, and an index sorted by the old order loses rows.
 * So versions are compared at every start and what depends on a changed one is rebuilt.
 */
import type { Db } from '../db/database.ts';

/** Rebuilds indexes where a collation has changed. Answers how many collations had; needs the owner of the database. */
export async function repairCollations(db: Db): Promise<number> {
  const { database, isStale } = await db.one<{ database: string; isStale: boolean }>(
    `select datname as database,
            datcollversion is not null and datcollversion <> pg_database_collation_actual_version(oid) as is_stale
     from pg_database where datname = current_database()`,
  );
  const collations = await db.rows<{ name: string }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.collname) as name
     from pg_collation c join pg_namespace n on n.oid = c.collnamespace
     where c.collversion is not null and c.collversion <> pg_collation_actual_version(c.oid)
       and exists (select 1 from pg_depend d where d.refclassid = 'pg_collation'::regclass and d.refobjid = c.oid)`,
  );
  if (!isStale && collations.length === 0) return 0;

  await db.run(`reindex database "${database}"`);
  // A collation of the system catalogue belongs to the superuser; ours can be told, the others are told again next time.
  for (const { name } of collations) await db.run(`alter collation ${name} refresh version`).catch(() => {});
  if (isStale) await db.run(`alter database "${database}" refresh collation version`);
  return collations.length + (isStale ? 1 : 0);
}
