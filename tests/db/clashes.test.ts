import { expect } from 'chai';
import { sayClashes } from '../../admin/components/say-clashes.ts';
import { speech } from '../../admin/components/words.ts';
import { clashesAt, type AskedTime } from '../../db/clashes.ts';
import { createRecurrence } from '../../db/recurrences.ts';
import { createTask, type NewTask } from '../../db/tasks.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { pl } from '../support/dictionaries.ts';

const [anna, pawel] = [viewer('anna'), viewer('pawel')];
const stranger = viewer('jan', { scope: 'own', seesUsers: [users.jan.id] });

describe('time that is taken (rule 35)', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());
  afterEach(async () => {
    await base.db.run('delete from tasks');
    await base.db.run('delete from recurrences');
  });

  const meeting = async (who: typeof anna, over: Partial<NewTask>) =>
    (await createTask(base.db, who, { type: 'meeting', title: 'Narada', ...over })).id;
  const clashes = async (who: typeof anna, asked: AskedTime) =>
    (await clashesAt(base.db, who, asked)).map(({ userName, at }) => [userName, at]);

  it('of what is put off is that of all who take part, for as long as it lasts', async () => {
    const on = (time: string) => `2030-01-10T${time}:00.000Z`;
    const plan = { plannedAt: on('09:00'), durationMinutes: 90, userIds: [users.pawel.id] };
    const id = await meeting(anna, plan);
    await meeting(pawel, { plannedAt: on('14:00') });
    expect(await clashes(anna, { at: [on('13:00')], except: id })).to.deep.equal([[users.pawel.name, on('14:00')]]);
    expect(await clashes(anna, { at: [on('12:30')], except: id })).to.deep.equal([]);
    expect(await clashes(stranger, { at: [on('13:00')], except: id })).to.deep.equal([]);
  });

  it('by a changed rule is that of its people, and its own days are not in its way', async () => {
    const on = (days: number, time: string) =>
      `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}:00.000Z`;
    const { id } = await createRecurrence(base.db, anna, {
      ...{ rule: 'FREQ=DAILY', startsOn: on(9, '').slice(0, 10), localTime: '08:00', timeZone: 'UTC' },
      ownerId: users.anna.id,
      task: { type: 'meeting', title: 'Narada', durationMinutes: 60, userIds: [users.pawel.id] },
    });
    await meeting(pawel, { plannedAt: on(10, '08:30') });
    const at = [on(10, '08:00'), on(11, '08:00')];
    expect(await clashes(anna, { at, recurrence: id })).to.deep.equal([[users.pawel.name, on(10, '08:30')]]);
    expect(await clashes(anna, { at: [on(10, '07:30')], people: [users.anna.id], minutes: 60 })).to.deep.equal([
      [users.anna.name, on(10, '08:00')],
    ]);
  });

  it('is told up to what a warning counts, and one more says that there are more', async () => {
    const plannedAt = '2030-01-10T10:00:00.000Z';
    for (let each = 0; each < 25; each++) await meeting(pawel, { plannedAt });
    const rows = await clashesAt(base.db, pawel, { people: [users.pawel.id], at: [plannedAt], minutes: 30 });
    expect(sayClashes(rows, speech({ language: 'pl', timeZone: 'Europe/Warsaw', dictionary: pl }))).to.match(
      / I jeszcze ponad 17\.$/,
    );
  });

  it('is not taken by what stands in no calendar', async () => {
    const plannedAt = '2030-01-10T09:00:00.000Z';
    await meeting(pawel, { type: 'errand', plannedAt, durationMinutes: 60 });
    const asked = { at: ['2030-01-10T09:30:00.000Z'], people: [users.pawel.id], minutes: 30 };
    expect(await clashes(anna, asked)).to.deep.equal([[users.pawel.name, plannedAt]]);
    await base.db.run(`update task_types set in_calendar = false where code = 'errand'`);
    expect(await clashes(anna, asked)).to.deep.equal([]);
    await base.db.run(`update task_types set in_calendar = true where code = 'errand'`);
  });

  it('is asked without reading the thousands of meetings of somebody that are over', async () => {
    await base.db.run(
      `with met as (
         insert into tasks (type, title, owner_id, planned_at, state, outcome, done_at, done_by, created_by, updated_by)
         select 'meeting', 'Narada', $1, now() - make_interval(hours => n), 'done', 'done', now(), $1, 'system:test', 'system:test'
         from generate_series(100, 20000) n returning id)
       insert into task_users (task_id, user_id) select id, $2 from met`,
      [users.pawel.id, users.anna.id],
    );
    await base.db.run(
      `insert into tasks (type, title, owner_id, planned_at, created_by, updated_by)
       select 'meeting', 'Plan', $1, '2029-01-01'::timestamptz + make_interval(mins => n * 15), 'system:test', 'system:test'
       from generate_series(1, 50000) n`,
      [users.maria.id],
    );
    await base.db.run('analyze tasks');
    await base.db.run('analyze task_users');
    const plannedAt = '2030-01-10T10:00:00.000Z';
    await meeting(pawel, { plannedAt, userIds: [users.anna.id] });
    await base.db.transaction(async (tx) => {
      const weeks = Array.from({ length: 30 }, (_, n) => Date.parse(plannedAt) + n * 7 * 86_400_000);
      const at = weeks.map((week) => new Date(week).toISOString());
      const found = await clashesAt(tx, anna, { people: [users.anna.id], at, minutes: 30 });
      expect(found.map((one) => [one.userName, one.at])).to.deep.equal([[users.anna.name, plannedAt]]);
      const { read } = await tx.one<{ read: number }>(
        `select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
         where relname in ('tasks', 'task_users')`,
      );
      expect(read).to.be.below(10_000);
    });
  });
});
