import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import type { Condition, Rule } from '../../domain/conditions/shapes.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import type { Db } from '../../db/database.ts';
import { daysToBirthday, daysToNameDay } from '../../db/lists/kinds/beside.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { listRows } from '../../db/lists/rows.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { seatListSamples } from '../support/list-samples.ts';
import { asked } from '../support/listed.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** Each condition over records beside the row, held against a reading of the plain rows that anybody can follow. */
describe('conditions over related records', () => {
  let base: TestDatabase;
  const maria = viewer('maria');
  const tables: Record<string, readonly Row[]> = {};

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await seatListSamples(tx);
      // Work that hangs on cases, opportunities and campaigns.
      await tx.run(
        `update tasks set case_id = (select id from cases where number = '2026/000' || (1 + right(title, 1)::int)),
           opportunity_id = (select id from opportunities where state = 'open' order by id limit 1),
           campaign_id = (select id from campaigns where state = 'running')
         where priority <> 'low'`,
      );
      await tx.run(
        `update messages set case_id = (select id from cases order by number limit 1) where direction = 'in' and company_id = $1`,
        [companies.zubr.id],
      );
      await tx.run(
        `update file_links set noun = 'company', record_id = $1 where file_id = (select id from files where bytes = 0 limit 1)`,
        [companies.ges.id],
      );
    });
    await work(base.db);
    for (const table of [
      'companies',
      'cases',
      'case_companies',
      'opportunities',
      'tasks',
      'messages',
      'campaigns',
      'participants',
      'files',
      'file_links',
      'transactions',
      'runs',
      'important_dates',
      'people',
    ])
      tables[table] = await base.db.rows<Row>(`select * from ${table}`);
  });
  after(() => base.drop());

  const found = async (kind: ListKind, condition: Condition, who: Viewer = maria) => {
    const { view, ...rest } = asked({ kind });
    const { rows } = await listRows(base.db, who, {
      list: lists[kind],
      ask: { ...rest, view: { ...view, condition }, limit: 200 },
    });
    return rows.map(({ id }) => id);
  };
  const beside = (of: string, ...rules: Rule[]): Condition => ({ combinator: 'and', of, rules });
  const is = (field: string, value: string | number | boolean): Rule => ({ field, operator: '=', value });
  const all = (table: string) => tables[table]!;
  const dayAge = (at: unknown) => (at ? (Date.now() - new Date(at as string).getTime()) / 86_400_000 : -1);
  const unanswered = (m: Row, days: number) =>
    m['direction'] === 'in' &&
    m['companyId'] !== null &&
    dayAge(m['receivedAt']) >= days &&
    !all('messages').some(
      (later) =>
        later['companyId'] === m['companyId'] &&
        later['direction'] === 'out' &&
        later['sentAt'] !== null &&
        new Date(later['sentAt'] as string) > new Date(m['receivedAt'] as string),
    );
  const isPurchase = (x: Row) => ['invoice', 'order'].includes(x['kind'] as string) && x['state'] !== 'cancelled';
  const ofCase = (k: Row, companyId: unknown) =>
    k['companyId'] === companyId ||
    all('case_companies').some((x) => x['caseId'] === k.id && x['companyId'] === companyId);

  type Case = {
    readonly says: string;
    readonly kind: ListKind;
    readonly condition: Condition;
    readonly holds: (row: Row) => boolean;
  };
  const cases: readonly Case[] = [
    {
      says: 'a case has an open task of a type',
      kind: 'cases',
      condition: beside('tasks', is('task.state', 'open'), is('task.type', 'call')),
      holds: (k) => all('tasks').some((t) => t['caseId'] === k.id && t['state'] === 'open' && t['type'] === 'call'),
    },
    {
      says: 'a case has an overdue task',
      kind: 'cases',
      condition: beside('tasks', is('task.overdue', true)),
      holds: (k) =>
        all('tasks').some((t) => t['caseId'] === k.id && t['state'] === 'open' && dayAge(t['deadline']) > 0),
    },
    {
      says: 'a case has a message unanswered for three days',
      kind: 'cases',
      condition: beside('messages', { field: 'message.unansweredDays', operator: '>=', value: 3 }),
      holds: (k) => all('messages').some((m) => m['caseId'] === k.id && unanswered(m, 3)),
    },
    {
      says: 'a case concerns a customer, as the home one or beside it',
      kind: 'cases',
      condition: is('case.companies', companies.omega.id),
      holds: (k) => ofCase(k, companies.omega.id),
    },
    {
      says: 'a case has a file of a category',
      kind: 'cases',
      condition: beside('files', { field: 'file.categoryId', operator: 'notNull' }),
      holds: (k) =>
        all('file_links').some(
          (l) => l['recordId'] === k.id && all('files').some((f) => f.id === l['fileId'] && f['categoryId'] !== null),
        ),
    },
    {
      says: 'a customer has an open opportunity over 2000',
      kind: 'companies',
      condition: beside('opportunities', is('opportunity.state', 'open'), {
        field: 'opportunity.valueMinor',
        operator: '>=',
        value: 200_000,
      }),
      holds: (c) =>
        all('opportunities').some(
          (o) => o['companyId'] === c.id && o['state'] === 'open' && Number(o['valueMinor']) >= 200_000,
        ),
    },
    {
      says: 'a customer has a message unanswered for four days',
      kind: 'companies',
      condition: beside('messages', { field: 'message.unansweredDays', operator: '>=', value: 4 }),
      holds: (c) => all('messages').some((m) => m['companyId'] === c.id && unanswered(m, 4)),
    },
    {
      says: 'a customer has a case in a stage, also as one of several customers',
      kind: 'companies',
      condition: beside('cases', is('case.state', 'open'), is('case.stage', 'doing')),
      holds: (c) => all('cases').some((k) => k['state'] === 'open' && k['stage'] === 'doing' && ofCase(k, c.id)),
    },
    {
      says: 'a customer has bought something in the last 90 days (S3-12)',
      kind: 'companies',
      condition: beside(
        'transactions',
        { field: 'transaction.kind', operator: 'in', value: ['invoice', 'order'] },
        { field: 'transaction.state', operator: '!=', value: 'cancelled' },
        { field: 'transaction.happenedOn', operator: '>=', value: { days: -90 } },
      ),
      holds: (c) =>
        all('transactions').some((x) => x['companyId'] === c.id && isPurchase(x) && dayAge(x['happenedOn']) <= 91),
    },
    {
      says: 'a customer has an overdue invoice over 3000',
      kind: 'companies',
      condition: beside('transactions', is('transaction.overdue', true), {
        field: 'transaction.amountMinor',
        operator: '>',
        value: 300_000,
      }),
      holds: (c) =>
        all('transactions').some(
          (x) =>
            x['companyId'] === c.id &&
            Number(x['openMinor']) > 0 &&
            dayAge(x['dueOn']) > 1 &&
            Number(x['amountMinor']) > 300_000,
        ),
    },
    {
      says: 'a customer bought nothing for 90 days, or never did (S3-08)',
      kind: 'companies',
      condition: { field: 'company.daysWithoutPurchase', operator: '>=', value: 90 },
      holds: (c) =>
        !all('transactions').some((x) => x['companyId'] === c.id && isPurchase(x) && dayAge(x['happenedOn']) < 90),
    },
    {
      says: 'a customer last bought more than 90 days ago',
      kind: 'companies',
      condition: { field: 'company.lastPurchaseOn', operator: '<', value: { days: -90 } },
      holds: (c) => {
        const bought = all('transactions').filter((x) => x['companyId'] === c.id && isPurchase(x));
        return bought.length > 0 && bought.every((x) => dayAge(x['happenedOn']) > 91);
      },
    },
    {
      says: 'a customer owes overdue money in any currency',
      kind: 'companies',
      condition: is('company.hasOverdueMoney', true),
      holds: (c) =>
        all('transactions').some(
          (x) => x['companyId'] === c.id && Number(x['openMinor']) > 0 && dayAge(x['dueOn']) > 1,
        ),
    },
    {
      says: 'a customer takes part in a campaign',
      kind: 'companies',
      condition: beside('campaigns', is('participant.state', 'active')),
      holds: (c) => all('participants').some((a) => a['companyId'] === c.id && a['state'] === 'active'),
    },
    {
      says: 'a customer has a contract that ends within 30 days',
      kind: 'companies',
      condition: beside(
        'dates',
        { field: 'date.title', operator: 'contains', value: 'umowy' },
        { field: 'date.daysTo', operator: '<=', value: 30 },
      ),
      holds: (c) => c.id === companies.zubr.id,
    },
    {
      says: 'a customer has a day that comes every year within a week',
      kind: 'companies',
      condition: beside('dates', is('date.yearly', true), { field: 'date.nextOn', operator: '<=', value: { days: 7 } }),
      holds: (c) => c.id === companies.ges.id,
    },
    {
      says: 'a customer has gone through a procedure with success',
      kind: 'companies',
      condition: beside('runs', is('run.state', 'ended'), is('run.result', 'success'), {
        field: 'run.scenarioId',
        operator: 'notNull',
      }),
      holds: (c) => all('runs').some((r) => r['companyId'] === c.id && r['state'] === 'ended'),
    },
    {
      says: 'a person takes part in a procedure',
      kind: 'people',
      condition: beside('runs', is('run.state', 'running')),
      holds: (p) => all('runs').some((r) => r['personId'] === p.id && r['state'] === 'running'),
    },
    {
      says: 'a customer has a task of a category that is planned for a campaign',
      kind: 'companies',
      condition: beside(
        'tasks',
        { field: 'task.categoryId', operator: 'notNull' },
        { field: 'task.campaignId', operator: 'notNull' },
        { field: 'task.plannedAt', operator: '>=', value: { days: 0 } },
      ),
      holds: (c) =>
        all('tasks').some((t) => t['companyId'] === c.id && t['categoryId'] && t['campaignId'] && t['plannedAt']),
    },
    {
      says: 'an opportunity has no open task',
      kind: 'opportunities',
      condition: { ...(beside('tasks', is('task.state', 'open')) as object), not: true } as Condition,
      holds: (o) => !all('tasks').some((t) => t['opportunityId'] === o.id && t['state'] === 'open'),
    },
    {
      says: 'an opportunity is of a customer of a class',
      kind: 'opportunities',
      condition: is('company.class', 'B'),
      holds: (o) => all('companies').some((c) => c.id === o['companyId'] && c['class'] === 'B'),
    },
    {
      says: 'a campaign has a participant of a class',
      kind: 'campaigns',
      condition: beside('participants', is('company.class', 'B')),
      holds: (g) =>
        all('participants').some(
          (a) =>
            a['campaignId'] === g.id && all('companies').some((c) => c.id === a['companyId'] && c['class'] === 'B'),
        ),
    },
    {
      says: 'a campaign has a task of high priority',
      kind: 'campaigns',
      condition: beside('tasks', is('task.priority', 'high')),
      holds: (g) => all('tasks').some((t) => t['campaignId'] === g.id && t['priority'] === 'high'),
    },
    {
      says: 'a file hangs on a case',
      kind: 'files',
      condition: beside('records', is('record.noun', 'case')),
      holds: (f) => all('file_links').some((l) => l['fileId'] === f.id && l['noun'] === 'case'),
    },
    {
      says: 'a task is of a case past its day',
      kind: 'tasks',
      condition: beside('cases', is('case.overdue', true)),
      holds: (t) =>
        all('cases').some(
          (k) =>
            k.id === t['caseId'] &&
            k['state'] === 'open' &&
            k['dueOn'] !== null &&
            String(k['dueOn']).slice(0, 10) < new Date().toISOString().slice(0, 10),
        ),
    },
    {
      says: 'a message waits for an answer for three days',
      kind: 'messages',
      condition: { field: 'message.unansweredDays', operator: '>=', value: 3 },
      holds: (m) => unanswered(m, 3),
    },
  ];

  for (const { says, kind, condition, holds } of cases) {
    it(`${says}: alone, denied, and under "or" (rule 12)`, async () => {
      const table = lists[kind].table;
      const expected = all(table)
        .filter(holds)
        .map(({ id }) => id);
      const others = all(table)
        .filter((row) => !holds(row))
        .map(({ id }) => id);
      expect(expected, 'some hold').not.to.have.length(0);
      expect(others, 'and some do not').not.to.have.length(0);
      expect(await found(kind, condition)).to.have.members(expected);
      expect(await found(kind, { combinator: 'and', not: true, rules: [condition] })).to.have.members(others);
      const never: Condition = { combinator: 'and', not: true, rules: [] };
      expect(await found(kind, { combinator: 'or', rules: [condition, never] })).to.have.members(expected);
    });
  }

  it('looks at nothing that its asker may not see (rule 20)', async () => {
    const pawel = viewer('pawel');
    const mine = all('opportunities').filter((o) => o['ownerId'] === users.pawel.id && o['state'] === 'open');
    const condition = beside('opportunities', is('opportunity.state', 'open'));
    expect(await found('companies', condition, pawel)).to.have.members([
      ...new Set(mine.map((o) => o['companyId'] as string)),
    ]);
  });

  it('asks nothing of procedures without the right to see them, nor of days of customers of others (rule 20)', async () => {
    const asksRuns = beside('runs');
    const blind = viewer('maria', { rights: new Set([...maria.rights].filter((right) => right !== 'run.read')) });
    expect((await found('companies', asksRuns)).length).to.be.above(0);
    expect(await found('companies', asksRuns, blind).catch(({ code }: { code: string }) => code)).to.equal(
      'condition.unknown_fact',
    );
    const narrow = viewer('pawel', { customers: 'own' });
    const seen = await found('companies', { combinator: 'and', rules: [] }, narrow);
    const dated = new Set(all('important_dates').map((d) => d['companyId'] as string));
    expect(await found('companies', beside('dates'), narrow)).to.have.members(seen.filter((id) => dated.has(id)));
    expect(seen).to.have.length.below(all('companies').length);
  });

  it('still finds a part of an id, as views ask that were kept before ids had names', async () => {
    const part = companies.zubr.id.slice(-12);
    const tasks = await found('tasks', { field: 'task.companyId', operator: 'contains', value: part });
    expect(tasks).to.be.an('array');
  });

  it('finds a part of a text whatever its capitals, and takes % and _ as typed', async () => {
    await base.db.run(`update companies set street = 'Żórawia 5_A, 100%', notes = null where id = $1`, [
      companies.omega.id,
    ]);
    const street = (operator: 'contains' | 'beginsWith', value: string) =>
      found('companies', { field: 'company.street', operator, value });
    for (const part of ['żÓR', '5_a', '100%', 'ŻÓRAWIA'])
      expect(await street('contains', part), part).to.deep.equal([companies.omega.id]);
    for (const part of ['5%A', 'zor', 'żór_wia', 'жук']) expect(await street('contains', part), part).to.deep.equal([]);
    expect(await street('beginsWith', 'żórawia')).to.deep.equal([companies.omega.id]);
    expect(await street('beginsWith', '5_a')).to.deep.equal([]);
    const not: Condition = {
      combinator: 'and',
      not: true,
      rules: [{ field: 'company.street', operator: 'contains', value: 'żór' }],
    };
    expect(await found('companies', not)).to.have.length(all('companies').length - 1);
  });

  it('counts the days to a birthday and a name day, today being none, whatever the year and the day', async () => {
    const days = await base.db.rows<{ day: string; birthday: number; nameDay: number; next: string }>(
      `select to_char(p.born_on, 'MM-DD') as day, ${daysToBirthday} as birthday, ${daysToNameDay} as name_day,
         to_char(current_date + (${daysToBirthday}), 'MM-DD') as next
       from (select d::date as born_on, to_char(d, 'MM-DD') as name_day
         from generate_series('2000-01-01'::date, '2000-12-31', '1 day') d) p`,
    );
    expect(days).to.have.length(366);
    for (const { day, birthday, nameDay, next } of days) {
      expect([birthday, day], day).to.deep.equal([nameDay, day === '02-29' ? day : next]);
      expect(birthday, day).to.be.within(0, 366);
      if (day === '02-29') expect(next).to.be.oneOf(['02-29', '02-28']);
    }
    expect(days.filter(({ birthday }) => birthday === 0)).not.to.have.length(0);
    const [born] = await base.db.rows<{ id: string }>(
      `update people set born_on = current_date - interval '30 years' + interval '3 days' where id = (select id from people limit 1) returning id`,
    );
    const within = (most: number): Condition => ({ field: 'person.daysToBirthday', operator: '<=', value: most });
    expect(await found('people', within(7))).to.deep.equal([born!.id]);
    expect(await found('people', within(1))).to.deep.equal([]);
  });
});

/** Procedures that go on and that have ended, days that come and that have passed, planned work of a campaign. */
async function work(db: Db): Promise<void> {
  const { zubr, ges, omega } = companies;
  const runs = await db.transaction(async (tx) => [
    await placeRunTask(tx, { companyId: zubr.id, ownerId: users.anna.id }),
    await placeRunTask(tx, { companyId: omega.id, ownerId: users.pawel.id }),
  ]);
  await db.run(`update runs set state = 'ended', result = 'success', ended_at = now() where id = $1`, [runs[0]!.runId]);
  await db.run(
    `insert into people (company_id, last_name, search_text, created_by, updated_by) values ($1, 'Nowak', 'nowak', 'system:test', 'system:test')`,
    [ges.id],
  );
  await db.run('update runs set person_id = $2 where id = $1', [runs[1]!.runId, people.jozef.id]);
  await db.run(
    `insert into important_dates (company_id, title, falls_on, yearly, deleted_at, created_by, updated_by)
     values ($1, 'Koniec umowy', current_date + 20, false, null, 'system:test', 'system:test'),
       ($2, 'Koniec umowy', current_date - 400, false, null, 'system:test', 'system:test'),
       ($2, 'Koniec umowy', current_date + 10, false, now(), 'system:test', 'system:test'),
       ($3, 'Koniec umowy', current_date + 90, false, null, 'system:test', 'system:test'),
       ($3, 'Rocznica', current_date + 3 - interval '2 years', true, null, 'system:test', 'system:test')`,
    [zubr.id, omega.id, ges.id],
  );
  await db.run(
    `with made as (insert into task_categories (name) values ('Reklamacja') returning id)
     update tasks set category_id = made.id, planned_at = now() + interval '2 days' from made
     where tasks.id = (select id from tasks where campaign_id is not null and company_id is not null order by id limit 1)`,
  );
}
