import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import { fromWall } from '../../domain/calendar/wall.ts';
import type { DomainError } from '../../domain/domain-error.ts';
import { addAbsence, removeAbsence } from '../../db/absences.ts';
import { applyAbsences, closeMissed } from '../../db/made-days.ts';
import { makeDueDays } from '../../db/recurrence-days.ts';
import { createRecurrence, editRecurrence, endRecurrence, type NewRecurrence } from '../../db/recurrences.ts';
import { readRecurrence } from '../../db/recurrence-page.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { editTask } from '../../db/task-edits.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { listed } from '../support/listed.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');
const viewerOfAll = (who: Viewer): Viewer => ({ ...who, scope: 'all' });

describe('work that comes again (rule 33)', () => {
  let base: TestDatabase;
  let today: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    today = (await base.db.one<{ today: string }>(`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today`))
      .today;
  });
  after(() => base.drop());
  beforeEach(async () => {
    await base.db.run('delete from absences');
    await base.db.run('delete from tasks');
    await base.db.run('delete from recurrences');
  });

  const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const at = (days: number) => `${inDays(days)}T12:00:00.000Z`;
  const set = (over: Partial<NewRecurrence> = {}) =>
    createRecurrence(base.db, anna, {
      rule: 'FREQ=DAILY;INTERVAL=7',
      startsOn: inDays(1),
      localTime: '09:00',
      companyId: companies.drewPol.id,
      task: { type: 'call', title: 'Telefon kontrolny', remindMinutes: [15], checklist: ['Zamówienia', 'Reklamacje'] },
      ...over,
    });
  type Row = { id: string; recursOn: string; plannedAt: string; state: string; ownerId: string; title: string };
  const rows = () =>
    base.db.rows<Row>(
      `select id, to_char(recurs_on, 'YYYY-MM-DD') as recurs_on, planned_at, state, owner_id, title from tasks
       where recurrence_id is not null order by planned_at, id`,
    );
  const marks = async (id: string) =>
    (await readRecurrence(base.db, anna, id)).days.map(({ state, reason }) => reason ?? state);

  it('is made ninety days ahead with all of its task, and each day once', async () => {
    const { taskId } = await set();
    const made = await rows();
    expect(made).to.have.length(13);
    expect(made[0]).to.include({ id: taskId, recursOn: inDays(1), ownerId: users.anna.id });
    const count = await base.db.one('select count(*) as n from reminders');
    expect(count).to.deep.equal({ n: 13 });
    expect(await makeDueDays(base.db, at(0))).to.include({ made: 0 });
    expect(await makeDueDays(base.db, at(7))).to.include({ made: 1 });
    expect(await makeDueDays(base.db, at(7))).to.include({ made: 0 });
  });

  it('keeps the time on the wall over the change of the clock', async () => {
    await set({ rule: 'FREQ=DAILY', startsOn: inDays(0) });
    const hours = await base.db.rows<{ hour: number }>(
      `select distinct extract(hour from planned_at at time zone 'Europe/Warsaw')::int as hour from tasks`,
    );
    expect(hours).to.deep.equal([{ hour: 9 }]);
  });

  /** The house works on every day but this one. */
  const closeOn = (day: string) =>
    base.db.run(
      `insert into working_calendars (code, name, time_zone, hours, holidays, days_off, updated_by) values ('organisation', 'x', 'Europe/Warsaw',
       '{"1":[["08:00","16:00"]],"2":[["08:00","16:00"]],"3":[["08:00","16:00"]],"4":[["08:00","16:00"]],"5":[["08:00","16:00"]],"6":[["08:00","16:00"]],"7":[["08:00","16:00"]]}',
       'none', array[$1::date], 'system:test') on conflict (code) do update set hours = excluded.hours, holidays = 'none', days_off = excluded.days_off`,
      [day],
    );

  it('leaves out days off, or moves them', async () => {
    await closeOn(inDays(8));
    const { id } = await set({ holidays: 'skip' });
    expect((await rows()).map(({ recursOn }) => recursOn)).not.to.include(inDays(8));
    expect(await marks(id)).to.include('holiday');
    await base.db.run('delete from tasks');
    await set({ holidays: 'later' });
    const moved = (await rows()).find(({ recursOn }) => recursOn === inDays(8))!;
    expect(moved.plannedAt.slice(0, 10)).to.equal(inDays(9));
    // Its owner has hours of their own, and none on the weekday after (rule 34).
    await base.db.run('delete from tasks');
    const free = String(new Date(inDays(9)).getUTCDay() || 7);
    const hours = Object.fromEntries(
      [...'1234567'].filter((day) => day !== free).map((day) => [day, [['08:00', '12:00']]]),
    );
    await base.db.run('update users set hours = $2 where id = $1', [users.anna.id, JSON.stringify(hours)]);
    await set({ holidays: 'later' });
    const own = (await rows()).find(({ recursOn }) => recursOn === inDays(8))!;
    expect(own.plannedAt.slice(0, 10)).to.equal(inDays(10));
    await base.db.run('update users set hours = null');
    await base.db.run('delete from working_calendars');
  });

  it('records what was missed and piles nothing up', async () => {
    const { id } = await set({ rule: 'FREQ=DAILY', startsOn: inDays(-5) });
    const made = await rows();
    expect(made[0]!.recursOn).to.equal(inDays(0));
    expect((await marks(id)).slice(0, 5)).to.deep.equal(['past', 'past', 'past', 'past', 'past']);
    await base.db.transaction((tx) => closeMissed(tx, at(3)));
    const open = (await rows()).filter(({ state }) => state === 'open');
    expect(open[0]!.recursOn).to.equal(inDays(3));
    const missed = await base.db.one(
      `select count(*) as n from recurrence_days where recurrence_id = $1 and reason = 'next came'`,
      [id],
    );
    expect(missed).to.deep.equal({ n: 3 });
  });

  it('goes on without a person or colleague who has gone since', async () => {
    const [gone] = await base.db.rows<{ id: string }>(
      `insert into people (company_id, last_name, created_by, updated_by) values ($1, 'Odchodząca', 'system:test', 'system:test') returning id`,
      [companies.drewPol.id],
    );
    const task = { type: 'call', title: 'We troje', personIds: [gone!.id], userIds: [users.pawel.id, users.maria.id] };
    await set({ task });
    await base.db.run('update people set deleted_at = now() where id = $1', [gone!.id]);
    await base.db.run('update users set active = false where id = $1', [users.pawel.id]);
    expect(await makeDueDays(base.db, at(7))).to.include({ made: 1, failed: 0 });
    const last = await base.db.one(
      `select array(select user_id from task_users where task_id = t.id) as users, array(select person_id from task_people where task_id = t.id) as people
       from tasks t order by recurs_on desc limit 1`,
    );
    expect(last).to.deep.equal({ users: [users.maria.id], people: [] });
    const refused = await set({ task }).catch((error: unknown) => error);
    expect((refused as DomainError).code).to.equal('task.colleague_unknown');
    await base.db.run('update users set active = true where id = $1', [users.pawel.id]);
  });

  it('is made for everybody else when one cannot be made, and that one later', async () => {
    const { id: broken } = await set();
    await set({ task: { type: 'call', title: 'Druga' } });
    const spoil = (caseId: string | null) =>
      base.db.run(`update recurrences set task = task || jsonb_build_object('caseId', $2::text) where id = $1`, [
        broken,
        caseId,
      ]);
    await spoil(companies.drewPol.id);
    const complaints: string[] = [];
    const failed = (id: string) => void complaints.push(id);
    expect(await makeDueDays(base.db, at(7), { failed })).to.include({ made: 1, failed: 1 });
    expect(complaints).to.deep.equal([broken]);
    expect(await marks(broken)).to.include('failed');
    await spoil(null);
    expect(await makeDueDays(base.db, at(7))).to.include({ made: 1, failed: 0 });
    expect(await marks(broken)).not.to.include('failed');
  });

  it('begins a year ago at the earliest, and what was missed long ago is not told', async () => {
    const refused = await set({ startsOn: '0001-01-01' }).catch((error: unknown) => error);
    expect((refused as DomainError).code).to.equal('recurrence.start_past');
    await set({ rule: 'FREQ=DAILY', startsOn: inDays(-300) });
    const told = await base.db.one<{ day: string }>(
      `select to_char(min(day), 'YYYY-MM-DD') as day from recurrence_days`,
    );
    expect(told.day).to.equal(inDays(-60));
  });

  it('changes this one alone as any task', async () => {
    await set();
    const [first, second] = await rows();
    await editTask(base.db, anna, { id: first!.id, version: 1, change: { title: 'Tylko ten' } });
    expect((await rows()).map(({ title }) => title).slice(0, 2)).to.deep.equal(['Tylko ten', 'Telefon kontrolny']);
    expect(second!.title).to.equal('Telefon kontrolny');
  });

  it('changes this and the following, in the same step, and leaves what was touched or done', async () => {
    const { id } = await set();
    const before = await rows();
    await completeTask(base.db, anna, { id: before[0]!.id, outcome: 'talked', answers: {}, note: '' });
    await editTask(base.db, anna, { id: before[3]!.id, version: 1, change: { title: 'Poprawiony ręcznie' } });
    const change = { localTime: '14:30', task: { type: 'call', title: 'Po nowemu' } };
    const edited = await editRecurrence(base.db, anna, { id, version: 1, from: before[2]!.recursOn, change });
    const after = await rows();
    expect(after.filter(({ title }) => title === 'Telefon kontrolny')).to.have.length(2);
    const renewed = after.filter(({ title }) => title === 'Po nowemu');
    expect(renewed[0]!.recursOn).to.equal(before[2]!.recursOn);
    expect(renewed).to.have.length(10);
    expect(new Set(after.map(({ recursOn }) => recursOn)).size).to.equal(after.length);
    expect(after.some(({ title }) => title === 'Poprawiony ręcznie')).to.equal(true);
    expect((await readRecurrence(base.db, anna, edited.id)).said.pl).to.equal('co 7 dni, 14:30');
  });

  it('begins on its first day where its rule is changed before that', async () => {
    const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(inDays(7)).getUTCDay()]!;
    const { id } = await set({ rule: `FREQ=WEEKLY;BYDAY=${weekday}`, startsOn: inDays(7) });
    const change = { rule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}` };
    await editRecurrence(base.db, anna, { id, version: 1, change });
    expect((await rows()).map(({ recursOn }) => recursOn).slice(0, 2)).to.deep.equal([inDays(7), inDays(21)]);
  });

  it('moves this and the following to another day and time, in the same step', async () => {
    const { id } = await set();
    const [first, second] = await rows();
    const moved = { from: second!.recursOn, to: inDays(9) };
    await editRecurrence(base.db, anna, { id, version: 1, from: moved.from, moved, change: { localTime: '14:30' } });
    const after = (await rows()).map(({ recursOn }) => recursOn);
    expect(after.slice(0, 3)).to.deep.equal([first!.recursOn, inDays(9), inDays(16)]);
    expect(new Set(after).size).to.equal(after.length);
  });

  it('answers the task on the day that was asked for, however far ahead it is', async () => {
    const { id } = await set({ rule: 'FREQ=DAILY' });
    const far = (await rows())[40]!;
    const change = { localTime: '14:30' };
    const { id: next, task } = await editRecurrence(base.db, anna, { id, version: 1, on: far.recursOn, change });
    expect((await rows())[40]).to.include({ id: task!.id, recursOn: far.recursOn });
    expect(task!.on).to.equal(far.recursOn);
    const ended = await editRecurrence(base.db, anna, { id: next, version: 1, on: inDays(200), change });
    expect(ended.task).to.equal(null);
  });

  it('of tasks at a time of day has no deadline, and says so', async () => {
    const { id } = await set();
    const change = { dueAt: at(9) };
    const refused = editRecurrence(base.db, anna, { id, version: 1, change }).catch((error: unknown) => error);
    expect((await refused) as DomainError).to.include({ code: 'recurrence.due_alone', field: 'dueAt' });
    const endOfDay = fromWall(`${inDays(9)}T23:59`, 'Europe/Warsaw');
    await editRecurrence(base.db, anna, { id, version: 1, change: { dueAt: endOfDay, localTime: null } });
  });

  it('of tasks for a whole day is due at the end of the day, and says so', async () => {
    const { id } = await set({ localTime: null });
    const change = { dueAt: fromWall(`${inDays(9)}T12:00`, 'Europe/Warsaw') };
    const refused = editRecurrence(base.db, anna, { id, version: 1, change }).catch((error: unknown) => error);
    expect((await refused) as DomainError).to.include({ code: 'recurrence.due_hour', field: 'dueAt' });
  });

  it('makes no second where the one that was moved had been touched', async () => {
    const { id } = await set();
    const [first, second] = await rows();
    await editTask(base.db, anna, { id: second!.id, version: 1, change: { title: 'Poprawiony ręcznie' } });
    const moved = { from: second!.recursOn, to: inDays(10) };
    const { kept } = await editRecurrence(base.db, anna, { id, version: 1, from: moved.from, moved, change: {} });
    expect(kept).to.have.members([first!.id, second!.id]);
    const after = await rows();
    expect(after.map(({ recursOn }) => recursOn).slice(0, 3)).to.deep.equal([inDays(1), inDays(8), inDays(17)]);
    expect(after[1]!.title).to.equal('Poprawiony ręcznie');
  });

  it('is listed with its next task for who has it and who oversees them', async () => {
    const { id, taskId } = await set();
    const columns = ['title', 'rhythm', 'next', 'task', 'company'];
    const all = (who: Viewer, query: Readonly<Record<string, string>> = {}) =>
      listed(base.db, who, { kind: 'recurrences', query: { active: 'true', ...query }, columns });
    const { name } = companies.drewPol;
    const next = {
      id,
      title: 'Telefon kontrolny',
      rhythm: 'co 7 dni, 9:00',
      next: inDays(1),
      task: { id: taskId, name: 'Telefon kontrolny' },
      company: { id: companies.drewPol.id, name },
    };
    expect((await all(anna, { ownerId: users.anna.id }))[0]).to.deep.equal(next);
    expect((await all(maria))[0]).to.deep.equal(next);
    expect(await all(pawel)).to.deep.equal([]);
    expect(await all(maria, { ownerId: users.pawel.id })).to.deep.equal([]);
    const { untouched } = await readRecurrence(base.db, anna, id);
    expect(untouched).to.equal(13);
    await endRecurrence(base.db, anna, { id, version: 1 });
    expect(await all(maria)).to.deep.equal([]);
  });

  it('is listed on the day on which its task stands, which a day off or a hand has moved', async () => {
    const shown = async () => {
      const [row] = await listed(base.db, anna, { kind: 'recurrences', columns: ['next', 'task'] });
      return [row!['next'], (row!['task'] as { id: string }).id];
    };
    await closeOn(inDays(1));
    const { taskId } = await set({ holidays: 'later' });
    await base.db.run('delete from working_calendars');
    expect(await shown()).to.deep.equal([inDays(2), taskId]);
    const second = (await rows())[1]!.id;
    // The day of its rule was yesterday; it stands today, since midnight.
    const { on } = await base.db.one<{ on: string }>(
      `update tasks set recurs_on = (now() at time zone 'Europe/Warsaw')::date - 1,
         planned_at = date_trunc('day', now() at time zone 'Europe/Warsaw') at time zone 'Europe/Warsaw'
       where id = $1 returning to_char(now() at time zone 'Europe/Warsaw', 'YYYY-MM-DD') as on`,
      [second],
    );
    expect(await shown()).to.deep.equal([on, second]);
    await base.db.run(`update tasks set state = 'withdrawn' where id = $1`, [second]);
    await base.db.run('update tasks set planned_at = null where id = $1', [taskId]);
    expect((await shown())[0]).to.equal(inDays(15));
    await base.db.run('delete from tasks');
    await base.db.run('delete from recurrences');
    const far = await set({ timeZone: 'Asia/Tokyo', localTime: '00:30', startsOn: inDays(3) });
    expect(await shown()).to.deep.equal([inDays(3), far.taskId]);
  });

  it('a count runs on when the following are changed', async () => {
    const { id } = await set({ rule: 'FREQ=DAILY;COUNT=10' });
    const change = { task: { type: 'call', title: 'Po nowemu' } };
    await editRecurrence(base.db, anna, { id, version: 1, from: inDays(4), change });
    expect(await rows()).to.have.length(10);
  });

  it('ends: what is to come goes, what was done stays', async () => {
    const { id } = await set();
    const [first] = await rows();
    await completeTask(base.db, anna, { id: first!.id, outcome: 'talked', answers: {}, note: '' });
    await endRecurrence(base.db, anna, { id, version: 1 });
    expect((await rows()).map(({ state }) => state)).to.deep.equal(['done']);
    expect(await makeDueDays(base.db, at(30))).to.include({ made: 0 });
  });

  it('that ends leaves the days about which somebody wrote a note', async () => {
    const { id } = await set();
    const [, second] = await rows();
    await base.db.run(
      `insert into notes (task_id, company_id, body, created_by, updated_by)
       select id, company_id, 'Klient prosi o próbki', 'user:${users.anna.id}', 'user:${users.anna.id}' from tasks where id = $1`,
      [second!.id],
    );
    await endRecurrence(base.db, anna, { id, version: 1 });
    expect((await rows()).map((row) => row.id)).to.deep.equal([second!.id]);
  });

  it('that ends or changes leaves the days on which somebody has hung a letter, a file or a room', async () => {
    for (const turn of ['end', 'change'] as const) {
      await base.db.run('delete from tasks');
      const { id } = await set();
      const days = await rows();
      const [linked, named, filed, booked, invited] = days.slice(1).map((row) => row.id);
      await base.db.run(
        `insert into task_links (task_id, noun, record_id, created_by) values ($1, 'message', uuid7(), 'system:test'),
           ($2, 'task', $3, 'system:test')`,
        [linked, days[0]!.id, named],
      );
      await base.db.run(
        `with f as (insert into files (name, media_type, bytes, created_by, updated_by) values ('Plan.pdf', 'application/pdf', 1, 'system:test', 'system:test') returning id)
         insert into file_links (file_id, noun, record_id, created_by) select id, 'task', $1, 'system:test' from f`,
        [filed],
      );
      await base.db.run(
        `with r as (insert into resources (name, created_by, updated_by) values ('Sala ' || $2, 'system:test', 'system:test') returning id)
         insert into bookings (task_id, resource_id, during, created_by)
         select t.id, r.id, tstzrange(t.planned_at, t.planned_at + interval '1 hour'), 'system:test' from r, tasks t where t.id = $1`,
        [booked, turn],
      );
      await base.db.run(
        `insert into invitations (task_id, person_id, name, address, created_by)
         values ($1, $2, 'Józef Zieliński', 'jozef@drewpol.example', 'system:test')`,
        [invited, people.jozef.id],
      );
      const { untouched } = await readRecurrence(base.db, anna, id);
      expect(untouched).to.equal(days.length - 5);
      // The first names another one; those invited hear that a rule has ended, and of a change nothing that would call it off.
      const kept = [days[0]!.id, linked, named, filed, booked];
      if (turn === 'end') await endRecurrence(base.db, anna, { id, version: 1 });
      else {
        kept.push(invited);
        const change = { task: { type: 'call', title: 'Po nowemu' } };
        expect((await editRecurrence(base.db, anna, { id, version: 1, change })).kept).to.have.members(kept);
      }
      const old = (await rows()).filter(({ title }) => title === 'Telefon kontrolny');
      expect(old.map((row) => row.id)).to.have.members(kept);
    }
  });

  it('goes to the substitute while its owner is away, or is left out', async () => {
    await addAbsence(base.db, anna, { fromOn: inDays(7), toOn: inDays(9), substituteId: users.pawel.id });
    await set({ whenAway: 'substitute' });
    expect((await rows())[1]).to.include({ recursOn: inDays(8), ownerId: users.pawel.id });
    const { id } = await set({ whenAway: 'skip' });
    expect(await marks(id)).to.include('away');
  });

  it('hears of an absence that is written down later', async () => {
    await set({ whenAway: 'substitute' });
    const { id } = await set({ whenAway: 'skip' });
    await addAbsence(base.db, anna, { fromOn: inDays(7), toOn: inDays(9), substituteId: users.pawel.id });
    expect(await base.db.transaction((tx) => applyAbsences(tx, at(0)))).to.equal(2);
    expect((await rows()).filter(({ ownerId }) => ownerId === users.pawel.id)).to.have.length(1);
    expect(await marks(id)).to.include('away');
    expect(await base.db.transaction((tx) => applyAbsences(tx, at(0)))).to.equal(0);
  });

  it('that a substitute was given goes with its rule when that ends', async () => {
    const { id } = await set({ whenAway: 'substitute' });
    await addAbsence(base.db, anna, { fromOn: inDays(7), toOn: inDays(9), substituteId: users.pawel.id });
    await base.db.transaction((tx) => applyAbsences(tx, at(0)));
    expect(await marks(id)).to.include('substitute');
    await endRecurrence(base.db, anna, { id, version: 1 });
    expect(await rows()).to.deep.equal([]);
  });

  it('comes back from the substitute when its owner is there after all, but for what the substitute has touched', async () => {
    const before = await addAbsence(base.db, anna, {
      ...{ fromOn: inDays(1), toOn: inDays(1), substituteId: users.pawel.id },
    });
    const { id } = await set({ whenAway: 'substitute' });
    const later = await addAbsence(base.db, anna, {
      ...{ fromOn: inDays(7), toOn: inDays(16), substituteId: users.pawel.id },
    });
    await base.db.transaction((tx) => applyAbsences(tx, at(0)));
    const owners = async () => (await rows()).slice(0, 4).map(({ ownerId }) => ownerId);
    const [annas, pawels] = [users.anna.id, users.pawel.id];
    expect(await owners()).to.deep.equal([pawels, pawels, pawels, annas]);
    const touched = (await rows())[1]!;
    await editTask(base.db, pawel, { id: touched.id, version: 1, change: { priority: 'high' } });
    await removeAbsence(base.db, anna, later.id);
    expect(await owners()).to.deep.equal([pawels, pawels, annas, annas]);
    await removeAbsence(base.db, anna, before.id);
    expect(await owners()).to.deep.equal([annas, pawels, annas, annas]);
    const told = await base.db.rows(
      'select count(*) as n from reminders r join tasks t on t.id = r.task_id and t.owner_id = r.user_id where t.recurrence_id = $1',
      [id],
    );
    expect(told).to.deep.equal([{ n: 13 }]);
  });

  it('that was left out comes back when its owner is there after all, but for what another absence covers', async () => {
    const { id } = await set({ rule: 'FREQ=DAILY', whenAway: 'skip' });
    const early = await addAbsence(base.db, anna, { fromOn: inDays(2), toOn: inDays(4) });
    await addAbsence(base.db, anna, { fromOn: inDays(4), toOn: inDays(5) });
    await base.db.transaction((tx) => applyAbsences(tx, at(0)));
    const states = async () => (await rows()).slice(0, 6).map(({ state }) => state);
    const gone = ['withdrawn', 'withdrawn'];
    expect(await states()).to.deep.equal(['open', ...gone, ...gone, 'open']);
    await removeAbsence(base.db, anna, early.id);
    expect(await states()).to.deep.equal(['open', 'open', 'open', ...gone, 'open']);
    const left = await base.db.rows<{ day: string }>(
      `select to_char(day, 'YYYY-MM-DD') as day from recurrence_days where recurrence_id = $1 and reason = 'away' order by day`,
      [id],
    );
    expect(left.map(({ day }) => day)).to.deep.equal([inDays(4), inDays(5)]);
  });

  it('comes back with its reminder and with the room that was booked for it', async () => {
    await set({ whenAway: 'skip' });
    const { id } = (await rows())[1]!;
    await base.db.run(
      `with r as (insert into resources (name, created_by, updated_by) values ('Sala narad', 'system:test', 'system:test') returning id)
       insert into bookings (task_id, resource_id, during, created_by)
       select t.id, r.id, tstzrange(t.planned_at, t.planned_at + interval '1 hour'), 'system:test' from r, tasks t where t.id = $1`,
      [id],
    );
    const { id: absence } = await addAbsence(base.db, anna, { fromOn: inDays(7), toOn: inDays(9) });
    await base.db.transaction((tx) => applyAbsences(tx, at(0)));
    // Its hour would have come: of what is not open nobody is reminded.
    await base.db.run('delete from reminders where task_id = $1', [id]);
    const has = () =>
      base.db.one(
        `select (select count(*) from bookings where task_id = $1) as rooms, (select count(*) from reminders where task_id = $1) as rings`,
        [id],
      );
    expect(await has()).to.deep.equal({ rooms: 0, rings: 0 });
    await removeAbsence(base.db, anna, absence);
    expect(await has()).to.deep.equal({ rooms: 1, rings: 1 });
  });

  it('is made on days that came near during an absence once that is off, and on no other day', async () => {
    const { id: absence } = await addAbsence(base.db, anna, { fromOn: inDays(7), toOn: inDays(16) });
    const { id } = await set({ whenAway: 'skip' });
    await base.db.run('delete from tasks where recurs_on = $1', [inDays(22)]);
    const days = async () => (await rows()).slice(0, 4).map(({ recursOn }) => recursOn);
    expect(await days()).to.deep.equal([1, 29, 36, 43].map(inDays));
    await addAbsence(base.db, anna, { fromOn: inDays(15), toOn: inDays(15) });
    await removeAbsence(base.db, anna, absence);
    expect(await days()).to.deep.equal([1, 8, 29, 36].map(inDays));
    expect((await marks(id)).slice(0, 4)).to.deep.equal(['made', 'made', 'away', 'made']);
  });

  it('comes back as far as its rule still holds', async () => {
    const ended = await set({ whenAway: 'skip' });
    const changed = await set({ whenAway: 'skip' });
    const absence = await addAbsence(base.db, anna, { fromOn: inDays(7), toOn: inDays(16) });
    await base.db.transaction((tx) => applyAbsences(tx, at(0)));
    await endRecurrence(base.db, anna, { id: ended.id, version: 1 });
    const change = { task: { type: 'call', title: 'Po nowemu' } };
    const renewed = await editRecurrence(base.db, anna, { id: changed.id, version: 1, from: inDays(10), change });
    await removeAbsence(base.db, anna, absence.id);
    const openOf = async (id: string) =>
      (
        await base.db.rows<{ on: string }>(
          `select to_char(recurs_on, 'YYYY-MM-DD') as on from tasks where recurrence_id = $1 and state = 'open' order by 1 limit 2`,
          [id],
        )
      ).map(({ on }) => on);
    expect(await openOf(ended.id)).to.deep.equal([]);
    expect(await openOf(changed.id)).to.deep.equal([1, 8].map(inDays));
    expect(await openOf(renewed.id)).to.deep.equal([15, 22].map(inDays));
  });

  it('is seen and changed by its owner and superior alone', async () => {
    const { id } = await set();
    const foreign = await editRecurrence(base.db, pawel, { id, version: 1, change: {} }).catch(
      (error: unknown) => error,
    );
    expect((foreign as DomainError).code).to.equal('recurrence.not_found');
    expect((await readRecurrence(base.db, maria, id)).id).to.equal(id);
  });

  it('that is private is known to whom it concerns alone (rule 35)', async () => {
    const { id } = await set({ task: { type: 'call', title: 'Lekarz', private: true, userIds: [users.pawel.id] } });
    for (const who of [anna, pawel]) expect((await readRecurrence(base.db, viewerOfAll(who), id)).id).to.equal(id);
    for (const who of [maria, viewer('jan')]) {
      const refused = await readRecurrence(base.db, who, id).catch((error: unknown) => error);
      expect((refused as DomainError).code).to.equal('recurrence.not_found');
    }
  });
});
