/** The second `npm start` of an installation, from the command to the address that answers. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { removeHome, temporaryHome } from '../tests/support/started-home.ts';
import type { Figure } from './figure.ts';

const ROUNDS = 5;
const GOAL_SECONDS = 12;
const root = join(import.meta.dirname, '..');

export async function run(): Promise<readonly Figure[]> {
  const home = temporaryHome();
  try {
    const first = await startOnce(home);
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) seconds.push(await startOnce(home));
    const second = seconds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
    return [
      { name: 'first start, everything cached', figure: first, unit: 's', goal: 'for comparison', holds: true },
      {
        name: `second start to ready, median of ${ROUNDS}`,
        figure: second,
        unit: 's',
        goal: `under ${GOAL_SECONDS} s`,
        holds: second < GOAL_SECONDS,
      },
    ];
  } finally {
    removeHome(home);
  }
}

/** Seconds until it has said that it is ready; then it is stopped in good order. */
async function startOnce(home: string): Promise<number> {
  const from = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, NURT_HOME: home, NURT_LANG: 'en', PORT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  await greeted(child);
  const seconds = (performance.now() - from) / 1_000;
  // As Ctrl+C does: to everything in the terminal's group.
  process.kill(-child.pid!, 'SIGINT');
  await once(child, 'close');
  return seconds;
}

function greeted(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((ready, failed) => {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk) => {
        said += chunk;
        if (said.includes('To stop it')) ready();
      });
    child.once('close', () => failed(new Error(`It did not start:\n${said}`)));
  });
}
