import { expect } from 'chai';
import { movedRule, movedStart } from '../../../domain/recurrence/move.ts';
import { readRule, writeRule } from '../../../domain/recurrence/rule.ts';

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

  it('its first day goes as far', () => {
    expect(movedStart('2026-10-26', { from: '2026-11-02', to: '2026-11-01' })).to.equal('2026-10-25');
  });
});
