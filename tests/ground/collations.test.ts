import { expect } from 'chai';
import { repairCollations } from '../../ground/collations.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('collations', () => {
  let database: TestDatabase;

  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  it('that have not changed cost nothing (rule 9)', async () => {
    expect(await repairCollations(database.db)).to.equal(0);
  });

  it('of which the version has changed have their indexes rebuilt, once (rule 9)', async () => {
    const { db } = database;
    await db.run(`create collation older (provider = icu, locale = 'pl')`);
    await db.run(`create table names (name text collate older)`);
    await db.run(`create index names_name on names (name)`);
    const file = () => db.one<{ node: number }>(`select pg_relation_filenode('names_name') as node`);
    const before = await file();
    await db.run(`update pg_collation set collversion = '1.0' where collname = 'older'`);

    expect(await repairCollations(db)).to.equal(1);
    expect((await file()).node).to.not.equal(before.node);
    expect(await repairCollations(db)).to.equal(0);
  });
});
