/**
 * `npm test`: the whole suite against servers of its own. `npm test -- domain` runs what lies in tests/domain,
 * `npm test -- ports` every file with that in its path; `npm run test:long` adds `*.long.test.ts` and twenty seeds;
 * `NURT_TEST_SEED=3` plays again what was drawn by chance, with the seed that stands in the title of a test. Many
 * files run in as many processes as there are cores (at most four), a file at a time each: what a file says comes in one piece.
 * Closes with the line `N passed, N failed`, after one with what was skipped; ends with 1 if any failed, if it was
 * cut short or if there was nothing to run.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { failureText, speaker } from '../ground/say.ts';
import { startTestServers, type TestServers } from '../ground/test-servers.ts';
import { ownEnvironment } from './support/own-environment.ts';
import { refuseInstallation } from './support/refuse-installation.ts';

const root = join(import.meta.dirname, '..');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--long');
const isLong = process.argv.includes('--long');
/** Fewer files are not worth a second template, a second bundle of workflows and a second browser. */
const MANY = 20;
const MOST_LANES = 4;
const SLOW = ['tests/faults/', 'tests/browser/'];
let isCutShort = false;
const talk = speaker(process.env['NURT_LANG'] === 'en' ? 'en' : 'pl');

process.exitCode = await main();
process.exit();

async function main(): Promise<number> {
  const files = testFiles();
  if (files.length === 0) return closeWith({ passes: 0, failures: 0, pending: 0 }, 'Nothing to run.');
  takeOwnEnvironment();
  process.env['NURT_TEST_RUN'] = String(process.pid);
  if (isLong) {
    process.env['NURT_TEST_LONG'] = '1';
    process.env['NURT_TEST_SEEDS'] ??= '20';
  }

  let servers: TestServers | undefined;
  try {
    servers = await findServers();
    Object.assign(process.env, servers?.environment);
    return closeWith(await runMocha(files));
  } catch (error) {
    return closeWith({ passes: 0, failures: 1, pending: 0 }, failureText(error, talk.language));
  } finally {
    if (servers) await servers.stop();
    else await leaveNothingBehind();
  }
}

function testFiles(): string[] {
  return globSync('tests/**/*.test.ts', { cwd: root })
    .filter((file) => isLong || !file.endsWith('.long.test.ts'))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}

/** What takes longest comes first, lest one process be left with it when the others have nothing more to do. */
function placeOf(file: string): number {
  const place = SLOW.findIndex((folder) => file.startsWith(folder));
  return place < 0 ? SLOW.length : place;
}

function takeOwnEnvironment(): void {
  const own = ownEnvironment(process.env);
  for (const name of Object.keys(process.env)) if (!(name in own)) delete process.env[name];
  Object.assign(process.env, own);
}

/** Servers that were named, if they are both named and hold no installation; else new ones. */
async function findServers(): Promise<TestServers | undefined> {
  const { NURT_TEST_DATABASE_URL: database, NURT_TEST_TEMPORAL_ADDRESS: temporal } = process.env;
  if (database) await refuseInstallation(database);
  if (database && temporal) return undefined;
  return talk.during(
    { pl: 'Uruchamiam PostgreSQL i Temporal dla testów', en: 'Starting PostgreSQL and Temporal for the tests' },
    () => startTestServers({ speaker: talk, durable: false }),
  );
}

/** On a server that stays; our own goes with everything on it. Imported late: it reads the environment at once. */
async function leaveNothingBehind(): Promise<void> {
  const { dropAllOfRun } = await import('./support/database.ts');
  await dropAllOfRun();
}

type Stats = Pick<Mocha.Stats, 'passes' | 'failures' | 'pending'>;

async function runMocha(files: readonly string[]): Promise<Stats> {
  const lanes = files.length < MANY ? 1 : Math.min(MOST_LANES, availableParallelism());
  const mocha = new Mocha({ timeout: 120_000, color: process.stdout.isTTY, ...kind(lanes) });
  // Processes beside this one load their files themselves.
  if (lanes > 1) for (const file of files) mocha.addFile(join(root, file));
  else for (const file of files) await load(mocha, file);
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats!));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        isCutShort = true;
        if (lanes > 1) resolve(runner.stats!);
        else runner.abort();
      });
    }
  });
}

function kind(lanes: number): Mocha.MochaOptions {
  return lanes > 1 ? { parallel: true, jobs: lanes } : { forbidOnly: Boolean(process.env['CI']) };
}

/** A file that cannot be loaded is one failure; the others run all the same. */
async function load(mocha: Mocha, file: string): Promise<void> {
  const path = join(root, file);
  mocha.suite.emit('pre-require', globalThis, path, mocha);
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    mocha.suite.emit('require', loaded, path, mocha);
  } catch (error) {
    describe(file, () => void it('can be loaded', () => Promise.reject(error)));
  }
  mocha.suite.emit('post-require', globalThis, path, mocha);
}

function closeWith({ passes, failures, pending }: Stats, why?: string): number {
  if (why) console.error(why);
  if (isCutShort) console.error('Cut short.');
  if (pending > 0) process.stdout.write(`${pending} skipped\n`);
  process.stdout.write(`${passes} passed, ${failures} failed\n`);
  return failures > 0 || passes === 0 || isCutShort ? 1 : 0;
}
