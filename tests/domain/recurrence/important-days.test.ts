import { expect } from 'chai';
import { comingDays, namedDays, type DateThatBrings } from '../../../domain/recurrence/important-days.ts';

describe('the days that an important date brings (rule 33)', () => {
  const contract = { fallsOn: '2026-12-10', yearly: false, aheadDays: 14, since: '2026-01-01' };
  const birthday = { fallsOn: '1980-02-29', yearly: true, aheadDays: 7, since: '2026-01-01' };
  const cases: readonly [string, DateThatBrings, string, string][] = [
    ['nothing before its time', contract, '2026-11-25', ''],
    ['the day, once it is near', contract, '2026-11-26', '2026-12-10'],
    ['the day itself', contract, '2026-12-10', '2026-12-10'],
    ['a day that went by as missed', contract, '2026-12-11', 'missed 2026-12-10'],
    ['nothing of what nobody reads any more', contract, '2027-02-15', ''],
    ['nothing of what lay behind when it was asked for', { ...contract, since: '2026-12-11' }, '2026-12-12', ''],
    ['the next one of each year', birthday, '2028-02-22', '2028-02-29'],
    ['a day that this year lacks on the last of its month', birthday, '2027-02-21', '2027-02-28'],
    [
      'this year’s alone, when last year’s is long past',
      { ...contract, yearly: true, aheadDays: 90 },
      '2027-09-11',
      '2027-12-10',
    ],
    ['one day missed, never two', birthday, '2028-03-05', 'missed 2028-02-29'],
    ['nothing before the first time', { ...contract, yearly: true, fallsOn: '2027-12-10' }, '2026-12-01', ''],
  ];
  for (const [title, kept, today, days] of cases) {
    it(`are ${title}`, () => {
      const said = comingDays(kept, today).map(({ day, missed }) => (missed ? `missed ${day}` : day));
      expect(said.join(', ')).to.equal(days);
    });
  }
});

describe('the yearly days of a span', () => {
  const cases: readonly [string, string, string, string][] = [
    ['are named by month and day, over the turn of the year', '2026-12-30', '2027-01-02', '1230 1231 101 102'],
    ['keep the 29th of February on the 28th in other years', '2027-02-27', '2027-03-01', '227 228 229 301'],
    ['have it as its own day in a leap year', '2028-02-28', '2028-03-01', '228 229 301'],
  ];
  for (const [title, from, to, expected] of cases) {
    it(title, () => {
      expect(
        namedDays(from, to)
          .map(({ named }) => named)
          .join(' '),
      ).to.equal(expected);
    });
  }
});
