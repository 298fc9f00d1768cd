import { expect } from 'chai';
import { addAbsence, removeAbsence } from '../../db/absences.ts';
import { applyAbsences, closeMissed } from '../../db/made-days.ts';
import { recordChanges } from '../../db/record-changes.ts';
import { createRecurrence, type NewRecurrence } from '../../db/recurrences.ts';
import { editTask } from '../../db/task-edits.ts';
import { addTaskNote } from '../../db/task-notes.ts';
import { assignTask, createTask, postponeTask } from '../../db/tasks.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna', { queues: ['desk'] });
const maria = viewer('maria');

describe('the history of a task says whose it was and whose it is', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
  });
  after(() => base.drop());

  const make = (over: object = {}) =>
    createTask(base.db, maria, { type: 'call', title: 'Oddzwonić', companyId: companies.drewPol.id, ...over });
  /** Of its last change: who, what, and from what to what. */
  const lastOf = async (id: string) => {
    const { rows } = await recordChanges(base.db, maria, { noun: 'task', id, limit: 1 });
    const { actor, verb, changes } = rows[0]!;
    return { by: actor.kind, verb, changes };
  };

  it('when it is given to somebody, taken from a queue and given back', async () => {
    const { id } = await make();
    await assignTask(base.db, maria, { id, ownerId: users.pawel.id, queue: null });
    expect(await lastOf(id)).to.deep.equal({
      by: 'user',
      verb: 'assign',
      changes: { ownerId: [users.maria.name, users.pawel.name] },
    });
    await assignTask(base.db, maria, { id, ownerId: null, queue: 'desk' });
    expect((await lastOf(id)).changes).to.deep.equal({
      ownerId: [users.pawel.name, null],
      queue: [null, 'Biuro obsługi'],
    });
    await assignTask(base.db, anna, { id, ownerId: users.anna.id, queue: null });
    expect((await lastOf(id)).changes).to.deep.equal({
      ownerId: [null, users.anna.name],
      queue: ['Biuro obsługi', null],
    });
  });

  it('when somebody takes it from a queue by putting it off', async () => {
    const { id } = await make({ queue: 'desk' });
    await postponeTask(base.db, anna, { id, until: { on: '2030-01-10' } });
    const { verb, changes } = await lastOf(id);
    expect(verb).to.equal('postpone');
    expect(changes).to.deep.include({ ownerId: [null, users.anna.name], queue: ['Biuro obsługi', null] });
  });

  const set = (over: Partial<NewRecurrence>) =>
    createRecurrence(base.db, viewer('anna'), {
      rule: 'FREQ=DAILY;INTERVAL=7',
      startsOn: inDays(2),
      localTime: '09:00',
      companyId: companies.drewPol.id,
      task: { type: 'call', title: 'Telefon kontrolny' },
      ...over,
    });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const at = (days: number) => `${inDays(days)}T12:00:00.000Z`;

  it('when the substitute gets it, why it was taken away, and that it came back', async () => {
    const given = await set({ whenAway: 'substitute' });
    const left = await set({ whenAway: 'skip' });
    const span = { fromOn: inDays(1), toOn: inDays(3) };
    const absence = await addAbsence(base.db, anna, { ...span, substituteId: users.pawel.id });
    await base.db.transaction((tx) => applyAbsences(tx, at(0)));
    expect(await lastOf(given.taskId!)).to.deep.equal({
      by: 'system',
      verb: 'assign',
      changes: { ownerId: [users.anna.name, users.pawel.name] },
    });
    expect(await lastOf(left.taskId!)).to.deep.equal({
      by: 'system',
      verb: 'withdraw',
      changes: { state: ['open', 'withdrawn'], stateReason: [null, 'nieobecność'] },
    });
    await removeAbsence(base.db, anna, absence.id);
    expect(await lastOf(left.taskId!)).to.deep.equal({
      by: 'user',
      verb: 'restore',
      changes: { state: ['withdrawn', 'open'], stateReason: ['nieobecność', null] },
    });
  });

  it('and one that somebody has open goes to nobody else meanwhile, by an edit as little as by handing it over', async () => {
    const { id } = await make({ ownerId: users.pawel.id });
    await base.db.run(
      `update tasks set leased_by = $2, leased_since = now(), leased_until = now() + interval '2 minutes' where id = $1`,
      [id, users.pawel.id],
    );
    const receiver = { ownerId: users.anna.id, queue: null };
    for (const giving of [
      () => editTask(base.db, maria, { id, version: 1, change: { receiver } }),
      () => assignTask(base.db, maria, { id, ...receiver }),
    ])
      expect(await giving().catch((error: unknown) => error)).to.include({ code: 'task.open_elsewhere' });
  });

  it('when the next one has come and nobody had begun it', async () => {
    const { taskId } = await set({ rule: 'FREQ=DAILY', startsOn: inDays(5) });
    await base.db.transaction((tx) => closeMissed(tx, at(6)));
    const { by, verb, changes } = await lastOf(taskId!);
    expect([by, verb, changes['state']]).to.deep.equal(['system', 'withdraw', ['open', 'withdrawn']]);
  });

  it('but not where a line of it is ticked, or something is noted', async () => {
    for (const begun of [`ticks = '{"Regał": true}'`, `title = 'Z notatką'`]) {
      const { taskId } = await set({ rule: 'FREQ=DAILY', startsOn: inDays(5) });
      await base.db.run(`update tasks set ${begun} where id = $1`, [taskId]);
      if (begun.includes('notatk')) await addTaskNote(base.db, anna, { id: taskId!, body: 'Brakuje dwóch palet' });
      await base.db.transaction((tx) => closeMissed(tx, at(6)));
      const { state } = await base.db.one<{ state: string }>('select state from tasks where id = $1', [taskId]);
      expect(state, begun).to.equal('open');
    }
  });
});
