import { expect } from 'chai';
import { runActivities } from '../../activities/runs.ts';
import type { Services } from '../../activities/services.ts';
import { gatherCrowd, mailAndCall, seatMail } from '../support/campaign.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('moving a cohort', () => {
  let test: TestDatabase;

  before(async () => {
    test = await freshDatabase(2);
    await test.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatMail(tx);
    });
  });

  after(() => test.drop());

  it('takes several batches in one activity, each in a transaction of its own', async () => {
    const { campaignId } = await gatherCrowd(test.db, { count: 50, version: mailAndCall });
    const { advanceDue } = runActivities({ db: test.db, testClock: false } as unknown as Services);
    const advanced = await advanceDue({ campaignId, cohort: 0, limit: 20, now: 0 });
    expect(advanced).to.include({ moved: 50, more: false, open: 50 });
    const { transactions } = await test.db.one<{ transactions: number }>(
      'select count(distinct xmin::text) as transactions from runs where campaign_id = $1',
      [campaignId],
    );
    expect(transactions).to.equal(3);
  });
});
