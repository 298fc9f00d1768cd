/** A whole house of its own for one fault test: every part runs under the supervisor and may be killed. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '../../db/database.ts';
import { migrateUp } from '../../db/migrate.ts';
import { openHome } from '../../ground/home.ts';
import { internalPorts } from '../../ground/ports.ts';
import { postgresPart, preparePostgres, seatTenants, superuserUrl } from '../../ground/postgres.ts';
import { isAlive, type Known } from '../../ground/processes.ts';
import { silent } from '../../ground/say.ts';
import { createSupervisor, type Supervisor } from '../../ground/supervisor.ts';
import { cacheFolder, findTemporal } from '../../ground/temporal-binaries.ts';
import {
  prepareTemporalDatabases,
  temporalDatabases,
  temporalPart,
  TEMPORAL_PORTS,
} from '../../ground/temporal-server.ts';
import type { PointName } from './crash-points.ts';

export type PartName = 'postgres' | 'temporal' | 'worker' | 'panel';

export type Stage = {
  readonly db: Db;
  readonly home: string;
  /** Of the panel. */
  readonly url: string;
  /** Starts what is killed with its seed: the worker, and the panel beside it. */
  raise(smtpUrl: string): Promise<void>;
  /** Kills the process of a part; the supervisor starts it again. False where there is none just now. */
  kill(part: PartName): boolean;
  /** The chosen points at which workers have died so far. */
  crashes(): readonly PointName[];
  /** Has a worker died in the middle of its pump's continue-as-new? */
  diedContinuing(): boolean;
  /** Takes Temporal away: it is stopped and stays so until it is brought back. */
  takeTemporalAway(): Promise<void>;
  bringTemporalBack(): Promise<void>;
  /** No more chosen ends. */
  calm(): void;
  /** Does every part serve, none of those that were killed? */
  isUp(): boolean;
  deathsOf(part: PartName): number;
  /** Stops everything. Answers processes that are still there. */
  close(): Promise<readonly Known[]>;
};

/** Here every part dies often: the test cannot wait half a minute for each of its lives. */
const LONGEST_BACKOFF_MS = 2_000;

const root = join(import.meta.dirname, '..', '..');
const password = randomBytes(12).toString('hex');

export async function setStage(seed: string): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'nurt-faults-'));
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  const home = openHome(folder);
  const supervisor = createSupervisor({ run: home.run, logs: home.logs, nonce: randomBytes(12).toString('hex') });
  const seen = new Map<number, Known>();
  const killed = new Set<number>();
  const remember = () => {
    for (const part of supervisor.parts())
      for (const known of [part.process, part.guard]) if (known) seen.set(known.pid, known);
  };
  const { databaseUrl, temporalAddress, temporalSpec } = await foundations(supervisor, folder);
  const db = openDatabase(databaseUrl, { name: 'nurt-faults', max: 8 });
  await migrateUp(db);
  const [port] = await internalPorts(1);
  const env = (smtpUrl: string) => ({
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TZ: 'Europe/Warsaw',
    NURT_HOME: folder,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    NURT_SECRET_KEY: 'f'.repeat(64),
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: 'nurt',
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Nurt <nurt@nurt.example>',
    NURT_TEST_CRASH: seed,
  });
  const script = (name: PartName, path: string, smtpUrl: string) => ({
    name,
    wave: 3,
    command: process.execPath,
    args: [join(root, path)],
    env: env(smtpUrl),
    cwd: root,
    stop: 'TERM:4',
    isReady: async (said: (line: string) => boolean) => said('ready'),
    readyWithinMs: 120_000,
    longestBackoffMs: LONGEST_BACKOFF_MS,
  });

  return {
    db,
    home: folder,
    url: `http://127.0.0.1:${port}`,
    async raise(smtpUrl) {
      await Promise.all([
        supervisor.start(script('worker', 'tests/faults/fragile-worker.ts', smtpUrl)).catch(() => {}),
        supervisor.start(script('panel', 'panel.ts', smtpUrl)),
      ]);
    },
    kill(part) {
      remember();
      const pid = supervisor.parts().find(({ name }) => name === part)?.process?.pid;
      if (pid === undefined) return false;
      killed.add(pid);
      killOne(pid);
      return true;
    },
    crashes: () => linesOf(join(folder, 'crashes')) as readonly PointName[],
    diedContinuing: () => existsSync(join(folder, 'continuing')),
    takeTemporalAway: () => supervisor.stopPart('temporal'),
    bringTemporalBack: () => supervisor.start(temporalSpec),
    calm: () => writeFileSync(join(folder, 'calm'), ''),
    isUp: () => supervisor.parts().every(({ state, process }) => state === 'ok' && !killed.has(process!.pid)),
    deathsOf: (part) => supervisor.parts().find(({ name }) => name === part)?.deaths ?? 0,
    async close() {
      remember();
      await db.close().catch(() => {});
      await supervisor.stop();
      const left = [...seen.values()].filter(isAlive);
      rmSync(folder, { recursive: true, force: true });
      return left;
    },
  };
}

function linesOf(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

async function foundations(supervisor: Supervisor, folder: string) {
  const cache = cacheFolder();
  const serverDir = process.env['TEMPORAL_SERVER_DIR'];
  const binaries = await findTemporal({ cacheFolder: cache, speaker: silent, ...(serverDir ? { serverDir } : {}) });
  const postgres = await preparePostgres({
    homeFolder: folder,
    cacheFolder: cache,
    port: async () => (await internalPorts(1))[0]!,
    superuserPassword: password,
  });
  await supervisor.start({ ...postgresPart(postgres, { durable: false }), longestBackoffMs: LONGEST_BACKOFF_MS });
  const databases = temporalDatabases();
  await seatTenants(postgres, [{ role: 'temporal', password, databases }]);
  const url = `postgres://temporal:${password}@127.0.0.1:${postgres.port}/${databases[0]}`;
  const temporal = { binaries, databaseUrl: url, homeFolder: folder };
  await prepareTemporalDatabases(temporal);
  const ports = await internalPorts(TEMPORAL_PORTS);
  const temporalSpec = { ...temporalPart({ ...temporal, ports }), longestBackoffMs: LONGEST_BACKOFF_MS };
  await supervisor.start(temporalSpec);
  const ours = new URL(superuserUrl(postgres));
  const admin = openDatabase(ours.href, { max: 1 });
  await admin.run('create database nurt_faults');
  await admin.close();
  ours.pathname = '/nurt_faults';
  return { databaseUrl: ours.href, temporalAddress: `127.0.0.1:${ports[0]}`, temporalSpec };
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just died by itself.
  }
}
