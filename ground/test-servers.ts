/** A PostgreSQL and a Temporal server that belong to one run of tests or benches, in a home that goes with them. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome } from './home.ts';
import { internalPorts } from './ports.ts';
import { postgresPart, preparePostgres, seatTenants, superuserUrl } from './postgres.ts';
import { silent, type Speaker } from './say.ts';
import { createSupervisor } from './supervisor.ts';
import { cacheFolder, findTemporal } from './temporal-binaries.ts';
import { prepareTemporalDatabases, temporalDatabases, temporalPart, TEMPORAL_PORTS } from './temporal-server.ts';

export type TestServers = {
  /** `NURT_TEST_DATABASE_URL` and `NURT_TEST_TEMPORAL_ADDRESS`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops both and removes their home. */
  readonly stop: () => Promise<void>;
};

export type TestServersWish = {
  readonly speaker?: Speaker;
  /** False: faster, and as safe against the death of a process, not of the machine. */
  readonly durable?: boolean;
  readonly serverDir?: string;
};

export async function startTestServers({
  speaker = silent,
  durable = true,
  serverDir = process.env['TEMPORAL_SERVER_DIR'],
}: TestServersWish = {}): Promise<TestServers> {
  const folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  const home = openHome(folder);
  const supervisor = createSupervisor({ run: home.run, logs: home.logs, nonce: randomBytes(12).toString('hex') });
  const stop = async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const cache = cacheFolder();
    const binaries = await findTemporal({ cacheFolder: cache, speaker, ...(serverDir ? { serverDir } : {}) });
    const password = randomBytes(12).toString('hex');
    const postgres = await preparePostgres({
      homeFolder: home.folder,
      cacheFolder: cache,
      port: async () => (await internalPorts(1))[0]!,
      superuserPassword: password,
    });
    await supervisor.start(postgresPart(postgres, { durable }));
    const databases = temporalDatabases();
    await seatTenants(postgres, [{ role: 'temporal', password, databases }]);
    const databaseUrl = `postgres://temporal:${password}@127.0.0.1:${postgres.port}/${databases[0]}`;
    const temporal = { binaries, databaseUrl, homeFolder: home.folder, timeSkipping: true };
    await prepareTemporalDatabases(temporal);
    const ports = await internalPorts(TEMPORAL_PORTS);
    await supervisor.start(temporalPart({ ...temporal, ports }));
    const environment = {
      NURT_TEST_DATABASE_URL: superuserUrl(postgres),
      NURT_TEST_TEMPORAL_ADDRESS: `127.0.0.1:${ports[0]}`,
    };
    return { environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
