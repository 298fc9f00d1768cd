/** The embedded PostgreSQL: its data folder, its settings, its roles and databases. */
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { DomainError } from '../domain/domain-error.ts';
import { postgresBinaries, postgresMajor } from './postgres-binaries.ts';
import type { PartSpec } from './supervisor.ts';
import { passes, unprivilegedUser, type SystemUser } from './system-user.ts';
import { readJson, writeWhole } from './write-file.ts';

export type PostgresPlace = {
  /** Folder with `bin`, `lib`, `share`. */
  readonly native: string;
  readonly data: string;
  readonly port: number;
  readonly superuserPassword: string;
  readonly user?: SystemUser;
};

export type PostgresWish = {
  readonly homeFolder: string;
  readonly cacheFolder: string;
  /** Asked last, so that nobody else takes the port while the data folder is made. */
  readonly port: () => Promise<number>;
  readonly superuserPassword: string;
};

const SUPERUSER = 'postgres';

/** Where root's PostgreSQL lives when its user cannot reach the home (which is in /root, say). */
const SYSTEM_FOLDER = '/var/lib/nurt';

/** Prepares the programs and, at the first start, the data folder. */
export async function preparePostgres(wish: PostgresWish): Promise<PostgresPlace> {
  const user = unprivilegedUser();
  const native = postgresBinaries(user ? SYSTEM_FOLDER : wish.cacheFolder, user);
  const folder = dataFolder(wish.homeFolder, user);
  const data = join(folder, String(postgresMajor()));
  refuseOtherMajor(folder, data);
  const place = { native, data, superuserPassword: wish.superuserPassword, ...(user ? { user } : {}) };
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(place);
  return { ...place, port: await wish.port() };
}

/** How the supervisor runs it. `durable: false` is for tests: a crash of the machine may lose data, one of a process not. */
export function postgresPart(place: PostgresPlace, { durable = true } = {}): PartSpec {
  const settings: Record<string, string> = {
    port: String(place.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '250',
    shared_buffers: '256MB',
    // A page is read anywhere as fast as in order, from memory and from flash alike. At the default of 4, which is a spinning
    // disk's, the planner reads a million rows in order rather than five thousand by their index (190 ms, not 45).
    random_page_cost: '1.1',
    // Lists are many-branched and quick: to compile them takes longer than to answer them.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', max_wal_size: '2GB' }),
  };
  return {
    name: 'postgres',
    wave: 1,
    command: join(place.native, 'bin', 'postgres'),
    args: ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: environment(place),
    cwd: place.data,
    // Alone at the end its clients are gone and the smart shutdown is at once; together with all the rest it waits a moment.
    // With four seconds for our own parts and one for Temporal, a stop ends within ten even where every part hangs.
    stop: 'TERM:1 INT:2 QUIT:1',
    ...(place.user ? { user: place.user } : {}),
    isReady: () => answers(superuserUrl(place)),
  };
}

/** A role that logs in with this password and owns these databases; makes what is missing. */
export type Tenant = { readonly role: string; readonly password: string; readonly databases: readonly string[] };

export async function seatTenants(place: PostgresPlace, tenants: readonly Tenant[]): Promise<void> {
  await withClient(superuserUrl(place), async (client) => {
    const roles = await column(client, 'select rolname as name from pg_roles');
    const databases = await column(client, 'select datname as name from pg_database');
    for (const { role, password, databases: wanted } of tenants) {
      if (!roles.has(role)) await client.query(`create role "${role}" login createdb password '${password}'`);
      for (const name of wanted)
        if (!databases.has(name)) await client.query(`create database "${name}" owner "${role}"`);
    }
  });
}

export function superuserUrl({ port, superuserPassword }: PostgresPlace): string {
  return `postgres://${SUPERUSER}:${superuserPassword}@127.0.0.1:${port}/postgres`;
}

/** Does a PostgreSQL answer there? */
async function answers(url: string): Promise<boolean> {
  await withClient(url, (client) => client.query('select 1'));
  return true;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'nurt-start',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function column(client: pg.Client, sql: string): Promise<Set<string>> {
  return new Set((await client.query<{ name: string }>(sql)).rows.map((row) => row.name));
}

/** In the home, unless we are root and PostgreSQL's user cannot get there; then the home remembers where. */
function dataFolder(homeFolder: string, user: SystemUser | undefined): string {
  const inHome = join(homeFolder, 'postgres');
  const note = join(homeFolder, 'postgres.json');
  const noted = readJson<{ folder: string }>(note)?.folder;
  if (!user) return ownFolder(noted ?? inHome);
  if (!noted && passes(user, homeFolder)) return ownFolder(inHome, user);
  const folder = noted ?? join(SYSTEM_FOLDER, createHash('sha256').update(homeFolder).digest('hex').slice(0, 16));
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  if (!noted) writeWhole(note, JSON.stringify({ folder }));
  return ownFolder(folder, user);
}

function ownFolder(folder: string, user?: SystemUser): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

function refuseOtherMajor(folder: string, data: string): void {
  if (existsSync(data)) return;
  const others = [13, 14, 15, 16, 17, 18, 19, 20].filter((major) =>
    existsSync(join(folder, String(major), 'PG_VERSION')),
  );
  if (others.length === 0) return;
  throw new DomainError('postgres.other_major', {
    pl: `Dane w ${folder} są z PostgreSQL ${others.join(', ')}, a ta wersja Nurtu niesie ${postgresMajor()}. Uruchom poprzednią wersję Nurtu.`,
    en: `The data in ${folder} are of PostgreSQL ${others.join(', ')}, but this version of Nurt brings ${postgresMajor()}. Start the former version of Nurt.`,
  });
}

/** Made beside and renamed, so that a start that is interrupted leaves nothing half done. */
async function initialise(place: Omit<PostgresPlace, 'port'>): Promise<void> {
  const fresh = `${place.data}.new`;
  const passwordFile = `${place.data}.password`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, place.superuserPassword, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  const args = ['-D', fresh, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=pl'];
  try {
    await promisify(execFile)(join(place.native, 'bin', 'initdb'), [...args, ...locale], {
      cwd: join(place.data, '..'),
      env: environment(place),
      ...(place.user ? { uid: place.user.uid, gid: place.user.gid } : {}),
    });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw initFailed(place.data, error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, place.data);
}

function environment({ native }: Pick<PostgresPlace, 'native'>): NodeJS.ProcessEnv {
  const libraries = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', [libraries]: join(native, 'lib') };
}

function initFailed(data: string, error: unknown): DomainError {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const why = (stderr || message || '').trim();
  return new DomainError('postgres.init_failed', {
    pl: `Nie udało się założyć bazy w ${data}:\n${why}\nPodaj inny folder w NURT_HOME albo własną bazę w DATABASE_URL.`,
    en: `The database could not be made in ${data}:\n${why}\nName another folder in NURT_HOME, or your own database in DATABASE_URL.`,
  });
}
