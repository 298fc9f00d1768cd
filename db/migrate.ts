import { Umzug, type UmzugStorage } from 'umzug';
import { DomainError } from '../domain/domain-error.ts';
import type { Db, Tx } from './database.ts';
import { migrations } from './migrations/list.ts';
import { makePartitions } from './partitions.ts';

/** Any number, the same in every process: two starts at once wait for each other. */
const LOCK = 7_203_551;

/**
 * Brings the schema up to this program's, with the months that are written into from now on. Answers the names of what was
 * applied. Refuses a schema that is newer.
 */
export async function migrateUp(db: Db): Promise<string[]> {
  return withLock(db, async () => {
    const storage = applied(db);
    const known = new Set(migrations.map((m) => m.name));
    const newer = (await storage.executed({} as never)).filter((name) => !known.has(name));
    if (newer.length > 0) throw schemaTooNew(newer);
    const names = (await umzug(db, storage).up()).map((m) => m.name);
    await db.transaction(makePartitions);
    return names;
  });
}

/** Takes back everything down to and with `to`; without it the last migration alone. */
export async function migrateDown(db: Db, to?: string): Promise<string[]> {
  return withLock(db, async () => (await umzug(db, applied(db)).down(to ? { to } : {})).map((m) => m.name));
}

function umzug(db: Db, storage: UmzugStorage): Umzug {
  return new Umzug({
    storage,
    logger: undefined,
    // What is done and that it is done are one commit: a start that dies leaves no tables that look like another program's.
    migrations: migrations.map(({ name, up, down }) => ({
      name,
      up: () =>
        db.transaction(async (tx) => {
          await up(tx);
          await tx.run('insert into migrations (name) values ($1)', [name]);
        }),
      down: () =>
        db.transaction(async (tx) => {
          await down(tx);
          await tx.run('delete from migrations where name = $1', [name]);
        }),
    })),
  });
}

function applied(db: Tx): UmzugStorage {
  const table =
    'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())';
  return {
    async executed() {
      await db.run(table);
      return (await db.rows<{ name: string }>('select name from migrations order by name')).map((row) => row.name);
    },
    async logMigration() {},
    async unlogMigration() {},
  };
}

async function withLock<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    client.release();
  }
}

function schemaTooNew(names: string[]): DomainError {
  const list = names.join(', ');
  return new DomainError('schema.too_new', {
    pl: `Baza danych jest nowsza niż ten program: są w niej zmiany ${list}. Uruchom nowszą wersję Nurtu.`,
    en: `The database is newer than this program: it holds the changes ${list}. Start a newer version of Nurt.`,
  });
}
