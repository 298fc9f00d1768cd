import { expect } from 'chai';
import { createActivities } from '../../activities/create-activities.ts';
import { startRelay, type Relay } from '../../activities/relay.ts';
import type { Services } from '../../activities/services.ts';
import * as states from '../../db/campaign-states.ts';
import { createCampaign, findCampaign, readCampaign, type CampaignDraft } from '../../db/campaigns.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { materialisePage } from '../../db/participants.ts';
import { taskQueue, workflowId } from '../../workflows/ids.ts';
import { calling, draftOf, inDays, outside, placeScenario } from '../support/campaigns.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';
import { until } from '../support/until.ts';

const maria = viewer('maria');

describe('the campaign workflow', () => {
  let fresh: TestDatabase;
  let db: Db;
  let temporal: TestTemporal;
  let relay: Relay;
  let installationId: string;
  let called: string;
  const said: string[] = [];

  async function begin({
    skipTime,
    over = {},
  }: {
    skipTime: boolean;
    over?: Partial<ReturnType<typeof createActivities>>;
  }) {
    fresh = await freshDatabase();
    db = fresh.db;
    await db.transaction(seatCast);
    installationId = newId();
    await db.run('insert into installation (id) values ($1)', [installationId]);
    called = await placeScenario(db, 'calling', calling);
    temporal = await connectTemporal({ skipTime });
    const services = {
      db,
      installationId,
      ...outside,
      log: (line: string) => void said.push(line),
      testClock: skipTime,
    };
    const activities = { ...createActivities(services as unknown as Services), ...over };
    for (const queue of ['now', 'bulk'] as const)
      await temporal.worker({ taskQueue: taskQueue(installationId, queue), activities });
    relay = startRelay({ db, installationId, client: temporal.client, log: () => {}, pumpBreathMs: 100, pollMs: 100 });
  }
  afterEach(async () => {
    await relay.stop();
    await temporal.close();
    await fresh.drop();
  });

  /** Everybody of the cast may be called. */
  async function started(over: Partial<CampaignDraft> = {}): Promise<string> {
    await db.run(
      `insert into consents (company_id, channel, purpose, status, evidence, created_by)
       select id, 'phone', 'marketing', 'given', 'test', 'system:test' from companies`,
    );
    const { id } = await createCampaign(db, maria, draftOf(called, over));
    await states.submitCampaign(db, maria, { id, ...outside });
    await states.approveCampaign(db, maria, { id, ...outside });
    await states.startCampaign(db, maria, { id, ...outside });
    return id;
  }
  const stateOf = async (id: string) => (await findCampaign(db, id)).state;
  const openTasks = async () => (await db.one<{ n: number }>(`select count(*) as n from tasks where state = 'open'`)).n;

  it('leads from the start over two stages to the report, a month in seconds', async () => {
    await begin({ skipTime: true });
    const stage = { ...draftOf(called).stages[0]!, tasksOnClose: 'withdraw' as const };
    const id = await started({
      stages: [
        { ...stage, endsOn: inDays(9) },
        { ...stage, name: 'Druga fala', startsOn: inDays(12), endsOn: inDays(20) },
      ],
    });
    await until(async () => (await stateOf(id)) === 'ended', { within: 60_000, what: 'the campaign has ended' });
    expect(await db.rows('select distinct state, count(*) as n from runs group by state')).to.deep.equal([
      { state: 'ended', n: 8 },
    ]);
    expect(await openTasks()).to.equal(0);
    const { stages } = await readCampaign(db, maria, id);
    expect(stages.map((one) => one.state)).to.deep.equal(['closed', 'closed']);
    const told = await db.rows<{ textPl: string }>(
      'select text_pl from reminders where task_id is null order by created_at',
    );
    expect(told.map((row) => row.textPl)).to.deep.equal([
      'Kampania „Seminarium KSeF” ruszyła. Uczestnicy: 4, pominięci: 0.',
      'Kampania „Seminarium KSeF” dobiegła końca. Udane: 0 z 4.',
    ]);
    const handle = temporal.client.workflow.getHandle(workflowId(installationId, `campaign:${id}`));
    await until(async () => (await handle.describe()).status.name === 'COMPLETED', { within: 10_000 });
  });

  it('goes on behind the last page when its activity dies half way', async () => {
    let deaths = 0;
    await begin({
      skipTime: false,
      over: {
        async materialiseCampaign({ campaignId }) {
          const { done } = await materialisePage(db, campaignId);
          if (done) return;
          deaths++;
          throw new Error('killed');
        },
      },
    });
    await db.run(
      `insert into companies (name, created_by, updated_by) select 'Firma ' || i, 'system:test', 'system:test' from generate_series(1, 5100) i`,
    );
    const id = await started();
    await until(async () => (await stateOf(id)) === 'running', { within: 60_000 });
    expect(deaths).to.equal(2);
    expect((await db.one<{ n: number }>('select count(*) as n from participants')).n).to.equal(5_104);
  });

  it('goes on from PostgreSQL alone when Temporal has forgotten it, and ends when a person says so', async () => {
    await begin({ skipTime: false });
    const id = await started();
    await until(async () => (await openTasks()) > 0, { within: 30_000, what: 'tasks are on the desks' });
    const handle = temporal.client.workflow.getHandle(workflowId(installationId, `campaign:${id}`));
    await handle.terminate('forgotten');
    await states.pauseCampaign(db, maria, { id, reason: 'Przerwa' });
    await states.resumeCampaign(db, maria, { id });
    await states.endCampaign(db, maria, { id, reason: 'Cel osiągnięty', openWork: 'withdraw' });
    await until(async () => (await stateOf(id)) === 'ended', { within: 60_000 });
    expect(await openTasks()).to.equal(0);
    expect(await db.rows(`select 1 from runs where state <> 'ended'`)).to.deep.equal([]);
  });
});
