import { expect } from 'chai';
import { openDatabase, type Db } from '../../db/database.ts';
import { migrateDown, migrateUp } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/list.ts';
import { DomainError } from '../../domain/domain-error.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

describe('migrations', () => {
  let test: TestDatabase;
  before(async () => {
    test = await freshDatabase();
  });
  after(() => test?.drop());

  it('of a newer program are named in both languages by an older one, which touches nothing (rule 9)', async () => {
    const { db } = test;
    const before = await schemaOf(db);
    await db.run(`insert into migrations (name) values ('9998-of-tomorrow'), ('9999-of-the-day-after')`);
    const error = await migrateUp(db).then(
      () => undefined,
      (refused: unknown) => refused,
    );
    expect(error).to.be.instanceOf(DomainError);
    const { code, said } = error as DomainError;
    expect(code).to.equal('schema.too_new');
    expect(said).to.deep.equal({
      pl: 'Baza danych jest nowsza niż ten program: są w niej zmiany 9998-of-tomorrow, 9999-of-the-day-after. Uruchom nowszą wersję Nurtu.',
      en: 'The database is newer than this program: it holds the changes 9998-of-tomorrow, 9999-of-the-day-after. Start a newer version of Nurt.',
    });
    expect(await schemaOf(db)).to.deep.equal(before);
    await db.run(`delete from migrations where name like '999%'`);
    expect(await migrateUp(db), 'the lock is free again').to.deep.equal([]);
  });

  it('stand in the list of what is done with the same commit', async () => {
    const { db } = test;
    // The last one changes rows alone, of which there are none here.
    const last = [...(await migrateDown(db)), ...(await migrateDown(db))];
    await migrateUp(db);
    const { changed } = await db.one<{ changed: boolean }>(
      `select bool_or(exists (select 1 from pg_class c where c.xmin = m.xmin) or exists (select 1 from pg_attribute a where a.xmin = m.xmin)
         or exists (select 1 from pg_constraint k where k.xmin = m.xmin)) as changed
       from migrations m where m.name = any($1)`,
      [last],
    );
    expect(changed).to.equal(true);
  });

  it('of two starts at once are done by one, and the other waits for it (rule 9)', async () => {
    const { db } = test;
    const other = openDatabase(test.url, { max: 3 });
    const [last] = await migrateDown(db);
    const applied: Promise<string[]>[] = [];
    await db.transaction(async (tx) => {
      // Whoever comes first waits here, in the middle of its work.
      await tx.run('lock table migrations in access exclusive mode');
      applied.push(migrateUp(db), migrateUp(other));
      await until(
        async () => {
          const locks = await tx.rows<{ granted: boolean }>(
            `select granted from pg_locks where locktype = 'advisory'
               and database = (select oid from pg_database where datname = current_database()) order by granted`,
          );
          return locks.map(({ granted }) => granted).join() === 'false,true';
        },
        { what: 'one migrates and the other waits for it' },
      );
    });
    const done = await Promise.all(applied);
    expect(done.toSorted((a, b) => a.length - b.length)).to.deep.equal([[], [last]]);
    await other.close();
  });

  it('each goes down to what stood before it, and up again to what it made', async () => {
    const { db } = test;
    const names = migrations.map(({ name }) => name);
    const pictures = new Map([[names.length, await schemaOf(db)]]);
    for (let standing = names.length - 1; standing >= 0; standing--) {
      expect(await migrateDown(db)).to.deep.equal([names[standing]]);
      pictures.set(standing, await schemaOf(db));
    }
    expect(await migrateUp(db)).to.deep.equal(names);
    for (let standing = names.length; standing > 0; standing--) {
      expect(await schemaOf(db), `what stands after ${names[standing - 1]}`).to.deep.equal(pictures.get(standing));
      await migrateDown(db);
    }
    expect(await schemaOf(db)).to.deep.equal(pictures.get(0));
  });
});

/** Everything in the schema by name, with its definition. Months of partitions come and go with the clock. */
async function schemaOf(db: Db): Promise<readonly string[]> {
  const rows = await db.rows<{ line: string }>(
    `with ours as (select oid from pg_class where relnamespace = 'public'::regnamespace and not relispartition)
     select 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
         || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid in (select oid from ours) and attnum > 0 and not attisdropped and attrelid::regclass::text <> 'migrations'
         and exists (select 1 from pg_class c where c.oid = attrelid and relkind in ('r', 'p', 'v', 'm'))
     union all select 'index ' || pg_get_indexdef(indexrelid) from pg_index where indrelid in (select oid from ours)
     union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid in (select oid from ours)
     union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where tgrelid in (select oid from ours) and not tgisinternal
     union all select 'function ' || oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace
       and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')
     order by 1`,
  );
  return rows.map(({ line }) => line);
}
