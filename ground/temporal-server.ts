/** The embedded Temporal server: its schema on PostgreSQL and its settings. The worker makes the namespace. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withClient } from './postgres.ts';
import type { PartSpec } from './supervisor.ts';
import type { TemporalBinaries } from './temporal-binaries.ts';

export type TemporalPlace = {
  readonly binaries: TemporalBinaries;
  /** A database of PostgreSQL with the role that owns it; its name is the first of the two. */
  readonly databaseUrl: string;
  /** Nine: gRPC of four services, HTTP of the front, membership of four. */
  readonly ports: readonly number[];
  readonly homeFolder: string;
  /** Tests only: workflows may be given a clock of their own. */
  readonly timeSkipping?: boolean;
};

export const TEMPORAL_PORTS = 9;

/** Can never change for a database. */
const HISTORY_SHARDS = 4;

/** The names of the two databases for one installation on one PostgreSQL. */
export function temporalDatabases(prefix = ''): [main: string, visibility: string] {
  return [`${prefix}temporal`, `${prefix}temporal_visibility`];
}

/**
 * Brings the schema of both databases up to this server's; a database that cannot be brought up is made anew, since
 * everything in it is started again from Nurt's own rows.
 */
export async function prepareTemporalDatabases(place: Omit<TemporalPlace, 'ports'>): Promise<void> {
  const main = new URL(place.databaseUrl);
  const visibility = new URL(main);
  visibility.pathname = `${main.pathname}_visibility`;
  await Promise.all([bringUp(place, main, 'temporal'), bringUp(place, visibility, 'visibility')]);
  // Alone, it would look for its former self and for half a minute answer "not enough hosts".
  await withClient(main.href, (client) => client.query('delete from cluster_membership'));
}

type Placed = Pick<TemporalPlace, 'binaries'>;

async function bringUp(place: Placed, url: URL, schema: 'temporal' | 'visibility'): Promise<void> {
  const update = () => sqlTool(place, url, ['update-schema', '--schema-name', `postgresql/v12/${schema}`]);
  const setUp = async () => {
    await sqlTool(place, url, ['setup-schema', '-v', '0.0']);
    await update();
  };
  if (!(await hasSchema(url))) return setUp();
  try {
    await update();
  } catch {
    await makeAnew(url);
    await setUp();
  }
}

async function hasSchema(url: URL): Promise<boolean> {
  const found = await withClient(url.href, (client) => client.query(`select to_regclass('schema_version') as found`));
  return found.rows[0].found !== null;
}

async function makeAnew(url: URL): Promise<void> {
  const elsewhere = new URL(url);
  elsewhere.pathname = '/postgres';
  const name = url.pathname.slice(1);
  await withClient(elsewhere.href, async (client) => {
    await client.query(`drop database "${name}" with (force)`);
    await client.query(`create database "${name}"`);
  });
}

async function sqlTool({ binaries }: Placed, url: URL, command: readonly string[]): Promise<void> {
  const server = ['--ep', url.hostname, '-p', url.port || '5432', '-u', decodeURIComponent(url.username)];
  const database = ['--db', url.pathname.slice(1), ...(wantsTls(url) ? ['--tls'] : [])];
  await promisify(execFile)(binaries.sqlTool, ['--plugin', 'postgres12_pgx', ...server, ...database, ...command], {
    env: { ...process.env, SQL_PASSWORD: decodeURIComponent(url.password) },
  });
}

function wantsTls(url: URL): boolean {
  return ['require', 'verify-ca', 'verify-full'].includes(url.searchParams.get('sslmode') ?? '');
}

/** How the supervisor runs it. */
export function temporalPart(place: TemporalPlace): PartSpec {
  const [frontend, http, history, matching, worker, ...membership] = place.ports.map(String);
  const url = new URL(place.databaseUrl);
  const settings = join(place.homeFolder, 'temporal.yaml');
  writeFileSync(settings, dynamicConfig(place.timeSkipping ?? false));
  const env = {
    PATH: process.env['PATH'],
    TZ: 'UTC',
    DB: 'postgres12_pgx',
    POSTGRES_SEEDS: url.hostname,
    DB_PORT: url.port || '5432',
    POSTGRES_USER: decodeURIComponent(url.username),
    POSTGRES_PWD: decodeURIComponent(url.password),
    DBNAME: url.pathname.slice(1),
    VISIBILITY_DBNAME: `${url.pathname.slice(1)}_visibility`,
    ...(wantsTls(url) ? { SQL_TLS_ENABLED: 'true' } : {}),
    NUM_HISTORY_SHARDS: String(HISTORY_SHARDS),
    BIND_ON_IP: '127.0.0.1',
    DYNAMIC_CONFIG_FILE_PATH: settings,
    LOG_LEVEL: 'warn',
    FRONTEND_GRPC_PORT: frontend,
    FRONTEND_HTTP_PORT: http,
    HISTORY_GRPC_PORT: history,
    MATCHING_GRPC_PORT: matching,
    WORKER_GRPC_PORT: worker,
    FRONTEND_MEMBERSHIP_PORT: membership[0],
    HISTORY_MEMBERSHIP_PORT: membership[1],
    MATCHING_MEMBERSHIP_PORT: membership[2],
    WORKER_MEMBERSHIP_PORT: membership[3],
  };
  return {
    name: 'temporal',
    wave: 2,
    command: place.binaries.server,
    args: ['--allow-no-auth', 'start'],
    env,
    cwd: place.homeFolder,
    stop: 'TERM:1',
    isReady: () => serves(place.ports[1]!),
  };
}

/** What a single machine wants: no partitions, order by priority, ids that an index can hold. */
function dynamicConfig(timeSkipping: boolean): string {
  const values: Record<string, unknown> = {
    'matching.numTaskqueueReadPartitions': 1,
    'matching.numTaskqueueWritePartitions': 1,
    'matching.enableFairness': true,
    'limit.maxIDLength': 255,
    'frontend.namespaceRPS.visibility': 50,
    ...(timeSkipping ? { 'frontend.WorkflowTimeSkippingEnabled': true } : {}),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}:\n  - value: ${value}\n`)
    .join('');
}

/** All four services: a task queue asks matching, a workflow asks history. */
async function serves(httpPort: number): Promise<boolean> {
  const system = `http://127.0.0.1:${httpPort}/api/v1/namespaces/temporal-system`;
  const asked = await Promise.all([
    fetch(`${system}/task-queues/nurt`, { signal: AbortSignal.timeout(2000) }),
    fetch(`${system}/workflows/nurt`, { signal: AbortSignal.timeout(2000) }),
  ]);
  await Promise.all(asked.map((response) => response.arrayBuffer()));
  return asked[0].status === 200 && asked[1].status === 404;
}
