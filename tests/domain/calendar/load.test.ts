import { expect } from 'chai';
import { awayAmong, awayOn } from '../../../domain/calendar/away.ts';
import { capacityOf, isTooMuch } from '../../../domain/calendar/load.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import { daysOfPerson, daysTogether } from '../../../domain/calendar/own-hours.ts';

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
    it(who, () => expect(capacityOf({ people, days, own: [], absences: away })).to.deep.equal({ minutes, daysAway }));
  }

  it('any work in days that are all away is too much; on a day off it is not', () => {
    const friday = capacityOf({ people: ['anna'], days: [days[1]!], own: [], absences: away });
    const saturday = capacityOf({ people: ['anna'], days: [days[2]!], own: [], absences: away });
    expect([isTooMuch(30, friday), isTooMuch(30, saturday), isTooMuch(0, friday)]).to.deep.equal([true, false, false]);
    const whole = capacityOf({ people: ['pawel'], days, own: [], absences: away });
    expect([isTooMuch(960, whole), isTooMuch(961, whole)]).to.deep.equal([false, true]);
  });

  describe('whose working hours are their own (rule 34)', () => {
    const part = (on: string, ...hours: (readonly [string, string])[]): OpenDay => ({ on, hours });
    /** Paweł works Thursday mornings and Saturday; Thursday and Friday are shared. */
    const own = [
      {
        userId: 'pawel',
        days: [part('2026-12-03', ['07:00', '11:00']), part('2026-12-04'), part('2026-12-05', ['09:00', '12:00'])],
      },
    ];

    it('they count for that person alone, and an absence takes a day of their own', () => {
      const of = (people: string[], absences: typeof away = []) => capacityOf({ people, days, own, absences });
      expect(of(['pawel'])).to.deep.equal({ minutes: 7 * 60, daysAway: 0 });
      expect(of(['anna'])).to.deep.equal({ minutes: 960, daysAway: 0 });
      expect(of(['anna', 'pawel']).minutes).to.equal(960 + 7 * 60);
      const gone = [{ userId: 'pawel', fromOn: '2026-12-04', toOn: '2026-12-05' }];
      expect(of(['pawel'], gone), 'Friday was free anyway').to.deep.equal({ minutes: 4 * 60, daysAway: 1 });
    });

    it('the grid is open where at least one of the shown works', () => {
      const hours = (people: string[]) => daysTogether(people, { days, own }).map((one) => one.hours);
      expect(hours(['pawel'])).to.deep.equal(own[0]!.days.map((one) => one.hours));
      expect(hours(['pawel', 'anna'])).to.deep.equal([
        [['07:00', '16:00']],
        [['08:00', '16:00']],
        [['09:00', '12:00']],
      ]);
      expect(daysTogether([], { days, own })).to.equal(days);
      expect(daysOfPerson('anna', { days, own })).to.equal(days);
    });
  });
});
