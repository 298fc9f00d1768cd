import { expect } from 'chai';
import { jobActivities } from '../../activities/jobs.ts';
import { relayOnce } from '../../activities/relay.ts';
import { runActivities } from '../../activities/runs.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { recordInput } from '../../db/inputs.ts';
import { newId } from '../../db/new-id.ts';
import { recomputeRun } from '../../db/run-explain.ts';
import { startRuns } from '../../db/runs.ts';
import { taskQueue, targets, workflowId } from '../../workflows/ids.ts';
import { gatherCrowd, mailAndCall, seatMail, storeVersion } from '../support/campaign.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';
import { until } from '../support/until.ts';

const actor = { kind: 'system', id: 'test' } as const;
const DAY = 86_400_000;

describe('workflows on the virtual clock', () => {
  const installationId = newId();
  let test: TestDatabase;
  let db: Db;
  let temporal: TestTemporal;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
    temporal = await connectTemporal();
    const services = { db, installationId, log: () => {}, testClock: true } as unknown as Services;
    const activities = {
      ...withWorld(runActivities(services)),
      ...jobActivities(services),
      // The world of this test delivers mails by itself.
      sendDue: async () => ({ sent: 0, more: false, nextAt: null }),
    };
    for (const queue of ['now', 'bulk'] as const)
      await temporal.worker({ taskQueue: taskQueue(installationId, queue), activities });
  });

  after(async () => {
    await temporal?.close();
    await test.drop();
  });

  /** Whatever a batch has planned happens at once: mails arrive, and every second call is finished. */
  function withWorld(real: ReturnType<typeof runActivities>): ReturnType<typeof runActivities> {
    return {
      ...real,
      async advanceDue(batch) {
        const advanced = await real.advanceDue(batch);
        return (await settleAll(batch.campaignId)) > 0 ? { ...advanced, more: true } : advanced;
      },
    };
  }

  async function settleAll(campaignId: string): Promise<number> {
    return db.transaction(async (tx) => {
      const open = await tx.rows<{ key: string; runId: string; kind: 'message' | 'task' }>(
        `select key, run_id, kind from effects where campaign_id = $1 and state = 'planned'
           and (kind = 'message' or right(run_id::text, 1) < '8')`,
        [campaignId],
      );
      for (const { key, runId, kind } of open) {
        const what =
          kind === 'message'
            ? ({ kind: 'settled', key, as: 'done' } as const)
            : ({ kind: 'outcome', key, code: 'yes', answers: {} } as const);
        await recordInput(tx, { runId, source: 'world', sourceId: key, what, actor });
        if (kind === 'task') await tx.run(`update tasks set state = 'done' where effect_key = $1`, [key]);
        else {
          await tx.run(`update effects set state = 'doing' where key = $1`, [key]);
          await tx.run(`update effects set state = 'done' where key = $1`, [key]);
        }
      }
      return open.length;
    });
  }

  it('a cohort goes through weeks of mails, waits and calls in seconds', async () => {
    const crowd = await gatherCrowd(db, { count: 120, version: mailAndCall });
    const target = targets.pump(crowd.campaignId, 0);
    await temporal.client.workflow.execute('pump', {
      taskQueue: taskQueue(installationId, 'bulk'),
      workflowId: workflowId(installationId, target),
      args: [{ campaignId: crowd.campaignId, cohort: 0 }],
    });
    const runs = await db.rows<{ state: string; result: string; n: number; shortest: number; longest: number }>(
      `select state, result, count(*) as n, min(ended_at - started_at) >= interval '3 days' as shortest,
         max(ended_at - started_at) < interval '20 days' as longest
       from runs where campaign_id = $1 group by 1, 2 order by 2`,
      [crowd.campaignId],
    );
    expect(runs.map(({ state, result, shortest, longest }) => [state, result, shortest, longest])).to.deep.equal([
      ['ended', 'failure', true, true],
      ['ended', 'success', true, true],
    ]);
    expect(runs.reduce((sum, row) => sum + row.n, 0)).to.equal(120);
    for (const id of crowd.runIds.slice(0, 10)) expect((await recomputeRun(db, id)).differs).to.deep.equal([]);
  });

  it('a procedure waits for days and is woken through the outbox', async () => {
    const version = await db.transaction((tx) =>
      storeVersion(tx, {
        schema: 1,
        start: 'wait',
        steps: {
          wait: { kind: 'wait', on: [{ event: 'reply', next: 'then' }], next: 'lost' },
          then: { kind: 'wait', for: { unit: 'calendar days', count: 30 }, next: 'won' },
          won: { kind: 'end', result: 'success' },
          lost: { kind: 'end', result: 'failure' },
        },
      }),
    );
    const runId = newId();
    const subject = { kind: 'company', id: companies.zubr.id } as const;
    await db.transaction((tx) =>
      startRuns(tx, [{ id: runId, kind: 'procedure', versionId: version, subject, companyId: subject.id, actor }]),
    );
    const relaying = { db, client: temporal.client, installationId, log: () => {}, pumpBreathMs: 0 };
    await relayOnce(relaying);
    await until(() => db.maybe('select 1 from run_waits where run_id = $1', [runId]));
    await db.transaction((tx) =>
      recordInput(tx, {
        runId,
        source: 'test',
        sourceId: 'reply',
        what: { kind: 'happened', event: 'reply', facts: {} },
        actor,
      }),
    );
    await relayOnce(relaying);
    const handle = temporal.client.workflow.getHandle(workflowId(installationId, targets.run(runId)));
    await handle.result();
    const run = await db.one<{ result: string; startedAt: string; endedAt: string }>(
      'select result, started_at, ended_at from runs where id = $1',
      [runId],
    );
    expect(run.result).to.equal('success');
    expect(Date.parse(run.endedAt) - Date.parse(run.startedAt)).to.be.within(29 * DAY, 31 * DAY);
    expect(await db.rows('select id from outbox')).to.deep.equal([]);
  });

  it('the sweep wakes a cohort whose nudge was lost', async () => {
    const crowd = await gatherCrowd(db, { count: 3, version: mailAndCall });
    await db.run('delete from outbox');
    await db.run(`update runs set due_at = now() - interval '10 minutes' where campaign_id = $1`, [crowd.campaignId]);
    await temporal.client.workflow.execute('sweep', {
      taskQueue: taskQueue(installationId, 'now'),
      workflowId: `sweep-${newId()}`,
    });
    await relayOnce({ db, client: temporal.client, installationId, log: () => {}, pumpBreathMs: 0 });
    await temporal.client.workflow.getHandle(workflowId(installationId, targets.pump(crowd.campaignId, 0))).result();
    const left = await db.one<{ n: number }>(
      `select count(*) as n from runs where campaign_id = $1 and state <> 'ended'`,
      [crowd.campaignId],
    );
    expect(left.n).to.equal(0);
  });
});
