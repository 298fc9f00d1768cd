import { expect } from 'chai';
import { openDatabase, type Db } from '../../db/database.ts';
import { mostRecurring } from '../../db/recurring.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('statements that come again and again', () => {
  let base: TestDatabase;
  let one: Db;

  before(async () => {
    base = await freshDatabase();
    // A single connection, so that what it keeps can be looked at.
    one = openDatabase(base.db.url, { max: 1 });
  });
  after(async () => {
    await one.close();
    await base.drop();
  });

  const ask = async (n: number, tx: Pick<Db, 'recurring'> = one) =>
    (await tx.recurring<{ sum: number }>(`select $1::int + ${n} as sum`, [1]))[0]!.sum;
  const kept = async () =>
    (
      await one.rows<{ n: number }>(
        `select (regexp_match(statement, '([0-9]+) as sum'))[1]::int as n
         from pg_prepared_statements where name like 'recurring-%'`,
      )
    ).map(({ n }) => n);
  /** Texts that the driver remembers. */
  const remembered = async () => {
    const client = await one.pool.connect();
    const { parsedStatements } = (client as unknown as { connection: { parsedStatements: object } }).connection;
    client.release();
    return Object.keys(parsedStatements).filter((name) => name.startsWith('recurring-')).length;
  };

  it('are prepared once, however often they are asked', async () => {
    for (let time = 0; time < 3; time++) expect(await ask(0)).to.equal(1);
    expect(await kept()).to.deep.equal([0]);
  });

  it('make room for others as long as nobody asks for them, and memory stays flat', async () => {
    for (let n = 1; n <= 200; n++) {
      await ask(n);
      // What somebody works with stays, however old it is.
      if (n % 20 === 0) await ask(0);
    }
    const names = await kept();
    expect(names).to.have.length(mostRecurring);
    expect(names).to.include.members([0, 200, 199]);
    expect(names).not.to.include.members([1, 100]);
    expect(await remembered()).to.equal(mostRecurring);
  });

  it('come back after they have left, in a transaction too', async () => {
    await one.transaction(async (tx) => {
      for (const n of [1, 2, 3, 199]) expect(await ask(n, tx)).to.equal(1 + n);
    });
    expect(await kept())
      .to.include.members([1, 2, 3])
      .and.to.have.length(mostRecurring);
  });

  it('are as good as new where one of them was refused', async () => {
    const wrong = 'select $1::int / 0 as sum';
    for (let time = 0; time < 2; time++) {
      const refused = await one.recurring(wrong, [1]).then(
        () => 'answered',
        (error: Error) => error.message,
      );
      expect(refused).to.contain('division by zero');
    }
    expect(await ask(7)).to.equal(8);
    expect(await remembered()).to.equal(mostRecurring);
  });
});
