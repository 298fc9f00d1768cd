import { expect } from 'chai';
import type { DomainError } from '../../domain/domain-error.ts';
import { handOver, planHandOver } from '../../db/task-hand-over.ts';
import { leaseTask } from '../../db/task-leases.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { editTask } from '../../db/task-edits.ts';
import { findTask } from '../../db/task-rows.ts';
import { createTask } from '../../db/tasks.ts';
import { teamWork } from '../../db/team-work.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { counted } from '../support/listed.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');

describe('work that changes hands', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
  });
  after(() => base.drop());
  beforeEach(() => base.db.run('delete from tasks'));

  const make = (over: object = {}) =>
    createTask(base.db, anna, { type: 'call', title: 'Oddzwonić', companyId: companies.drewPol.id, ...over });
  const toPawel = { ownerId: users.pawel.id, queue: null };
  const toMaria = { ownerId: users.maria.id, queue: null };
  const fromAnna = { ownerId: users.anna.id };
  const plan = (to = [toPawel]) => planHandOver(base.db, maria, { from: fromAnna, to });

  it('is counted first, divided by customer, and what is open on a desk stays', async () => {
    await make();
    await make({ dueAt: '2026-01-01T10:00:00Z' });
    await make({ companyId: companies.zubr.id, type: 'meeting' });
    const { id: open } = await make({ companyId: companies.omega.id });
    await leaseTask(base.db, anna, open);
    const counted = await plan([toPawel, toMaria]);
    expect(counted).to.include({ overdue: 1, openElsewhere: 1, more: false });
    expect(counted.each.map(({ count }) => count)).to.deep.equal([2, 1]);
    expect(counted.byType.map(({ pl, count }) => `${pl} ${count}`)).to.have.members(['Telefon 2', 'Spotkanie 1']);
  });

  it('goes exactly as counted: what somebody has touched since is left out and named', async () => {
    const { id: touched } = await make({ title: 'Zmienione' });
    const { id: finished } = await make({ title: 'Skończone' });
    const { id } = await make();
    const { rows } = await plan();
    await editTask(base.db, anna, { id: touched, version: 1, change: { priority: 'high' } });
    await completeTask(base.db, anna, { id: finished, outcome: 'talked', answers: {}, note: '' });
    await make({ title: 'Późniejsze' });
    const { done, skipped } = await handOver(base.db, maria, rows);
    expect(done.map((row) => row.id)).to.deep.equal([id]);
    expect(skipped.map(({ title }) => title)).to.have.members(['Zmienione', 'Skończone']);
    expect((await findTask(base.db, pawel, id)).ownerId).to.equal(users.pawel.id);
  });

  it('comes back with one click, but for what was touched meanwhile', async () => {
    const { id: kept } = await make();
    const { id } = await make();
    const { done } = await handOver(base.db, maria, (await plan()).rows);
    const { version } = await findTask(base.db, pawel, kept);
    await editTask(base.db, pawel, { id: kept, version, change: { percent: 10 } });
    const back = await handOver(base.db, maria, done);
    expect(back.done.map((row) => row.id)).to.deep.equal([id]);
    expect((await findTask(base.db, anna, id)).ownerId).to.equal(users.anna.id);
    expect((await findTask(base.db, pawel, kept)).ownerId).to.equal(users.pawel.id);
  });

  it('needs the right to assign', async () => {
    const refused = await planHandOver(base.db, anna, { from: fromAnna, to: [toPawel] }).catch((e: unknown) => e);
    expect((refused as DomainError).code).to.equal('right.missing');
  });

  it('shows a superior how far everybody is, each number with exactly its rows (rule 42)', async () => {
    await make({ percent: 40, dueAt: '2026-01-01T10:00:00Z' });
    const { id } = await make();
    await completeTask(base.db, anna, { id, outcome: 'talked', answers: {}, note: '', workMinutes: 12 });
    await createTask(base.db, maria, { type: 'call', title: 'Z kolejki', queue: 'desk' });
    await make({ private: true });
    const { people, queues, filters } = await teamWork(base.db, maria);
    const row = people.find(({ userId }) => userId === users.anna.id)!;
    expect(row).to.include({ open: 1, overdue: 1, today: 1, doneToday: 1, percent: 40, workMinutes: 12 });
    expect(queues).to.deep.equal([{ queue: 'desk', name: 'Biuro obsługi', open: 1, overdue: 0 }]);
    for (const key of ['open', 'overdue', 'today', 'doneToday', 'doneWeek'] as const) {
      const query = { ...filters[key], ownerId: users.anna.id };
      expect(await counted(base.db, maria, { kind: 'tasks', query }), key).to.equal(row[key]);
    }
  });
});
