import { expect } from 'chai';
import type { Viewer } from '../../domain/access.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import type { Place } from '../../db/lists/order.ts';
import { listRows } from '../../db/lists/rows.ts';
import { seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { asked } from '../support/listed.ts';

/** Orders that lead through other tables than that of the list: page by page they are what a plain sort gives (rule 17). */
describe('orders of customers and people', () => {
  let base: TestDatabase;
  const maria = viewer('maria');
  const by = 'system:test';

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      await tx.run(
        `insert into companies (name, kind, city, industry, owner_id, search_text, created_by, updated_by)
         select 'Firma ' || n, (array['branch', 'person', 'firm', 'institution'])[1 + n % 4], (array['Łódź', 'Lublin', null])[1 + n % 3],
           (array['Meble', 'druk', 'Żwir', null])[1 + n % 4], (array[$1::uuid, $2::uuid, null])[1 + n % 3], '', $3, $3
         from generate_series(1, 14) n`,
        [users.anna.id, users.pawel.id, by],
      );
      await tx.run(
        `insert into dictionary_entries (dictionary_id, code, name_pl, name_en) select id, 'Meble', 'Zabawki', 'Furniture'
         from dictionaries where code = 'industry'`,
      );
      await tx.run(
        `insert into people (company_id, last_name, born_on, search_text, created_by, updated_by)
         select c.id, 'Nowak ' || n, case when n % 5 > 0 then
             case n % 4 when 0 then date '1996-02-29' when 1 then (current_date + n * 20 - interval '30 years')::date
               when 2 then (current_date - interval '40 years')::date else (current_date - 1 - interval '20 years')::date end end,
           '', $1, $1 from companies c, generate_series(1, 20) n where c.name = 'Firma ' || (1 + n % 6)`,
        [by],
      );
      await tx.run(`update companies set deleted_at = now() where name = 'Firma 6'`);
    });
  });
  after(() => base.drop());

  type Asked = { readonly kind: ListKind; readonly field: string; readonly descending: boolean };
  const paged = async ({ kind, field, descending }: Asked, who: Viewer = maria, condition: Condition | null = null) => {
    const { view, ...rest } = asked({ kind, columns: [field], sort: [{ field, descending }] });
    const found: { id: string; shown: unknown }[] = [];
    for (let after: Place | undefined; ;) {
      const ask = { ...rest, view: { ...view, condition }, limit: 3, after };
      const { rows, last, isMore } = await listRows(base.db, who, { list: lists[kind], ask });
      found.push(...rows.map(({ id, values }) => ({ id, shown: values[field] })));
      if (!isMore) return found;
      after = last;
    }
  };
  const plain = async (kind: ListKind, expression: string, descending: boolean) => {
    const from = {
      companies: 'companies r left join users o on o.id = r.owner_id',
      people: 'people r join companies c on c.id = r.company_id',
    }[kind as 'companies' | 'people'];
    const way = descending ? 'desc' : '';
    // What is empty stands by id; people of a town stand with their customer.
    const last = expression.includes('c.city') ? `c.id ${way}` : `case when ${expression} is null then r.id end`;
    const rows = await base.db.rows<{ id: string }>(
      `select r.id from ${from} where r.deleted_at is null
       order by (${expression}) is null, ${expression} ${way}, ${last}, r.id ${way}`,
    );
    return rows.map(({ id }) => id);
  };
  const live = (value: string) => `(case when c.deleted_at is null then ${value} end)`;
  const days = `(case when (r.born_on + make_interval(years => (extract(year from current_date) - extract(year from r.born_on))::integer))::date >= current_date
    then (r.born_on + make_interval(years => (extract(year from current_date) - extract(year from r.born_on))::integer))::date
    else (r.born_on + make_interval(years => (extract(year from current_date) - extract(year from r.born_on))::integer + 1))::date end - current_date)`;
  const orders: readonly (readonly [ListKind, string, string])[] = [
    ['companies', 'owner', 'o.name collate "pl-x-icu"'],
    ['companies', 'kind', `array_position(array['firm', 'sole trader', 'person', 'institution', 'branch'], r.kind)`],
    ['companies', 'industry', `(case r.industry when 'Meble' then 'Zabawki' else r.industry end) collate "pl-x-icu"`],
    ['people', 'company', `${live('c.name')} collate "pl-x-icu"`],
    ['people', 'city', `${live('c.city')} collate "pl-x-icu"`],
    ['people', 'daysToBirthday', days],
  ];
  for (const [kind, field, expression] of orders)
    it(`${kind} by ${field}: page by page, both ways, also where a condition is asked`, async () => {
      // All of them, but found as hits of a condition are.
      const every: Condition = { field: kind === 'people' ? 'person.lastName' : 'company.name', operator: 'notNull' };
      for (const descending of [false, true]) {
        const whole = await plain(kind, expression, descending);
        for (const condition of [null, every]) {
          const found = (await paged({ kind, field, descending }, maria, condition)).map(({ id }) => id);
          expect(found, `descending ${descending}, ${condition ? 'asked' : 'all'}`).to.deep.equal(whole);
        }
      }
    });

  it('industries stand by their names in the language of whoever looks', async () => {
    const english = viewer('maria', { language: 'en' });
    const shown = (rows: readonly { readonly shown: unknown }[]) => [...new Set(rows.map((row) => row.shown))];
    const ask = { kind: 'companies', field: 'industry', descending: false } as const;
    expect(shown(await paged(ask))).to.deep.equal(['druk', 'Meble', 'Żwir', null]);
    expect(shown(await paged(ask, english))).to.deep.equal(['druk', 'Meble', 'Żwir', null]);
    await base.db.run(`update dictionary_entries set name_en = 'Carpentry' where code = 'Meble'`);
    expect(shown(await paged(ask, english))).to.deep.equal(['Meble', 'druk', 'Żwir', null]);
  });

  it('the nearest birthdays come first in their view', async () => {
    const { view } = lists.people.standard.find(({ id }) => id === 'people:birthdays')!;
    expect(view.sort).to.deep.equal([{ field: 'daysToBirthday' }]);
    const near = (
      await paged({ kind: 'people', field: 'daysToBirthday', descending: false }, maria, view.condition)
    ).map(({ shown }) => Number(shown));
    expect(near).to.have.length.above(0);
    expect(near).to.deep.equal(near.toSorted((a, b) => a - b));
  });

  it('whoever sees only some customers goes through theirs alone', async () => {
    const narrow = viewer('pawel', { customers: 'own' });
    const whole = await plain('people', `${live('c.city')} collate "pl-x-icu"`, false);
    const mine = await base.db.rows<{ id: string }>(
      `select p.id from people p join companies c on c.id = p.company_id and c.deleted_at is null where c.owner_id = $1`,
      [users.pawel.id],
    );
    const seen = mine.map(({ id }) => id);
    const found = await paged({ kind: 'people', field: 'city', descending: false }, narrow);
    expect(found.map(({ id }) => id)).to.deep.equal(whole.filter((id) => seen.includes(id)));
    expect(seen).to.have.length.above(0);
  });
});
