import { expect } from 'chai';
import { createRecurrence } from '../../db/recurrences.ts';
import { escalateDue } from '../../db/reminder-escalation.ts';
import { acknowledgeReminders, listReminders, showDueReminders, snoozeReminder, tracesOf } from '../../db/reminders.ts';
import { editTask } from '../../db/task-edits.ts';
import { undoCompletion } from '../../db/outcomes-taken-back.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { findTask } from '../../db/task-rows.ts';
import { assignTask, createTask, postponeTask } from '../../db/tasks.ts';
import { workScreen } from '../../db/work-screen.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');
const maria = viewer('maria');
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

describe('a deadline that passes (S2-17)', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
  });
  after(() => base.drop());
  beforeEach(() => base.db.run('delete from reminders; delete from tasks; delete from recurrences'));

  const make = (over: object = {}) =>
    createTask(base.db, anna, { type: 'errand', title: 'Oferta', companyId: companies.drewPol.id, ...over });
  const change = async (id: string, wanted: object) =>
    editTask(base.db, anna, { id, version: (await findTask(base.db, anna, id)).version, change: wanted });
  const toCome = (taskId: string) =>
    base.db.rows<{ kind: string; userId: string; remindAt: string }>(
      'select kind, user_id, remind_at from reminders where task_id = $1 and shown_at is null order by remind_at',
      [taskId],
    );

  it('is told to the owner once, with its name', async () => {
    const dueAt = hours(2);
    const { id } = await make({ dueAt });
    expect(await toCome(id)).to.deep.equal([{ kind: 'deadline', userId: users.anna.id, remindAt: dueAt }]);
    await base.db.transaction((tx) => showDueReminders(tx, hours(1)));
    expect(await listReminders(base.db, anna)).to.have.length(0);
    await base.db.transaction((tx) => showDueReminders(tx, hours(3)));
    await base.db.transaction((tx) => showDueReminders(tx, hours(4)));
    const told = await listReminders(base.db, anna);
    expect(told.map(({ title, isDeadline }) => [title, isDeadline])).to.deep.equal([['Oferta', true]]);
  });

  it('is not told where a reminder was chosen, nor of work without a deadline or with one that has passed', async () => {
    const chosen = await make({ dueAt: hours(30), remindMinutes: [60] });
    expect((await toCome(chosen.id)).map(({ kind }) => kind)).to.deep.equal(['chosen']);
    for (const over of [{ plannedAt: hours(2) }, {}, { dueAt: hours(-2) }]) {
      expect(await toCome((await make(over)).id)).to.deep.equal([]);
    }
  });

  it('follows the deadline, goes with it, and gives way to a reminder that is chosen later', async () => {
    const { id } = await make({ dueAt: hours(2) });
    const later = hours(50);
    await change(id, { dueAt: later });
    expect((await toCome(id)).map(({ remindAt }) => remindAt)).to.deep.equal([later]);
    await change(id, { remindMinutes: [60, 15] });
    expect((await toCome(id)).map(({ kind }) => kind)).to.deep.equal(['chosen', 'chosen']);
    await change(id, { remindMinutes: [] });
    expect((await toCome(id)).map(({ kind }) => kind)).to.deep.equal(['deadline']);
    await change(id, { dueAt: null });
    expect(await toCome(id)).to.deep.equal([]);
  });

  it('moves with work that is put off', async () => {
    const { id } = await make({ dueAt: hours(2) });
    const on = hours(5 * 24).slice(0, 10);
    const { dueAt } = await postponeTask(base.db, anna, { id, until: { on } });
    expect((await toCome(id)).map(({ remindAt }) => remindAt)).to.deep.equal([dueAt]);
  });

  it('goes along to whoever gets the work, and comes when work is taken from a queue', async () => {
    const { id } = await make({ dueAt: hours(2) });
    await assignTask(base.db, anna, { id, ownerId: users.maria.id, queue: null });
    expect((await toCome(id)).map(({ userId }) => userId)).to.deep.equal([users.maria.id]);
    const queued = await createTask(base.db, maria, {
      type: 'errand',
      title: 'Z kolejki',
      queue: 'desk',
      dueAt: hours(2),
    });
    expect(await toCome(queued.id)).to.deep.equal([]);
    await assignTask(base.db, maria, { id: queued.id, ownerId: users.anna.id, queue: null });
    expect((await toCome(queued.id)).map(({ userId }) => userId)).to.deep.equal([users.anna.id]);
  });

  it('that was told and put off stays while other things change, and comes back with an outcome taken back', async () => {
    const { id } = await make({ dueAt: hours(2) });
    await base.db.run(`update tasks set due_at = now() - interval '1 minute' where id = $1`, [id]);
    await base.db.run(`update reminders set remind_at = now() - interval '1 minute' where task_id = $1`, [id]);
    await base.db.transaction((tx) => showDueReminders(tx, hours(0)));
    const [told] = await listReminders(base.db, anna);
    await snoozeReminder(base.db, anna, { id: told!.id, minutes: 10 });
    await change(id, { title: 'Oferta dla Drew-Polu' });
    expect(await toCome(id)).to.have.length(1);

    const other = await make({ dueAt: hours(2) });
    await completeTask(base.db, anna, { id: other.id, outcome: 'done', answers: {}, note: '' });
    expect(await toCome(other.id)).to.deep.equal([]);
    await undoCompletion(base.db, anna, other.id);
    expect(await toCome(other.id)).to.have.length(1);
  });

  it('that was told goes with the work that is put off, also from those to whom it had gone on', async () => {
    const { id } = await make({ dueAt: hours(2) });
    const pass = async () => {
      await base.db.run(`update tasks set due_at = now() - interval '2 days' where id = $1`, [id]);
      await base.db.run(`update reminders set remind_at = now() - interval '2 days' where task_id = $1`, [id]);
      await base.db.transaction((tx) => showDueReminders(tx, hours(0)));
      await base.db.run(`update reminders set escalate_at = now() - interval '1 hour' where task_id = $1`, [id]);
      await base.db.transaction((tx) => escalateDue(tx, hours(0)));
    };
    const titles = async () => [await listReminders(base.db, anna), await listReminders(base.db, maria)];
    await pass();
    expect((await titles()).map(({ length }) => length)).to.deep.equal([1, 1]);

    const { dueAt } = await postponeTask(base.db, anna, { id, until: { on: hours(5 * 24).slice(0, 10) } });
    expect(await titles()).to.deep.equal([[], []]);
    expect((await toCome(id)).map(({ kind, remindAt }) => [kind, remindAt])).to.deep.equal([['deadline', dueAt]]);

    await pass();
    await change(id, { dueAt: null });
    expect(await titles()).to.deep.equal([[], []]);
  });

  it('that was taken note of stays as the proof when the work is put off', async () => {
    const { id } = await make({ dueAt: hours(2) });
    await base.db.run(`update tasks set due_at = now() - interval '1 minute' where id = $1`, [id]);
    await base.db.run(`update reminders set remind_at = now() - interval '1 minute' where task_id = $1`, [id]);
    await base.db.transaction((tx) => showDueReminders(tx, hours(0)));
    const [told] = await listReminders(base.db, anna);
    await acknowledgeReminders(base.db, anna, [told!.id]);
    await change(id, { dueAt: hours(48) });
    expect((await tracesOf(base.db, id)).map(({ acknowledgedAt }) => acknowledgedAt !== null)).to.deep.equal([
      true,
      false,
    ]);
  });

  it('is told of each task that comes again', async () => {
    const startsOn = hours(24).slice(0, 10);
    const task = { type: 'errand', title: 'Raport' };
    await createRecurrence(base.db, anna, { rule: 'FREQ=DAILY;COUNT=3', startsOn, task });
    const kinds = await base.db.rows(
      'select r.kind, r.remind_at = t.due_at as at_deadline from reminders r join tasks t on t.id = r.task_id',
    );
    expect(kinds).to.deep.equal(Array(3).fill({ kind: 'deadline', atDeadline: true }));
  });

  it('shows no chosen reminder in the form of the task', async () => {
    const { id } = await make({ dueAt: hours(2) });
    expect((await workScreen(base.db, anna, id)).around.remindMinutes).to.deep.equal([]);
    await change(id, { remindMinutes: [60, 15] });
    expect((await workScreen(base.db, anna, id)).around.remindMinutes).to.deep.equal([15, 60]);
  });

  it('makes nothing for tasks that were there before', async () => {
    const { id } = await make({ dueAt: hours(2) });
    await base.db.run('delete from reminders');
    await change(id, { title: 'Inny tytuł' });
    expect(await toCome(id)).to.deep.equal([]);
  });
});
