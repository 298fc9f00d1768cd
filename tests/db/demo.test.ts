import { expect } from 'chai';
import { nameOfField } from '../../admin/components/field-name.ts';
import { speech } from '../../admin/components/words.ts';
import { fillDemo } from '../../db/demo/fill.ts';
import type { Db } from '../../db/database.ts';
import { pl } from '../support/dictionaries.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const now = '2026-11-23T09:00:00.000Z';

describe('the demo company', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  before(async () => {
    [first, second] = [await freshDatabase(4), await freshDatabase(4)];
    const started = performance.now();
    expect(await fillDemo(first.db, now)).to.equal(true);
    expect(performance.now() - started).to.be.lessThan(30_000);
    await fillDemo(second.db, now);
  });
  after(async () => {
    await first.drop();
    await second.drop();
  });

  const count = async (db: Db, from: string) =>
    (await db.one<{ count: number }>(`select count(*) as count from ${from}`)).count;

  it('has three hundred customers with people, addresses and consents', async () => {
    expect(await count(first.db, 'companies')).to.equal(300);
    expect(await count(first.db, 'people')).to.be.greaterThan(300);
    expect(await count(first.db, 'contact_points')).to.be.greaterThan(600);
    expect(await count(first.db, `consents where status = 'given'`)).to.be.greaterThan(150);
  });

  it('has a year behind it and work for today on every desk', async () => {
    const { months } = await first.db.one<{ months: number }>(
      `select count(distinct date_trunc('month', done_at)) as months from tasks where state = 'done'`,
    );
    expect(months).to.be.at.least(12);
    const idle = `users u where not exists (select 1 from tasks t where t.owner_id = u.id and t.state = 'open' and t.deadline < '${now}')`;
    expect(await count(first.db, idle)).to.equal(0);
  });

  it('runs a campaign, waits for the approval of another and welcomes new customers, by the usual verbs', async () => {
    const states = await first.db.rows<{ state: string }>('select state from campaigns order by state');
    expect(states.map(({ state }) => state)).to.deep.equal(['draft', 'starting', 'submitted']);
    expect(await count(first.db, `runs where kind = 'procedure'`)).to.be.at.least(10);
    expect(await count(first.db, `outbox where target like 'campaign:%'`)).to.be.at.least(1);
  });

  it('has a history of changes in which every field, noun and verb has its words', async () => {
    const rows = await first.db.rows<{ noun: string; verb: string; field: string | null }>(
      'select distinct noun, verb, f.field from audit left join lateral jsonb_object_keys(changes) f(field) on true',
    );
    const words = speech({ language: 'pl', timeZone: 'Europe/Warsaw', dictionary: pl });
    const silent = rows.flatMap(({ noun, verb, field }) => [
      ...[`audit.noun.${noun}`, `audit.verb.${verb}`].filter((key) => !words.knows(key)),
      ...(field && !/^(own\.|version$)/.test(field) && nameOfField(words, field, noun) === field ? [field] : []),
    ]);
    expect([...new Set(silent)]).to.deep.equal([]);
  });

  it('has shaped its records: own fields, classes with members, a form arranged anew', async () => {
    expect(await count(first.db, `companies where own ? 'pakiet'`)).to.be.greaterThan(100);
    expect(
      await count(
        first.db,
        `companies where (own ->> 'abonament_roczny')::numeric <> 12 * (own ->> 'abonament')::numeric`,
      ),
    ).to.equal(0);
    const members = await first.db.rows<{ code: string; n: number }>(
      'select k.code, count(m.company_id) as n from classes k left join class_members m on m.class_id = k.id group by 1',
    );
    expect(
      members.every(({ n }) => n > 0),
      JSON.stringify(members),
    ).to.equal(true);
    expect(await count(first.db, 'classes where problem is not null or classified_at is null')).to.equal(0);
    expect(await count(first.db, 'form_layouts')).to.equal(1);
  });

  it('is the same company each time, and never filled twice', async () => {
    const names = (db: Db) => db.rows('select id, name, nip from companies order by id');
    expect(await names(second.db)).to.deep.equal(await names(first.db));
    expect(await fillDemo(first.db, now)).to.equal(false);
  });

  it('reaches nobody real: mail goes to .example, phones have no area', async () => {
    const real = `contact_points where (kind = 'email' and value not like '%.example') or (kind = 'phone' and value not like '+4820%')`;
    expect(await count(first.db, real)).to.equal(0);
  });
});
