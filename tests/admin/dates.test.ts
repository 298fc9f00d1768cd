import { expect } from 'chai';
import { dayIn, readDate, weeksOf, writeDate, yearlyDay } from '../../admin/components/dates.ts';
import { hoursText, parseHours } from '../../admin/pages/working-calendar/hours.ts';

/** A Monday, nine o'clock in Warsaw. */
const now = '2026-11-23T08:00:00Z';
const read = (text: string, time = false) => readDate(text, { now, zone: 'Europe/Warsaw', time });

describe('dates as people type them', () => {
  it('are words: dziś, jutro, pojutrze, +7', () => {
    expect(['dziś', 'Jutro', 'pojutrze', '+7'].map((text) => read(text))).to.deep.equal([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-30',
    ]);
    expect(read('tomorrow')).to.equal('2026-11-24');
  });

  it('are days of every year: this one, and for 29 February the next that has it, as it is read again', () => {
    expect(['12-03', '02-29', '13-01'].map((day) => yearlyDay(day, 2026))).to.deep.equal([
      '2026-12-03',
      '2028-02-29',
      '',
    ]);
    expect(yearlyDay('02-29', 2097)).to.equal('2104-02-29');
    expect(read(writeDate(yearlyDay('02-29', 2026), 'pl'))).to.equal('2028-02-29');
  });

  it('are weekdays, always the next one', () => {
    expect(['wt', 'śr', 'piątek', 'nd', 'pn'].map((text) => read(text))).to.deep.equal([
      '2026-11-24',
      '2026-11-25',
      '2026-11-27',
      '2026-11-29',
      '2026-11-30',
    ]);
    expect(read('fri')).to.equal('2026-11-27');
  });

  it('are numbers, the next such day where no year is given (rule 39)', () => {
    expect(
      ['3.12', '03.12.2027', '3.12.27', '1.2', '3 gru', '2026-12-03', '15 października'].map((text) => read(text)),
    ).to.deep.equal(['2026-12-03', '2027-12-03', '2027-12-03', '2027-02-01', '2026-12-03', '2026-12-03', '2027-10-15']);
    expect(read('3/12')).to.equal('2026-12-03');
  });

  it('carry an hour where one is asked for', () => {
    expect(read('pt 14:00', true)).to.equal('2026-11-27T14:00');
    expect(read('wt 9', true)).to.equal('2026-11-24T09:00');
    expect(read('pn 8:00', true)).to.equal('2026-11-30T08:00');
    expect(read('14:00', true)).to.equal('2026-11-23T14:00');
    expect(read('za 2 dni', true)).to.equal('2026-11-25T09:00');
    expect(read('jutro 9', true)).to.equal('2026-11-24T09:00');
    expect(read('3.12.2026 14.30', true)).to.equal('2026-12-03T14:30');
    expect(read('2026-12-03T08:15', true)).to.equal('2026-12-03T08:15');
    expect(read('jutro', true)).to.equal('2026-11-24T09:00');
  });

  it('are refused when there is no such day', () => {
    for (const text of ['31.2', '32.1', '2026-13-01', 'kiedyś', 'jutro 25:00', 'pt 25:00', '']) {
      expect(read(text, true), text).to.equal(undefined);
    }
  });

  it('are refused with an hour where a day is asked for', () => {
    for (const text of ['jutro 14:00', '14:00', 'za godzinę']) expect(read(text), text).to.equal(undefined);
  });

  it('are the last such day in a field for the past (rule 39)', () => {
    const past = { now: '2026-11-27T08:00:00Z', zone: 'Europe/Warsaw', time: false, towards: 'past' } as const;
    expect(['1.11', '27.11', '1.12', 'pt'].map((text) => readDate(text, past))).to.deep.equal([
      '2026-11-01',
      '2026-11-27',
      '2025-12-01',
      '2026-11-20',
    ]);
  });

  it('are echoed whole, and read again as the same', () => {
    for (const language of ['pl', 'en'] as const) {
      expect(read(writeDate('2026-12-03', language))).to.equal('2026-12-03');
      expect(read(writeDate('2026-12-03T14:05', language), true)).to.equal('2026-12-03T14:05');
    }
    expect(writeDate('2026-12-03T14:05', 'pl')).to.equal('3.12.2026 14:05');
    expect(writeDate('', 'pl')).to.equal('');
  });

  it('stand in weeks that begin on Monday', () => {
    expect(weeksOf('2026-11-23')[0]).to.deep.equal([
      '2026-10-26',
      '2026-10-27',
      '2026-10-28',
      '2026-10-29',
      '2026-10-30',
      '2026-10-31',
      '2026-11-01',
    ]);
  });
});

describe('a day in an address', () => {
  it('is a day or nothing at all', () => {
    expect(dayIn('2026-11-23')).to.equal('2026-11-23');
    for (const text of [null, '', 'jutro', '2026-11', '2026-13-45', '2026-02-31', '2026-11-23T09:00'])
      expect(dayIn(text), String(text)).to.equal(undefined);
  });
});

describe('working hours as people type them', () => {
  it('are spans in order', () => {
    expect(parseHours('8-16')).to.deep.equal([['08:00', '16:00']]);
    expect(parseHours('8:00–12:00, 13–16:30')).to.deep.equal([
      ['08:00', '12:00'],
      ['13:00', '16:30'],
    ]);
    expect(parseHours('')).to.deep.equal([]);
    expect(
      hoursText([
        ['08:00', '12:00'],
        ['13:00', '16:30'],
      ]),
    ).to.equal('8:00–12:00, 13:00–16:30');
  });

  it('are refused when they overlap, run backwards or make no sense', () => {
    for (const text of ['16-8', '8-12, 11-16', '8', 'rano', '8-25', '8-8'])
      expect(parseHours(text), text).to.equal(undefined);
  });
});
