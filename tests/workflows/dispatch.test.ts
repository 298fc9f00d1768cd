import { expect } from 'chai';
import { dispatchActivities } from '../../activities/dispatch.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { workflowId } from '../../workflows/ids.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { allowAlways, planMessage, seatAccount, stateOf } from '../support/outgoing.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';
import { until } from '../support/until.ts';

describe('the dispatch workflow', () => {
  let test: TestDatabase;
  let db: Db;
  let sink: SmtpSink;
  let temporal: TestTemporal;
  let account: string;
  const taskQueue = `dispatch-${newId()}`;

  before(async () => {
    [test, sink, temporal] = await Promise.all([freshDatabase(), startSmtpSink(), connectTemporal()]);
    db = test.db;
    await seatCast(db);
    await allowAlways(db);
    account = await seatAccount(db);
    const house = { publicUrl: 'https://nurt.example', log: () => {} };
    const plugins = await loadRegistry({ environment: { SMTP_URL: sink.url }, ...house });
    const services: Services = {
      db,
      plugins,
      installationId: newId(),
      secretKey: 'k',
      filesDir: '/tmp',
      testClock: true,
      ...house,
    };
    await temporal.worker({ taskQueue, activities: dispatchActivities(services) });
  });
  after(async () => {
    await temporal.close();
    await sink.close();
    await test.drop();
  });

  const nudge = () =>
    temporal.client.workflow.signalWithStart('dispatch', {
      taskQueue,
      workflowId: workflowId('test', `dispatch:${account}`),
      args: [{ accountId: account }],
      signal: 'nudge',
    });

  it('sends what is due and ends when nothing is planned, to be started again by a nudge', async () => {
    for (let n = 0; n < 20; n++) await planMessage(db, account);
    await (await nudge()).result();
    expect(sink.received).to.have.length(20);
    const key = await planMessage(db, account);
    await (await nudge()).result();
    expect((await stateOf(db, key)).state).to.equal('done');
  });

  it('waits for what becomes due in days, without anybody asking', async () => {
    const key = await planMessage(db, account, { notBefore: new Date(Date.now() + 3 * 86_400_000).toISOString() });
    await (await nudge()).result();
    expect((await stateOf(db, key)).state).to.equal('done');
  });

  it('is woken by a nudge while it waits for something later', async () => {
    await planMessage(db, account, { notBefore: new Date(Date.now() + 10 * 365 * 86_400_000).toISOString() });
    const handle = await nudge();
    const key = await planMessage(db, account);
    await nudge();
    await until(async () => (await stateOf(db, key)).state === 'done', { within: 20_000 });
    await handle.terminate();
  });
});
