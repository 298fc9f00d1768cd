import { expect } from 'chai';
import { jobActivities } from '../../activities/jobs.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { advanceDue } from '../../db/runs.ts';
import { gatherCrowd, mailAndCall, seatMail, type Crowd } from '../support/campaign.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('the nightly recomputation', () => {
  let test: TestDatabase;
  let db: Db;
  let crowd: Crowd;
  let logged: string[];

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
    crowd = await gatherCrowd(db, { count: 5, version: mailAndCall });
    await advanceDue(db, { campaignId: crowd.campaignId, cohort: 0 });
    await db.run(`insert into jobs (name, done_through) values ('recomputation', now() - interval '1 day')`);
  });
  after(() => test.drop());
  beforeEach(() => {
    logged = [];
  });

  const recompute = () =>
    jobActivities({ db, log: (line: string) => void logged.push(line) } as unknown as Services).recomputeMoves();
  const backToYesterday = () => db.run(`update jobs set done_through = now() - interval '1 day'`);
  const mark = () =>
    db.one<{ recent: boolean; lastError: string | null }>(
      `select done_through > now() - interval '1 minute' as recent, last_error from jobs where name = 'recomputation'`,
    );

  it('computes the runs moved since its mark again, finds them the same and moves the mark', async () => {
    expect(await recompute()).to.deep.equal({ checked: 5, wrong: [] });
    expect(await mark()).to.deep.equal({ recent: true, lastError: null });
    expect(logged).to.deep.equal([]);
  });

  it('says a run that comes out differently loudly, and it stands in the jobs until a night finds nothing', async () => {
    const [runId] = crowd.runIds;
    const { hash } = await db.one<{ hash: string }>('select run_hash as hash from run_moves where run_id = $1', [
      runId,
    ]);
    await db.run(`update run_moves set run_hash = 'other' where run_id = $1`, [runId]);
    await backToYesterday();
    expect((await recompute()).wrong).to.deep.equal([runId]);
    expect(await mark()).to.deep.equal({ recent: true, lastError: `runs came out differently: ${runId}` });
    expect(logged).to.have.length(1);

    await db.run('update run_moves set run_hash = $2 where run_id = $1', [runId, hash]);
    await backToYesterday();
    await recompute();
    expect((await mark()).lastError).to.equal(null);
  });
});
