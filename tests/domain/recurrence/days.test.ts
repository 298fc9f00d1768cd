import { expect } from 'chai';
import { DomainError } from '../../../domain/domain-error.ts';
import { daysOf, placed, type Days } from '../../../domain/recurrence/days.ts';
import { readRule, writeRule } from '../../../domain/recurrence/rule.ts';
import { sayRule } from '../../../domain/recurrence/say.ts';

describe('days that come again (rule 33)', () => {
  // eslint-disable-next-line max-params -- a table reads best with its columns side by side
  const days = (rule: string, from: string, to: string, over: Partial<Days> = {}) =>
    daysOf({ rule: readRule(rule), startsOn: '2026-01-31', endsOn: null, shortMonth: 'last', ...over }, from, to);

  it('daily, every other day', () => {
    expect(days('FREQ=DAILY;INTERVAL=2', '2026-02-01', '2026-02-06')).to.deep.equal([
      '2026-02-02',
      '2026-02-04',
      '2026-02-06',
    ]);
  });

  it('as many as are asked for, however many there are', () => {
    const asked = { rule: readRule('FREQ=DAILY'), startsOn: '1900-01-01', endsOn: null, shortMonth: 'last' } as const;
    expect(daysOf({ ...asked, most: 2 }, '1900-01-02', '9999-12-31')).to.deep.equal(['1900-01-02', '1900-01-03']);
  });

  it('weekly by days, every second week, never before the start', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH';
    expect(days(rule, '2026-03-01', '2026-03-31', { startsOn: '2026-03-04' })).to.deep.equal([
      '2026-03-05',
      '2026-03-16',
      '2026-03-19',
      '2026-03-30',
    ]);
  });

  it('the 31st falls on the last day of a short month, or is left out', () => {
    const rule = 'FREQ=MONTHLY;BYMONTHDAY=31';
    expect(days(rule, '2026-01-01', '2026-04-30')).to.deep.equal([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
    expect(days(rule, '2026-01-01', '2026-05-31', { shortMonth: 'skip' })).to.deep.equal([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
    ]);
  });

  it('the second Tuesday, the last Friday', () => {
    const from = { startsOn: '2026-01-01' };
    expect(days('FREQ=MONTHLY;BYDAY=2TU', '2026-01-01', '2026-03-31', from)).to.deep.equal([
      '2026-01-13',
      '2026-02-10',
      '2026-03-10',
    ]);
    expect(days('FREQ=MONTHLY;BYDAY=-1FR', '2026-01-01', '2026-02-28', from)).to.deep.equal([
      '2026-01-30',
      '2026-02-27',
    ]);
  });

  it('yearly, on 29 February too', () => {
    const rule = 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29';
    expect(days(rule, '2026-01-01', '2028-12-31', { startsOn: '2024-02-29' })).to.deep.equal([
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('a count is counted from the first day, whenever one looks', () => {
    expect(days('FREQ=DAILY;COUNT=3', '2026-02-01', '2026-12-31')).to.deep.equal(['2026-02-01', '2026-02-02']);
  });

  it('a far look starts near it and finds the same', () => {
    for (const rule of [
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU',
      'FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31',
      'FREQ=DAILY;INTERVAL=7',
    ]) {
      const all = days(rule, '2026-01-31', '2041-12-31');
      expect(days(rule, '2041-01-01', '2041-12-31')).to.deep.equal(all.filter((day) => day >= '2041-01-01'));
    }
  });

  it('ends on its last day', () => {
    expect(days('FREQ=DAILY', '2026-02-01', '2026-03-01', { endsOn: '2026-02-02' })).to.deep.equal([
      '2026-02-01',
      '2026-02-02',
    ]);
  });

  it('a day off is kept, left out, moved before or behind', () => {
    const isWorking = (day: string) => !['2026-05-01', '2026-05-02', '2026-05-03'].includes(day);
    const on = (rule: 'keep' | 'skip' | 'earlier' | 'later') => placed('2026-05-02', rule, isWorking);
    expect([on('keep'), on('skip'), on('earlier'), on('later')]).to.deep.equal([
      '2026-05-02',
      null,
      '2026-04-30',
      '2026-05-04',
    ]);
  });

  it('a rule is read as it was written, and refused where it is not known', () => {
    const rules = [
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=MO,FR;INTERVAL=2',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=3;COUNT=4',
    ];
    for (const rule of rules) expect(writeRule(readRule(rule))).to.equal(rule);
    for (const rule of [
      '',
      'FREQ=HOURLY',
      'FREQ=WEEKLY',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;BYHOUR=3',
      'FREQ=MONTHLY;BYDAY=5MO',
    ]) {
      expect(() => readRule(rule), rule).to.throw(DomainError);
    }
  });

  it('is said as people say it', () => {
    expect(sayRule(readRule('FREQ=WEEKLY;BYDAY=MO,WE'), '09:00').pl).to.equal('co tydzień: poniedziałek, środa, 9:00');
    expect(sayRule(readRule('FREQ=MONTHLY;INTERVAL=3;BYDAY=-1SA'), null).pl).to.equal('co 3 miesiące: ostatnia sobota');
    expect(sayRule(readRule('FREQ=MONTHLY;BYDAY=2TU'), '14:30').en).to.equal('every month: second Tuesday, 14:30');
  });
});
