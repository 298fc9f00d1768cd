import { expect } from 'chai';
import { addAbsence } from '../../db/absences.ts';
import { closeForbiddenCall } from '../../db/call-rules.ts';
import { closeCase } from '../../db/case-closing.ts';
import { createCase } from '../../db/cases.ts';
import type { Tx } from '../../db/database.ts';
import { tellIn, untoldOf } from '../../db/invitations.ts';
import { applyAbsences } from '../../db/made-days.ts';
import { createRecurrence, endRecurrence } from '../../db/recurrences.ts';
import { moveRun } from '../../db/runs.ts';
import { editTask } from '../../db/task-edits.ts';
import { cancelTask } from '../../db/task-mistakes.ts';
import { undoCompletion } from '../../db/outcomes-taken-back.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { findTask } from '../../db/task-rows.ts';
import { assignTask, createTask, postponeTask } from '../../db/tasks.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { seatAccount } from '../support/outgoing.ts';

const anna = viewer('anna');
const house = { publicUrl: 'https://nurt.example', secretKey: 'k' };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('whoever was invited hears when the meeting is off, however it goes (rule 32)', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatAccount(tx);
    });
  });
  after(() => base.drop());
  beforeEach(() =>
    base.db.run(
      'delete from messages; delete from effects where run_id is null; delete from tasks; delete from absences',
    ),
  );

  const meeting = (over: object = {}) => ({
    ...{ type: 'meeting', title: 'Narada', companyId: companies.drewPol.id, plannedAt: inDays(3) },
    ...{ personIds: [people.jozef.id], ...over },
  });
  const invite = async (id: string) => {
    await base.db.transaction((tx) => tellIn(tx, anna, { id, house }));
    await base.db.run(
      `update effects set state = 'doing' where state = 'planned' and kind = 'message';
       update effects set state = 'done', settled_at = now() where kind = 'message'`,
    );
  };
  const invited = async (over: object = {}) => {
    const { id } = await createTask(base.db, anna, meeting(over));
    await invite(id);
    return id;
  };
  const calledOff = async () =>
    (
      await base.db.rows<{ address: string }>(
        `select m.address from messages m join effects e on e.key = m.effect_key
         where e.state = 'planned' and m.calendar ->> 'method' = 'CANCEL' order by 1`,
      )
    ).map(({ address }) => address);
  const both = [users.anna.email, people.jozef.email].toSorted();

  it('by hand', async () => {
    const id = await invited();
    await cancelTask(base.db, anna, { id, reason: '' });
    expect(await calledOff()).to.deep.equal(both);
  });

  it('by taking its time away, or moving it into the past, once whoever did so says it', async () => {
    for (const plannedAt of [null, inDays(-1)]) {
      const id = await invited();
      await editTask(base.db, anna, {
        id,
        version: (await findTask(base.db, anna, id)).version,
        change: { plannedAt },
      });
      expect(await untoldOf(base.db, anna, { ids: [id] })).to.deep.include.members([{ id, title: 'Narada', count: 2 }]);
      expect(await calledOff()).to.deep.equal([]);
      await base.db.transaction((tx) => tellIn(tx, anna, { id, house }));
      expect(await calledOff()).to.deep.equal(both);
      expect(await untoldOf(base.db, anna, { ids: [id] })).to.deep.equal([]);
      await base.db.run('delete from messages; delete from effects where run_id is null');
    }
  });

  it('that had lost its time already, for the time they were told of', async () => {
    const id = await invited();
    await editTask(base.db, anna, { id, version: 1, change: { plannedAt: null } });
    await cancelTask(base.db, anna, { id, reason: '' });
    expect(await calledOff()).to.deep.equal(both);
  });

  it('with the case that is closed', async () => {
    const kase = await createCase(base.db, anna, {
      name: 'Wdrożenie',
      kind: 'project',
      companyId: companies.drewPol.id,
    });
    await invited({ caseId: kase.id });
    const closing = { id: kase.id, version: 1, outcome: 'success', result: 'Po sprawie', openTasks: 'cancel' } as const;
    await closeCase(base.db, anna, closing);
    expect(await calledOff()).to.deep.equal(both);
  });

  it('by a scenario that needs it no more', async () => {
    const where = { companyId: companies.drewPol.id, ownerId: users.anna.id };
    const { taskId, runId } = await base.db.transaction((tx) => placeRunTask(tx, where));
    await base.db.run(`update tasks set type = 'meeting', planned_at = now() + interval '3 days' where id = $1`, [
      taskId,
    ]);
    await base.db.run('insert into task_people (task_id, person_id) values ($1, $2)', [taskId, people.jozef.id]);
    await invite(taskId);
    expect((await moveRun(base.db, { runId, now: Date.now() + 3 * 86_400_000 })).state).to.equal('ended');
    expect(await calledOff()).to.deep.equal(both);
  });

  it('where it comes again and its rule ends, or its owner is away', async () => {
    const startsOn = inDays(3).slice(0, 10);
    const task = { type: 'meeting', title: 'Narada', personIds: [people.jozef.id] };
    const often = { rule: 'FREQ=DAILY;COUNT=2', startsOn, localTime: '10:00', companyId: companies.drewPol.id, task };
    const ended = await createRecurrence(base.db, anna, often);
    await invite(ended.taskId!);
    await endRecurrence(base.db, anna, { id: ended.id, version: 1 });
    expect(await calledOff()).to.deep.equal(both);
    expect(await base.db.rows('select id from tasks')).to.have.length(0);

    await base.db.run('delete from messages; delete from effects where run_id is null');
    const away = await createRecurrence(base.db, anna, { ...often, whenAway: 'skip' });
    await invite(away.taskId!);
    await addAbsence(base.db, anna, { userId: users.anna.id, fromOn: startsOn, toOn: inDays(5).slice(0, 10) });
    await base.db.transaction((tx) => applyAbsences(tx, inDays(0)));
    expect(await calledOff()).to.deep.equal(both);
  });

  it('with the outcome that had planned it, and where it may not take place any more', async () => {
    const { id } = await createTask(base.db, anna, {
      type: 'meeting',
      title: 'Narada',
      companyId: companies.drewPol.id,
    });
    await base.db.run(
      `update tasks set outcomes = '[{"code":"again","name":{"pl":"P","en":"A"},"asks":"date"}]' where id = $1`,
      [id],
    );
    await completeTask(base.db, anna, { id, outcome: 'again', answers: { nextAt: inDays(2) }, note: '' });
    const next = await base.db.one<{ id: string }>('select id from tasks where after_id = $1', [id]);
    await invite(next.id);
    await undoCompletion(base.db, anna, id);
    expect(await calledOff()).to.deep.equal([users.anna.email]);

    await base.db.run('delete from messages; delete from effects where run_id is null');
    const forbidden = await invited();
    await base.db.transaction((tx) => closeForbiddenCall(tx, anna, { id: forbidden, reason: 'no consent' }));
    expect(await calledOff()).to.deep.equal(both);
  });

  it('of a change they hear only when asked for it: each way to make one tells how many do not know yet', async () => {
    const id = await invited();
    const untold = async () => (await untoldOf(base.db, anna, { ids: [id] })).map(({ title, count }) => [title, count]);
    expect(await untold()).to.deep.equal([]);
    const edit = async (change: object) =>
      editTask(base.db, anna, { id, version: (await findTask(base.db, anna, id)).version, change });
    await edit({ description: 'Porządek obrad' });
    expect(await untold()).to.deep.equal([]);
    await edit({ place: 'Sala B' });
    expect(await untold()).to.deep.equal([['Narada', 2]]);
    await invite(id);
    expect(await untold()).to.deep.equal([]);
    await postponeTask(base.db, anna, { id, until: { on: inDays(6).slice(0, 10) } });
    expect(await untold()).to.deep.equal([['Narada', 2]]);
    await invite(id);
    await assignTask(base.db, anna, { id, ownerId: users.maria.id, queue: null });
    // Who has it now is invited, who had it is called off.
    expect(await untoldOf(base.db, viewer('maria'), { ids: [id] })).to.deep.equal([{ id, title: 'Narada', count: 2 }]);
    expect(await untoldOf(base.db, viewer('pawel'), { ids: [id] })).to.deep.equal([]);
  });

  it('of many meetings at once one question is asked, however many there are', async () => {
    const ids = [await invited(), await invited({ title: 'Przegląd' }), await invited({ title: 'Odbiór' })];
    await base.db.run(`update tasks set place = 'Sala C' where id = any($1::uuid[])`, [ids.slice(0, 2)]);
    let asked = 0;
    const counting: Tx = { ...base.db, rows: (sql, params) => (asked++, base.db.rows(sql, params)) };
    const found = await untoldOf(counting, anna, { ids });
    expect(found.map(({ title, count }) => [title, count]).toSorted()).to.deep.equal([
      ['Narada', 2],
      ['Przegląd', 2],
    ]);
    expect(asked).to.equal(1);
  });
});
