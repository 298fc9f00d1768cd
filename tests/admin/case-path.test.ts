import { expect } from 'chai';
import { scaleOf } from '../../admin/pages/case/path-scale.ts';

const now = '2026-11-26T12:00:00.000Z';
const ends = { from: '2026-11-16T12:00:00.000Z', until: now, now, dayOf: (moment: string) => moment.slice(0, 10) };

describe('the axis of the way of a case', () => {
  it('has today on it between its ends', () => {
    expect(scaleOf(['2026-12-06T12:00:00.000Z'], ends).today).to.deep.equal({
      ...{ left: '50%', isNamed: true, isLate: false },
    });
    expect(scaleOf(['2026-11-30T12:00:00.000Z'], ends).today).to.include({ isNamed: true, isLate: true });
    expect(scaleOf([], ends).today).to.equal(null);
  });

  it('does not say today twice where the case began today, or ends today', () => {
    const begun = { ...ends, from: '2026-11-26T08:00:00.000Z' };
    expect(scaleOf(['2026-12-06T12:00:00.000Z'], begun).today).to.include({ isNamed: false });
    expect(scaleOf(['2026-11-26T15:00:00.000Z'], ends).today).to.include({ isNamed: false });
  });

  it('shows also what begins and ends at once', () => {
    const { place } = scaleOf(['2026-12-06T12:00:00.000Z'], ends);
    expect(place(now, now)).to.deep.equal({ left: '50%', width: '1%' });
    expect(place('2026-12-06T12:00:00.000Z', '2026-12-06T12:00:00.000Z')).to.deep.equal({ left: '99%', width: '1%' });
  });
});
