/**
 * Starting a campaign: 100,000 participants of the shipped scenario through pumps, Temporal and PostgreSQL, against bare
 * `pg` that writes the same rows in batches of 500 over two connections, and against one workflow per participant on the
 * same server. Then one cohort from start to end on the virtual clock, for its actions.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, type Db } from '../db/database.ts';
import { workerFlags } from '../ground/our-parts.ts';
import { invitationCall } from '../domain/scenario/shipped/invitation-call.ts';
import { gatherCrowd, seatMail, type Crowd } from '../tests/support/campaign.ts';
import { seatCast } from '../tests/support/cast.ts';
import { copyDatabase, freshDatabase } from '../tests/support/database.ts';
import { allowAlways } from '../tests/support/outgoing.ts';
import { bundleOnce, connectTemporal, type TestTemporal } from '../tests/support/temporal.ts';
import { writeBare } from './campaign.floor.ts';
import type { Batch } from './campaign.worker.ts';
import type { Figure } from './figure.ts';

const SMALL = 10_000;
const BIG = 100_000;
const COHORT = 25_000;
const ALONE = 150;

export async function run(): Promise<readonly Figure[]> {
  const start = await measureStart();
  const life = await measureLife();
  const memory = start.peak.big / start.peak.small;
  const mb = start.peak.big / 1e6;
  return [
    { name: 'bare pg, the same rows', figure: start.floor, unit: 'participants/s', goal: 'the floor', holds: true },
    { name: 'campaign start, 100,000', figure: start.ours, unit: 'participants/s', goal: 'see below', holds: true },
    ratio('campaign start beside the floor', start.ours / start.floor, [0.4, 'at least 0.4 of the floor']),
    {
      name: 'one workflow per participant',
      figure: start.alone,
      unit: 'participants/s',
      goal: 'the other way',
      holds: true,
    },
    ratio('campaign start beside that', start.ours / start.alone, [300, 'at least 300 times']),
    { name: 'Temporal actions per participant', figure: life, unit: '', goal: 'at most 0.2', holds: life <= 0.2 },
    { name: 'worker memory at 100,000', figure: mb, unit: 'MB', goal: 'under 500 MB', holds: mb < 500 },
    {
      name: 'worker memory, 100,000 beside 10,000',
      figure: memory,
      unit: 'x',
      goal: 'flat: at most 1.3',
      holds: memory <= 1.3,
    },
  ];
}

function ratio(name: string, figure: number, [least, goal]: readonly [number, string]): Figure {
  return { name, figure, unit: 'x', goal, holds: figure >= least };
}

async function measureStart() {
  const test = await freshDatabase(4);
  const temporal = await connectTemporal({ skipTime: false });
  await seat(test.db);
  const small = await gatherMany(test.db, { count: SMALL, cohorts: 1 });
  const big = await gatherMany(test.db, { count: BIG, cohorts: BIG / COHORT });
  await test.db.run('analyze');
  const bare = await copyDatabase(test);
  const worker = await startWorker(temporal, { databaseUrl: test.url, skipTime: false });
  try {
    const first = await pumpAll(temporal, { worker, crowd: small });
    const second = await pumpAll(temporal, { worker, crowd: big });
    const alone = await eachAlone(temporal, worker.taskQueue);
    const db = openDatabase(test.url, { max: 2 });
    const floor = await writeBare({ from: db, to: bare.url, campaignId: big.campaignId });
    await db.close();
    return { ours: second.rate, floor, alone, peak: { small: first.rss, big: second.rss } };
  } finally {
    await stop(worker.child);
    await temporal.close();
    await bare.drop();
    await test.drop();
  }
}

/** Temporal actions from start to end: activities, timers, nudges, and a new run after each thousand events. */
async function measureLife(): Promise<number> {
  const test = await freshDatabase(4);
  const temporal = await connectTemporal();
  await seat(test.db);
  const crowd = await gatherMany(test.db, { count: COHORT, cohorts: 1 });
  await test.db.run('analyze');
  const worker = await startWorker(temporal, { databaseUrl: test.url, skipTime: true });
  try {
    const { batches } = await pumpAll(temporal, { worker, crowd, untilEnded: true });
    const rests = batches.filter(({ more }) => !more).length;
    const nudges = batches.filter(({ nudged }) => nudged).length;
    const events = batches.length * 6 + rests * 4;
    return (batches.length + rests + nudges + Math.ceil(events / 1_000)) / COHORT;
  } finally {
    await stop(worker.child);
    await temporal.close();
    await test.drop();
  }
}

async function seat(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await seatCast(tx);
    await seatMail(tx);
    await allowAlways(tx);
  });
}

async function gatherMany(
  db: Db,
  { count, cohorts }: { readonly count: number; readonly cohorts: number },
): Promise<Crowd> {
  return gatherCrowd(db, {
    count,
    cohorts,
    version: invitationCall.graph,
    email: (n) => `biuro@k${count}-${n}.example`,
  });
}

type BenchWorker = { readonly child: ChildProcess; readonly taskQueue: string };

async function startWorker(
  { namespace }: TestTemporal,
  { databaseUrl, skipTime }: { readonly databaseUrl: string; readonly skipTime: boolean },
): Promise<BenchWorker> {
  const taskQueue = `bench-${process.pid}-${skipTime ? 'life' : 'start'}`;
  const child = fork(fileURLToPath(new URL('./campaign.worker.ts', import.meta.url)), {
    execArgv: [...workerFlags, '--max-old-space-size=400'],
  });
  await once(child, 'message');
  child.send({ taskQueue, databaseUrl, skipTime, namespace, codePath: await bundleFile() });
  await once(child, 'message');
  return { child, taskQueue };
}

/** Bundled here: webpack's memory is not the worker's. */
async function bundleFile(): Promise<string> {
  const { code } = await bundleOnce(fileURLToPath(new URL('./campaign.workflows.ts', import.meta.url)));
  const path = join(mkdtempSync(join(tmpdir(), 'nurt-bench-')), 'workflows.js');
  writeFileSync(path, code);
  return path;
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Starts the pumps of a campaign and waits for every first move, or until the pumps have ended. */
type Pumping = { readonly worker: BenchWorker; readonly crowd: Crowd; readonly untilEnded?: boolean };

async function pumpAll(temporal: TestTemporal, { worker: { child, taskQueue }, crowd, untilEnded = false }: Pumping) {
  const count = crowd.runIds.length;
  const cohorts = Math.max(1, count / COHORT);
  const batches: Batch[] = [];
  let moved = 0;
  let done = () => {};
  const all = new Promise<void>((resolve) => (done = resolve));
  const hear = (batch: Batch) => {
    batches.push(batch);
    moved += batch.moved;
    if (moved >= count && !untilEnded) done();
  };
  child.on('message', hear);
  const from = performance.now();
  const handles = await Promise.all(
    Array.from({ length: cohorts }, (_, cohort) =>
      temporal.client.workflow.start('pump', {
        taskQueue,
        workflowId: `pump-${crowd.campaignId}-${cohort}`,
        args: [{ campaignId: crowd.campaignId, cohort }],
      }),
    ),
  );
  await (untilEnded ? Promise.all(handles.map((handle) => handle.result())) : all);
  const seconds = (performance.now() - from) / 1_000;
  child.off('message', hear);
  return { rate: count / seconds, rss: Math.max(...batches.map(({ rss }) => rss)), batches };
}

async function eachAlone({ client }: TestTemporal, taskQueue: string): Promise<number> {
  const from = performance.now();
  let next = 0;
  const turn = async () => {
    while (next < ALONE) {
      const handle = await client.workflow.start('participant', { taskQueue, workflowId: `${taskQueue}-${next++}` });
      await handle.signal('reply');
      await handle.result();
    }
  };
  await Promise.all(Array.from({ length: 50 }, turn));
  return ALONE / ((performance.now() - from) / 1_000);
}
