import { expect } from 'chai';
import type { SystemState } from '../../db/system-state.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('the state of the system', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  const read = async () => (await (await panel.as('jan')).get('/api/v1/system-state').expect(200)).body as SystemState;

  it('is for administrators', async () => {
    await (await panel.as('maria')).get('/api/v1/system-state').expect(403);
  });

  it('says when the worker is away, which job complains and why', async () => {
    await panel.db.run(
      `insert into jobs (name, done_through, last_error) values ('worker', now() - interval '2 minutes', null),
         ('sweep', now() - interval '1 hour', 'column "x" does not exist')`,
    );
    const { parts, jobs } = await read();
    expect(parts).to.include({ worker: false, temporal: false, jobs: false });
    expect(jobs).to.have.length(1);
    expect(jobs[0]).to.include({ name: 'sweep', complaint: 'column "x" does not exist' });
    await panel.db.run(`update jobs set done_through = now(), last_error = null`);
    expect((await read()).parts).to.include({ worker: true, jobs: true });
  });

  it('counts what waits, and tells the size of the database', async () => {
    await panel.db.run(`insert into outbox (target) select 'dispatch:' || n from generate_series(1, 3) n`);
    const { waits, sizes } = await read();
    expect(waits).to.deep.equal({ outbox: 3, lateMessages: 0, doubtful: 0, held: 0, stuckRuns: 0 });
    expect(sizes.database).to.be.greaterThan(1e6);
    expect(sizes.tables).to.have.length(8);
    expect(sizes.sessions).to.be.at.least(1);
  });
});
