import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '../../../domain/domain-error.ts';
import { addDays, daysOf, type Days } from '../../../domain/recurrence/days.ts';
import { movedDays, movedRule, movedStart } from '../../../domain/recurrence/move.ts';
import { readRule, writeRule } from '../../../domain/recurrence/rule.ts';

const daysFrom = (rule: string, startsOn: string): Days => ({
  rule: readRule(rule),
  startsOn,
  endsOn: null,
  shortMonth: 'last',
});
const tried = (turn: () => unknown): unknown => {
  try {
    return turn();
  } catch (error) {
    return error;
  }
};

/** Monday 2 November 2026 and the days after it. */
describe('one day of a rule that is moved, and those that follow (rule 33)', () => {
  for (const [what, rule, from, to, becomes] of [
    ['Mondays become Tuesdays', 'FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-02', '2026-11-03', 'FREQ=WEEKLY;BYDAY=TU,TH'],
    ['two days become one', 'FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-02', '2026-11-05', 'FREQ=WEEKLY;BYDAY=TH'],
    ['every so many days stays so', 'FREQ=DAILY;INTERVAL=7', '2026-11-02', '2026-11-04', 'FREQ=DAILY;INTERVAL=7'],
    ['the 2nd becomes the 5th', 'FREQ=MONTHLY;BYMONTHDAY=2', '2026-11-02', '2026-11-05', 'FREQ=MONTHLY;BYMONTHDAY=5'],
    [
      'the first Monday becomes the second Tuesday',
      'FREQ=MONTHLY;BYDAY=1MO',
      '2026-11-02',
      '2026-11-10',
      'FREQ=MONTHLY;BYDAY=2TU',
    ],
    [
      'the last Monday becomes the last Friday',
      'FREQ=MONTHLY;BYDAY=-1MO',
      '2026-11-30',
      '2026-11-27',
      'FREQ=MONTHLY;BYDAY=-1FR',
    ],
    [
      'the last Friday becomes the third Monday',
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2027-01-29',
      '2027-01-18',
      'FREQ=MONTHLY;BYDAY=3MO',
    ],
    [
      'a day of the year moves with its month',
      'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30',
      '2026-11-30',
      '2026-12-01',
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1',
    ],
  ] as const) {
    it(what, () => {
      expect(writeRule(movedRule(readRule(rule), { from, to }))).to.equal(becomes);
    });
  }

  it('is refused where the rule would not come to the new day, with the way that is left', () => {
    const days = daysFrom('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', '2026-11-30');
    const refused = tried(() => movedDays(days, { from: '2026-12-03', to: '2026-12-07' })) as DomainError;
    expect(refused.code).to.equal('recurrence.moved_off');
    expect(refused.said.pl).to.contain('2026-12-07').and.to.contain('tylko to zadanie');
  });

  it('comes to the new day or is refused, whatever the rule and the move', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    const rules = fc.oneof(
      fc.constant('FREQ=DAILY'),
      fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 }).map((on) => `FREQ=WEEKLY;BYDAY=${on}`),
      number(1, 31).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
      fc
        .tuple(fc.constantFrom(-1, 1, 2, 3, 4), fc.constantFrom('MO', 'WE', 'SU'))
        .map(([nth, on]) => `FREQ=MONTHLY;BYDAY=${nth}${on}`),
      fc.tuple(number(1, 12), number(1, 28)).map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`),
    );
    const cases = fc.record({
      rule: rules,
      every: number(1, 3),
      start: number(0, 800),
      nth: number(0, 5),
      by: number(-40, 40),
    });
    let [came, refused] = [0, 0];
    fc.assert(
      fc.property(cases, ({ rule, every, start, nth, by }) => {
        const days = daysFrom(`${rule};INTERVAL=${every}`, addDays('2026-01-01', start));
        const from = daysOf(days, days.startsOn, addDays(days.startsOn, 8000))[nth]!;
        const to = addDays(from, by);
        const moved = tried(() => movedDays(days, { from, to }));
        if (moved instanceof DomainError) return void refused++;
        came++;
        expect(daysOf(moved as Days, to, to)).to.deep.equal([to]);
      }),
      { numRuns: 150 },
    );
    expect(came, `${refused} were refused`).to.be.above(refused);
  });

  it('its first day goes as far', () => {
    expect(movedStart('2026-10-26', { from: '2026-11-02', to: '2026-11-01' })).to.equal('2026-10-25');
  });
});
