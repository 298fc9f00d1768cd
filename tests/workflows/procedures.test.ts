import { expect } from 'chai';
import { jobActivities } from '../../activities/jobs.ts';
import { relayOnce } from '../../activities/relay.ts';
import { runActivities } from '../../activities/runs.ts';
import type { Services } from '../../activities/services.ts';
import { closeCase } from '../../db/case-closing.ts';
import { createCase } from '../../db/cases.ts';
import { newId } from '../../db/new-id.ts';
import { startProcedure } from '../../db/procedures.ts';
import { taskQueue, targets, workflowId } from '../../workflows/ids.ts';
import { calling, placeProcedure } from '../support/campaigns.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { connectTemporal, type TestTemporal } from '../support/temporal.ts';
import { until } from '../support/until.ts';

const anna = viewer('anna');

describe('a procedure of a case on Temporal', () => {
  const installationId = newId();
  let test: TestDatabase;
  let temporal: TestTemporal;

  before(async () => {
    test = await freshDatabase();
    await test.db.transaction(seatCast);
    // Nobody finishes the call, and it has no deadline that would: real time stands as good as still.
    temporal = await connectTemporal({ skipTime: false });
    const services = { db: test.db, installationId, log: () => {} } as unknown as Services;
    const activities = { ...runActivities(services), ...jobActivities(services) };
    for (const queue of ['now', 'bulk'] as const)
      await temporal.worker({ taskQueue: taskQueue(installationId, queue), activities });
  });

  after(async () => {
    await temporal?.close();
    await test.drop();
  });

  it('puts its task into the case, and ends with it', async () => {
    const { db } = test;
    const scenarioId = await db.transaction((tx) =>
      placeProcedure(tx, 'telefon', { version: calling, subject: 'company' }),
    );
    const { id: caseId } = await createCase(db, anna, { name: 'Reklamacja', companyId: companies.drewPol.id });
    const { id: runId } = await startProcedure(db, anna, { place: { of: 'case', id: caseId }, scenarioId });
    const relaying = { db, client: temporal.client, installationId, log: () => {}, pumpBreathMs: 0 };
    await relayOnce(relaying);
    await until(() => db.maybe(`select 1 from tasks where case_id = $1 and state = 'open'`, [caseId]));
    await closeCase(db, anna, { id: caseId, version: 1, outcome: 'success', result: 'Uznana', openRuns: 'end' });
    await relayOnce(relaying);
    await temporal.client.workflow.getHandle(workflowId(installationId, targets.run(runId))).result();
    const left = await db.rows<object>(
      'select t.state, r.state as run from tasks t join runs r on r.id = t.run_id where t.case_id = $1',
      [caseId],
    );
    expect(left).to.deep.equal([{ state: 'withdrawn', run: 'ended' }]);
  });
});
