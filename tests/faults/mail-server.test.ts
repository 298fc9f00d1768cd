import { expect } from 'chai';
import { dispatchActivities } from '../../activities/dispatch.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { decideDoubtful } from '../../db/effect-decisions.ts';
import { newId } from '../../db/new-id.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { workflowId } from '../../workflows/ids.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { allowAlways, planMessage, seatAccount } from '../support/outgoing.ts';
import { startSmtpSink, type Behaviour, type SmtpSink } from '../support/smtp-sink.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';

const HOUR = 3_600_000;
const MAILS = 30;
const isLong = process.env['NURT_TEST_LONG'] !== undefined;

/** The whole way of mails through `dispatch` on the virtual clock, while the server misbehaves for an hour. */
describe('a mail server that for an hour', () => {
  let test: TestDatabase;
  let db: Db;
  let sink: SmtpSink;
  let temporal: TestTemporal;
  let account: string;
  const taskQueue = `dispatch-${newId()}`;
  /** Virtual times at which the account was looked at, and how the server behaves at each. */
  let looked: number[] = [];
  let behaviourAt: (sinceStart: number) => Behaviour = () => 'accept';

  before(async () => {
    [test, sink, temporal] = await Promise.all([freshDatabase(), startSmtpSink(), connectTemporal()]);
    db = test.db;
    await seatCast(db);
    await db.run('insert into installation (id) values ($1)', [newId()]);
    await allowAlways(db);
    const house = { publicUrl: 'https://nurt.example', log: () => {} };
    const plugins = await loadRegistry({ environment: { SMTP_URL: `${sink.url}&timeout=0.3` }, ...house });
    const services = { db, plugins, installationId: newId(), secretKey: 'k', filesDir: '/tmp', testClock: true };
    const { sendDue } = dispatchActivities({ ...services, ...house } satisfies Services);
    const activities = {
      async sendDue(due: Parameters<typeof sendDue>[0]) {
        looked.push(due.now);
        sink.behave(behaviourAt(due.now - looked[0]!));
        return sendDue(due);
      },
    };
    await temporal.worker({ taskQueue, activities });
  });
  after(async () => {
    await temporal?.close();
    await sink?.close();
    await test?.drop();
  });
  beforeEach(async () => {
    looked = [];
    account = await db.transaction((tx) => seatAccount(tx, 3));
  });

  async function sendAll(behaviour: Behaviour): Promise<readonly string[]> {
    behaviourAt = (since) => (since < HOUR ? behaviour : 'accept');
    const keys: string[] = [];
    for (let n = 0; n < MAILS; n++) keys.push(await planMessage(db, account, { address: `a${n}@firma.example` }));
    await follow();
    return keys;
  }
  const follow = () =>
    temporal.client.workflow.execute('dispatch', {
      taskQueue,
      workflowId: workflowId('test', `dispatch:${account}:${newId()}`),
      args: [{ accountId: account }],
    });
  const states = (keys: readonly string[]) =>
    db.rows<{ state: string; n: number }>(
      'select state, count(*)::int as n from effects where key = any($1::text[]) group by 1',
      [keys],
    );
  const received = (from: number) => sink.received.slice(from).map(({ messageId }) => messageId);

  const passing: readonly (readonly [string, Behaviour])[] = [
    ['answers 4xx to every recipient', { at: 'RCPT', answer: '451 4.7.1 try again later' }],
    ['cuts every connection before the final dot', { cut: 'DATA' }],
  ];
  // Each of these takes ten seconds: an hour's attempts at connections that do not come about.
  const unreachable: typeof passing = [
    ['refuses every connection', { at: 'greeting', answer: '421 4.3.2 too busy' }],
    ['says nothing any more', { silentAt: 'greeting' }],
  ];
  for (const [what, behaviour] of isLong ? [...passing, ...unreachable] : passing)
    it(`${what} delays the mails, and each goes out once when it is over`, async () => {
      const from = sink.received.length;
      const keys = await sendAll(behaviour);
      expect(await states(keys)).to.deep.equal([{ state: 'done', n: MAILS }]);
      const ids = received(from);
      expect([ids.length, new Set(ids).size]).to.deep.equal([MAILS, MAILS]);
      expect(looked.at(-1)! - looked[0]!, 'it took the hour').to.be.within(HOUR, 2 * HOUR);
      expect(looked.length, 'the server is not hammered').to.be.lessThan(60);
    });

  it('cuts every connection after the final dot leaves doubts to a person, who may send each again', async () => {
    const from = sink.received.length;
    const keys = await sendAll({ cut: 'dot' });
    expect(await states(keys)).to.deep.equal([{ state: 'unknown', n: MAILS }]);
    expect(new Set(received(from)).size).to.equal(MAILS);
    await follow();
    expect(received(from), 'nothing went out a second time by itself').to.have.length(MAILS);

    await db.transaction((tx) =>
      decideDoubtful(tx, viewer('maria'), { messages: [{ key: keys[0]!, attempt: 1 }], decision: 'again' }),
    );
    behaviourAt = () => 'accept';
    await follow();
    expect(received(from)).to.have.length(MAILS + 1);
  });

  it('takes its time only takes longer', async () => {
    const from = sink.received.length;
    const keys = await sendAll({ slowMs: 40 });
    expect(await states(keys)).to.deep.equal([{ state: 'done', n: MAILS }]);
    expect(new Set(received(from)).size).to.equal(MAILS);
  });
});
