import { expect } from 'chai';
import type { Activities } from '../../activities/create-activities.ts';
import { restingWithoutRoom } from '../../activities/room.ts';
import type { DiskLevel } from '../../domain/disk.ts';
import { newId } from '../../db/new-id.ts';
import { taskQueue, type Queue } from '../../workflows/ids.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';

describe('the worker without room on its disk (rule 10)', () => {
  const installationId = newId();
  let temporal: TestTemporal;
  let levels: DiskLevel[] = [];
  let done: string[] = [];

  before(async () => {
    temporal = await connectTemporal();
    const activities = {
      moveImport: async () => (done.push('import'), { more: false }),
      moveRun: async () => (done.push('run'), { state: 'ended', dueAt: null }),
      forgetUploads: async () => (done.push('uploads'), { files: 1 }),
    } as unknown as Activities;
    // Each question takes the next answer; the last one stays.
    const disk = { level: () => (levels.length > 1 ? levels.shift()! : (levels[0] ?? 'fine')) };
    for (const queue of ['now', 'bulk'] as const)
      await temporal.worker({
        taskQueue: taskQueue(installationId, queue),
        activities: restingWithoutRoom(activities, disk, queue),
      });
  });
  after(() => temporal?.close());
  beforeEach(() => {
    done = [];
  });

  const run = (type: string, { queue, args }: { queue: Queue; args: object[] }) =>
    temporal.client.workflow.execute(type, {
      workflowId: newId(),
      taskQueue: taskQueue(installationId, queue),
      args,
    });
  const importing = () => run('importing', { queue: 'bulk', args: [{ importId: 'i' }] });
  const procedure = () => run('procedure', { queue: 'now', args: [{ runId: 'r' }] });

  it('a job rests while it is low, and goes on by itself', async () => {
    levels = ['low', 'low', 'low', 'low', 'fine'];
    await importing();
    expect(done).to.deep.equal(['import']);
    expect(levels).to.deep.equal(['fine']);
  });

  it('what an operator waits for rests only when it is full', async () => {
    levels = ['low'];
    await procedure();
    expect(done).to.deep.equal(['run']);
    levels = ['full', 'full', 'full', 'full', 'low'];
    await procedure();
    expect(done).to.deep.equal(['run', 'run']);
  });

  it('what frees room never rests', async () => {
    levels = ['full'];
    await run('uploads', { queue: 'bulk', args: [] });
    expect(done).to.deep.equal(['uploads']);
  });
});
