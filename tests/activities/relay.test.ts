import type { Client } from '@temporalio/client';
import { expect } from 'chai';
import { relayOnce } from '../../activities/relay.ts';
import type { Db } from '../../db/database.ts';
import { nudge, nudgeAtOnce } from '../../db/outbox.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('the relay', () => {
  let test: TestDatabase;
  let db: Db;
  let told: string[];
  let away: boolean;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
  });
  after(() => test.drop());
  beforeEach(async () => {
    told = [];
    away = false;
    await db.run('delete from outbox');
  });

  const client = {
    withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    workflow: {
      async signalWithStart(type: string, { workflowId }: { workflowId: string }) {
        if (away) throw new Error('Temporal is away');
        told.push(`${type} ${workflowId}`);
      },
    },
  } as unknown as Client;
  const relay = (lastWoken?: Map<string, number>) =>
    relayOnce({ db, client, installationId: 'i', log: () => {} }, lastWoken);
  const waiting = () =>
    db.rows<{ target: string; lastError: string | null }>('select target, last_error from outbox order by target');

  it('wakes each workflow once, however many rows name it', async () => {
    for (let n = 0; n < 3; n++) await db.transaction((tx) => nudge(tx, 'run:a'));
    await db.transaction((tx) => nudge(tx, 'dispatch:b'));
    await relay();
    expect(told.sort()).to.deep.equal(['dispatch nurt-i:dispatch:b', 'procedure nurt-i:run:a']);
    expect(await waiting()).to.deep.equal([]);
  });

  it('while Temporal is away the rows wait with the reason, and afterwards everything catches up', async () => {
    await db.transaction((tx) => nudge(tx, 'run:a'));
    away = true;
    await relay();
    expect(await waiting()).to.deep.equal([{ target: 'run:a', lastError: 'Error: Temporal is away' }]);
    away = false;
    await db.run('update outbox set available_at = now()');
    await relay();
    expect(told).to.deep.equal(['procedure nurt-i:run:a']);
    expect(await waiting()).to.deep.equal([]);
  });

  it('a nudge for later is left alone until then', async () => {
    await db.transaction((tx) => nudge(tx, 'run:a', new Date(Date.now() + 60_000).toISOString()));
    await relay();
    expect(told).to.deep.equal([]);
  });

  it('a pump is woken at most once in five seconds, even for a stop', async () => {
    const lastWoken = new Map<string, number>();
    const target = 'pump:01a20000-0000-7000-8000-000000000000:0';
    await db.transaction((tx) => nudge(tx, target));
    await relay(lastWoken);
    await db.transaction((tx) => nudgeAtOnce(tx, [target]));
    await relay(lastWoken);
    expect(told).to.have.length(1);
    await db.run('update outbox set available_at = now()');
    lastWoken.set(target, Date.now() - 5_001);
    await relay(lastWoken);
    expect(told).to.have.length(2);
  });

  it('a row that is rolled back wakes nobody', async () => {
    await db
      .transaction(async (tx) => {
        await nudge(tx, 'run:a');
        throw new Error('no');
      })
      .catch(() => {});
    await relay();
    expect(told).to.deep.equal([]);
  });

  it('rows that a killed relay had claimed come back when its claim is over', async () => {
    await db.transaction((tx) => nudge(tx, 'run:a'));
    await db.run(`update outbox set claimed_until = now() + interval '1 minute'`);
    await relay();
    expect(told).to.deep.equal([]);
    await db.run(`update outbox set claimed_until = now() - interval '1 second'`);
    await relay();
    expect(told).to.deep.equal(['procedure nurt-i:run:a']);
  });
});
