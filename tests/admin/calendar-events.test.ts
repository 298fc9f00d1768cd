import { expect } from 'chai';
import { absenceOf, eventOf, hiddenWeekend } from '../../admin/pages/calendar/events.ts';
import type { CalendarTask } from '../../db/calendar.ts';
import type { OpenDay } from '../../domain/calendar/open-days.ts';

const warsaw = 'Europe/Warsaw';
/** Monday 23 November to Sunday 29 November 2026. */
const week = (open: readonly string[] = []): OpenDay[] =>
  Array.from({ length: 7 }, (_, i) => {
    const on = `2026-11-${23 + i}`;
    return { on, hours: i < 5 || open.includes(on) ? [['08:00', '16:00']] : [] };
  });
const work = (at: { readonly plannedAt?: string; readonly dueAt?: string }) =>
  ({ plannedAt: null, dueAt: null, ...at }) as unknown as CalendarTask;

describe('the weekend in a week of the calendar (rule 35)', () => {
  const [saturday, sunday] = [6, 0];

  it('is hidden while it holds neither work nor opening hours', () => {
    expect(hiddenWeekend([week()], [], warsaw)).to.deep.equal([saturday, sunday]);
    expect(hiddenWeekend([week()], [work({ plannedAt: '2026-11-25T09:00:00Z' })], warsaw)).to.deep.equal([6, 0]);
  });

  it('shows the day that holds work, planned or due, on the user’s wall', () => {
    expect(hiddenWeekend([week()], [work({ plannedAt: '2026-11-28T09:00:00Z' })], warsaw)).to.deep.equal([sunday]);
    expect(hiddenWeekend([week()], [work({ dueAt: '2026-11-29T22:59:00Z' })], warsaw)).to.deep.equal([saturday]);
    const fridayNight = [work({ plannedAt: '2026-11-27T23:30:00Z' })];
    expect(hiddenWeekend([week()], fridayNight, warsaw), 'Saturday in Warsaw').to.deep.equal([sunday]);
    expect(hiddenWeekend([week()], fridayNight, 'Europe/London'), 'Friday in London').to.deep.equal([saturday, sunday]);
  });

  it('shows the day on which something was done that nobody had planned (S0-43)', () => {
    const done = {
      ...work({}),
      recordedAt: '2026-11-28T09:00:00Z',
      durationMinutes: 20,
      state: 'done',
      color: 'green',
    };
    const contact = { ...done, priority: 'normal', people: [] } as unknown as CalendarTask;
    expect(hiddenWeekend([week()], [contact], warsaw)).to.deep.equal([sunday]);
    expect(eventOf(contact, { timeZone: warsaw, editable: true })).to.deep.include({
      ...{ allDay: false, start: '2026-11-28T10:00', end: '2026-11-28T10:20' },
      ...{ editable: false, classNames: ['ev', 'green', 'recorded'] },
    });
  });

  it('draws what nobody had planned so that it can be read, whether it took nothing or a week', () => {
    const ends = [0, 10_000].map((durationMinutes) => {
      const task = { ...work({}), recordedAt: '2026-11-25T09:00:00Z', durationMinutes, state: 'done', people: [] };
      return eventOf(task as unknown as CalendarTask, { timeZone: warsaw, editable: true }).end;
    });
    expect(ends).to.deep.equal(['2026-11-25T10:05', '2026-11-26T10:00']);
  });

  it('shows the day on which the office is open', () => {
    expect(hiddenWeekend([week(['2026-11-28'])], [], warsaw)).to.deep.equal([sunday]);
  });

  it('shows the day on which one of those shown works, though the office is closed', () => {
    expect(hiddenWeekend([week(), week(['2026-11-29'])], [], warsaw)).to.deep.equal([saturday]);
  });

  it('hides nothing of a span that is shorter than a week', () => {
    expect(hiddenWeekend([week().slice(4)], [], warsaw)).to.deep.equal([]);
  });
});

describe('an absence in the calendar', () => {
  it('fills whole days to its last one, in the column of whoever is away, and cannot be dragged', () => {
    const absence = {
      ...{ id: 'a', userId: 'anna', userName: 'Anna Wiśniewska', fromOn: '2026-12-30', toOn: '2026-12-31' },
      ...{ substituteId: null, substituteName: null },
    };
    expect(absenceOf(absence)).to.deep.include({
      ...{ id: 'a', resourceIds: ['anna'], allDay: true, editable: false },
      ...{ start: '2026-12-30', end: '2027-01-01' },
    });
  });
});
