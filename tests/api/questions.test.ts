import { expect } from 'chai';
import pg from 'pg';
import { rights } from '../../domain/access.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { makeRecords, type Records } from '../support/records.ts';
import { ask, everyRoute } from '../support/routes.ts';

/** More than any page needs; the page of a customer asks for the most. */
const MOST = 30;

/** Tables of which rows hang on one record, with what must be another in each row. */
const multiplied: Readonly<Record<string, string>> = {
  tasks: `'planned_at', now() + make_interval(mins => n), 'private', false`,
  people: `'is_main', false`,
  notes: '',
  messages: `'effect_key', null, 'external_id', null`,
  cases: `'number', 'W/' || gen_random_uuid()`,
  opportunities: '',
  important_dates: '',
  reminders: `'shown_at', now()`,
  contact_points: `'value', n || '@wielu.example', 'normalised', gen_random_uuid() || '@wielu.example', 'is_main', false`,
  companies: `'parent_id', t.id, 'nip', null, 'merged_into', null`,
  views: '',
};

describe('what the pages of the panel ask of the database', () => {
  let panel: TestPanel;
  let records: Records;
  let token: string;
  let said = 0;
  const { query } = pg.Client.prototype;
  before(async () => {
    panel = await startPanel();
    records = await makeRecords(panel, 'jan');
    token = await panel.token('jan', rights);
    await multiply(2);
    Object.assign(pg.Client.prototype, {
      query(this: pg.Client, ...asked: unknown[]) {
        said++;
        return Reflect.apply(query, this, asked) as unknown;
      },
    });
  });
  after(async () => {
    Object.assign(pg.Client.prototype, { query });
    await panel.stop();
  });

  /** So many more rows beside each that Jan has made. */
  async function multiply(times: number): Promise<void> {
    for (const [table, others] of Object.entries(multiplied)) {
      const columns = await panel.db.rows<{ name: string }>(
        `select quote_ident(column_name) as name from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
        [table],
      );
      const named = columns.map(({ name }) => name).join(', ');
      const made = await panel.db.run(
        `insert into ${table} (${named}) select ${columns.map(({ name }) => `r.${name}`).join(', ')}
         from ${table} t, generate_series(1, $1::int) n,
           jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object('id', case when n > 0 then uuid7() end${others && `, ${others}`})) r
         where t.id = $2`,
        [times, rowOf(table)],
      );
      expect(made, table).to.equal(times);
    }
  }

  function rowOf(table: string): string {
    const known: Readonly<Record<string, string>> = {
      ...{ tasks: records.task, people: records.person, notes: records.note, messages: records.message },
      ...{ cases: records.case, opportunities: records.opportunity, important_dates: records.date },
      ...{
        reminders: records.reminder,
        contact_points: records.point,
        companies: records.company,
        views: records.view,
      },
    };
    return known[table]!;
  }

  /** How many statements each reading of the panel takes. */
  async function counted(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    const count = async (name: string, work: () => Promise<unknown>) => {
      const before = said;
      await work();
      counts.set(name, said - before);
    };
    for (const route of everyRoute(panel).filter(({ method }) => method === 'GET'))
      await count(route.path, () => ask(panel, token, { route, records }));
    for (const kind of Object.keys(lists)) {
      const view = { columns: columnsOf(kind), sort: [], condition: null, colours: [], density: 'dense' };
      for (const what of ['rows', 'count'])
        await count(`/lists/${kind}/${what}`, async () => {
          const response = await fetch(`${panel.url}/api/v1/lists/${kind}/${what}`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
            body: JSON.stringify({ view }),
          });
          expect(response.status, await response.text()).to.equal(200);
        });
    }
    const [from, to] = [-1, 2].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
    await count('/calendar of the team', () =>
      fetch(`${panel.url}/api/v1/calendar?${new URLSearchParams({ from: from!, to: to!, people: users.jan.id })}`, {
        headers: { Authorization: `Bearer ${token}` },
      }),
    );
    return counts;
  }

  const columnsOf = (kind: string) =>
    lists[kind as keyof typeof lists].fields.map(({ id }) => ({ field: id })).slice(0, 60);

  it('is a small number of questions, whether there are few rows or many', async () => {
    // The first time what everybody shares is read: plans, choices, who asks.
    await counted();
    const few = await counted();
    await multiply(40);
    const many = await counted();
    const wrong = [...many].flatMap(([path, n]) => [
      ...(n > few.get(path)! ? [`${path}: ${few.get(path)} for few rows, ${n} for many`] : []),
      ...(n > MOST ? [`${path}: ${n}`] : []),
    ]);
    expect(wrong).to.deep.equal([]);
    for (const page of ['/companies/:id', '/tasks/:id', '/cases/:id', '/opportunities/:id', '/today', '/calendar'])
      expect(many.get(page), page).to.be.greaterThan(1);
  });
});
