import { expect } from 'chai';
import { casesApi } from '../../api/cases.ts';
import { teamApi } from '../../api/team.ts';
import { todayApi } from '../../api/today.ts';
import { transactionsApi } from '../../api/transactions.ts';
import { readCaseEffect, type CaseMoney } from '../../db/case-effect.ts';
import { readCase } from '../../db/case-page.ts';
import type { Query } from '../../domain/lists/narrowing.ts';
import type { PersonsWork, QueueWork, TeamWork } from '../../db/team-work.ts';
import type { Linked, LinkedFigure } from '../../db/today.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { listed, type Listed } from '../support/listed.ts';
import { serve, type Served } from '../support/served.ts';

const [anna, pawel, maria] = [viewer('anna'), viewer('pawel'), viewer('maria')];

describe('every number of the team, of today and of the effect of a case opens exactly its rows (rule 42)', () => {
  let base: TestDatabase;
  let served: Served;
  let ofCase: string;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    await base.db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi')`);
    ofCase = (
      await base.db.one<{ id: string }>(
        `insert into cases (number, name, kind, company_id, owner_id, stage, search_text, created_by, updated_by)
         values ('2026/0001', 'Reklamacja', 'case', $1, $2, 'new', 'reklamacja', 'system:test', 'system:test') returning id`,
        [companies.drewPol.id, users.anna.id],
      )
    ).id;
    await seatTasks();
    await seatTransactions();
    served = await serve(base.db, { api: [casesApi, teamApi, todayApi, transactionsApi] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  /** Open, late, begun, private, done today and before, with time and without, in a queue: of both operators. */
  async function seatTasks(): Promise<void> {
    await base.db.run(
      `insert into tasks (type, title, company_id, case_id, owner_id, queue, due_at, state, percent, private, done_at, done_by,
         work_minutes, call_seconds, search_text, created_by, updated_by)
       select case when n % 4 = 0 then 'errand' else 'call' end, 'Zadanie ' || n, $1, case when n % 2 = 0 then $2::uuid end,
         case when n % 11 = 0 then null when n % 3 = 0 then $4::uuid else $3::uuid end, case when n % 11 = 0 then 'desk' end,
         case when n % 5 > 0 then now() + make_interval(hours => (n - 30) * 7) end,
         case when n % 2 = 0 then 'open' else 'done' end, n % 4 * 20, n % 7 = 0,
         case when n % 2 = 1 then now() - make_interval(hours => n * 5) end,
         case when n % 2 = 1 then case when n % 3 = 0 then $4::uuid else $3::uuid end end,
         case when n % 6 = 1 then 25 end, case when n % 6 = 3 then 20 end, 'zadanie', 'system:test', 'system:test'
       from generate_series(1, 44) n`,
      [companies.drewPol.id, ofCase, users.anna.id, users.pawel.id],
    );
    // A private task that its superior takes part in stands in their list as well.
    await base.db.run(
      `insert into task_users (task_id, user_id) select id, $1 from tasks where private and owner_id = $2`,
      [users.maria.id, users.anna.id],
    );
    await base.db.run(`update tasks set case_id = $1 where state = 'done' and done_by = $2 and not private`, [
      ofCase,
      users.anna.id,
    ]);
  }

  async function seatTransactions(): Promise<void> {
    await base.db.run(
      `insert into transactions (company_id, case_id, kind, source, external_id, state, happened_on, due_on, amount_minor, open_minor,
         currency, created_by, updated_by)
       select $1, $2, (array['invoice', 'order', 'payment'])[n % 3 + 1], 'erp', n::text, case when n = 9 then 'cancelled' else 'open' end,
         current_date - n, case when n % 3 = 0 then current_date + n - 4 end, n * 1000, case when n % 3 = 0 and n <> 9 then n * 500 else 0 end,
         case when n % 4 = 0 then 'EUR' else 'PLN' end, 'system:test', 'system:test'
       from generate_series(1, 12) n`,
      [companies.drewPol.id, ofCase],
    );
  }

  const rows = async (who: typeof anna, query: Query): Promise<Listed[]> =>
    listed(base.db, who, {
      kind: 'tasks',
      query: query as Record<string, string>,
      columns: ['percent', 'workMinutes', 'callMinutes'],
    });
  const rowsAt = (who: typeof anna, link: string) =>
    rows(who, Object.fromEntries(new URL(link, 'https://nurt.example').searchParams));

  it('of the page of the team, for whoever sees all and for whoever sees their own people', async () => {
    const lead = viewer('maria', { scope: 'own', queues: ['desk'] });
    for (const who of [maria, lead]) {
      const { people, queues, filters } = (await served.ask<TeamWork>(who, 'GET /team-work')).body;
      for (const person of people) await sameAsRows(who, person, filters);
      for (const one of queues) await sameQueue(who, one);
      const mine = people.find(({ userId }) => userId === users.anna.id)!;
      expect([mine.open, mine.overdue, mine.doneWeek, mine.workMinutes].every((n) => n > 0)).to.equal(true);
      expect(queues.map(({ queue, open, overdue }) => [queue, open > 0, overdue > 0])).to.deep.equal([
        ['desk', true, true],
      ]);
    }
  });

  it('names the task that somebody has open only to who sees it', async () => {
    const open = { id: '0198c0de-0000-7000-8000-00000000aa01', title: 'Rozmowa o podwyżce' };
    await base.db.run(
      `insert into tasks (id, type, title, owner_id, leased_by, leased_since, leased_until, search_text, created_by, updated_by)
       values ($1, 'call', $2, $3, $4, now(), now() + interval '5 minutes', '', 'system:test', 'system:test')`,
      [open.id, open.title, users.jan.id, users.pawel.id],
    );
    const opened = async (who: typeof anna) =>
      (await served.ask<TeamWork>(who, 'GET /team-work')).body.people.find(({ userId }) => userId === users.pawel.id)
        ?.openTask;
    expect(await opened(maria)).to.deep.equal(open);
    expect(await opened(viewer('maria', { scope: 'own' }))).to.deep.equal({ id: null, title: '' });
    await base.db.run('delete from tasks where id = $1', [open.id]);
  });

  async function sameAsRows(who: typeof anna, person: PersonsWork, filters: TeamWork['filters']): Promise<void> {
    const of = (name: keyof TeamWork['filters']) => rows(who, { ...filters[name], ownerId: person.userId });
    for (const name of ['open', 'overdue', 'today', 'doneToday', 'doneWeek'] as const)
      expect((await of(name)).length, `${person.name}: ${name}`).to.equal(person[name]);
    const begun = (await of('percent')).map(({ percent }) => Number(percent));
    expect(begun.every((percent) => percent > 0)).to.equal(true);
    const average = begun.length > 0 ? begun.reduce((sum, one) => sum + one, 0) / begun.length : null;
    expect(person.percent).to.equal(average === null ? null : Math.round(average));
    const ids = (await of('workMinutes')).map(({ id }) => id);
    const { spent } = await base.db.one<{ spent: number }>(
      'select coalesce(sum(coalesce(work_minutes, ceil(call_seconds / 60.0))), 0)::int as spent from tasks where id = any($1::uuid[])',
      [ids],
    );
    expect(spent).to.equal(person.workMinutes);
  }

  async function sameQueue(who: typeof anna, { queue, open, overdue }: QueueWork): Promise<void> {
    expect((await rows(who, { list: 'open', queue })).length).to.equal(open);
    expect((await rows(who, { list: 'overdue', queue })).length).to.equal(overdue);
  }

  type Today = {
    readonly figures: LinkedFigure[];
    readonly left: Linked;
    readonly late: Linked;
    readonly nearLink: string;
    readonly nearest: readonly { readonly id: string; readonly type: string }[];
    readonly overdue: Today['nearest'];
    readonly done: Today['nearest'];
    readonly strip: Today['nearest'];
  };
  const todayOf = async (who: typeof anna) => (await served.ask<Today>(who, 'GET /today')).body;

  async function sameAsFigures(who: typeof anna): Promise<Today> {
    const today = await todayOf(who);
    const { figures, left, late } = today;
    const all = figures.flatMap(({ of, before, ...figure }) => [
      figure,
      ...(of ? [of] : []),
      ...(before ? [before] : []),
    ]);
    for (const { value, link } of [...all, left, late]) expect((await rowsAt(who, link)).length, link).to.equal(value);
    expect(figures[0]!.of!.value).to.equal(figures[0]!.value + left.value);
    return today;
  }

  it('of today: the figures, what they are a part of, what they are compared with, what is left and what is late', async () => {
    for (const who of [anna, pawel, maria]) await sameAsFigures(who);
  });

  it('of today, where types that are kept off it are neither listed nor counted', async () => {
    const before = await todayOf(anna);
    await base.db.run(`update task_types set on_home = false where code = 'errand'`);
    try {
      const today = await sameAsFigures(anna);
      for (const name of ['nearest', 'overdue', 'done', 'strip'] as const)
        expect(today[name].map(({ type }) => type)).to.not.include('errand');
      expect(today.late.value).to.be.lessThan(before.late.value);
      expect(today.left.value).to.be.lessThan(before.left.value);
      const near = (await rowsAt(anna, today.nearLink)).map(({ id }) => id);
      expect(near).to.include.members(today.nearest.map(({ id }) => id));
    } finally {
      await base.db.run(`update task_types set on_home = true where code = 'errand'`);
    }
  });

  it('of today, where a meeting in which one only takes part stands among what is near, in the day and in the list behind it', async () => {
    const soon = await base.db.one<{ id: string }>(
      `insert into tasks (type, title, owner_id, planned_at, duration_minutes, search_text, created_by, updated_by)
       values ('meeting', 'Narada', $1, (date_trunc('day', now() at time zone 'Europe/Warsaw') + interval '1439 minutes') at time zone 'Europe/Warsaw', 30,
         'narada', 'system:test', 'system:test') returning id`,
      [users.anna.id],
    );
    await base.db.run('insert into task_users (task_id, user_id) values ($1, $2)', [soon.id, users.pawel.id]);
    for (const [who, takesPart] of [
      [pawel, true],
      [maria, false],
    ] as const) {
      const today = await todayOf(who);
      for (const shown of [today.nearest, today.strip, await rowsAt(who, today.nearLink)])
        expect(shown.some(({ id }) => id === soon.id)).to.equal(takesPart);
      expect(today.left.value, 'the work is its owner’s').to.equal((await rowsAt(who, today.left.link)).length);
    }
    await base.db.run('delete from tasks where id = $1', [soon.id]);
  });

  it('of the effect of a case: hours, punctuality, and each amount of money', async () => {
    const effect = await readCaseEffect(base.db, anna, ofCase);
    const page = await readCase(base.db, anna, ofCase);
    const of = async (query: Query) => rows(anna, { who: 'all', caseId: ofCase, ...query });
    const worked = await of({ worked: '1' });
    expect(worked.reduce((sum, { workMinutes }) => sum + Number(workMinutes), 0))
      .to.equal(effect.workMinutes)
      .and.equal(page.workMinutes)
      .and.be.greaterThan(0);
    expect((await of({ list: 'done', due: '1' })).length)
      .to.equal(effect.dueTasks)
      .and.be.greaterThan(0);
    expect((await of({ onTime: '1' })).length)
      .to.equal(effect.punctualTasks)
      .and.be.greaterThan(0);
    expect((await of({ list: 'open' })).length)
      .to.equal(page.openTasks)
      .and.be.greaterThan(0);
    expect((await of({ list: 'overdue' })).length)
      .to.equal(page.overdueTasks)
      .and.be.greaterThan(0);
    for (const money of effect.money) await sameMoney(money);
    expect(effect.money.map(({ currency }) => currency).toSorted()).to.deep.equal(['EUR', 'PLN']);
  });

  async function sameMoney({ currency, ...money }: CaseMoney): Promise<void> {
    type Document = { amountMinor: number; openMinor: number };
    const sum = async (query: string, part: keyof Document) => {
      const found = await served.ask<{ rows: Document[] }>(
        anna,
        `GET /transactions?caseId=${ofCase}&currency=${currency}&${query}`,
      );
      return found.body.rows.reduce((total, row) => total + Number(row[part]), 0);
    };
    expect({
      orderedMinor: await sum('kind=order&only=kept', 'amountMinor'),
      invoicedMinor: await sum('kind=invoice&only=kept', 'amountMinor'),
      paidMinor: await sum('kind=payment&only=kept', 'amountMinor'),
      openMinor: await sum('kind=invoice&only=owed', 'openMinor'),
      overdueMinor: await sum('only=overdue', 'openMinor'),
    }).to.include({
      orderedMinor: money.orderedMinor,
      invoicedMinor: money.invoicedMinor,
      paidMinor: money.paidMinor,
      openMinor: money.openMinor,
      overdueMinor: money.overdueMinor,
    });
  }
});
