import { expect } from 'chai';
import { opportunitiesApi } from '../../api/opportunities.ts';
import type { Viewer } from '../../domain/access.ts';
import { createOpportunity, linkMessage } from '../../db/opportunity-links.ts';
import { listBoard } from '../../db/lists/board.ts';
import { opportunities } from '../../db/lists/kinds/opportunities.ts';
import { listRows } from '../../db/lists/rows.ts';
import { sumsBy, type Grouping } from '../../db/opportunity-sums.ts';
import { opportunitiesToTie, opportunityOf, readOpportunity } from '../../db/opportunity-page.ts';
import { closeOpportunity, editOpportunity, reopenOpportunity } from '../../db/opportunities.ts';
import { linkTask } from '../../db/task-opportunity.ts';
import { createTask } from '../../db/tasks.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { asked, counted, listed } from '../support/listed.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';
import { serve } from '../support/served.ts';

const anna = viewer('anna');
const pawel = viewer('pawel');
const maria = viewer('maria');
const jan = viewer('jan');

const kind = 'opportunities' as const;

describe('opportunities', () => {
  let base: TestDatabase;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());
  beforeEach(() =>
    base.db.run('delete from reminders; delete from tasks; delete from messages; delete from opportunities'),
  );

  const make = async (over: object = {}, who: Viewer = anna) =>
    (
      await createOpportunity(base.db, who, {
        name: 'Regały do magazynu',
        companyId: companies.drewPol.id,
        valueMinor: 4_000_000,
        ...over,
      })
    ).id;

  it('takes the probability of its stage again where its own is emptied', async () => {
    const id = await make({ stage: 'offer', probability: 20 });
    await editOpportunity(base.db, anna, { id, version: 1, changes: { probability: null } });
    expect(await readOpportunity(base.db, anna, id)).to.include({ probability: 50, weightedMinor: 2_000_000 });
    await editOpportunity(base.db, anna, { id, version: 2, changes: { probability: 20 } });
    await base.db.run(`update opportunity_stages set active = false where code = 'offer'`);
    await editOpportunity(base.db, anna, { id, version: 3, changes: { probability: null } });
    expect((await readOpportunity(base.db, anna, id)).probability, 'of a stage that is offered no more').to.equal(50);
    await base.db.run(`update opportunity_stages set active = true where code = 'offer'`);
  });

  it('goes into no stage that is not offered, whatever probability is sent beside it', async () => {
    const id = await make({ stage: 'offer' });
    const changes = { stage: 'nowhere', probability: 10 };
    const moved = editOpportunity(base.db, anna, { id, version: 1, changes });
    expect(await refusedAs(moved)).to.equal('opportunity.stage_unknown');
  });

  it('takes the probability of its stage, and weighs its value with it', async () => {
    const id = await make({ stage: 'offer' });
    expect(await readOpportunity(base.db, anna, id)).to.include({ probability: 50, weightedMinor: 2_000_000 });
    await editOpportunity(base.db, anna, { id, version: 1, changes: { stage: 'negotiation' } });
    expect(await readOpportunity(base.db, anna, id)).to.include({ probability: 75, weightedMinor: 3_000_000 });
    await editOpportunity(base.db, anna, { id, version: 2, changes: { stage: 'contract', probability: 60 } });
    const page = await readOpportunity(base.db, anna, id);
    expect(page).to.include({ probability: 60 });
    expect(page.moves.map(({ stage, probability }) => [stage, probability])).to.deep.equal([
      ['contract', 60],
      ['negotiation', 75],
      ['offer', 50],
    ]);
  });

  it('comes into being together with a task, or with neither', async () => {
    const task = { type: 'call', title: 'Zapytać o termin' };
    const made = await createOpportunity(base.db, anna, { name: 'Regały', companyId: companies.drewPol.id, task });
    expect(await opportunityOf(base.db, anna, { noun: 'task', id: made.taskId! })).to.deep.equal({
      id: made.id,
      name: 'Regały',
    });
    expect((await readOpportunity(base.db, anna, made.id)).tasks.map(({ title }) => title)).to.deep.equal([task.title]);
    const broken = { name: 'Druga', companyId: companies.drewPol.id, task: { type: 'nonsense', title: 'x' } };
    expect(await refusedAs(createOpportunity(base.db, anna, broken))).to.equal('task.type_unknown');
    expect(await counted(base.db, anna, { kind, query: { state: 'open' } })).to.equal(1);
  });

  it('shows neither name, mail nor addresses of a customer who is somebody else’s by now', async () => {
    const id = await make({ personId: people.jozef.id });
    const { id: messageId } = await base.db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, subject, address, opportunity_id, created_by, updated_by)
       values ('in', 'email', $1, 'Zapytanie', 'szef@drew-pol.example', $2, 'system:test', 'system:test') returning id`,
      [companies.drewPol.id, id],
    );
    const own = viewer('anna', { customers: 'own' });
    const seen = async () => {
      const { messages, emails, phones, companyName, personName } = await readOpportunity(base.db, own, id);
      const { company, person } = (await listed(base.db, own, { kind, columns: ['company', 'person'] }))[0]!;
      const [picked] = await opportunitiesToTie(base.db, own, { search: '' });
      const named = [companyName, personName, company, person, picked!.companyName];
      const tied = await opportunityOf(base.db, own, { noun: 'message', id: messageId });
      return [messages.length, emails.length > 0, phones.length > 0, tied !== null, named.map((one) => one !== null)];
    };
    expect(await seen()).to.deep.equal([1, true, true, true, [true, true, true, true, true]]);
    const give = (userId: string) =>
      base.db.run('update companies set owner_id = $2 where id = $1', [companies.drewPol.id, userId]);
    await give(users.pawel.id);
    expect(await seen()).to.deep.equal([0, false, false, false, [false, false, false, false, false]]);
    await give(users.anna.id);
  });

  it('stands neither by the name of a customer who is not seen, nor is it told in the cursor', async () => {
    const mine = await make({ name: 'Żubr', companyId: companies.zubr.id });
    const foreign = await make({ name: 'Omega', companyId: companies.omega.id }, jan);
    await base.db.run('update opportunities set owner_id = $1', [users.anna.id]);
    const byCustomer = { ...asked({ kind, columns: ['company'], sort: [{ field: 'company' }] }), limit: 1 };
    const paged = async (who: Viewer) => {
      const first = await listRows(base.db, who, { list: opportunities, ask: byCustomer });
      const second = await listRows(base.db, who, { list: opportunities, ask: { ...byCustomer, after: first.last } });
      return {
        ids: [first, second].flatMap(({ rows }) => rows.map(({ id }) => id)),
        cursors: JSON.stringify([first.last, second.last]),
      };
    };
    const whole = await paged(anna);
    expect(whole.ids).to.deep.equal([foreign, mine]);
    expect(whole.cursors).to.contain(companies.omega.name);
    const own = await paged(viewer('anna', { customers: 'own' }));
    expect(own.ids, 'what is not seen stands at the end').to.deep.equal([mine, foreign]);
    expect(own.cursors).to.contain(companies.zubr.name).and.not.contain(companies.omega.name);
    const rights = new Set([...anna.rights].filter((right) => right !== 'company.read'));
    const blind = await paged(viewer('anna', { rights }));
    expect(blind.ids).to.have.members([mine, foreign]);
    expect(blind.cursors).to.not.contain(companies.omega.name).and.not.contain(companies.zubr.name);
  });

  it('is tied to a task and to mail of the same customer only', async () => {
    const id = await make();
    const task = await createTask(base.db, anna, { type: 'call', title: 'Telefon', companyId: companies.drewPol.id });
    const foreign = await createTask(base.db, anna, { type: 'call', title: 'Telefon', companyId: companies.zubr.id });
    await linkTask(base.db, anna, { taskId: task.id, opportunityId: id });
    expect(await refusedAs(linkTask(base.db, anna, { taskId: foreign.id, opportunityId: id }))).to.equal(
      'opportunity.other_customer',
    );
    const message = await base.db.one<{ id: string }>(
      `insert into messages (direction, channel, company_id, subject, created_by, updated_by)
       values ('in', 'email', $1, 'Zapytanie', 'system:test', 'system:test') returning id`,
      [companies.drewPol.id],
    );
    await linkMessage(base.db, anna, { messageId: message.id, opportunityId: id });
    const page = await readOpportunity(base.db, anna, id);
    expect(page.messages.map(({ subject }) => subject)).to.deep.equal(['Zapytanie']);
    expect(page.tasks).to.have.length(1);
    const call = { type: 'call', title: 'Drugi', companyId: companies.drewPol.id, opportunityId: id };
    await createTask(base.db, anna, call);
    expect(await refusedAs(createTask(base.db, anna, { ...call, companyId: companies.zubr.id }))).to.equal(
      'opportunity.other_customer',
    );
    expect((await readOpportunity(base.db, anna, id)).tasks).to.have.length(2);
    await base.db.run(`delete from tasks where title = 'Drugi'`);
    await linkTask(base.db, anna, { taskId: task.id, opportunityId: null });
    expect((await readOpportunity(base.db, anna, id)).tasks).to.have.length(0);
    expect(await opportunitiesToTie(base.db, anna, { companyId: companies.zubr.id, search: '' })).to.deep.equal([]);
    expect(await opportunitiesToTie(base.db, anna, { companyId: companies.drewPol.id, search: 'rega' })).to.have.length(
      1,
    );
  });

  it('keeps a task from whoever sees the task and not the opportunity', async () => {
    const id = await make();
    const about = { companyId: companies.drewPol.id, ownerId: users.pawel.id };
    const task = await createTask(base.db, maria, { type: 'call', title: 'Telefon', opportunityId: id, ...about });
    const own = await make({}, pawel);
    for (const opportunityId of [null, own])
      expect(await refusedAs(linkTask(base.db, pawel, { taskId: task.id, opportunityId }))).to.equal(
        'opportunity.not_found',
      );
    expect(await refusedAs(linkTask(base.db, pawel, { taskId: task.id, opportunityId: id }))).to.equal(
      'opportunity.not_found',
    );
    expect((await readOpportunity(base.db, maria, id)).tasks).to.have.length(1);
    await linkTask(base.db, maria, { taskId: task.id, opportunityId: own });
    expect((await readOpportunity(base.db, maria, own)).tasks).to.have.length(1);
  });

  it('is won, or lost for a reason of the dictionary, and opened again', async () => {
    const id = await make({ stage: 'offer' });
    const lost = { id, version: 1, state: 'lost' as const };
    expect(await refusedAs(closeOpportunity(base.db, anna, { ...lost, reason: 'whim' }))).to.equal(
      'opportunity.reason_missing',
    );
    await closeOpportunity(base.db, anna, { ...lost, reason: 'price', note: 'Taniej o 12%' });
    expect(await readOpportunity(base.db, anna, id)).to.include({ state: 'lost', probability: 0, reasonPl: 'Cena' });
    expect(await refusedAs(editOpportunity(base.db, anna, { id, version: 2, changes: { name: 'x' } }))).to.equal(
      'opportunity.closed',
    );
    await reopenOpportunity(base.db, anna, { id, version: 2 });
    expect(await readOpportunity(base.db, anna, id)).to.include({ state: 'open', probability: 50, lostReason: null });
    await closeOpportunity(base.db, anna, { id, version: 3, state: 'won' });
    expect(await readOpportunity(base.db, anna, id)).to.include({ state: 'won', weightedMinor: 4_000_000 });
  });

  it('is seen and changed by its owner and superiors; to others it is not there', async () => {
    const id = await make();
    const things: Readonly<Record<string, (who: Viewer) => Promise<unknown>>> = {
      read: (who) => readOpportunity(base.db, who, id),
      edit: (who) => editOpportunity(base.db, who, { id, version: 1, changes: { name: 'Regały do magazynu' } }),
      tie: async (who) => {
        const task = await createTask(base.db, who, {
          type: 'call',
          title: 'Telefon',
          companyId: companies.drewPol.id,
        });
        await linkTask(base.db, who, { taskId: task.id, opportunityId: id });
      },
    };
    for (const [what, work] of Object.entries(things)) {
      for (const who of [anna, maria, jan])
        expect(await refusedAs(work(who)), `${what} by ${who.name}`).to.equal('nothing');
      expect(await refusedAs(work(pawel)), what).to.equal('opportunity.not_found');
      const blind = viewer('anna', { rights: new Set(['task.read', 'task.edit']) });
      expect(await refusedAs(work(blind)), what).to.match(/right.missing/);
    }
    expect(await listed(base.db, pawel, { kind, query: { state: 'open' } })).to.deep.equal([]);
    expect(await sums(pawel, 'open', 'all')).to.deep.equal([]);
    expect(
      await refusedAs(editOpportunity(base.db, anna, { id, version: 1, changes: { ownerId: users.pawel.id } })),
    ).to.equal('opportunity.owner_refused');
    expect(await refusedAs(make({ personId: people.jozef.id, companyId: companies.zubr.id }))).to.equal(
      'person.not_found',
    );
  });

  const sums = (who: Viewer, state: string, by: Grouping) =>
    sumsBy(base.db, who, { ask: asked({ kind, query: { state } }), by });

  it('sums never cross currencies, in the report and on the board', async () => {
    await make({ stage: 'offer', valueMinor: 100_00 });
    await make({ stage: 'offer', valueMinor: 300_00 });
    await make({ stage: 'offer', valueMinor: 900_00, currency: 'EUR' });
    const won = await make({ valueMinor: 50_00 });
    await closeOpportunity(base.db, anna, { id: won, version: 1, state: 'won' });
    const all = await sums(anna, 'open', 'all');
    expect(
      all.map(({ currency, count, valueMinor, weightedMinor }) => [currency, count, valueMinor, weightedMinor]),
    ).to.have.deep.members([
      ['EUR', 1, 900_00, 450_00],
      ['PLN', 2, 400_00, 200_00],
    ]);
    const [byOwner] = await sums(anna, 'won', 'owner');
    expect(byOwner).to.include({ of: users.anna.id, namePl: users.anna.name, count: 1, valueMinor: 50_00 });
    const [byMonth] = await sums(anna, 'won', 'month');
    expect(byMonth?.of).to.match(/^\d{4}-\d\d$/);
    const board = await listBoard(base.db, anna, { list: opportunities, ask: asked({ kind }) });
    expect(board.find(({ code }) => code === 'offer')!.rows).to.have.length(3);
    expect((await sums(anna, 'open', 'stage')).filter(({ of }) => of === 'offer')).to.have.length(2);
  });

  it('its page says how many there are of what it shows the first of, and leads to all', async () => {
    const id = await make({ name: 'Długa' });
    await base.db.run(
      `insert into tasks (type, title, owner_id, company_id, opportunity_id, created_by, updated_by)
       select 'errand', 'Krok ' || n, $1, $2, $3, 'system:test', 'system:test' from generate_series(1, 203) n`,
      [users.anna.id, companies.drewPol.id, id],
    );
    const page = await readOpportunity(base.db, anna, id);
    expect([page.tasks.length, page.counts]).to.deep.equal([200, { tasks: 203, messages: 0, moves: 1 }]);
    expect(await counted(base.db, anna, { kind: 'tasks', query: { opportunityId: id } })).to.equal(203);
    expect(await counted(base.db, anna, { kind: 'messages', query: { opportunityId: id } })).to.equal(0);
  });

  it('months stand in time, those without a day last, and each leads to exactly its rows', async () => {
    for (const [valueMinor, expectedOn] of [
      [100_00, '2098-01-15'],
      [900_00, '2098-03-01'],
      [500_00, '2097-12-31'],
      [700_00, null],
    ] as const)
      await make({ valueMinor, expectedOn, currency: 'CHF' });
    const months = (await sums(anna, 'open', 'month')).filter(({ currency }) => currency === 'CHF');
    expect(months.map(({ of, count }) => [of, count])).to.deep.equal([
      ['2097-12', 1],
      ['2098-01', 1],
      ['2098-03', 1],
      [null, 1],
    ]);
    const query = { list: 'open', currency: 'CHF', dated: 'none' };
    expect(await counted(base.db, anna, { kind, query })).to.equal(1);
  });

  it('lists go by the expected day; words are letters', async () => {
    for (const [name, expectedOn] of [
      ['Bez dnia', null],
      ['Późna', '2099-05-01'],
      ['Zaległa 100%', '2020-05-01'],
    ] as const)
      await make({ name, expectedOn });
    const first = await listed(base.db, anna, { kind, query: { state: 'open' }, columns: ['name', 'overdue'] });
    expect(first.map(({ name, overdue }) => [name, overdue])).to.deep.equal([
      ['Zaległa 100%', true],
      ['Późna', false],
      ['Bez dnia', false],
    ]);
    const found = (search: string) => counted(base.db, anna, { kind, query: { state: 'open', search } });
    expect([await found('zalegla'), await found('100%'), await found('_l_')]).to.deep.equal([1, 1, 0]);
  });

  it('over HTTP another customer is refused by name, and what somebody else changed is said', async () => {
    const served = await serve(base.db, { api: [opportunitiesApi] });
    try {
      const id = await make();
      const patch = (changes: object, version = 1) =>
        served.ask<{ code: string }>(anna, `PATCH /opportunities/${id}`, { version, changes });
      expect((await patch({ companyId: companies.zubr.id })).body.code).to.equal('opportunity.customer_fixed');
      expect((await patch({ companyId: companies.drewPol.id, name: 'Regały i wózki' })).status).to.equal(200);
      expect((await patch({ name: 'x' })).status).to.equal(409);
      expect((await patch({ valueMinor: -1 }, 2)).status).to.equal(400);
      expect((await patch({ currency: 'zł' }, 2)).status).to.equal(400);
      const list = await served.ask<{ rows: unknown[] }>(anna, 'GET /opportunities?limit=1');
      expect(list.body.rows).to.have.length(1);
      for (const odd of ['stage=%25', 'from=0000-01-01', 'after=x.y', 'search=%5C', 'ownerId=1'])
        expect((await served.ask(anna, `GET /opportunities?${odd}`)).status, odd).to.be.lessThan(500);
    } finally {
      await served.close();
    }
  });
});
