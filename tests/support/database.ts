/**
 * A real PostgreSQL for tests. `NURT_TEST_DATABASE_URL` names a server where databases may be created (`npm test` starts
 * one); every test file gets its own copy of a template that holds the migrated schema.
 */
import { randomBytes } from 'node:crypto';
import { openDatabase, type Db } from '../../db/database.ts';
import { migrateUp } from '../../db/migrate.ts';

export type TestDatabase = { readonly db: Db; readonly url: string; drop(): Promise<void> };

const server = process.env['NURT_TEST_DATABASE_URL'];
/** One run of the suite may be several processes, each with a template. */
const run = process.env['NURT_TEST_RUN'] ?? String(process.pid);
let template: Promise<string> | undefined;
/** Whoever asked twice asks again: the next copy, which takes half a second, is made while the tests go on. */
let [asked, ahead]: [number, Promise<string> | undefined] = [0, undefined];

/** A database of its own with the schema and nothing in it. Call `drop` in `after`. */
export async function freshDatabase(max = 10): Promise<TestDatabase> {
  const from = await (template ??= makeTemplate());
  // Taken before anything is waited for: two that ask at once get one each.
  const copy = ahead ?? makeCopy(from);
  ahead = asked++ > 0 ? makeCopy(from) : undefined;
  // That it failed is told by whoever takes it.
  ahead?.catch(() => {});
  return opened(await copy, max);
}

/** Another database with all that this one holds now. Its connections are closed for that; the pool opens new ones. */
export async function copyDatabase(test: TestDatabase): Promise<TestDatabase> {
  const from = new URL(test.url).pathname.slice(1);
  await onServer((admin) =>
    admin.rows('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]),
  );
  return opened(await makeCopy(from), 4);
}

async function makeCopy(from: string): Promise<string> {
  const name = `nurt_test_${run}_${randomBytes(6).toString('hex')}`;
  await onServer((admin) => admin.run(`create database ${name} template ${from}`));
  return name;
}

function opened(name: string, max: number): TestDatabase {
  const url = urlOf(name);
  const db = openDatabase(url, { max, name: 'nurt-test' });
  return {
    db,
    url,
    async drop() {
      await db.close();
      await onServer((admin) => admin.run(`drop database if exists ${name} with (force)`));
    },
  };
}

async function makeTemplate(): Promise<string> {
  const name = `nurt_template_${run}_${process.pid}`;
  await onServer(async (admin) => {
    await admin.run(`drop database if exists ${name} with (force)`);
    await admin.run(`create database ${name}`);
  });
  const db = openDatabase(urlOf(name));
  await migrateUp(db);
  await db.close();
  return name;
}

/** Has somebody asked for statistics of all these tables? PostgreSQL tells of it a moment later. */
export async function looked(db: Db, tables: readonly string[]): Promise<boolean> {
  const { n } = await db.one<{ n: number }>(
    'select count(*) as n from pg_stat_user_tables where relname = any($1::text[]) and analyze_count > 0',
    [tables],
  );
  return n === tables.length;
}

/** Called once by a process that ran no suite. */
export async function dropTemplate(): Promise<void> {
  for (const name of await Promise.all([ahead, template]))
    if (name) await onServer((admin) => admin.run(`drop database if exists ${name} with (force)`));
}

/** Called once after all tests, when the processes that ran them are gone. */
export async function dropAllOfRun(): Promise<void> {
  await onServer(async (admin) => {
    const left = await admin.rows<{ name: string }>(
      `select datname as name from pg_database where datname ~ ('^nurt_(template|test)_' || $1 || '_')`,
      [run],
    );
    for (const { name } of left) await admin.run(`drop database if exists ${name} with (force)`);
  });
}

async function onServer(work: (admin: Db) => Promise<unknown>): Promise<void> {
  const admin = openDatabase(urlOf('postgres'), { max: 1 });
  try {
    await work(admin);
  } finally {
    await admin.close();
  }
}

function urlOf(database: string): string {
  if (!server) throw new Error('NURT_TEST_DATABASE_URL is not set: run the tests with npm test');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
