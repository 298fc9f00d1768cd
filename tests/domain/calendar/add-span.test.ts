import { expect } from 'chai';
import { addSpan, addWorkingTime, workedBetween } from '../../../domain/calendar/add-span.ts';
import { calendarOf, compileCalendars, type CalendarDefinition } from '../../../domain/calendar/compile.ts';
import { type DomainError } from '../../../domain/domain-error.ts';
import type { SpanRule } from '../../../domain/scenario/shapes.ts';

const week = (from: string, to: string, days = '12345') =>
  Object.fromEntries([...days].map((day) => [day, [[from, to] as const]]));
const late: CalendarDefinition = {
  code: 'late',
  zone: 'Europe/Warsaw',
  hours: week('12:00', '20:00', '123456'),
  holidays: 'none',
  daysOff: ['2026-11-25'],
};
const split: CalendarDefinition = {
  code: 'split',
  zone: 'Europe/Warsaw',
  hours: {
    '1': [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
  },
  holidays: 'none',
  daysOff: [],
};
const never: CalendarDefinition = { code: 'never', zone: 'Europe/Warsaw', hours: {}, holidays: 'none', daysOff: [] };
const calendars = compileCalendars([late, split, never], 2025, 2027);

const days = (count: number, calendar?: string): SpanRule => ({
  unit: 'working days',
  count,
  ...(calendar ? { calendar } : {}),
});
const hours = (count: number, calendar?: string): SpanRule => ({
  unit: 'working hours',
  count,
  ...(calendar ? { calendar } : {}),
});
const plain = (count: number): SpanRule => ({ unit: 'calendar days', count });

/** From, span, until: instants in UTC. Warsaw is +1 in winter and +2 in summer. */
const table: readonly (readonly [title: string, from: string, span: SpanRule, until: string])[] = [
  ['three working days from Friday 15:00 are Wednesday 15:00', '2026-11-20T14:00Z', days(3), '2026-11-25T14:00Z'],
  ['a working span from Saturday counts from Monday’s opening', '2026-11-21T14:00Z', days(3), '2026-11-26T07:00Z'],
  ['no working days from a Saturday are Monday’s opening', '2026-11-21T14:00Z', days(0), '2026-11-23T07:00Z'],
  ['no working days from a working day are at once', '2026-11-20T14:00Z', days(0), '2026-11-20T14:00Z'],
  ['working days keep the clock time even outside of the hours', '2026-11-20T21:00Z', days(1), '2026-11-23T21:00Z'],
  ['working days skip 11 November', '2026-11-10T14:00Z', days(1), '2026-11-12T14:00Z'],
  ['Christmas Eve is free since 2025', '2025-12-23T14:00Z', days(1), '2025-12-29T14:00Z'],
  ['Christmas Eve was a working day in 2024', '2024-12-23T14:00Z', days(1), '2024-12-24T14:00Z'],
  [
    'working days keep the clock time over the change to winter time',
    '2026-10-23T13:00Z',
    days(1),
    '2026-10-26T14:00Z',
  ],
  [
    'working days keep the clock time over the change to summer time',
    '2026-03-27T14:00Z',
    days(1),
    '2026-03-30T13:00Z',
  ],
  ['working days back from Wednesday reach Friday', '2026-11-25T14:00Z', days(-3), '2026-11-20T14:00Z'],
  ['one working day before a Saturday is Friday', '2026-11-21T11:00Z', days(-1), '2026-11-20T11:00Z'],
  ['a calendar of its own has its own days off', '2026-11-24T14:00Z', days(1, 'late'), '2026-11-26T14:00Z'],
  ['eight working hours from noon are noon of the next day', '2026-11-23T11:00Z', hours(8), '2026-11-24T11:00Z'],
  ['working hours end at the closing, not at the next opening', '2026-11-23T11:00Z', hours(4), '2026-11-23T15:00Z'],
  ['working hours from the evening count from the next opening', '2026-11-20T19:00Z', hours(1), '2026-11-23T08:00Z'],
  ['no working hours in the evening are the next opening', '2026-11-20T19:00Z', hours(0), '2026-11-23T07:00Z'],
  ['no working hours at work are at once', '2026-11-20T11:30Z', hours(0), '2026-11-20T11:30Z'],
  ['working hours back cross the weekend', '2026-11-23T08:00Z', hours(-2), '2026-11-20T14:00Z'],
  ['working hours skip a lunch break', '2026-11-23T10:00Z', hours(2, 'split'), '2026-11-23T13:00Z'],
  ['half an hour of work is half an hour', '2026-11-23T08:00Z', hours(0.5), '2026-11-23T08:30Z'],
  [
    'calendar days keep the clock time over the change to winter time',
    '2026-10-24T10:00Z',
    plain(1),
    '2026-10-25T11:00Z',
  ],
  [
    'calendar days keep the clock time over the change to summer time',
    '2026-03-28T10:00Z',
    plain(1),
    '2026-03-29T09:00Z',
  ],
  ['a clock time that does not exist moves forward', '2026-03-28T01:30Z', plain(1), '2026-03-29T01:30Z'],
  ['a clock time that exists twice is the first', '2026-10-24T00:30Z', plain(1), '2026-10-25T00:30Z'],
  ['calendar days do not know weekends', '2026-11-20T14:00Z', plain(2), '2026-11-22T14:00Z'],
  [
    'minutes are minutes, also over a change of the clock',
    '2026-10-25T00:00Z',
    { unit: 'minutes', count: 90 },
    '2026-10-25T01:30Z',
  ],
  ['a span beyond the compiled years is compiled on demand', '2026-11-20T14:00Z', days(2000), '2034-10-31T14:00Z'],
  ['a span before the compiled years is compiled on demand', '1999-01-04T14:00Z', days(1), '1999-01-05T14:00Z'],
];

describe('spans', () => {
  for (const [title, from, span, until] of table)
    it(title, () => {
      expect(new Date(addSpan(calendars, Date.parse(from), span)).toISOString()).to.equal(
        new Date(until).toISOString(),
      );
    });

  it('calendar days keep the clock time of the zone that is named', () => {
    const from = Date.parse('2026-10-31T10:00Z');
    const inNewYork = addSpan(calendars, from, { unit: 'calendar days', count: 1, zone: 'America/New_York' });
    expect(new Date(inNewYork).toISOString()).to.equal('2026-11-01T11:00:00.000Z');
  });

  it('say so when they cannot be reckoned, and never end silently at the horizon', () => {
    const at = Date.parse('2026-11-20T14:00Z');
    const codeOf = (work: () => unknown) => {
      try {
        work();
        return 'nothing';
      } catch (error) {
        return (error as DomainError).code;
      }
    };
    expect(codeOf(() => addSpan(calendars, at, days(1, 'never')))).to.equal('calendar.endless');
    expect(codeOf(() => addSpan(calendars, at, hours(1e9)))).to.equal('calendar.endless');
    expect(codeOf(() => addSpan(calendars, at, plain(1e6)))).to.equal('calendar.horizon');
    expect(codeOf(() => addSpan(calendars, at, days(1.5)))).to.equal('span.wrong_count');
    expect(codeOf(() => addSpan(calendars, at, days(1, 'nobody')))).to.equal('calendar.unknown');
    expect(codeOf(() => compileCalendars([{ ...late, zone: 'Europe/Nowhere' }], 2026, 2026))).to.equal(
      'calendar.unknown_zone',
    );
    expect(codeOf(() => compileCalendars([{ ...late, hours: { '1': [['16:00', '08:00']] } }], 2026, 2026))).to.equal(
      'calendar.wrong_hours',
    );
  });

  it('working time counted between two instants is what has to be added to get from one to the other', () => {
    const calendar = calendarOf(calendars);
    const from = Date.parse('2026-03-20T09:17Z');
    for (let h = 1; h < 2000; h += 7) {
      const until = addWorkingTime(calendar, from, h * 3_600_000);
      expect(workedBetween(calendar, from, until)).to.equal(h * 3_600_000);
    }
  });

  it('come out the same whichever years were compiled first', () => {
    const narrow = compileCalendars([], 2026, 2026);
    const wide = compileCalendars([], 2000, 2050);
    for (let i = 0; i < 300; i++) {
      const from = Date.UTC(2001 + (i % 48), i % 12, 1 + (i % 28), i % 24);
      for (const span of [days(i % 40), hours(i), plain(i)])
        expect(addSpan(narrow, from, span)).to.equal(addSpan(wide, from, span));
    }
  });

  it('change the version of the calendars when a definition changes', () => {
    const other = compileCalendars([{ ...late, daysOff: [] }], 2026, 2026);
    expect(compileCalendars([late], 2026, 2026).version).to.equal(compileCalendars([late], 2020, 2030).version);
    expect(other.version).not.to.equal(compileCalendars([late], 2026, 2026).version);
  });
});
