import { expect } from 'chai';
import {
  movedDayOf,
  once,
  recurrenceChangeOf,
  recurrenceOf,
  repeatOf,
  ruleChangeOf,
} from '../../admin/pages/task/recurrence.ts';
import { contactOf, newTaskOf, startValues } from '../../admin/pages/task/values.ts';

const zone = 'Europe/Warsaw';
const [opportunity, parent, company] = ['szansa', 'główne', 'klient'].map((name, at) => ({ id: `${at}`, name }));

/** What the form of a task says to the API. */
describe('the form of a task', () => {
  const values = {
    ...startValues({ opportunity: opportunity!, parent: parent!, company: company! }, zone),
    ...{ title: 'Telefon', note: 'Wezmą w maju.', reminders: ['15', '1440'], resourceIds: ['sala'] },
  };

  it('sends what a contact belongs to along with it', async () => {
    expect(await contactOf(values, zone)).to.include({ opportunityId: '0', parentId: '1', companyId: '2' });
  });

  it('says of a contact where it took place, and that it is private', async () => {
    const meeting = { ...values, place: ' Kraków, Rynek 1 ', private: true };
    expect(await contactOf(meeting, zone)).to.include({ place: 'Kraków, Rynek 1', private: true });
  });

  it('says what a contact was about where that was written', async () => {
    expect(await contactOf({ ...values, description: 'Reklamacja okuć' }, zone)).to.include({
      description: 'Reklamacja okuć',
    });
  });

  it('says what came of a contact where it was chosen', async () => {
    expect(await contactOf({ ...values, outcome: 'talked' }, zone)).to.include({ outcome: 'talked' });
  });

  it('says no time of a contact that was just now, so that it is the same one when it is sent again', async () => {
    expect(await contactOf(values, zone)).not.to.have.any.keys('at', 'doneAt');
  });

  it('sends a new task with its opportunity, main task, reminders and bookings at once', async () => {
    const body = await newTaskOf(values, zone);
    expect(body).to.include({ opportunityId: '0', parentId: '1' });
    expect(body).to.deep.include({ remindMinutes: [15, 1440], resourceIds: ['sala'] });
    expect(body).not.to.have.property('callAnyway');
  });

  describe('with a day for which it is planned', () => {
    const real = globalThis.fetch;
    const days: Readonly<Record<string, string>> = { jutro: '2027-07-01', piątek: '2027-07-02' };
    before(() => {
      // The server reads what is typed; the addresses of the panel are those of its own page.
      globalThis.fetch = (address) => {
        const on = days[new URL(address as string, 'http://nurt').searchParams.get('text')!];
        return Promise.resolve(Response.json({ date: { on } }));
      };
    });
    after(() => {
      globalThis.fetch = real;
    });

    it('makes of the day alone its deadline', async () => {
      const body = await newTaskOf({ ...values, planned: 'jutro' }, zone);
      expect(body).to.include({ plannedAt: null, dueAt: '2027-07-01T21:59:00.000Z' });
    });

    it('keeps the day beside a deadline, and what comes again begins on it', async () => {
      const body = await newTaskOf({ ...values, planned: 'jutro', due: 'piątek' }, zone);
      expect(body).to.include({ plannedAt: '2027-07-01T07:00:00.000Z', dueAt: '2027-07-02T21:59:00.000Z' });
      const again = recurrenceOf(body, { ...once, kind: 'week' }, zone);
      expect(again).to.include({ startsOn: '2027-07-01', localTime: '09:00', rule: 'FREQ=WEEKLY;BYDAY=TH' });
    });
  });

  it('keeps both in a task that comes again, which books nothing', async () => {
    const again = recurrenceOf(await newTaskOf(values, zone), { ...once, kind: 'day' }, zone) as { task: object };
    expect(again.task).to.include({ opportunityId: '0', parentId: '1' });
    expect(again.task).not.to.have.any.keys('resourceIds', 'percent', 'companyId');
  });

  it('sends what is no number as it was typed, to be refused', async () => {
    const typed = { percent: 'pół', duration: 'godzina', callMinutes: '5 min', workMinutes: 'x', kilometres: '12 km' };
    expect(await newTaskOf({ ...values, ...typed }, zone)).to.include({ percent: 'pół', durationMinutes: 'godzina' });
    expect(await contactOf({ ...values, ...typed }, zone)).to.include({ callSeconds: '5 min', workMinutes: 'x' });
    expect(await contactOf({ ...values, callMinutes: ' 5 ' }, zone)).to.include({ callSeconds: 300 });
  });

  it('begins with a span or a day that was drawn', () => {
    const span = startValues({ plannedAt: '2027-04-05T07:00:00.000Z', durationMinutes: 90 }, zone);
    expect(span).to.include({ planned: '5.04.2027 09:00', duration: '90', due: '' });
    expect(startValues({ dueAt: '2027-04-05T21:59:00.000Z' }, zone)).to.include({ planned: '', due: '5.04.2027' });
  });

  it('shows a rule as it is, and says only what was changed of it: the 31st stays the 31st', () => {
    const rule = {
      rule: 'FREQ=MONTHLY;BYMONTHDAY=31',
      endsOn: null,
      holidays: 'later',
      shortMonth: 'last',
      whenAway: 'keep',
    } as const;
    const repeat = repeatOf(rule);
    expect(repeat).to.include({ kind: 'month', every: '1', endsOn: '', holidays: 'later' });
    expect(ruleChangeOf(rule, repeat, '2027-06-30')).to.deep.equal({});
    expect(ruleChangeOf(rule, { ...repeat, every: '2', endsOn: '2027-12-31' }, '2027-06-30')).to.deep.equal({
      ...{ rule: 'FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=2', endsOn: '2027-12-31' },
    });
    const weekly = ruleChangeOf(rule, { ...repeat, kind: 'week', days: [2] }, '2027-06-30');
    expect(weekly).to.deep.equal({ rule: 'FREQ=WEEKLY;BYDAY=TU' });
  });

  it('says of the following ones that a call is no offer as well', () => {
    const change = recurrenceChangeOf({ type: 'call', callAnyway: true }, zone);
    expect(change).to.deep.equal({ callAnyway: true, task: { type: 'call' } });
  });

  it('takes the others along as many days as one of them was moved', () => {
    const task = { plannedAt: '2027-06-29T07:00:00.000Z', dueAt: null, recursOn: '2027-06-27' };
    const moved = (plannedAt: string) => movedDayOf(task, { plannedAt }, zone);
    expect(moved('2027-07-01T09:00:00.000Z')).to.deep.equal({ from: '2027-06-27', to: '2027-06-29' });
    expect(moved('2027-06-29T12:00:00.000Z')).to.equal(undefined);
  });

  it('carries a queue, a deadline and a time that goes away to the following ones', () => {
    expect(recurrenceChangeOf({ receiver: { queue: 'sales' }, title: 'Telefon' }, zone)).to.deep.equal({
      ownerId: null,
      task: { title: 'Telefon', queue: 'sales' },
    });
    expect(recurrenceChangeOf({ receiver: { ownerId: 'anna' } }, zone)).to.deep.equal({ ownerId: 'anna' });
    const dueAt = '2027-07-01T09:00:00.000Z';
    expect(recurrenceChangeOf({ dueAt }, zone)).to.deep.equal({ dueAt });
    expect(recurrenceChangeOf({ plannedAt: null }, zone)).to.deep.equal({ localTime: null });
  });
});
