import { expect } from 'chai';
import { absencesApi } from '../../api/absences.ts';
import { calendarApi } from '../../api/calendar.ts';
import { tasksApi } from '../../api/tasks.ts';
import { addAbsence, type Absence } from '../../db/absences.ts';
import type { DayWork } from '../../db/calendar-work.ts';
import type { CalendarPerson, CalendarTask, DayLoad } from '../../db/calendar.ts';
import type { Clash } from '../../db/clashes.ts';
import { recordContact, type Contact } from '../../db/task-contacts.ts';
import { createTask, type NewTask } from '../../db/tasks.ts';
import type { OpeningHours } from '../../domain/calendar/compile.ts';
import type { OpenDay } from '../../domain/calendar/open-days.ts';
import type { OwnDays } from '../../domain/calendar/own-hours.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { listed } from '../support/listed.ts';
import { serve, type Served } from '../support/served.ts';

type Answer = {
  tasks: CalendarTask[];
  load: DayLoad[];
  worked: DayWork[];
  absences: Absence[];
  days: OpenDay[];
  own: (OwnDays & { hours: OpeningHours })[];
  cut: boolean;
};

const [anna, pawel, maria, jan] = [viewer('anna'), viewer('pawel'), viewer('maria'), viewer('jan')];
/** A week with a holiday in it: Wednesday 11 November. */
const week = { from: '2026-11-08T23:00:00.000Z', to: '2026-11-15T23:00:00.000Z' };

describe('the calendar over HTTP', () => {
  let base: TestDatabase;
  let served: Served;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    served = await serve(base.db, { api: [absencesApi, calendarApi, tasksApi] });
  });
  afterEach(() => base.db.run('delete from tasks'));
  after(async () => {
    await served.close();
    await base.drop();
  });

  const made = async (who: typeof anna, over: Partial<NewTask> = {}) =>
    (
      await createTask(base.db, who, {
        type: 'call',
        title: 'Telefon',
        companyId: companies.drewPol.id,
        plannedAt: '2026-11-10T09:00:00.000Z',
        ...over,
      })
    ).id;
  const ask = async (who: typeof anna, over: Record<string, string> = {}) =>
    served.ask<Answer>(who, `GET /calendar?${new URLSearchParams({ ...week, ...over })}`);
  const ids = async (who: typeof anna, over: Record<string, string> = {}) =>
    (await ask(who, over)).body.tasks.map(({ id }) => id);

  it('shows one’s own work in the span, timed and untimed, and what reaches into it', async () => {
    const timed = await made(anna);
    const untimed = await made(anna, { plannedAt: null, dueAt: '2026-11-12T22:59:00.000Z' });
    const reaching = await made(anna, { plannedAt: '2026-11-08T22:30:00.000Z', durationMinutes: 120 });
    await made(anna, { plannedAt: '2026-11-16T09:00:00.000Z' });
    await made(pawel);
    expect(await ids(anna)).to.deep.equal([reaching, timed, untimed]);
    const { tasks } = (await ask(anna)).body;
    expect(tasks[1]).to.include({
      title: 'Telefon',
      color: 'accent',
      companyName: companies.drewPol.name,
      busy: false,
    });
  });

  it('filters by type, customer and state', async () => {
    const call = await made(anna);
    const meeting = await made(anna, { type: 'meeting', companyId: companies.zubr.id });
    expect(await ids(anna, { types: 'meeting,visit' })).to.deep.equal([meeting]);
    expect(await ids(anna, { companyId: companies.drewPol.id })).to.deep.equal([call]);
    await base.db.run(`update tasks set state = 'done', done_at = now(), done_by = owner_id where id = $1`, [call]);
    expect(await ids(anna, { state: 'open' })).to.deep.equal([meeting]);
    expect(await ids(anna, { state: 'done' })).to.deep.equal([call]);
  });

  const recorded = async (who: typeof anna, over: Partial<Contact> = {}) =>
    (
      await recordContact(base.db, who, {
        type: 'meeting',
        companyId: companies.drewPol.id,
        at: '2026-11-10T11:00:00.000Z',
        workMinutes: 75,
        note: 'Omówiono ofertę.',
        ...over,
      })
    ).id;

  it('shows what nobody had planned at the time at which it was done, also to the superior and to who took part (S0-43, S1-53)', async () => {
    const contact = await recorded(anna, { userIds: [users.pawel.id] });
    const undated = await made(anna, { plannedAt: null });
    await base.db.run(
      `update tasks set state = 'done', done_by = owner_id, done_at = '2026-11-12T10:00:00Z', work_minutes = 20 where id = $1`,
      [undated],
    );
    await recorded(anna, { at: '2026-11-16T11:00:00.000Z' });
    const both = { people: `${users.anna.id},${users.pawel.id}` };
    const stands = { recordedAt: '2026-11-10T11:00:00.000Z', durationMinutes: 75, color: 'violet', plannedAt: null };
    for (const who of [anna, maria]) {
      const [meeting, call, ...more] = (await ask(who, both)).body.tasks;
      expect(more).to.deep.equal([]);
      expect(meeting).to.include({ id: contact, state: 'done', busy: false, ...stands });
      expect(meeting!.people).to.have.members([users.anna.id, users.pawel.id]);
      // A task that was finished ends when it was finished; the time of a contact is that of its start.
      expect(call).to.include({ id: undated, recordedAt: '2026-11-12T09:40:00.000Z', durationMinutes: 20 });
    }
    expect((await ask(pawel)).body.tasks.map(({ id }) => id)).to.deep.equal([contact]);
    expect(await ids(anna, { recorded: 'no' })).to.deep.equal([]);
    expect(await ids(anna, { state: 'open' })).to.deep.equal([]);
    expect(await ids(anna, { types: 'call' })).to.deep.equal([undated]);
  });

  it('shows it in the order in which it was begun, and however long it took within a day of when it was finished', async () => {
    const done = async (at: string, workMinutes: number) => {
      const id = await made(anna, { plannedAt: null });
      await base.db.run(
        `update tasks set state = 'done', done_by = owner_id, done_at = $2, work_minutes = $3 where id = $1`,
        [id, at, workMinutes],
      );
      return id;
    };
    const long = await done('2026-11-12T10:00:00Z', 120);
    const contact = await recorded(anna, { at: '2026-11-12T09:00:00.000Z' });
    const endless = await done('2026-11-13T10:00:00Z', 10_000);
    const nothing = await done('2026-11-14T10:00:00Z', 0);
    const overMidnight = await done('2026-11-15T23:10:00Z', 30);
    const shown = (await ask(anna)).body.tasks.map(({ id, recordedAt, durationMinutes }) => [
      id,
      recordedAt,
      durationMinutes,
    ]);
    expect(shown).to.deep.equal([
      [long, '2026-11-12T08:00:00.000Z', 120],
      [contact, '2026-11-12T09:00:00.000Z', 75],
      [endless, '2026-11-12T10:00:00.000Z', 10_000],
      [nothing, '2026-11-14T09:55:00.000Z', 0],
      [overMidnight, '2026-11-15T22:40:00.000Z', 30],
    ]);
  });

  it('counts the time worked by person and day, and each number opens exactly its tasks (S4-29, rule 42)', async () => {
    await recorded(anna);
    await recorded(anna, { type: 'call', workMinutes: null, callSeconds: 241 });
    await recorded(anna, { workMinutes: null });
    await recorded(pawel, { userIds: [users.anna.id], at: '2026-11-12T08:00:00.000Z' });
    const hidden = await recorded(anna, { workMinutes: 45 });
    await base.db.run('update tasks set private = true where id = $1', [hidden]);
    for (const [who, minutes] of [
      [anna, 125],
      [maria, 80],
    ] as const) {
      const { worked, load } = (await ask(who, { people: `${users.anna.id},${users.pawel.id}` })).body;
      expect(worked.find(({ userId }) => userId === users.anna.id)).to.include({ on: '2026-11-10', minutes });
      expect(load).to.deep.equal([]);
      for (const { userId, minutes: sum, count } of worked) {
        const query = { list: 'done', who: 'all', spent: '1', ownerId: userId, ...week };
        const rows = await listed(base.db, who, { kind: 'tasks', query, columns: ['workMinutes'] });
        expect([rows.length, sum > 0]).to.deep.equal([count, true]);
      }
    }
  });

  it('shows a superior the work of their people, and colleagues only when one is busy', async () => {
    const id = await made(anna, { place: 'Kraków' });
    await made(anna, { plannedAt: null, dueAt: '2026-11-12T22:59:00.000Z' });
    const people = { people: `${users.anna.id},${users.pawel.id}` };
    expect((await ask(maria, people)).body.tasks[0]).to.include({ id, title: 'Telefon', place: 'Kraków' });
    const [busy, ...more] = (await ask(pawel, people)).body.tasks;
    expect(more).to.deep.equal([]);
    expect(busy).to.include({ id, busy: true, ownerId: users.anna.id, title: null, companyName: null, place: null });
    expect(await ids(pawel, { ...people, types: 'call' })).to.deep.equal([]);
  });

  it('shows a stranger’s calendar to nobody without the right', async () => {
    await made(jan);
    expect(await ids(anna, { people: users.jan.id })).to.deep.equal([]);
    const people = (await served.ask<{ people: CalendarPerson[] }>(anna, 'GET /calendar/people')).body.people;
    expect(people.map(({ name, open }) => [name, open])).to.deep.equal([
      ['Anna Wiśniewska', true],
      ['Paweł Lewandowski', false],
    ]);
  });

  it('shows a private task as time that is taken, also to an administrator and in no list (rule 35)', async () => {
    const id = await made(anna, { title: 'Dentysta', companyId: null, private: true });
    expect((await ask(anna)).body.tasks[0]).to.include({ id, title: 'Dentysta', private: true, busy: false });
    for (const other of [maria, jan]) {
      const answer = await ask(other, { people: users.anna.id });
      expect(answer.body.tasks[0]).to.include({ id, busy: true, title: null, private: false });
      expect(JSON.stringify(answer.body)).not.to.contain('Dentysta');
      expect(JSON.stringify((await served.ask(other, 'GET /tasks?who=all')).body)).not.to.contain('Dentysta');
      expect((await served.ask(other, `GET /tasks/${id}`)).status).to.equal(404);
    }
  });

  it('tells nothing of hidden work that had no plan: neither when it was done nor how long it took (rule 35)', async () => {
    const id = await recorded(anna, { at: '2026-11-10T11:07:00.000Z', workMinutes: 43 });
    const planned = await made(anna, { private: true, companyId: null, durationMinutes: 30 });
    await base.db.run('update tasks set private = true where id = $1', [id]);
    await base.db.run(
      `update tasks set state = 'done', done_by = owner_id, done_at = '2026-11-12T10:13:00Z', work_minutes = 43 where id = $1`,
      [planned],
    );
    expect(await ids(anna)).to.have.members([id, planned]);
    const { tasks } = (await ask(maria, { people: users.anna.id })).body;
    expect(tasks.map((one) => one.id)).to.deep.equal([planned]);
    expect(tasks[0]).to.include({ busy: true, recordedAt: null, durationMinutes: 30 });
  });

  it('counts the load of a day with the usual minutes of a type, whatever is filtered (rule 35)', async () => {
    await made(anna, { durationMinutes: 45 });
    await made(anna, { type: 'visit', plannedAt: null, dueAt: '2026-11-10T22:59:00.000Z' });
    const { load } = (await ask(anna, { types: 'call' })).body;
    expect(load).to.deep.equal([
      {
        ...{ userId: users.anna.id, on: '2026-11-10', count: 2 },
        ...{ minutes: 45 + 90, untimedMinutes: 90, hiddenMinutes: 0 },
      },
    ]);
  });

  it('counts for whoever takes part as well, once for each, and of hidden work that with an hour', async () => {
    await made(anna, { durationMinutes: 60, userIds: [users.pawel.id, users.anna.id] });
    await made(anna, { durationMinutes: 30, private: true, companyId: null });
    await made(anna, { plannedAt: null, dueAt: '2026-11-10T22:59:00.000Z', private: true, companyId: null });
    const of = async (who: typeof anna) =>
      (await ask(who, { people: `${users.anna.id},${users.pawel.id}` })).body.load.map(
        ({ userId, minutes, hiddenMinutes, count }) => [userId, minutes, hiddenMinutes, count],
      );
    expect(await of(maria)).to.have.deep.members([
      [users.anna.id, 90, 30, 1],
      [users.pawel.id, 60, 0, 1],
    ]);
    expect((await of(anna)).find(([id]) => id === users.anna.id)!.slice(2)).to.deep.equal([0, 3]);
  });

  it('each load opens exactly the tasks that it counts (rule 42)', async () => {
    await made(anna, { userIds: [users.pawel.id] });
    await made(pawel, { plannedAt: null, dueAt: '2026-11-12T22:59:00.000Z' });
    await made(pawel, { plannedAt: '2026-11-16T09:00:00.000Z' });
    await made(anna, { private: true, companyId: null, userIds: [users.pawel.id] });
    await base.db.run(`update tasks set state = 'cancelled' where id = $1`, [await made(pawel)]);
    for (const who of [anna, pawel, maria, jan]) {
      for (const person of [users.anna.id, users.pawel.id]) {
        const { load } = (await ask(who, { people: person })).body;
        const query = { list: 'planned', people: person, ...week };
        const rows = await listed(base.db, who, { kind: 'tasks', query, columns: ['durationMinutes'] });
        expect(rows.length).to.equal(load.reduce((sum, { count }) => sum + count, 0));
        expect(rows.reduce((sum, row) => sum + Number(row['durationMinutes']), 0)).to.equal(
          load.reduce((sum, { minutes, hiddenMinutes }) => sum + minutes - hiddenMinutes, 0),
        );
      }
    }
  });

  it('shows who is away in the days of the span, to whoever may open the calendar', async () => {
    const away = (fromOn: string, toOn: string) =>
      addAbsence(base.db, anna, { fromOn, toOn, substituteId: users.pawel.id });
    const { id } = await away('2026-11-15', '2026-11-20');
    await away('2026-11-16', '2026-11-16');
    const people = { people: `${users.anna.id},${users.jan.id}` };
    const shown = {
      ...{ id, userId: users.anna.id, userName: users.anna.name, fromOn: '2026-11-15', toOn: '2026-11-20' },
      ...{ substituteId: users.pawel.id, substituteName: users.pawel.name },
    };
    for (const who of [anna, pawel, maria]) expect((await ask(who, people)).body.absences).to.deep.equal([shown]);
    const stranger = viewer('jan', { scope: 'own', seesUsers: [users.jan.id], rights: new Set(['task.read']) });
    expect((await ask(stranger, people)).body.absences).to.deep.equal([]);
    const planned = await served.ask<{ rows: Absence[] }>(
      pawel,
      `GET /absences?people=${users.anna.id}&from=2026-11-20&to=2026-11-20`,
    );
    expect(planned.body.rows.map((row) => row.id)).to.deep.equal([id]);
    // Work is handed to one's superior as well.
    const boss = await addAbsence(base.db, maria, { fromOn: '2026-11-20', toOn: '2026-11-20' });
    const path = `GET /absences?people=${users.maria.id}&from=2026-11-20&to=2026-11-20` as const;
    const seen = (await served.ask<{ rows: Absence[] }>(pawel, path)).body.rows.map((row) => row.id);
    const hidden = (await served.ask<{ rows: Absence[] }>(stranger, path)).body.rows;
    expect([seen, hidden]).to.deep.equal([[boss.id], []]);
    await base.db.run('delete from absences');
  });

  it('says with whom a time overlaps and when, also for those who take part, and of what is private only that it is taken (rule 35)', async () => {
    await made(anna, { durationMinutes: 60, userIds: [users.pawel.id] });
    await made(anna, { title: 'Dentysta', companyId: null, private: true, plannedAt: '2026-11-10T10:30:00.000Z' });
    await made(pawel, {
      plannedAt: '2026-11-17T09:30:00.000Z',
      durationMinutes: 30,
      companyId: null,
      title: 'Przegląd',
    });
    await made(anna, { plannedAt: null, dueAt: '2026-11-10T22:59:00.000Z' });
    await recorded(anna);
    const clashes = async (who: typeof anna, over: Record<string, string> = {}) => {
      const asked = {
        people: `${users.anna.id},${users.pawel.id}`,
        at: '2026-11-10T09:45:00.000Z',
        minutes: '60',
        ...over,
      };
      const { body } = await served.ask<{ rows: Clash[] }>(who, `GET /calendar/clashes?${new URLSearchParams(asked)}`);
      return body.rows.map(({ userName, at, title }) => [userName, at.slice(8, 16), title]);
    };
    const meeting = [
      [users.anna.name, '10T09:00', companies.drewPol.name],
      [users.pawel.name, '10T09:00', companies.drewPol.name],
    ];
    const taken = [users.anna.name, '10T10:30', null];
    expect(await clashes(anna)).to.deep.equal([...meeting, [users.anna.name, '10T10:30', 'Dentysta']]);
    expect(await clashes(maria)).to.deep.equal([...meeting, taken]);
    expect(await clashes(pawel)).to.deep.equal([...meeting, taken]);
    // It ends as the other begins; the time of a type counts where none is given.
    expect(await clashes(anna, { at: '2026-11-10T10:00:00.000Z', minutes: '30' })).to.deep.equal([]);
    expect(await clashes(anna, { at: '2026-11-10T08:45:00.000Z', minutes: '15' })).to.deep.equal([]);
    const every = { at: '2026-11-10T09:45:00.000Z,2026-11-17T09:45:00.000Z', minutes: '15' };
    expect(await clashes(anna, every)).to.deep.equal([...meeting, [users.pawel.name, '17T09:30', null]]);
    const { id } = await base.db.one<{ id: string }>(
      `select id from tasks where title = 'Telefon' and planned_at is not null`,
    );
    expect(await clashes(anna, { ...every, except: id })).to.deep.equal([[users.pawel.name, '17T09:30', null]]);
    const stranger = viewer('jan', { scope: 'own', seesUsers: [users.jan.id], rights: new Set(['task.read']) });
    expect(await clashes(stranger)).to.deep.equal([]);
  });

  it('says who works other hours than the office, to whoever may open the calendar (rule 34)', async () => {
    const hours = { '1': [['08:00', '12:00']], '3': [['08:00', '12:00']], '6': [['10:00', '13:00']] };
    await base.db.run('update users set hours = $2 where id = $1', [users.anna.id, JSON.stringify(hours)]);
    const people = { people: `${users.anna.id},${users.pawel.id}` };
    for (const who of [anna, pawel, maria]) {
      const { own } = (await ask(who, people)).body;
      expect(own).to.have.length(1);
      expect(own[0]).to.deep.include({ userId: users.anna.id, hours });
      // Monday, Tuesday, the holiday, Saturday.
      expect([0, 1, 2, 5].map((at) => own[0]!.days[at]!.hours)).to.deep.equal([
        [['08:00', '12:00']],
        [],
        [],
        [['10:00', '13:00']],
      ]);
    }
    const stranger = viewer('jan', { scope: 'own', seesUsers: [users.jan.id], rights: new Set(['task.read']) });
    expect((await ask(stranger, people)).body.own).to.deep.equal([]);
    await base.db.run('update users set hours = null');
  });

  it('says hours that are kept by another clock as they read on the viewer’s wall (rule 28)', async () => {
    const keep = (timeZone: string | null, hours: OpeningHours | null) =>
      base.db.run('update users set hours = $2, time_zone = $3 where id = $1', [users.anna.id, hours, timeZone]);
    const ofAnna = async (who: typeof anna) => (await ask(who, { people: users.anna.id })).body.own[0]!;
    const hours: OpeningHours = { '1': [['08:00', '16:00']], '3': [['08:00', '16:00']] };
    await keep('Europe/London', hours);
    const seen = await ofAnna(maria);
    expect(seen.hours).to.deep.equal({ '1': [['09:00', '17:00']], '3': [['09:00', '17:00']] });
    // Monday, Tuesday, the holiday.
    expect([0, 1, 2].map((at) => seen.days[at]!.hours)).to.deep.equal([[['09:00', '17:00']], [], []]);
    expect((await ofAnna(viewer('anna', { timeZone: 'Europe/London' }))).hours).to.deep.equal(hours);
    // Monday's work goes on over midnight, and Sunday's, before the span, reaches into it.
    await keep('America/New_York', { '1': [['16:00', '20:00']], '7': [['20:00', '22:00']] });
    const far = await ofAnna(maria);
    const [monday, tuesday] = [
      [
        ['02:00', '04:00'],
        ['22:00', '24:00'],
      ],
      [['00:00', '02:00']],
    ];
    expect(far.hours).to.deep.equal({ '1': monday, '2': tuesday });
    expect([0, 1].map((at) => far.days[at]!.hours)).to.deep.equal([monday, tuesday]);
    await keep(null, null);
    // The house's own too.
    const { days } = (await ask(viewer('anna', { timeZone: 'Europe/London' }))).body;
    expect(days[1]).to.deep.equal({ on: '2026-11-09', hours: [['07:00', '15:00']] });
  });

  it('says when the office is open and why it is not', async () => {
    const { days } = (await ask(anna)).body;
    expect(days).to.have.length(7);
    expect(days[0]).to.deep.equal({ on: '2026-11-09', hours: [['08:00', '16:00']] });
    expect(days[2]).to.deep.equal({ on: '2026-11-11', hours: [], off: 'Narodowe Święto Niepodległości' });
    expect(days[5]).to.deep.equal({ on: '2026-11-14', hours: [] });
  });

  it('answers in the days of the viewer’s zone', async () => {
    await made(anna, { plannedAt: '2026-11-10T23:30:00.000Z' });
    const tokyo = viewer('anna', { timeZone: 'Asia/Tokyo' });
    expect((await ask(anna)).body.load[0]?.on).to.equal('2026-11-11');
    expect((await ask(tokyo)).body.load[0]?.on).to.equal('2026-11-11');
    expect((await ask(viewer('anna', { timeZone: 'America/New_York' }))).body.load[0]?.on).to.equal('2026-11-10');
  });

  it('refuses a span without an end, and one that is too long', async () => {
    expect((await ask(anna, { to: week.from })).status).to.equal(422);
    expect((await ask(anna, { to: '2027-11-15T23:00:00.000Z' })).status).to.equal(422);
    expect((await ask(anna, { people: 'x' })).status).to.equal(400);
  });
});
