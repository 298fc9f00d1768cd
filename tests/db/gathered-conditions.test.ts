import { expect } from 'chai';
import type { Condition, Rule } from '../../domain/conditions/shapes.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import { findSql } from '../../db/lists/find.ts';
import type { Comparison } from '../../db/lists/definition.ts';
import { peopleBeside } from '../../db/lists/kinds/beside.ts';
import { datesBeside } from '../../db/lists/kinds/beside-work.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { partsFrom, sortKeys } from '../../db/lists/order.ts';
import { wantedBy } from '../../db/lists/rows.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { asked } from '../support/listed.ts';
import { rowsRead } from '../support/rows-read.ts';

const COMPANIES = `insert into companies (name, owner_id, created_by, updated_by)
  select 'Firma ' || n, $1, 'system:test', 'system:test' from generate_series(1, 3000) n`;

/** One of each customer, born and named on some day of the year. */
const PEOPLE = `insert into people (company_id, last_name, born_on, name_day, created_by, updated_by)
  select id, 'Kowalski', date '1950-01-01' + (n * 5)::int, to_char(date '1952-01-01' + (n % 366)::int, 'MM-DD'), 'system:test', 'system:test'
  from (select id, row_number() over () as n from companies) c`;

/** Nearly all are done; of the open ones hardly any has a time for which it is planned. */
const TASKS = `insert into tasks (type, title, company_id, person_id, owner_id, state, outcome, due_at, planned_at, done_at, created_by, updated_by)
  select 'call', 'Telefon', company_id, id, $1, case when n % 10 = 0 then 'open' else 'done' end,
    case when n % 10 > 0 then case when n % 1001 = 0 then 'refused' else 'talked' end end,
    now() + make_interval(days => (n % 600)::int - 500), case when n % 1000 = 0 then now() + interval '2 days' end,
    case when n % 10 > 0 then now() - make_interval(days => (n % 1000)::int) end, 'system:test', 'system:test'
  from (select id, company_id, row_number() over () as n from people, generate_series(1, 2)) p`;

const DATES = `insert into important_dates (company_id, person_id, title, falls_on, yearly, created_by, updated_by)
  select company_id, id, case when n % 100 = 0 then 'Jubileusz' else 'Koniec umowy' end, current_date + (n % 1500)::int - 100, n % 3 = 0,
    'system:test', 'system:test'
  from (select id, company_id, row_number() over () as n from people) p`;

/** A campaign with all customers, in which one run failed and one has a task. */
const CAMPAIGN = `with g as (insert into campaigns (name, supervisor_id, starts_on, ends_on, created_by, updated_by)
    values ('Jesień', $1, current_date, current_date, 'system:test', 'system:test') returning id),
  h as (insert into campaign_stages (campaign_id, position, name, starts_on, ends_on, created_by, updated_by)
    select id, 1, 'Oferta', current_date, current_date, 'system:test', 'system:test' from g returning id, campaign_id),
  s as (insert into scenarios (code, name_pl, name_en, created_by, updated_by) values ('test', 'Próba', 'Test', 'system:test', 'system:test') returning id),
  v as (insert into scenario_versions (scenario_id, number, hash, graph, created_by) select id, 1, 'test', '{}', 'system:test' from s returning id),
  a as (insert into participants (campaign_id, company_id, cohort, state, created_by)
    select g.id, c.id, 1, 'active', 'system:test' from companies c, g returning id, company_id),
  r as (insert into runs (id, kind, version_id, subject_kind, subject_id, campaign_id, stage_id, participant_id, state, result, created_by)
    select uuid7(), 'participant', v.id, 'participant', a.id, h.campaign_id, h.id, a.id, 'ended',
      case row_number() over () when 1 then 'failure' else 'success' end, 'system:test' from a, h, v returning id, result)
  insert into effects (key, kind, run_id) select 'key of one', 'task', id from r where result = 'failure'`;

/** What a condition of few hits reads, where all of them are gathered (rule 12). */
describe('conditions whose hits are gathered', () => {
  let base: TestDatabase;
  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    for (const sql of [COMPANIES, PEOPLE, TASKS, DATES, CAMPAIGN])
      await base.db.run(sql, sql.includes('$1') ? [users.anna.id] : []);
    await base.db.run(`update tasks set effect_key = 'key of one' where id = (select min(id::text)::uuid from tasks)`);
    await base.db.run(`analyze`);
  });
  after(() => base.drop());

  /** How many rows of the table are read to find all rows that fit. */
  async function read(kind: ListKind, condition: Condition, table: string): Promise<number> {
    const { view, ...ask } = asked({ kind });
    const list = lists[kind];
    const wanted = wantedBy(viewer('maria'), { list, ask: { ...ask, view: { ...view, condition } } });
    const keys = sortKeys([], list, wanted.readable);
    const stretch = { keys, part: partsFrom(keys, undefined)[0], after: undefined, limit: 51 };
    const { sql, params } = findSql(wanted, stretch, { by: 'gather' });
    return rowsRead(await base.db.rows(`explain (analyze, format json) ${sql}`, params.list), table);
  }

  const days = (field: string, operator: Rule['operator'], value: Rule['value']): Rule =>
    ({ field, operator, value }) as Rule;
  const planned = days('task.plannedAt', '>=', { days: 0 });
  const due = days('task.dueAt', '>', { days: 90 });
  const finished = days('task.doneAt', '>=', { days: -1 });
  const refused: Rule = { field: 'task.outcome', operator: '=', value: 'refused' };
  const soon = days('date.daysTo', '<=', 3);
  const birthday = days('person.daysToBirthday', '<=', 3);
  const nameDay = days('person.daysToNameDay', '<=', 3);
  const few: readonly (readonly [says: string, kinds: readonly ListKind[], of: string | null, table: string, Rule])[] =
    [
      ['a task that is planned', ['companies', 'people'], 'tasks', 'tasks', planned],
      ['a task that is due in a quarter', ['companies', 'people'], 'tasks', 'tasks', due],
      ['a task that was finished today', ['companies', 'people'], 'tasks', 'tasks', finished],
      ['a task with a rare outcome', ['companies', 'people'], 'tasks', 'tasks', refused],
      ['a date that comes within three days', ['companies', 'people'], 'dates', 'important_dates', soon],
      ['a person whose birthday is near', ['companies'], 'people', 'people', birthday],
      ['a person whose name day is near', ['companies'], 'people', 'people', nameDay],
      ['being planned', ['tasks'], null, 'tasks', planned],
      ['being due in a quarter', ['tasks'], null, 'tasks', due],
      ['a birthday that is near', ['people'], null, 'people', birthday],
      ['a name day that is near', ['people'], null, 'people', nameDay],
    ];
  for (const [says, kinds, of, table, rule] of few)
    for (const kind of kinds)
      it(`of ${kind} by ${says} read only what may fit, by an index`, async () => {
        const all = await read(kind, { combinator: 'and', rules: [] }, kind === 'companies' ? 'companies' : kind);
        const condition: Condition = of ? { combinator: 'and', of, rules: [rule] } : rule;
        expect(all).to.be.above(2500);
        expect(await read(kind, condition, table)).to.be.below(400);
      });

  it('of people by tasks read none that name nobody, and of participants by the end of their run only who ended so', async () => {
    const open: Condition = {
      combinator: 'and',
      of: 'tasks',
      rules: [{ field: 'task.state', operator: '=', value: 'open' }],
    };
    await base.db.run('update tasks set person_id = null');
    await base.db.run('vacuum analyze tasks');
    expect(await read('people', open, 'tasks')).to.equal(0);
    const failed: Condition = { field: 'participant.outcome', operator: '=', value: 'failure' };
    expect(await read('participants', failed, 'runs')).to.be.below(10);
    const worked: Condition = {
      combinator: 'and',
      of: 'tasks',
      rules: [{ field: 'task.type', operator: '=', value: 'call' }],
    };
    expect(await read('participants', worked, 'tasks')).to.equal(1);
  });

  it('are bounded by no day that would fit, whatever day it is asked of and however many days', async () => {
    const facts = [...datesBeside('true').facts, ...peopleBeside('true').facts].filter(({ bound }) => bound);
    expect(facts).to.have.length(4);
    const counted = facts.flatMap(({ type, is, bound }) =>
      (['=', '<', '<=', '>', '>='] as const).flatMap((operator: Comparison) =>
        [-5, 0, 1, 6.5, 59, 366, 4e9].map((n) => {
          const other = type === 'date' ? `(current_date + least(${n}, 400)::integer)` : `${n}::numeric`;
          const { value } = is as { readonly value: string };
          const fits = `(${value}) ${operator} ${other}`;
          return `select count(*) as fit, count(*) filter (where (${bound!(operator, other)}) is not true) as lost
            from days d, lateral (select d.falls_on as born_on, d.name_day) p where ${fits}`;
        }),
      ),
    );
    const { lost, fit } = await base.db.one<{ lost: number; fit: number }>(
      `with days as (select falls_on::date, yearly, to_char(falls_on, 'MM-DD') as name_day from
         (select day, true from generate_series('2024-01-01'::date, '2024-12-31', '1 day') day union all
          select current_date + n, false from generate_series(-30, 400, 5) n) d(falls_on, yearly))
       select sum(fit)::int as fit, sum(lost)::int as lost from (${counted.join(' union all ')}) each`,
    );
    expect(fit).to.be.above(10_000);
    expect(lost).to.equal(0);
  });
});
