import { expect } from 'chai';
import { currenciesOf } from '../../admin/pages/import/shapes.ts';
import { createClass } from '../../db/classes.ts';
import { importRows } from '../../db/import-rows.ts';
import { readImport } from '../../db/imports.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { importer, xlsxOf } from '../support/importing.ts';

describe('an import that changes known customers', () => {
  let database: TestDatabase;
  let files: ReturnType<typeof importer>;

  beforeEach(async () => {
    database = await freshDatabase(4);
    files = importer(database.db);
    await database.db.transaction(seatCast);
  });
  afterEach(async () => {
    await files.remove();
    await database.drop();
  });

  const lay = async (...rows: string[][]) => files.lay('klienci.xlsx', await xlsxOf(rows));

  it('is undone with the classes that it put its customers into', async () => {
    const { db } = database;
    const inLodz: Condition = { combinator: 'and', rules: [{ field: 'company.city', operator: '=', value: 'Łódź' }] };
    const named = { name: { pl: 'Łódzkie', en: 'From Łódź' }, color: 'violet', active: true } as const;
    await db.transaction((tx) => createClass(tx, viewer('jan'), { ...named, condition: inLodz }));
    const members = () => db.rows('select 1 from class_members');
    await lay(['Nazwa', 'E-mail', 'Miasto'], ['Omega', 'sekretariat@omega.example', 'Łódź']);
    const { id } = await files.analyse('klienci.xlsx', { joinBy: 'email' });
    await files.write(id);
    expect(await members()).to.have.length(1);
    await files.undo(id);
    expect(await members()).to.have.length(0);
  });

  it('says in what currency the amounts of a known customer are', async () => {
    await database.db.run(`update companies set turnover_minor = 100, currency = 'EUR' where id = $1`, [
      companies.omega.id,
    ]);
    await lay(['Nazwa', 'E-mail', 'Obrót'], ['Omega Wójcik S.A.', 'sekretariat@omega.example', '2,00']);
    const { id } = await files.analyse('klienci.xlsx', { joinBy: 'email' });
    const [row] = await database.db.transaction(async (tx) => {
      const work = await readImport(tx, viewer('jan'), id);
      return importRows(tx, viewer('jan'), { work, state: 'changed', after: 0, limit: 20 });
    });
    expect(row!.changes).to.include.keys('turnoverMinor').and.not.include.keys('currency');
    expect(currenciesOf(row!)).to.deep.equal(['EUR', 'EUR']);
    expect(currenciesOf({ ...row!, changes: { currency: ['EUR', 'USD'] } })).to.deep.equal(['EUR', 'USD']);
  });
});
