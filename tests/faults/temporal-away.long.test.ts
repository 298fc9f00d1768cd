import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { givePasswords, logIn } from '../support/panel.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { quiet } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { chance } from './chance.ts';
import { expectWhole, gather, hasten, isSettled, liveOn, picture, type Gathered } from './crowd.ts';
import { setStage, type Stage } from './stage.ts';

const PARTICIPANTS = 2_000;
const ADDRESSES = 1_900;

/**
 * The hour is a short one: what would be due in it is due in seconds, and what somebody has put off is due when it is over.
 */
describe('Temporal away for an hour', () => {
  it('people go on working in the panel, and afterwards everything catches up, nothing twice', async function () {
    this.timeout(300_000);
    quiet();
    const stage = await setStage('calm');
    const sink = await startSmtpSink({ keep: false });
    let left: readonly unknown[];
    try {
      stage.calm();
      const crowd = await gather(stage.db, { count: PARTICIPANTS, addresses: ADDRESSES, cohorts: 2 });
      await givePasswords(stage.db);
      await stage.raise(sink.url);
      await until(() => mailsOut(stage.db, crowd, 60), { within: 60_000, what: 'mails go out' });

      await stage.takeTemporalAway();
      await goOnWorking(stage, crowd);
      await anHourPasses(stage.db);
      await stage.bringTemporalBack();

      const world = liveOn(stage.db, crowd, chance('away'));
      await until(() => hasten(stage.db).then(() => isSettled(stage.db, crowd)), {
        within: 150_000,
        what: 'every run has ended or waits for a person',
      }).catch(async (error: Error) => {
        throw new Error(`${error.message}: ${JSON.stringify(await picture(stage.db, crowd))}`);
      });
      await world.stop();
      await expectWhole(stage.db, crowd, sink);
    } finally {
      left = await stage.close();
      await sink.close();
    }
    expect(left, 'processes that outlive the house').to.deep.equal([]);
  });
});

/** Replies, finished calls and a new customer, over HTTP; none of it waits for Temporal. */
async function goOnWorking(stage: Stage, crowd: Gathered): Promise<void> {
  const { db, url } = stage;
  const maria = await logIn(url, 'maria@nurt.example');
  const anna = await logIn(url, 'anna@nurt.example');
  await anna.post('/api/v1/companies').send({ name: 'Klient z czasu awarii' }).expect(200);
  const mails = await db.rows<{ ref: string; address: string }>(
    `select e.provider_ref as ref, m.address from messages m join effects e on e.key = m.effect_key
     where e.campaign_id = $1 and e.state = 'done' order by m.id limit 20`,
    [crowd.campaignId],
  );
  for (const { ref: inReplyTo, address: from } of mails)
    await maria.post('/api/v1/messages/replies').send({ inReplyTo, from, text: 'Proszę o telefon' }).expect(200);
  let { screen } = (await anna.post('/api/v1/work/next').send({}).expect(200)).body;
  for (let n = 0; n < 5 && screen; n++) {
    const done = await anna
      .post(`/api/v1/work/${screen.task.id}/outcome`)
      .send({ outcome: 'yes', next: true })
      .expect(200);
    screen = done.body.desk.screen;
  }
  await maria.post(`/api/v1/campaigns/${crowd.campaignId}/pause`).send({ reason: 'Awaria' }).expect(204);
  await maria.post(`/api/v1/campaigns/${crowd.campaignId}/resume`).expect(204);

  await until(async () => (await ready(url)).parts.temporal === 'degraded', {
    within: 60_000,
    what: '/readyz says that Temporal is away',
  });
  expect(await ready(url)).to.deep.include({ status: 'degraded' });
  const { n } = await db.one<{ n: number }>('select count(*)::int as n from outbox');
  expect(n, 'what people did waits in the outbox').to.be.greaterThan(0);
}

async function ready(url: string): Promise<{ status: string; parts: Record<string, string> }> {
  const response = await fetch(`${url}/readyz`);
  expect(response.status).to.equal(200);
  return (await response.json()) as { status: string; parts: Record<string, string> };
}

/** Claims, leases and what was put off are over; the waits of the scenario, seconds long, have run out meanwhile. */
async function anHourPasses(db: Db): Promise<void> {
  await db.run(
    `update outbox set claimed_until = claimed_until - interval '1 hour', available_at = available_at - interval '1 hour'`,
  );
  await db.run(`update effects set lease_until = lease_until - interval '1 hour' where state = 'doing'`);
}

async function mailsOut(db: Db, { campaignId }: Gathered, count: number): Promise<boolean> {
  const { n } = await db.one<{ n: number }>(
    `select count(*)::int as n from effects where campaign_id = $1 and kind = 'message' and state = 'done'`,
    [campaignId],
  );
  return n >= count;
}
