/** An installation in a temporary home, started as a person would start it but with stand-ins for worker and panel. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPartsFile, type PartsFile } from '../../ground/parts.ts';
import { isOurs } from '../../ground/processes.ts';
import { withClient } from '../../ground/postgres.ts';

const root = join(import.meta.dirname, '..', '..');

/** A folder that PostgreSQL's user can reach too. Its name holds a space: nothing may break on that. */
export function temporaryHome(): string {
  const outer = mkdtempSync(join(tmpdir(), 'nurt-test-'));
  chmodSync(outer, 0o711);
  const home = join(outer, 'dom Nurtu');
  mkdirSync(home);
  return home;
}

export function removeHome(home: string): void {
  rmSync(join(home, '..'), { recursive: true, force: true });
}

export type Started = {
  readonly child: ChildProcess;
  readonly home: string;
  /** Everything it has written so far. */
  readonly output: () => string;
  readonly exited: Promise<number | null>;
  readonly address: () => string;
};

const READY = /To stop it/;

/** Starts and waits for the greeting, or for the end. */
export async function start(home: string, env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const child = spawn(process.execPath, [join(root, 'setup.mjs'), 'tests/ground/stand-ins/start.ts'], {
    cwd: join(home, '..'),
    env: { ...process.env, PORT: '', NURT_LANG: 'en', NURT_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  let isOver = false;
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  void exited.then(() => (isOver = true));
  while (!READY.test(text) && !isOver) await sleep(20);
  return { child, home, output: () => text, exited, address: () => /https?:\/\/\S+/.exec(text)?.[0] ?? '' };
}

/** An orderly stop. Answers the exit code. */
export async function stop({ child, exited }: Started): Promise<number | null> {
  child.kill('SIGINT');
  return exited;
}

export function partsOf(home: string): PartsFile {
  return readPartsFile(join(home, 'run'))!;
}

/** Everything in this list that is still alive: guards and parts. */
export function survivors(file: PartsFile): string[] {
  const processes = file.parts.flatMap(({ name, guard, process }) => [
    { name: `${name}'s guard`, process: guard },
    { name, process },
  ]);
  return processes.filter(({ process }) => process && isOurs(process, file.nonce)).map(({ name }) => name);
}

export function part(home: string, name: string) {
  const found = partsOf(home).parts.find((each) => each.name === name);
  if (!found) throw new Error(`There is no part ${name}`);
  return found;
}

/** Asks the embedded database as its superuser. */
export async function ask<Row>(home: string, sql: string): Promise<Row[]> {
  const { postgresPassword } = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as Record<string, string>;
  const args = execFileSync('ps', [
    '-ww',
    '-o',
    'command=',
    '-p',
    String(part(home, 'postgres').process!.pid),
  ]).toString();
  const port = /port=(\d+)/.exec(args)![1];
  const url = `postgres://postgres:${postgresPassword}@127.0.0.1:${port}/nurt`;
  return withClient(url, async (client) => (await client.query(sql)).rows as Row[]);
}
