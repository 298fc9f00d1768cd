import { expect } from 'chai';
import { momentAt, momentOf, momentOfBuiltIn } from '../../sheets/moments.ts';

describe('days and times of a sheet', () => {
  const formats: readonly [string, string | undefined][] = [
    ['h:mm', 'time'],
    ['[$-F400]h:mm:ss\\ AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['hh:mm;@', 'time'],
    ['[h]:mm', 'hours'],
    ['[mm]:ss', 'hours'],
    ['dd.mm.yyyy', 'day'],
    ['yyyy\\-mm\\-dd\\ hh:mm', 'day'],
    ['mmm hh:mm', 'day'],
    ['[Red]#,##0.00 "dh"', undefined],
    ['General', undefined],
    ['0.0', undefined],
  ];
  for (const [format, moment] of formats)
    it(`a number as ${format} is ${moment ?? 'a number'}`, () => {
      expect(momentOf(format)).to.equal(moment);
    });

  it('formats that Excel knows by number are told apart as well', () => {
    expect([14, 20, 46, 4].map(momentOfBuiltIn)).to.deep.equal(['day', 'time', 'hours', undefined]);
  });

  const said: readonly [string, number, 'day' | 'time' | 'hours', string][] = [
    ['half past eight', 8.5 / 24, 'time', '08:30'],
    ['seconds where there are any', 0.5 + 5 / 86_400, 'time', '12:00:05'],
    ['a time in a column of dates', 0.75, 'day', '18:00'],
    ['midnight in a column of dates', 0, 'day', '00:00'],
    ['more than a day of hours', 1.5, 'hours', '36:00'],
    ['more than a day that its format hides', 2 + 1 / 24, 'time', '49:00'],
    ['hours that are owed', -0.5, 'hours', '-12:00'],
  ];
  for (const [title, serial, moment, text] of said)
    it(`says ${title} without a day`, () => {
      expect(momentAt(serial, { moment, isFrom1904: false })).to.equal(text);
    });

  it('keeps the day of a date of which only the time is shown, and that of old Macs', () => {
    const shown = momentAt(46_359.354_166_67, { moment: 'time', isFrom1904: false });
    expect((shown as Date).toISOString()).to.equal('2026-12-03T08:30:00.000Z');
    const first = momentAt(0.5, { moment: 'day', isFrom1904: true });
    expect((first as Date).toISOString()).to.equal('1904-01-01T12:00:00.000Z');
  });
});
