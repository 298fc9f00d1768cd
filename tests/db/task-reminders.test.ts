import { expect } from 'chai';
import { tellOfQueues } from '../../db/queue-deadlines.ts';
import { recordChanges } from '../../db/record-changes.ts';
import { escalateDue } from '../../db/reminder-escalation.ts';
import { acknowledgeReminders, listReminders, showDueReminders, snoozeReminder } from '../../db/reminders.ts';
import { editTask } from '../../db/task-edits.ts';
import { findTask } from '../../db/task-rows.ts';
import { assignTask, createTask, postponeTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import type { Viewer } from '../../domain/access.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';

const anna = viewer('anna', { queues: ['desk'] });
const pawel = viewer('pawel', { queues: ['desk'] });
const maria = viewer('maria');
const desk = { ownerId: null, queue: 'desk' };
const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();

describe('what a task reminds of follows whoever has it (S0-30, S2-17, S2-22)', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(
      `with team as (insert into teams (code, name) values ('desk', 'Biuro obsługi') returning id)
       insert into team_members (team_id, user_id) select id, u from team, unnest($1::uuid[]) u`,
      [[users.anna.id, users.pawel.id]],
    );
  });
  after(() => base.drop());
  beforeEach(() => base.db.run('delete from reminders; delete from tasks'));

  const make = async (by: Viewer, over: object = {}) =>
    (
      await createTask(base.db, by, {
        ...{ type: 'meeting', title: 'Narada', companyId: companies.drewPol.id },
        ...{ plannedAt: minutes(120), remindMinutes: [60, 15], ...over },
      })
    ).id;
  const change = async (id: string, wanted: object) =>
    editTask(base.db, anna, { id, version: (await findTask(base.db, anna, id)).version, change: wanted });
  const show = (at: string) => base.db.transaction((tx) => showDueReminders(tx, at));
  const toCome = async (taskId: string) =>
    (
      await base.db.rows<{ who: string; minutes: number | null }>(
        `select u.name as who, r.minutes from reminders r join users u on u.id = r.user_id
         where task_id = $1 and shown_at is null order by 1, 2 desc`,
        [taskId],
      )
    ).map(({ who, minutes: before }) => `${who} ${before ?? 'deadline'}`);
  const told = async (who: Viewer) => (await listReminders(base.db, who)).map(({ title, textPl }) => title ?? textPl);

  it('what is chosen later stands in the history; the same in another order is no change', async () => {
    const id = await make(anna);
    const { version } = await change(id, { remindMinutes: [15, 60] });
    expect(version)
      .to.equal((await findTask(base.db, anna, id)).version)
      .and.to.equal(1);
    await change(id, { remindMinutes: [1440, 15] });
    const { rows } = await recordChanges(base.db, anna, { noun: 'task', id, limit: 5 });
    expect(rows.map(({ verb, changes }) => [verb, changes['remindMinutes']])).to.deep.equal([
      [
        'edit',
        [
          [15, 60],
          [15, 1440],
        ],
      ],
      ['create', undefined],
    ]);
  });

  it('what was chosen for work in a queue holds for whoever takes it, or puts it off', async () => {
    const taken = await make(maria, { queue: 'desk' });
    expect(await toCome(taken)).to.deep.equal([]);
    expect((await workScreen(base.db, anna, taken)).around.remindMinutes).to.deep.equal([15, 60]);
    await assignTask(base.db, anna, { id: taken, ownerId: users.anna.id, queue: null });
    expect(await toCome(taken)).to.deep.equal([`${users.anna.name} 60`, `${users.anna.name} 15`]);

    const later = await make(maria, { queue: 'desk' });
    await postponeTask(base.db, anna, { id: later, until: { on: minutes(5 * 24 * 60).slice(0, 10) } });
    expect(await toCome(later)).to.deep.equal([`${users.anna.name} 60`, `${users.anna.name} 15`]);
  });

  it('what went back to the queue no longer rings for the one before, nor for their superior', async () => {
    const id = await make(anna);
    await show(minutes(61));
    expect(await told(anna)).to.deep.equal(['Narada']);
    await base.db.run('update reminders set escalate_at = now() where shown_at is not null');
    await base.db.transaction((tx) => escalateDue(tx, minutes(1)));
    expect(await told(maria)).to.have.length(1);
    await assignTask(base.db, anna, { id, ...desk });
    expect([await told(anna), await told(maria), await toCome(id)]).to.deep.equal([[], [], []]);
    await assignTask(base.db, pawel, { id, ownerId: users.pawel.id, queue: null });
    expect(await toCome(id)).to.deep.equal([`${users.pawel.name} 60`, `${users.pawel.name} 15`]);
  });

  it('what has rung and was not taken note of rings at once for whoever gets the work', async () => {
    const id = await make(anna);
    await show(minutes(61));
    await assignTask(base.db, anna, { id, ownerId: users.maria.id, queue: null });
    expect(await told(anna)).to.deep.equal([]);
    await show(minutes(1));
    expect(await told(maria)).to.deep.equal(['Narada']);
    expect(await toCome(id)).to.deep.equal([`${users.maria.name} 15`]);
  });

  it('a meeting reminds each of ours who takes part and its caretaker, each with a word of their own', async () => {
    const id = await make(anna, { userIds: [users.pawel.id], caretakerId: users.maria.id, remindMinutes: [15] });
    expect(await toCome(id)).to.deep.equal(['anna', 'maria', 'pawel'].map((who) => `${users[who as 'anna'].name} 15`));
    await show(minutes(106));
    const [own] = await listReminders(base.db, anna);
    await acknowledgeReminders(base.db, anna, [own!.id]);
    expect([await told(anna), await told(pawel), await told(maria)]).to.deep.equal([[], ['Narada'], ['Narada']]);
    const going = await base.db.rows('select escalate_at is not null as goes from reminders where user_id = $1', [
      users.pawel.id,
    ]);
    expect(going).to.deep.equal([{ goes: false }]);
    const call = await make(anna, { type: 'call', caretakerId: users.maria.id, remindMinutes: [15] });
    expect(await toCome(call)).to.deep.equal([`${users.anna.name} 15`]);
  });

  it('who comes in later is reminded as well, who leaves is not any more', async () => {
    const id = await make(anna, { userIds: [users.pawel.id], remindMinutes: [15] });
    await change(id, { userIds: [users.maria.id] });
    expect(await toCome(id)).to.deep.equal([`${users.anna.name} 15`, `${users.maria.name} 15`]);
  });

  it('a meeting that is moved on after it rang rings anew', async () => {
    const id = await make(anna);
    await show(minutes(61));
    await change(id, { plannedAt: minutes(400) });
    expect(await told(anna)).to.deep.equal([]);
    expect(await toCome(id)).to.deep.equal([`${users.anna.name} 60`, `${users.anna.name} 15`]);
  });

  it('work that is put off while its reminder is rings as was chosen, and its superior hears of nothing before', async () => {
    const id = await make(anna, { remindMinutes: [60] });
    await show(minutes(61));
    const [rung] = await listReminders(base.db, anna);
    await snoozeReminder(base.db, anna, { id: rung!.id, minutes: 10 });
    const plannedAt = minutes(24 * 60);
    await change(id, { plannedAt });
    expect(await base.db.rows('select remind_at, escalate_at from reminders')).to.deep.equal([
      { remindAt: new Date(Date.parse(plannedAt) - 60 * 60_000).toISOString(), escalateAt: null },
    ]);
  });

  it('what is put off stays so where work is moved by less than it reminds ahead', async () => {
    const id = await make(anna, { plannedAt: minutes(30), remindMinutes: [15] });
    await show(minutes(16));
    const [rung] = await listReminders(base.db, anna);
    await snoozeReminder(base.db, anna, { id: rung!.id, minutes: 20 });
    const at = () => base.db.rows('select remind_at from reminders');
    const before = await at();
    await change(id, { plannedAt: minutes(14) });
    expect(await at()).to.deep.equal(before);
  });

  it('a meeting that lost its time and got another rings by the new one', async () => {
    const id = await make(anna, { remindMinutes: [60] });
    await change(id, { plannedAt: null });
    expect(await toCome(id)).to.deep.equal([]);
    await change(id, { plannedAt: minutes(400) });
    expect(await toCome(id)).to.deep.equal([`${users.anna.name} 60`]);
    await show(minutes(61));
    expect(await told(anna)).to.deep.equal([]);
  });

  it('what rang for another comes back to whoever had acknowledged an earlier one', async () => {
    const id = await make(anna, { remindMinutes: [60] });
    await show(minutes(61));
    await acknowledgeReminders(
      base.db,
      anna,
      (await listReminders(base.db, anna)).map((each) => each.id),
    );
    await assignTask(base.db, anna, { id, ownerId: users.maria.id, queue: null });
    await base.db.run(
      `insert into reminders (task_id, user_id, remind_at, shown_at, minutes, created_by)
       values ($1, $2, now() + interval '2 hours', now(), 60, 'system:test') on conflict do nothing`,
      [id, users.maria.id],
    );
    await assignTask(base.db, maria, { id, ownerId: users.anna.id, queue: null });
    await show(minutes(130));
    expect(await told(anna)).to.deep.equal(['Narada']);
  });

  it('a deadline of a scenario is told to whoever takes its work from the queue', async () => {
    const where = { companyId: companies.drewPol.id, ownerId: users.anna.id };
    const { taskId } = await base.db.transaction((tx) => placeRunTask(tx, where));
    await base.db.run(`update tasks set owner_id = null, queue = 'desk' where id = $1`, [taskId]);
    await assignTask(base.db, anna, { id: taskId, ownerId: users.anna.id, queue: null });
    expect(await toCome(taskId)).to.deep.equal([`${users.anna.name} deadline`]);
  });

  it('work that nobody took from a queue in time is told to its team once (S2-17)', async () => {
    await make(maria, { queue: 'desk', title: 'Oddzwonić', plannedAt: minutes(30), remindMinutes: [] });
    const tell = (from: string, to: string) => base.db.transaction((tx) => tellOfQueues(tx, { from, to }));
    expect(await tell(minutes(0), minutes(20))).to.equal(0);
    expect(await tell(minutes(20), minutes(40))).to.equal(2);
    expect(await tell(minutes(40), minutes(60))).to.equal(0);
    await show(minutes(41));
    const said = 'Minął termin zadania „Oddzwonić”, a nikt go nie wziął z kolejki Biuro obsługi.';
    expect([await told(anna), await told(pawel), await told(maria)]).to.deep.equal([[said], [said], []]);
    for (const title of ['A', 'B']) {
      await make(maria, { queue: 'desk', title, plannedAt: minutes(70), remindMinutes: [] });
    }
    await tell(minutes(60), minutes(80));
    await show(minutes(81));
    expect(await told(anna)).to.deep.equal(['Minął termin zadań, których nikt nie wziął z kolejki Biuro obsługi: 2.']);
  });
});
