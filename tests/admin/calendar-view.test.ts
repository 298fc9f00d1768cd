import { expect } from 'chai';
import { shownOf, stepped } from '../../admin/pages/calendar/view.ts';

describe('the days that an address of the calendar shows', () => {
  const shown = (address: string) => shownOf(new URLSearchParams(address), { today: '2026-11-26', phone: false });

  it('are those that it names, up to what can be shown at a time, and it is said when they are fewer', () => {
    expect(shown('on=2026-11-01&to=2026-11-05')).to.deep.equal({
      ...{ view: 'day', on: '2026-11-01', first: '2026-11-01', last: '2026-11-05' },
    });
    expect(shown('on=2026-01-01&to=2026-04-02')).not.to.have.property('isCut');
    expect(shown('on=2025-01-01&to=2026-11-05')).to.deep.equal({
      ...{ view: 'agenda', on: '2025-01-01', first: '2025-01-01', last: '2025-04-02', isCut: true },
    });
  });

  it('go on behind those that were shown', () => {
    expect(stepped(shown('on=2025-01-01&to=2026-11-05'), 1)).to.deep.equal({ on: '2025-04-03', to: '2025-07-03' });
  });
});
