import { expect } from 'chai';
import type { Db } from '../../db/database.ts';
import { migrateUp } from '../../db/migrate.ts';
import { makePartitions } from '../../db/partitions.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const tables = ['audit', 'run_events', 'run_moves'] as const;

describe('tables cut by month', () => {
  let test: TestDatabase;
  let db: Db;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
  });
  after(() => test.drop());

  const write = (months: number) =>
    db.run(
      `insert into audit (at, actor, noun, record_id, verb) values (now() + make_interval(months => $1), 'system:test', 'test', $2, 'test')`,
      [months, String(months)],
    );
  const place = async (months: number) =>
    (
      await db.one<{ place: string }>('select tableoid::regclass::text as place from audit where record_id = $1', [
        String(months),
      ])
    ).place;

  it('have this month and the next two from the first migration on, so that nothing falls into the default', async () => {
    for (const table of tables) {
      const { parts } = await db.one<{ parts: number }>(
        `select count(*) as parts from pg_inherits where inhparent = $1::regclass`,
        [table],
      );
      expect(parts, table).to.equal(4);
    }
    for (const months of [0, 1, 2]) {
      await write(months);
      expect(await place(months)).to.match(/^audit_\d{4}_\d{2}$/);
    }
    expect(await db.rows('select 1 from audit_default')).to.deep.equal([]);
  });

  it('are not touched where they are there already', async () => {
    expect(await db.transaction(makePartitions)).to.deep.equal([]);
  });

  it('get back a month that was missed, with the rows that the default has caught', async () => {
    const now = await place(0);
    await db.run(`drop table ${now}`);
    await write(0);
    expect(await place(0)).to.equal('audit_default');
    await migrateUp(db);
    expect(await place(0)).to.equal(now);
  });
});
