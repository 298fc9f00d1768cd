/** The worker: workflows, activities and the relay. `node worker.ts`, or imported by tests. */
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities, type Activities } from './activities/create-activities.ts';
import { startHeartbeat } from './activities/heartbeat.ts';
import { restingWithoutRoom } from './activities/room.ts';
import { startRelay } from './activities/relay.ts';
import { upsertSchedules } from './activities/schedules.ts';
import type { SendingDress } from './activities/services.ts';
import { openTemporal, type TemporalDoors, type TemporalPlace } from './activities/temporal.ts';
import { workflowBundle } from './activities/workflow-bundle.ts';
import { readPartConfig, type PartConfig } from './config.ts';
import { openDatabase, type Db } from './db/database.ts';
import { readInstallation } from './db/installation.ts';
import { noteJobsOfPlugins } from './db/jobs.ts';
import { wakeEverything } from './db/sweep.ts';
import type { Disk } from './domain/disk.ts';
import { foldersOfHome, watchDisk } from './ground/disk.ts';
import { loadRegistry } from './plugins/index.ts';
import { jobOfPlugin, taskQueue, type Queue } from './workflows/ids.ts';

export type Log = (line: string, facts?: Readonly<Record<string, unknown>>) => void;

/** Tests put on what they want to watch or break. */
export type Dress = {
  readonly db?: (db: Db) => Db;
  readonly client?: (client: Client) => Client;
  readonly activities?: (activities: Activities) => Activities;
  readonly sending?: SendingDress;
  readonly options?: Partial<WorkerOptions>;
  readonly disk?: Disk;
  readonly testClock?: boolean;
};

export type RunningWorker = {
  readonly client: Client;
  /** Rejects when a worker dies: the process has to end then, a half-dead one looks healthy. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
};

if (import.meta.main) await run();

/** Runs until it is told to stop; says `ready` on stdout when both queues are polled. */
async function run(): Promise<void> {
  const log: Log = (line, facts = {}) =>
    void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), part: 'worker', line, ...facts })}\n`);
  const worker = await startWorker(readPartConfig(process.env), log);
  process.stdout.write('ready\n');
  let stopping = false;
  const stop = () => {
    stopping = true;
    void worker.stop();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await worker.done.catch((error: unknown) => {
    log('a worker died', { error: String(error) });
    process.exit(1);
  });
  process.exit(stopping ? 0 : 1);
}

/** Connects, wakes what Temporal has forgotten, and works on both queues. */
export async function startWorker(config: PartConfig, log: Log, dress: Dress = {}): Promise<RunningWorker> {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => log(message, { level, ...meta }));
  Runtime.install({ logger, shutdownSignals: [] });
  const plain = openDatabase(config.databaseUrl, { name: 'nurt-worker', max: 20 });
  const db = dress.db?.(plain) ?? plain;
  const installation = await readInstallation(db);
  if (!installation) throw new Error('The database holds no installation yet: start Nurt once with npm start');

  const [temporal, codePath] = await Promise.all([
    reachTemporal(config.temporal, log),
    workflowBundle(join(config.home, 'cache'), logger),
  ]);
  const client = dress.client?.(temporal.client) ?? temporal.client;
  const services = {
    db,
    plugins: await loadRegistry({ environment: process.env, publicUrl: config.publicUrl, log }),
    installationId: installation.id,
    publicUrl: config.publicUrl,
    secretKey: config.secretKey,
    filesDir: config.filesDir,
    log,
    ...(dress.testClock ? { testClock: true } : {}),
    ...(dress.sending ? { sendingDress: dress.sending } : {}),
  };
  const made = createActivities(services);
  const activities = dress.activities?.(made) ?? made;
  const common: Partial<WorkerOptions> = { workflowBundle: { codePath }, ...dress.options };
  const disk = dress.disk ?? watchDisk(foldersOfHome(config.home));
  const workers = await Promise.all(
    (['now', 'bulk'] as const).map((queue) =>
      oneWorker(temporal, {
        queue,
        installationId: installation.id,
        common: { activities: restingWithoutRoom(activities, disk, queue), ...common },
      }),
    ),
  );

  if (temporal.isNew)
    log('Temporal knows nothing of this installation: waking everything', { targets: await wakeEverything(db) });
  const ofPlugins = services.plugins.jobs;
  await noteJobsOfPlugins(
    db,
    ofPlugins.map(({ id }) => jobOfPlugin(id)),
  );
  await upsertSchedules(client, installation.id, ofPlugins);
  const relay = startRelay({ db, client, installationId: installation.id, disk, log });
  const heartbeat = startHeartbeat({ db, client, log });
  const running = Promise.all(workers.map((worker) => worker.run()));

  async function end(): Promise<void> {
    await heartbeat.stop();
    await relay.stop();
    await temporal.close();
    await plain.close();
  }
  return {
    client,
    done: running.then(end),
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await running.then(() => undefined);
    },
  };
}

/** Temporal may start later than we do, or be away for a while. */
async function reachTemporal(place: TemporalPlace, log: Log): Promise<TemporalDoors> {
  for (let left = 60; ; left--) {
    try {
      return await openTemporal(place);
    } catch (error) {
      if (left === 0) throw error;
      log('Temporal does not answer yet', { address: place.address, error: String(error) });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

type Working = { readonly queue: Queue; readonly installationId: string; readonly common: Partial<WorkerOptions> };

function oneWorker({ connection, client }: TemporalDoors, { queue, installationId, common }: Working): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: taskQueue(installationId, queue),
    ...(common as Pick<WorkerOptions, 'activities' | 'workflowBundle'>),
    maxConcurrentWorkflowTaskExecutions: 8,
    maxCachedWorkflows: queue === 'now' ? 300 : 100,
    maxConcurrentActivityTaskExecutions: queue === 'now' ? 12 : 6,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 2, maximum: 6 },
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 4 },
    stickyQueueScheduleToStartTimeout: '5s',
    shutdownGraceTime: '3s',
    shutdownForceTime: '4s',
  });
}
