import { expect } from 'chai';
import { createFeed } from '../../db/calendar-feeds.ts';
import { openFeed } from '../../db/open-feeds.ts';
import { seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

describe('the mark of a calendar feed', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  it('is the same for an hour at most, for customers may be called otherwise by then', async () => {
    const { token } = await createFeed(base.db, viewer('anna'), { detail: 'full' });
    const markAt = async (time: string) => (await openFeed(base.db, token, Date.parse(time)))!.mark;
    const atTen = await markAt('2026-11-27T10:00:00Z');
    expect(await markAt('2026-11-27T10:59:59Z')).to.equal(atTen);
    expect(await markAt('2026-11-27T11:00:00Z')).not.to.equal(atTen);
  });
});
