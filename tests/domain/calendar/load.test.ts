import { expect } from 'chai';
import { awayAmong, awayOn } from '../../../domain/calendar/away.ts';
import { capacityOf, isTooMuch } from '../../../domain/calendar/load.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';

const day = (on: string, open = true): OpenDay => ({ on, hours: open ? [['08:00', '16:00']] : [] });
/** Thursday to Saturday. */
const days = [day('2026-12-03'), day('2026-12-04'), day('2026-12-05', false)];
const away = [{ userId: 'anna', fromOn: '2026-12-04', toOn: '2026-12-06' }];

describe('how much people can do', () => {
  it('somebody is away from the first day of an absence to the last, both included', () => {
    const found = ['03', '04', '06', '07'].map(
      (on) => awayOn(away, { userId: 'anna', on: `2026-12-${on}` }) !== undefined,
    );
    expect(found).to.deep.equal([false, true, true, false]);
    expect(awayOn(away, { userId: 'pawel', on: '2026-12-04' })).to.equal(undefined);
    expect(awayOn(away, { userId: null, on: '2026-12-04' })).to.equal(undefined);
  });

  it('of those who are to get work each who is away on one of its days is named once, with the first absence', () => {
    const more = [...away, { userId: 'anna', fromOn: '2026-12-08', toOn: '2026-12-08' }];
    const asked = { people: ['pawel', 'anna'], days: ['2026-12-08', '2026-12-01', '2026-12-05'] };
    expect(awayAmong(more, asked)).to.deep.equal([away[0]]);
    expect(awayAmong(more, { ...asked, days: ['2026-12-07'] })).to.deep.equal([]);
  });

  const cases: readonly (readonly [who: string, people: string[], minutes: number, daysAway: number])[] = [
    ['who is there works all opening hours', ['pawel'], 960, 0],
    ['who is away works none of that day, and a day off is no day of absence', ['anna'], 480, 1],
    ['several work the hours of each', ['anna', 'pawel'], 1440, 1],
    ['nobody works no hours', [], 0, 0],
  ];
  for (const [who, people, minutes, daysAway] of cases) {
    it(who, () => expect(capacityOf({ people, days, absences: away })).to.deep.equal({ minutes, daysAway }));
  }

  it('any work in days that are all away is too much; on a day off it is not', () => {
    const friday = capacityOf({ people: ['anna'], days: [days[1]!], absences: away });
    const saturday = capacityOf({ people: ['anna'], days: [days[2]!], absences: away });
    expect([isTooMuch(30, friday), isTooMuch(30, saturday), isTooMuch(0, friday)]).to.deep.equal([true, false, false]);
    const whole = capacityOf({ people: ['pawel'], days, absences: away });
    expect([isTooMuch(960, whole), isTooMuch(961, whole)]).to.deep.equal([false, true]);
  });
});
