import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createActivities } from '../../activities/create-activities.ts';
import { upsertSchedules } from '../../activities/schedules.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { noteJobsOfPlugins } from '../../db/jobs.ts';
import { newId } from '../../db/new-id.ts';
import { scheduleId, taskQueue, workflowId } from '../../workflows/ids.ts';
import * as workflows from '../../workflows/index.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What each is started by, how often, and the mark that it leaves when it is through. */
const jobs = {
  sweep: { every: MINUTE, queue: 'now', mark: 'sweep' },
  reminders: { every: MINUTE, queue: 'now', mark: 'reminders' },
  recurring: { every: HOUR, queue: 'bulk', mark: 'recurring' },
  partitions: { every: DAY, queue: 'bulk', mark: 'partitions' },
  recomputation: { every: DAY, queue: 'bulk', mark: 'recomputation' },
  shaping: { every: DAY, queue: 'bulk', mark: 'shape' },
  facts: { every: DAY, queue: 'bulk', mark: 'company facts' },
  uploads: { every: DAY, queue: 'bulk', mark: 'uploads' },
} as const;
const names = Object.keys(jobs) as (keyof typeof jobs)[];

describe('schedules', () => {
  const installationId = newId();
  const neighbour = newId();
  let test: TestDatabase;
  let db: Db;
  let temporal: TestTemporal;
  let filesDir: string;
  let ran = 0;
  const orders = { id: 'orders', everyMinutes: 15, run: async () => void ran++ };

  before(async () => {
    test = await freshDatabase(8);
    db = test.db;
    filesDir = await mkdtemp(join(tmpdir(), 'nurt-schedules-'));
    temporal = await connectTemporal();
    await upsertSchedules(temporal.client, installationId);
  });
  after(async () => {
    for (const id of await listed()) if (/:job:/.test(id)) await temporal.client.schedule.getHandle(id).delete();
    await temporal.close();
    await test.drop();
    await rm(filesDir, { recursive: true });
  });

  const schedule = (name: string, of = installationId) => temporal.client.schedule.getHandle(scheduleId(of, name));
  const ofJob = (name: string) => schedule(name).describe();

  /** Ids of the schedules of these tests. */
  async function listed(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { scheduleId: id } of temporal.client.schedule.list())
      if (id.includes(installationId) || id.includes(neighbour)) ids.push(id);
    return ids.sort();
  }
  const isListed = (id: string) => until(async () => (await listed()).includes(id), { what: `${id} is listed` });

  it('start each an exported workflow, on its queue, as often as they say, and never beside a run that is not over', async () => {
    for (const name of names) {
      const { action, spec, policies } = await ofJob(name);
      expect(workflows, name).to.have.property(action.workflowType);
      expect(action, name).to.include({
        workflowType: name,
        workflowId: workflowId(installationId, name),
        taskQueue: taskQueue(installationId, jobs[name].queue),
      });
      expect(policies.overlap, name).to.equal('SKIP');
      expect(
        spec.intervals!.map(({ every }) => every),
        name,
      ).to.deep.equal([jobs[name].every]);
    }
  });

  it('give a run the time that its work may take', async () => {
    const { action } = await ofJob('shaping');
    expect(action.workflowRunTimeout, 'indexes are built for up to two hours').to.be.above(2 * HOUR);
  });

  it('told twice are the same', async () => {
    for (const name of names) await isListed(scheduleId(installationId, name));
    const once = await listed();
    await upsertSchedules(temporal.client, installationId);
    expect(await listed()).to.deep.equal(once);
    expect(once).to.deep.equal(names.map((name) => scheduleId(installationId, name)).sort());
  });

  it('take over what another program had wanted, and stay paused where somebody has paused them', async () => {
    await schedule('recurring').update((known) => ({ ...known, spec: { intervals: [{ every: '7 minutes' }] } }));
    // Of an update and a pause that wait together Temporal may take the pause first, and the update then ends it.
    const every = async () => (await ofJob('recurring')).spec.intervals![0]!.every;
    await until(async () => (await every()) === 7 * 60_000, { what: 'another interval' });
    await schedule('recurring').pause('Stocktaking');
    await until(async () => (await ofJob('recurring')).state.paused);
    await upsertSchedules(temporal.client, installationId);
    const { spec, state } = await ofJob('recurring');
    expect(spec.intervals!.map(({ every }) => every)).to.deep.equal([HOUR]);
    expect(state).to.include({ paused: true, note: 'Stocktaking' });
    await schedule('recurring').unpause();
  });

  it('go when the program has their job no more; those of another installation stay', async () => {
    for (const owner of [installationId, neighbour]) {
      const { action, spec } = await ofJob('sweep');
      const id = scheduleId(owner, 'digest');
      await temporal.client.schedule.create({ scheduleId: id, action, spec, state: { paused: true } });
      await isListed(id);
    }
    await upsertSchedules(temporal.client, installationId);
    await until(async () => !(await listed()).includes(scheduleId(installationId, 'digest')));
    expect(await schedule('digest').describe().catch(String)).to.match(/ScheduleNotFound/);
    expect((await schedule('digest', neighbour).describe()).state.paused).to.equal(true);
  });

  it('lead to work: the first tick comes at once, a later one moves the mark of what is done', async () => {
    const plugins = { jobs: [orders] };
    const services = { db, plugins, installationId, filesDir, publicUrl: 'http://nurt.example', log: () => {} };
    const activities = createActivities(services as unknown as Services);
    for (const queue of ['now', 'bulk'] as const)
      await temporal.worker({ taskQueue: taskQueue(installationId, queue), activities });
    const marks = () => db.rows<{ name: string }>('select name from jobs where last_error is null');
    const missing = async () => {
      const made = (await marks()).map(({ name }) => name);
      return names.filter((name) => !made.includes(jobs[name].mark));
    };
    await until(async () => (await missing()).length === 0, { within: 30_000, what: 'every job has left its mark' });

    await db.run(`update jobs set done_through = now() - interval '1 day' where name = 'partitions'`);
    await schedule('partitions').trigger();
    await until(
      () => db.maybe(`select 1 from jobs where name = 'partitions' and done_through > now() - interval '1 hour'`),
      { what: 'the mark has moved' },
    );
  });

  it('run the jobs of plugins as well, and go with their plugin', async () => {
    await noteJobsOfPlugins(db, ['plugin:orders']);
    await upsertSchedules(temporal.client, installationId, [orders]);
    await until(() => ran > 0, { within: 20_000, what: 'the first tick comes at once' });
    expect((await ofJob('plugin:orders')).spec.intervals!.map(({ every }) => every)).to.deep.equal([15 * MINUTE]);
    await isListed(scheduleId(installationId, 'plugin:orders'));

    await noteJobsOfPlugins(db, []);
    await upsertSchedules(temporal.client, installationId);
    await until(async () => !(await listed()).includes(scheduleId(installationId, 'plugin:orders')));
    expect(await listed()).to.include(scheduleId(installationId, 'sweep'));
  });
});
