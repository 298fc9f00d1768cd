/**
 * The way to PostgreSQL. Every verb of `db/` takes a `Db` or a `Tx` first.
 * Rows come back with camelCase names; times as ISO-8601 UTC strings, dates as `YYYY-MM-DD`, `bigint` as number
 * (loud if it does not fit), `numeric` as string.
 */
import pg from 'pg';
import { recurringName } from './recurring.ts';

/** One transaction, or the pool where a single statement is enough. */
export interface Tx {
  rows<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** The only row; throws if there is none or more than one. */
  one<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row>;
  /** The row, or undefined. */
  maybe<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /** How many rows were written. */
  run(sql: string, params?: readonly unknown[]): Promise<number>;
  /** As `rows`, prepared once per connection under `name`: for statements that run thousands of times. */
  prepared<Row = Record<string, unknown>>(name: string, sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** As `rows`, for a text that comes again and again for a while: prepared as long as it is among the last that were used. */
  recurring<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface Db extends Tx {
  /** Commits what `work` did, or rolls it back and throws again. Never nested. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

export type Connecting = {
  readonly max?: number;
  readonly name?: string;
  readonly statementTimeoutMs?: number;
  /**
   * For one small set of prepared statements that run thousands of times: they are planned once per connection, not anew
   * for each set of parameters, and idle connections keep nobody from ending.
   */
  readonly planOnce?: boolean;
};

/** A plan that knows no parameters guesses a hundred rows where there are three: it must not read whole tables for them. */
const GENERIC = '-c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off';

export function openDatabase(
  url: string,
  { max = 10, name = 'nurt', statementTimeoutMs, planOnce }: Connecting = {},
): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    types: { getTypeParser },
    ...(statementTimeoutMs ? { statement_timeout: statementTimeoutMs } : {}),
    ...(planOnce ? { options: GENERIC, allowExitOnIdle: true } : {}),
  });
  // A connection that breaks while idle is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => {});

  return {
    ...statements(pool),
    pool,
    url,
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

/** For verbs that open a transaction of their own: here they are done in the one that is open. */
export function within(tx: Tx): Db {
  return { ...tx, transaction: (work) => work(tx) } as Db;
}

/** The statements of one connection that is in a transaction already, for who copies rows through it. */
export function onClient(client: pg.ClientBase): Tx {
  return statements(client);
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return onOneConnection(pool, async (client, lost) => {
    try {
      await client.query('begin');
      const result = await work(statements(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(lost);
      throw error;
    }
  });
}

type OnConnection<T> = (client: pg.PoolClient, lost: (error: Error) => void) => Promise<T>;

/** `lost` is told of a connection that nobody should be given again. */
async function onOneConnection<T>(pool: pg.Pool, work: OnConnection<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Between two statements nobody waits for an answer: a server that goes away then must not end the process. The next
  // statement, or the commit, fails.
  const lost = (error: Error) => {
    broken = error;
  };
  client.on('error', lost);
  try {
    return await work(client, lost);
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}

function statements(client: pg.Pool | pg.ClientBase): Tx {
  const ask = async <Row>(config: { text: string; values?: readonly unknown[]; name?: string }) => {
    const { values, ...rest } = config;
    const answer = await client.query({ ...rest, ...(values ? { values: [...values] } : {}), rowMode: 'array' });
    // Several statements in one text answer with a list; the last one counts.
    const result = Array.isArray(answer) ? (answer.at(-1) as pg.QueryArrayResult) : answer;
    return { rows: named<Row>(result), count: result.rowCount ?? 0 };
  };
  const rows = async <Row>(text: string, values?: readonly unknown[]) =>
    (await ask<Row>({ text, ...(values ? { values } : {}) })).rows;

  return {
    rows,
    async one<Row>(sql: string, params?: readonly unknown[]) {
      const found = await rows<Row>(sql, params);
      if (found.length !== 1) throw new Error(`Expected one row, found ${found.length}: ${sql.slice(0, 200)}`);
      return found[0]!;
    },
    async maybe<Row>(sql: string, params?: readonly unknown[]) {
      return (await rows<Row>(sql, params))[0];
    },
    async run(sql, params) {
      return (await ask({ text: sql, ...(params ? { values: params } : {}) })).count;
    },
    async prepared<Row>(name: string, text: string, values?: readonly unknown[]) {
      return (await ask<Row>({ name, text, ...(values ? { values } : {}) })).rows;
    },
    async recurring<Row>(text: string, values?: readonly unknown[]) {
      // Names belong to a connection: one of the pool is taken for both.
      if (client instanceof pg.Pool)
        return onOneConnection(client, (one) => statements(one).recurring<Row>(text, values));
      const name = await recurringName(client, text);
      return (await ask<Row>({ name, text, ...(values ? { values } : {}) })).rows;
    },
  };
}

function named<Row>(result: pg.QueryArrayResult): Row[] {
  const names = (result.fields ?? []).map((field) => camel(field.name));
  return (result.rows ?? []).map((values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) row[names[i]!] = values[i];
    return row as Row;
  });
}

const camelNames = new Map<string, string>();

function camel(name: string): string {
  let known = camelNames.get(name);
  if (known === undefined) {
    known = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camelNames.set(name, known);
  }
  return known;
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8) return wholeNumber;
  if (oid === DATE) return (value) => value;
  if (oid === TIMESTAMPTZ) return isoInstant;
  return pg.types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`A bigint that JavaScript cannot hold: ${text}`);
  return value;
}

const readTimestamp = pg.types.getTypeParser(TIMESTAMPTZ) as (value: string) => Date | number;

function isoInstant(text: string): string {
  const value = readTimestamp(text);
  return value instanceof Date ? value.toISOString() : text;
}
