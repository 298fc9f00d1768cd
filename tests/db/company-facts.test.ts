import { expect } from 'chai';
import { reconcileCompanyFacts } from '../../db/company-facts.ts';
import type { Tx } from '../../db/database.ts';
import { createCompany } from '../../db/companies.ts';
import { newId } from '../../db/new-id.ts';
import { completeTask } from '../../db/task-outcomes.ts';
import { createTask, postponeTask } from '../../db/tasks.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { users } from '../support/cast.ts';

describe('facts beside a company (rule 11)', () => {
  let base: TestDatabase;
  const anna = viewer('anna');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  type Facts = {
    readonly lastContactAt: string | null;
    readonly nextTaskAt: string | null;
    readonly firstDeadlineAt: string | null;
    readonly openTasks: number | null;
    readonly runningRuns: number | null;
  };
  const factsOf = (companyId: string, tx: Tx = base.db) =>
    tx.one<Facts>('select * from company_facts where company_id = $1', [companyId]);

  it('are there from the first moment of a company', async () => {
    const { id } = await base.db.transaction((tx) => createCompany(tx, anna, { name: 'Nowa' }));
    const { openTasks, lastContactAt } = await factsOf(id);
    expect([openTasks, lastContactAt]).to.deep.equal([null, null]);
  });

  it('follow a task from its making to its end', async () => {
    const companyId = companies.zubr.id;
    const { id } = await createTask(base.db, anna, {
      type: 'call',
      title: 'Telefon',
      companyId,
      dueAt: '2030-01-02T10:00:00.000Z',
    });
    await createTask(base.db, anna, { type: 'errand', title: 'Bez daty', companyId });
    let facts = await factsOf(companyId);
    expect(facts.openTasks).to.equal(2);
    expect(facts.nextTaskAt).to.equal('2030-01-02T10:00:00.000Z');
    expect(facts.firstDeadlineAt).to.equal('2030-01-02T10:00:00.000Z');

    await postponeTask(base.db, anna, { id, until: { on: '2031-05-05', time: '09:00' } });
    facts = await factsOf(companyId);
    expect(facts.nextTaskAt).to.contain('2031-05-05');

    await completeTask(base.db, anna, { id, outcome: 'talked', answers: {}, note: '' });
    facts = await factsOf(companyId);
    expect([facts.openTasks, facts.nextTaskAt, facts.firstDeadlineAt]).to.deep.equal([1, null, null]);
    expect(facts.lastContactAt).to.be.a('string');
  });

  it('move with a task to another company, count runs until they end, and know the last message', async () => {
    const { runId, taskId } = await placeRunTask(base.db, { companyId: companies.omega.id, ownerId: users.pawel.id });
    expect((await factsOf(companies.omega.id)).runningRuns).to.equal(1);
    await base.db.run('update tasks set company_id = $2 where id = $1', [taskId, companies.ges.id]);
    expect((await factsOf(companies.omega.id)).openTasks).to.equal(null);
    expect((await factsOf(companies.ges.id)).openTasks).to.equal(1);
    await base.db.run(`update runs set state = 'ended' where id = $1`, [runId]);
    expect((await factsOf(companies.omega.id)).runningRuns).to.equal(null);

    const message = newId();
    await base.db.run(
      `insert into messages (id, direction, channel, company_id, created_by, updated_by) values ($1, 'out', 'email', $2, 'system:test', 'system:test')`,
      [message, companies.omega.id],
    );
    expect((await factsOf(companies.omega.id)).lastContactAt).to.equal(null);
    await base.db.run(`update messages set sent_at = '2026-02-03T04:05:06Z' where id = $1`, [message]);
    expect((await factsOf(companies.omega.id)).lastContactAt).to.equal('2026-02-03T04:05:06.000Z');
  });

  it('stay right when many write about the same companies at once, in any order', async () => {
    const ids = Object.values(companies).map(({ id }) => id);
    const before = await Promise.all(ids.map((id) => factsOf(id)));
    await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        base.db.transaction(async (tx) => {
          for (const id of turn % 2 ? ids : ids.toReversed())
            await tx.run(
              `insert into tasks (type, title, company_id, created_by, updated_by) values ('errand', 'x', $1, 'system:test', 'system:test')`,
              [id],
            );
        }),
      ),
    );
    for (const [at, id] of ids.entries())
      expect((await factsOf(id)).openTasks).to.equal((before[at]!.openTasks ?? 0) + 12);
    const left = await base.db.one<{ n: number }>(
      `select (select count(*) from company_facts_touched) + (select count(*) from company_facts_due) as n`,
    );
    expect(left.n).to.equal(0);
  });

  const addMessage = async (companyId: string | null): Promise<string> => {
    const { id } = await base.db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, created_by, updated_by)
       values ('out', 'email', $1, 'system:test', 'system:test') returning id`,
      [companyId],
    );
    return id;
  };
  const sendAll = (tx: Tx, ids: readonly string[], at: string) =>
    tx.run('update messages set sent_at = $2 where id = any($1::uuid[])', [ids, at]);

  it('know the latest message of each company that a statement touches, also of one that moves', async () => {
    const { zubr, ges, omega } = companies;
    const [first, second] = [await addMessage(zubr.id), await addMessage(ges.id)];
    await sendAll(base.db, [first, second, await addMessage(null)], '2027-01-01T10:00:00Z');
    for (const { id } of [zubr, ges])
      expect((await factsOf(id)).lastContactAt, id).to.equal('2027-01-01T10:00:00.000Z');

    await sendAll(base.db, [first], '2026-12-31T10:00:00Z');
    await sendAll(base.db, [second], '2027-01-02T10:00:00Z');
    expect((await factsOf(zubr.id)).lastContactAt, 'an earlier one').to.equal('2027-01-01T10:00:00.000Z');
    expect((await factsOf(ges.id)).lastContactAt, 'a later one').to.equal('2027-01-02T10:00:00.000Z');

    await base.db.run('update messages set company_id = $2 where id = $1', [second, omega.id]);
    expect((await factsOf(omega.id)).lastContactAt).to.equal('2027-01-02T10:00:00.000Z');
    // What is written anew leaves no time behind that no message has.
    await base.db.run('update messages set company_id = $2, sent_at = null where id = $1', [second, ges.id]);
    await base.db.run('delete from messages where id = any($1::uuid[])', [[first, second]]);
    await reconcileCompanyFacts(base.db);
  });

  it('are right where some write them at once and others at their commit, in any order', async () => {
    const ids = Object.values(companies).map(({ id }) => id);
    const messages = await Promise.all(ids.map(addMessage));
    // A message that was sent is not sent earlier by whoever commits later.
    const atOnce = (turn: number) =>
      base.db.run(
        `with facts as (select set_config('nurt.facts', 'at once', true) as how)
         update messages set sent_at = greatest(sent_at, '2028-01-01T00:00:00Z'::timestamptz + make_interval(mins => $2))
         from facts where id = any($1::uuid[]) and how is not null`,
        [messages, turn],
      );
    const inTurn = (turn: number) =>
      base.db.transaction(async (tx) => {
        for (const id of turn % 4 ? ids : ids.toReversed()) {
          await tx.run(
            `insert into messages (direction, channel, company_id, sent_at, created_by, updated_by)
             values ('out', 'email', $1, '2028-01-01T00:00:00Z'::timestamptz + make_interval(mins => $2), 'system:test', 'system:test')`,
            [id, turn],
          );
          await tx.run(
            `insert into tasks (type, title, company_id, created_by, updated_by) values ('errand', 'y', $1, 'system:test', 'system:test')`,
            [id],
          );
        }
        await tx.run(`delete from tasks where title = 'y'`);
      });
    await Promise.all(Array.from({ length: 24 }, (_, turn) => (turn % 2 ? atOnce(turn) : inTurn(turn))));
    for (const id of ids) expect((await factsOf(id)).lastContactAt, id).to.equal('2028-01-01T00:23:00.000Z');
    expect((await reconcileCompanyFacts(base.db)).differed).to.equal(0);
  });

  it('are all right when they are computed again at night, and mended where they are not', async () => {
    expect((await reconcileCompanyFacts(base.db)).differed).to.equal(0);
    await base.db.run('update company_facts set open_tasks = 77 where company_id = $1', [companies.zubr.id]);
    await base.db.run('delete from company_facts where company_id = $1', [companies.ges.id]);
    expect((await reconcileCompanyFacts(base.db)).differed).to.equal(2);
    expect((await factsOf(companies.zubr.id)).openTasks).to.equal(13);
  });
});
