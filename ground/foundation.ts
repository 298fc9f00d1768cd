/** PostgreSQL and Temporal: embedded, or the ones that the environment names. */
import type { Config } from '../config.ts';
import type { Home, Secrets } from './home.ts';
import { checkDatabase, mayHold } from './outside-database.ts';
import { keptPorts } from './ports.ts';
import { postgresPart, preparePostgres, seatTenants, type PostgresPlace, type Tenant } from './postgres.ts';
import type { Speaker } from './say.ts';
import type { Supervisor } from './supervisor.ts';
import { cacheFolder, findTemporal } from './temporal-binaries.ts';
import {
  prepareTemporalDatabases,
  TEMPORAL_PORTS,
  temporalDatabases,
  temporalPart,
  type TemporalPlace,
} from './temporal-server.ts';

export type Foundation = {
  readonly databaseUrl: string;
  /** Temporal comes up while the database is prepared; then its address. */
  readonly temporal: Promise<string>;
};

export type Laying = {
  readonly config: Config;
  readonly home: Home;
  readonly secrets: Secrets;
  readonly supervisor: Supervisor;
  readonly talk: Speaker;
};

/** Answers as soon as the database can be used. */
export async function layFoundation(laying: Laying): Promise<Foundation> {
  const { config, talk } = laying;
  if (config.databaseUrl) await checkDatabase(config.databaseUrl);
  if (config.temporal.address) {
    const databaseUrl = config.databaseUrl ?? (await embeddedPostgres(laying, ['nurt'])).nurt;
    return { databaseUrl, temporal: Promise.resolve(config.temporal.address) };
  }

  // First of all, since it may take minutes or fail: nothing has been touched by then.
  const { serverDir } = config.temporal;
  const binaries = await findTemporal({
    cacheFolder: cacheFolder(),
    speaker: talk,
    ...(serverDir ? { serverDir } : {}),
  });
  const { databaseUrl, temporalUrl } = await databasesFor(laying);
  const temporal = startTemporal(laying, { binaries, databaseUrl: temporalUrl, homeFolder: laying.home.folder });
  // Whoever waits for it hears of a failure; until then it must not count as unheard.
  temporal.catch(() => {});
  return { databaseUrl, temporal };
}

async function startTemporal({ home, supervisor }: Laying, place: Omit<TemporalPlace, 'ports'>): Promise<string> {
  await prepareTemporalDatabases(place);
  const ports = await keptPorts(home.run, 'temporal', TEMPORAL_PORTS);
  await supervisor.start(temporalPart({ ...place, ports }));
  return `127.0.0.1:${ports[0]}`;
}

/** Temporal's databases go to the outside PostgreSQL too if its role may make them, else to the embedded one. */
async function databasesFor(laying: Laying): Promise<{ databaseUrl: string; temporalUrl: string }> {
  const outside = laying.config.databaseUrl;
  if (!outside) {
    const { nurt, temporal } = await embeddedPostgres(laying, ['nurt', 'temporal']);
    return { databaseUrl: nurt, temporalUrl: temporal };
  }
  const names = temporalDatabases(`${new URL(outside).pathname.slice(1)}_`);
  if (await mayHold(outside, names)) return { databaseUrl: outside, temporalUrl: withDatabase(outside, names[0]) };
  const { temporal } = await embeddedPostgres(laying, ['temporal']);
  return { databaseUrl: outside, temporalUrl: temporal };
}

type TenantName = 'nurt' | 'temporal';

/** Starts the embedded PostgreSQL and answers the addresses of the databases that were asked for. */
async function embeddedPostgres(laying: Laying, wanted: readonly TenantName[]): Promise<Record<TenantName, string>> {
  const { home, secrets, supervisor } = laying;
  const place = await preparePostgres({
    homeFolder: home.folder,
    cacheFolder: cacheFolder(),
    port: async () => (await keptPorts(home.run, 'postgres', 1))[0]!,
    superuserPassword: secrets.postgresPassword,
  });
  await supervisor.start(postgresPart(place));
  const tenants: Record<TenantName, Tenant> = {
    nurt: { role: 'nurt', password: secrets.nurtPassword, databases: ['nurt'] },
    temporal: { role: 'temporal', password: secrets.temporalPassword, databases: temporalDatabases() },
  };
  await seatTenants(
    place,
    wanted.map((name) => tenants[name]),
  );
  return { nurt: addressFor(place, tenants.nurt), temporal: addressFor(place, tenants.temporal) };
}

function addressFor({ port }: PostgresPlace, { role, password, databases }: Tenant): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${databases[0]}`;
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
