import { expect } from 'chai';
import { sayDate } from '../../../domain/tasks/said-date.ts';
import { readTypedDate, type TypedDate } from '../../../domain/tasks/typed-date.ts';

/** A Monday, 9:00 in Warsaw. */
const now = '2026-11-23T08:00:00Z';
const zone = 'Europe/Warsaw';

describe('a date as people write it', () => {
  const future: readonly [text: string, on: string, time?: string][] = [
    ['jutro', '2026-11-24'],
    ['Jutro 9:30', '2026-11-24', '09:30'],
    ['jutro o 9.30', '2026-11-24', '09:30'],
    ['dziś 14:00', '2026-11-23', '14:00'],
    ['pojutrze', '2026-11-25'],
    ['pn 14:00', '2026-11-23', '14:00'],
    ['pn 8:00', '2026-11-30', '08:00'],
    ['pn', '2026-11-30'],
    ['w środę', '2026-11-25'],
    ['śr. o 12:00', '2026-11-25', '12:00'],
    ['pt 14', '2026-11-27', '14:00'],
    ['niedziela', '2026-11-29'],
    ['3.12', '2026-12-03'],
    ['3.12.', '2026-12-03'],
    ['03.12 9.15', '2026-12-03', '09:15'],
    ['22.11', '2027-11-22'],
    ['23.11', '2026-11-23'],
    ['3.12.2027', '2027-12-03'],
    ['3.12.27', '2027-12-03'],
    ['29.02', '2028-02-29'],
    ['3 grudnia', '2026-12-03'],
    ['pt 4 gru 10:00', '2026-12-04', '10:00'],
    ['2026-12-03', '2026-12-03'],
    ['za 2 dni', '2026-11-25'],
    ['za dwa dni 12:00', '2026-11-25', '12:00'],
    ['za tydzień', '2026-11-30'],
    ['za 2 tygodnie', '2026-12-07'],
    ['za miesiąc', '2026-12-23'],
    ['za pół godziny', '2026-11-23', '09:30'],
    ['za 30 min', '2026-11-23', '09:30'],
    ['+3d', '2026-11-26'],
    ['14:00', '2026-11-23', '14:00'],
    ['8:00', '2026-11-24', '08:00'],
    ['koniec miesiąca', '2026-11-30'],
    ['tomorrow', '2026-11-24'],
    ['tomorrow at 2pm', '2026-11-24', '14:00'],
    ['Mon 2 pm', '2026-11-23', '14:00'],
    ['next friday', '2026-11-27'],
    ['in 2 days', '2026-11-25'],
    ['in a week', '2026-11-30'],
    ['in half an hour', '2026-11-23', '09:30'],
    ['3 Dec', '2026-12-03'],
    ['December 3rd', '2026-12-03'],
    ['day after tomorrow', '2026-11-25'],
    ['pt 14:00', '2026-11-27', '14:00'],
    ['wt 9', '2026-11-24', '09:00'],
    ['+7', '2026-11-30'],
    ['+7 14:00', '2026-11-30', '14:00'],
    ['za pół roku', '2027-05-23'],
    ['za 3 miesiące', '2027-02-23'],
    ['3 grud', '2026-12-03'],
    ['15 października', '2027-10-15'],
    ['3 gru 14', '2026-12-03', '14:00'],
    ['3 gru 2026 14:30', '2026-12-03', '14:30'],
    ['3.12.2026 r.', '2026-12-03'],
    ['3/12', '2026-12-03'],
    ['2026-12-03T08:15', '2026-12-03', '08:15'],
    ['2026-12-03 9', '2026-12-03', '09:00'],
    ['3 Dec 2026 14:05', '2026-12-03', '14:05'],
    ['31 stycznia', '2027-01-31'],
    ['1.05.30', '2030-05-01'],
    ['1.05.98', '1998-05-01'],
  ];
  for (const [text, on, time] of future) {
    it(`"${text}" is ${on}${time ? ` ${time}` : ''} in a field for the future (rule 39)`, () => {
      expect(readTypedDate(text, { now, zone })).to.deep.equal(time ? { on, time } : { on });
    });
  }

  const past: readonly [text: string, on: string][] = [
    ['3.12', '2025-12-03'],
    ['pn', '2026-11-16'],
    ['pt', '2026-11-20'],
    ['wczoraj', '2026-11-22'],
    ['2 dni temu', '2026-11-21'],
    ['a week ago', '2026-11-16'],
    ['12.05.75', '1975-05-12'],
    ['12.05.26', '2026-05-12'],
  ];
  for (const [text, on] of past) {
    it(`"${text}" is ${on} in a field for the past (rule 39)`, () => {
      expect(readTypedDate(text, { now, zone, towards: 'past' })).to.deep.equal({ on });
    });
  }

  for (const text of [
    '',
    'kiedyś',
    '31.02.2026',
    '25:00',
    '13 pm',
    '32 grudnia',
    'za',
    'jutro jutro',
    '2026-13-01',
    '99',
    'p 14:00',
    'kto wie',
    'za 51 lat',
    'za 9999999999999999999999 dni',
    '12.5.198',
  ]) {
    it(`"${text}" is no date`, () => expect(readTypedDate(text, { now, zone })).to.equal(undefined));
  }

  it('is echoed as a whole in both languages (rule 39)', () => {
    const date: TypedDate = { on: '2026-11-27', time: '14:00' };
    expect(sayDate(date, 'pl')).to.equal('pt 27 listopada 2026, 14:00');
    expect(sayDate(date, 'en')).to.equal('Fri 27 November 2026, 14:00');
  });

  it('a month later is the last day of a shorter month, an hour later what the watch says when clocks change', () => {
    expect(readTypedDate('za miesiąc', { now: '2027-01-31T08:00:00Z', zone })).to.deep.equal({ on: '2027-02-28' });
    const beforeChange = { now: '2026-10-25T00:30:00Z', zone };
    expect(readTypedDate('za 2 godziny', beforeChange)).to.deep.equal({ on: '2026-10-25', time: '03:30' });
  });

  it('is read by the calendar of the zone, not of the server', () => {
    const lateEvening = '2026-11-23T23:30:00Z';
    expect(readTypedDate('dziś', { now: lateEvening, zone })).to.deep.equal({ on: '2026-11-24' });
  });
});
