import { expect } from 'chai';
import { editTask } from '../../db/task-edits.ts';
import { deadlineOf, extendDeadline } from '../../db/task-deadlines.ts';
import { moveRun } from '../../db/runs.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer, type Placed } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = viewer('anna');

describe('the deadline of a step (rule 29)', () => {
  let base: TestDatabase;
  let placed: Placed;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  beforeEach(async () => {
    placed = await base.db.transaction((tx) =>
      placeRunTask(tx, { companyId: companies.drewPol.id, ownerId: users.anna.id }),
    );
  });
  after(() => base.drop());

  const later = (instant: string, hours: number) => new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

  it('says what the scenario does when it passes, and how far it may be moved', async () => {
    const { then, dueAt, extendableTo } = await deadlineOf(base.db, anna, placed.taskId);
    expect(then?.map(({ pl }) => pl)).to.deep.equal([
      'Scenariusz się zakończy: niepowodzenie („Bez zainteresowania”).',
    ]);
    expect(Date.parse(extendableTo!)).to.be.greaterThan(Date.parse(dueAt!));
  });

  it('is moved as an input in the history of the run, which then waits for it', async () => {
    const { dueAt } = await deadlineOf(base.db, anna, placed.taskId);
    const wanted = later(dueAt!, 20);
    await extendDeadline(base.db, anna, { id: placed.taskId, version: 1, dueAt: wanted });
    const input = await base.db.one('select kind, source, what from run_inputs where run_id = $1', [placed.runId]);
    expect(input).to.deep.equal({
      kind: 'deferred',
      source: 'extension',
      what: { kind: 'deferred', key: placed.key, until: Date.parse(wanted), reason: 'extended' },
    });
    const moved = await moveRun(base.db, { runId: placed.runId, now: Date.parse(later(dueAt!, 1)) });
    expect(moved).to.include({ state: 'running' });
    const task = await base.db.one('select state, due_at from tasks where id = $1', [placed.taskId]);
    expect(task).to.deep.equal({ state: 'open', dueAt: wanted });
  });

  it('takes the reminder that tells of it along', async () => {
    const { dueAt } = await deadlineOf(base.db, anna, placed.taskId);
    await base.db.run(
      `insert into reminders (task_id, user_id, remind_at, kind, created_by)
       select id, owner_id, due_at, 'deadline', 'system:test' from tasks where id = $1`,
      [placed.taskId],
    );
    const wanted = later(dueAt!, 20);
    await extendDeadline(base.db, anna, { id: placed.taskId, version: 1, dueAt: wanted });
    const kept = await base.db.rows('select remind_at, kind from reminders where task_id = $1', [placed.taskId]);
    expect(kept).to.deep.equal([{ remindAt: wanted, kind: 'deadline' }]);
  });

  it('is moved once more than the step gives by nobody', async () => {
    const first = await deadlineOf(base.db, anna, placed.taskId);
    const tooFar = later(first.extendableTo!, 1);
    const id = placed.taskId;
    expect(await refusedAs(extendDeadline(base.db, anna, { id, version: 1, dueAt: tooFar }))).to.equal(
      'task.extension_too_far',
    );
    const { version } = await extendDeadline(base.db, anna, { id, version: 1, dueAt: first.extendableTo! });
    expect((await deadlineOf(base.db, anna, id)).extendableTo).to.equal(null);
    expect(await refusedAs(extendDeadline(base.db, anna, { id, version, dueAt: tooFar }))).to.equal(
      'task.not_extendable',
    );
  });

  it('stays where it is when the plan is dragged beyond it', async () => {
    const { dueAt } = await deadlineOf(base.db, anna, placed.taskId);
    await editTask(base.db, anna, { id: placed.taskId, version: 1, change: { plannedAt: later(dueAt!, 5) } });
    expect((await deadlineOf(base.db, anna, placed.taskId)).dueAt).to.equal(dueAt);
  });
});
