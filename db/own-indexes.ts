/** Indexes of own fields that are marked for fast filtering: built and removed beside running work (rule 16). */
import type pg from 'pg';
import { factTypeOf, type OwnField } from '../domain/own/shapes.ts';
import type { Db } from './database.ts';
import { ownFieldSql, ownTables } from './own-sql.ts';

export type IndexWork = {
  readonly built: readonly string[];
  readonly removed: readonly string[];
  readonly failed: readonly string[];
};

type Wanted = Pick<OwnField, 'id' | 'record' | 'code' | 'kind' | 'options'>;
type Found = { readonly name: string; readonly isValid: boolean };

const LOCK = 'own_indexes';

/**
 * Brings the indexes up to the definitions: what nobody wants any more and what broke off half-way (invalid) is removed,
 * what is missing is built. Runs outside of transactions, on one connection, one at a time; safe to repeat.
 */
export async function keepOwnIndexes(db: Db): Promise<IndexWork> {
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>({
      text: `select pg_try_advisory_lock(hashtext($1)) as mine`,
      values: [LOCK],
    });
    if (!rows[0]?.mine) return { built: [], removed: [], failed: [] };
    try {
      return await keep(db, client);
    } finally {
      await client.query({ text: 'select pg_advisory_unlock(hashtext($1))', values: [LOCK] });
    }
  } finally {
    client.release();
  }
}

async function keep(db: Db, client: pg.PoolClient): Promise<IndexWork> {
  const wanted = new Map((await wantedIndexes(db)).map((field) => [nameOf(field), field]));
  const found = await foundIndexes(db);
  const bad = found.filter(({ name, isValid }) => !isValid || !wanted.has(name)).map(({ name }) => name);
  for (const name of bad) await client.query(`drop index concurrently if exists "${name}"`);
  const there = new Set(found.filter(({ name }) => !bad.includes(name)).map(({ name }) => name));
  const built: string[] = [];
  const failed: string[] = [];
  for (const [name, field] of wanted) {
    if (there.has(name)) continue;
    const problem = await build(client, name, field);
    await db.run('update own_fields set index_problem = $2 where id = $1', [field.id, problem]);
    (problem ? failed : built).push(field.code);
  }
  return { built, removed: bad, failed };
}

async function wantedIndexes(db: Db): Promise<Wanted[]> {
  const fields = await db.rows<Wanted>(
    'select id, record, code, kind, options from own_fields where indexed and active order by record, position, id',
  );
  const { tables } = await db.one<{ tables: string[] }>(
    `select array(select t from unnest($1::text[]) t where to_regclass(t) is not null) as tables`,
    [Object.values(ownTables)],
  );
  return fields.filter(({ record }) => tables.includes(ownTables[record]));
}

async function foundIndexes(db: Db): Promise<Found[]> {
  return db.rows<Found>(
    `select c.relname as name, i.indisvalid as is_valid from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relname like 'own\\_field\\_%' and c.relnamespace = current_schema()::regnamespace`,
  );
}

/** As lists sort by them: texts as people do, dates byte by byte. */
const collations: Readonly<Record<string, string>> = { text: ' collate "pl-x-icu"', date: ' collate "C"' };

/** Answers what went wrong, or null. */
async function build(client: pg.PoolClient, name: string, field: Wanted): Promise<string | null> {
  const value = ownFieldSql(ownTables[field.record], field).replace(`${ownTables[field.record]}.`, '');
  const type = factTypeOf(field);
  const columns =
    type === 'many'
      ? `gin ((${value}))`
      : `btree ((${value}${field.kind === 'text' || type === 'date' ? collations[type] : ''}), id)`;
  try {
    await client.query(`create index concurrently "${name}" on ${ownTables[field.record]} using ${columns}`);
    return null;
  } catch (error) {
    await client.query(`drop index concurrently if exists "${name}"`);
    return String((error as Error).message).slice(0, 300);
  }
}

/** By the id: a code may be as long as a name of an index. */
function nameOf({ id }: Wanted): string {
  return `own_field_${id.replace(/-/g, '')}`;
}
