import type { Client } from '@temporalio/client';
import { expect } from 'chai';
import { beatOnce } from '../../activities/heartbeat.ts';
import { nudge } from '../../db/outbox.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';

describe('GET /readyz', () => {
  let panel: TestPanel;
  let temporal: TestTemporal;

  before(async () => {
    panel = await startPanel();
    temporal = await connectTemporal();
  });
  after(async () => {
    await panel.stop();
    await temporal.close();
  });
  beforeEach(async () => {
    await panel.db.run('delete from outbox');
    await beatOnce({ db: panel.db, client: temporal.client });
  });

  const ask = async () => (await panel.nobody().get('/readyz').expect(200)).body as { status: string; parts: object };
  const away = {
    withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    workflowService: { getSystemInfo: () => Promise.reject(new Error('Temporal is away')) },
  } as unknown as Client;

  it('is ok where the worker is there, Temporal answers it and nothing waits', async () => {
    expect(await ask()).to.deep.equal({
      status: 'ok',
      parts: { postgres: 'ok', worker: 'ok', temporal: 'ok', outbox: 'ok', jobs: 'ok', disk: 'ok' },
      mail: 'ok',
      outboxAgeSeconds: 0,
    });
  });

  it('is degraded while the worker has not been seen for a minute', async () => {
    await panel.db.run(`update jobs set done_through = now() - interval '61 seconds'`);
    expect(await ask()).to.deep.include({ status: 'degraded' });
    expect((await ask()).parts).to.include({ worker: 'degraded', temporal: 'degraded', postgres: 'ok' });
  });

  it('is degraded while Temporal does not answer the worker, and well again when it does', async () => {
    await beatOnce({ db: panel.db, client: away });
    expect((await ask()).parts).to.include({ worker: 'ok', temporal: 'degraded' });
    await beatOnce({ db: panel.db, client: temporal.client });
    expect((await ask()).status).to.equal('ok');
  });

  it('is degraded while the outbox has waited for more than a minute, and says how long', async () => {
    await panel.db.transaction((tx) => nudge(tx, 'run:a', new Date(Date.now() - 90_000).toISOString()));
    const found = await ask();
    expect(found.parts).to.include({ outbox: 'degraded' });
    expect(found).to.have.property('outboxAgeSeconds').within(90, 100);
  });

  it('is degraded while a job says that something is wrong', async () => {
    await panel.db.run(`insert into jobs (name, done_through, last_error) values ('recomputation', now(), 'differs')`);
    expect((await ask()).parts).to.include({ jobs: 'degraded' });
  });
});
