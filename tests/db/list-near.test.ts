import { expect } from 'chai';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type { View } from '../../domain/lists/shapes.ts';
import { listCount } from '../../db/lists/count.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import type { Place } from '../../db/lists/order.ts';
import { listRows } from '../../db/lists/rows.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

/** 9,000 companies: many, some, few and no hits of a word; half of them without a class, and two of every turnover. */
const COMPANIES = `insert into companies (name, city, class, turnover_minor, owner_id, search_text, created_at, created_by, updated_by)
  select name, 'Gdynia', case when n % 2 = 0 then (array['A', 'B', 'C'])[1 + n % 3] end, case when n % 3 > 0 then n / 2 end, $1, lower(name),
    timestamptz '2024-01-01' + make_interval(mins => n), 'system:test', 'system:test'
  from (select n, concat_ws(' ', 'firma', lpad((n * 7919 % 9000)::text, 4, '0'), case when n % 3 = 0 then 'wiele' end,
    case when n % 40 = 0 then 'nieco' end, case when n between 8000 and 8100 then 'malo' end) as name from generate_series(1, 9000) n) made`;

/** Three tasks of each tenth company; every ninth tells of a call in words of its own. */
const TASKS = `insert into tasks (type, title, company_id, owner_id, due_at, search_text, created_by, updated_by)
  select 'call', title, id, $1, now() + make_interval(mins => n::int), title, 'system:test', 'system:test'
  from (select c.id, n, case when n % 9 = 0 then 'wiele o dostawie ' else 'telefon ' end || n as title
    from (select id, row_number() over (order by created_at) as at from companies) c, generate_series(1, 3) k,
      lateral (select c.at * 3 + k as n) made where c.at % 10 = 0) made`;

describe('rows of a long list', () => {
  let base: TestDatabase;
  const maria = viewer('maria');
  const moment = { now: Date.now(), today: '2026-01-01' };

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    await base.db.run(COMPANIES, [users.anna.id]);
    await base.db.run(TASKS, [users.anna.id]);
  });
  after(() => base.drop());

  type Asked = { readonly sort: View['sort']; readonly search?: string; readonly condition?: Condition | null };

  /** Every row, page by page. */
  async function paged(kind: 'companies' | 'tasks', { sort, search, condition = null }: Asked, limit: number) {
    const list = lists[kind]!;
    const columns = list.order.map(({ field }) => ({ field }));
    const view: View = { columns, sort, condition, colours: [], density: 'roomy' };
    const ids: string[] = [];
    let after: Place | undefined;
    for (;;) {
      const ask = { view, moment, limit, after, ...(search ? { search } : {}) };
      const { rows, last, isMore } = await listRows(base.db, maria, { list, ask });
      ids.push(...rows.map(({ id }) => id));
      if (!isMore) break;
      after = last;
    }
    return ids;
  }

  const wordOf = (alias: string, word: string) => `${alias}.search_text like '%${word}%'`;
  const idsBy = async (table: string, where: string, order: string) =>
    (await base.db.rows<{ id: string }>(`select id from ${table} where ${where} order by ${order}`)).map(
      ({ id }) => id,
    );

  const orders: readonly (readonly [View['sort'], string])[] = [
    [[{ field: 'name' }], 'name collate "pl-x-icu", id'],
    [[{ field: 'createdAt', descending: true }], 'created_at desc, id desc'],
    [[{ field: 'class' }], 'class is null, class, case when class is not null then id end, id'],
    [
      [{ field: 'class', descending: true }],
      'class is null, class desc, case when class is not null then id end desc, id',
    ],
    [
      [
        { field: 'class', descending: true },
        { field: 'turnover', descending: true },
      ],
      'class is null, class desc, turnover_minor is null, turnover_minor desc, id desc',
    ],
    [
      [{ field: 'turnover' }, { field: 'name', descending: true }],
      'turnover_minor is null, turnover_minor, name collate "pl-x-icu" desc, id desc',
    ],
  ];

  for (const [found, word] of Object.entries({ many: 'wiele', some: 'nieco', 'a few together': 'malo', none: 'nic' }))
    it(`are complete and in order where a word finds ${found}, whichever way they are found (rule 17)`, async () => {
      for (const [sort, order] of orders) {
        const all = await idsBy('companies', wordOf('companies', word), order);
        expect(await paged('companies', { sort, search: word }, all.length > 1000 ? 700 : 60), order).to.deep.equal(
          all,
        );
      }
    });

  it('are complete under a condition that no index knows', async () => {
    const condition: Condition = { field: 'company.name', operator: 'contains', value: 'nieco' };
    const [sort, order] = orders[2]!;
    expect(await paged('companies', { sort, condition }, 50)).to.deep.equal(
      await idsBy('companies', wordOf('companies', 'nieco'), order),
    );
  });

  it('of tasks come by their own words and by those of their customer, each once', async () => {
    const both = `(${wordOf('tasks', 'wiele')} or exists (select 1 from companies s where s.id = tasks.company_id and ${wordOf('s', 'wiele')}))`;
    const malo = `exists (select 1 from companies s where s.id = tasks.company_id and ${wordOf('s', 'malo')})`;
    const sort = [{ field: 'moment' }];
    for (const [search, where] of [
      ['wiele', both],
      ['malo', malo],
      ['wiele malo', `${both} and ${malo}`],
      ['malo telefon', `${malo} and ${wordOf('tasks', 'telefon')}`],
      ['firma malo', malo],
      ['firma malo telefon', `${malo} and ${wordOf('tasks', 'telefon')}`],
      ['wiele dostawie', wordOf('tasks', 'wiele o dostawie')],
    ] as const) {
      const all = await idsBy('tasks', where, 'moment, id');
      expect(all, search).to.not.have.length(0);
      expect(await paged('tasks', { sort, search }, 40), search).to.deep.equal(all);
      const view: View = { columns: [], sort, condition: null, colours: [], density: 'roomy' };
      const { count } = await listCount(base.db, maria, { list: lists.tasks!, ask: { view, search, moment } });
      expect(count, search).to.equal(all.length);
    }
  });

  it('of open tasks are walked along the open ones alone, page by page, behind any number of closed ones', async () => {
    await base.db.run(`update tasks set state = 'withdrawn' where right(title, 1) <> '2'`);
    const beside = { field: 'company.class', operator: '=', value: 'A' } as const;
    const open = { field: 'task.state', operator: '=', value: 'open' } as const;
    const isHit = `state = 'open' and exists (select 1 from companies s where s.id = tasks.company_id and s.class = 'A')`;
    for (const [field, order] of [
      ['moment', 'moment, id'],
      ['deadline', 'deadline, id'],
    ] as const) {
      const all = await idsBy('tasks', isHit, order);
      expect(all).to.not.have.length(0);
      const condition = { combinator: 'and', rules: [open, beside] } as const;
      expect(await paged('tasks', { sort: [{ field }], condition }, 20), field).to.deep.equal(all);
    }
    await base.db.run(`update tasks set state = 'open'`);
  });

  it('are counted as far as anybody counts, also of two words that both are in very many', async () => {
    await base.db.transaction(async (tx) => {
      await tx.run('set local session_replication_role = replica');
      await tx.run(
        `insert into tasks (type, title, search_text, created_by, updated_by)
         select 'call', 'Rozmowa o fakturze ' || n, 'rozmowa o fakturze ' || n, 'system:test', 'system:test' from generate_series(1, 60000) n`,
      );
      // Beside one that has both words, some that have only the first and the last letters of them.
      await tx.run(
        `insert into tasks (type, title, state, search_text, created_by, updated_by)
         select 'call', 'Rozmowa', 'withdrawn', case when n = 3 then 'rozmowa o fakturze' else 'rozum i mowa o faktach i urze' end,
           'system:test', 'system:test' from generate_series(1, 5) n`,
      );
    });
    await base.db.run('analyze tasks');
    const view: View = { columns: [], sort: [], condition: null, colours: [], density: 'roomy' };
    const count = (search: string, condition: Condition | null = null) =>
      listCount(base.db, maria, { list: lists.tasks, ask: { view: { ...view, condition }, search, moment } });
    expect(await count('rozmowa fakturze')).to.deep.equal({ count: 10_000, isMore: true });
    expect(await count('rozmowa fakturze', { field: 'task.state', operator: '=', value: 'done' })).to.deep.equal({
      count: 0,
      isMore: false,
    });
    expect(await count('rozmowa fakturze', { field: 'task.state', operator: '=', value: 'withdrawn' })).to.deep.equal({
      count: 1,
      isMore: false,
    });
    await base.db.transaction(async (tx) => {
      await tx.run('set local session_replication_role = replica');
      await tx.run(`delete from tasks where title like 'Rozmowa%'`);
    });
  });

  it('of tasks go by the names of their owners, page by page, whoever has how many', async () => {
    await base.db.run(
      `update tasks set owner_id = case when right(title, 1) < '3' then $1::uuid when right(title, 1) < '4' then $2::uuid end
       where right(title, 1) < '6'`,
      [users.pawel.id, users.maria.id],
    );
    const name = '(select name collate "pl-x-icu" from users where id = owner_id)';
    for (const descending of [false, true]) {
      const way = descending ? ' desc' : '';
      const order = `(owner_id is null), ${name}${way}, case when owner_id is not null then id end${way}, id`;
      const all = await idsBy('tasks', 'true', order);
      expect(await paged('tasks', { sort: [{ field: 'owner', descending }] }, 700), way).to.deep.equal(all);
    }
  });

  it('are sorted by what no index holds as long as they are few, and refused with a sentence where they are not', async () => {
    await base.db.run(
      `insert into cases (number, name, kind, stage, state, search_text, created_at, created_by, updated_by)
       select 'S/' || n, 'Sprawa ' || n, 'case', 'new', 'open', 'sprawa ' || n, now() - make_interval(days => n % 9), 'system:test', 'system:test'
       from generate_series(1, 10001) n`,
    );
    const view: View = { ...everyCase, sort: [{ field: 'days', descending: true }] };
    const rows = (condition: Condition | null) =>
      listRows(base.db, maria, { list: lists.cases, ask: { view: { ...view, condition }, moment, limit: 10 } });
    const few = await rows({ field: 'case.number', operator: 'beginsWith', value: 'S/100' });
    const days = few.rows.map(({ values }) => Number(values['days']));
    expect(days)
      .to.deep.equal(days.toSorted((a, b) => b - a))
      .and.to.include(8);
    const refused = await rows(null).catch((error: { code: string }) => error.code);
    expect(refused).to.equal('list.too_many_to_sort');
  });
});

const everyCase: View = {
  columns: [{ field: 'days' }],
  sort: [],
  condition: null,
  colours: [],
  density: 'roomy',
};
