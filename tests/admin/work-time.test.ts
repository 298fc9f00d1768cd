import { expect } from 'chai';
import { goneOnWith } from '../../admin/pages/work/draft.ts';
import { measuredMinutes, reopened } from '../../admin/pages/work/work-time.ts';

const nine = Date.parse('2026-11-26T09:00:00Z');
const minutes = (count: number) => nine + count * 60_000;
const sitting = { openedAt: nine, seenAt: null, workSeconds: 0 };

describe('work time (S1-47)', () => {
  it('runs while the task is open, is a minute at least and ten hours at most', () => {
    expect(measuredMinutes(sitting, minutes(0))).to.equal(1);
    expect(measuredMinutes(sitting, minutes(25))).to.equal(25);
    expect(measuredMinutes(sitting, minutes(3000))).to.equal(600);
  });

  it('adds up over sittings, and leaves out the time between them', () => {
    const left = { ...sitting, seenAt: minutes(10) };
    const back = reopened(left, minutes(120));
    expect(measuredMinutes(back, minutes(125))).to.equal(15);
    expect(measuredMinutes(reopened({ ...back, seenAt: minutes(125) }, minutes(300)), minutes(301))).to.equal(16);
  });

  it('of a call goes on over a short way away, and a call of long ago has ended (rule 39)', () => {
    const calling = { ...sitting, callStartedAt: minutes(0), note: 'Oddzwoni' };
    expect(goneOnWith(calling, minutes(30))).to.include({ callStartedAt: minutes(0), note: 'Oddzwoni' });
    expect(goneOnWith(calling, minutes(3 * 60)))
      .to.include({ note: 'Oddzwoni' })
      .and.not.to.have.property('callStartedAt');
  });
});
