/**
 * `npm run bench` measures everything but the hour, `npm run bench -- mail ical` only what is named. A line per figure; ends
 * with 1 if any falls short. Each bench runs in a process of its own, so that memory and warm code of one do not colour the
 * next.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startTestServers } from '../ground/test-servers.ts';
import { calibrate } from './calibration.ts';
import type { Bench, Figure } from './figure.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const frame = new Set(['run', 'figure', 'calibration']);
const benches = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !frame.has(name) && !name.includes('.'));

/** What takes an hour is asked for by name. */
const long = new Set(['hour']);

const only = process.argv[2];
if (only === '--one') await measureOne(process.argv[3]!);
else await measureAll(process.argv.slice(2));

async function measureAll(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !benches.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}. There are: ${benches.join(', ')}.`);
    process.exit(2);
  }
  console.log(`calibration: ${calibrate().toLocaleString('en')} hashes of 64 KiB a second`);
  const servers = await startTestServers();
  let short = 0;
  try {
    for (const name of wanted.length > 0 ? wanted : benches.filter((each) => !long.has(each)))
      short += await inOwnProcess(name, servers.environment);
  } finally {
    await servers.stop();
  }
  process.exit(short > 0 ? 1 : 0);
}

function inOwnProcess(name: string, environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--one', name], {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.on('exit', (code, signal) => {
      if (code !== 0 && code !== 1) console.error(`${name} ended before it had measured: ${signal ?? `exit ${code}`}`);
      resolve(code === 0 ? 0 : 1);
    });
  });
}

async function measureOne(name: string): Promise<void> {
  const { run } = (await import(`./${name}.ts`)) as { run: Bench };
  const figures = await run();
  for (const figure of figures) console.log(line(name, figure));
  process.exit(figures.every((figure) => figure.holds) ? 0 : 1);
}

function line(bench: string, { name, figure, unit, goal, holds }: Figure): string {
  const value = `${figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3)} ${unit}`;
  return `${bench.padEnd(10)} ${name.padEnd(56)} ${value.padStart(18)}   ${goal.padEnd(40)} ${holds ? 'holds' : 'falls short'}`;
}
