import { expect } from 'chai';
import { createCompany, editCompany } from '../../db/companies.ts';
import { addContactPoint, editContactPoint } from '../../db/contact-points.ts';
import { createPerson, deletePerson } from '../../db/people.ts';
import { refreshCompanySearch } from '../../db/search-text.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { importer, xlsxOf } from '../support/importing.ts';
import { refusedAs } from '../support/refusal.ts';

const anna = { kind: 'user', id: users.anna.id } as const;

describe('companies', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase(4);
    await database.db.transaction(seatCast);
  });
  after(() => database.drop());

  const inTransaction: TestDatabase['db']['transaction'] = (work) => database.db.transaction(work);
  const one = <Row>(sql: string, params: unknown[]) => database.db.one<Row>(sql, params);

  it('a company is found by its names, NIP, addresses and people, without Polish letters', async () => {
    const { id } = await inTransaction((tx) =>
      createCompany(tx, anna, {
        name: 'Źdźbło Sp. z o.o.',
        city: 'Żary',
        nip: '526-025-09-95',
        contactPoints: [{ kind: 'phone', value: '602 118 341' }],
      }),
    );
    await inTransaction((tx) => createPerson(tx, anna, { companyId: id, firstName: 'Łucja', lastName: 'Gżegżółka' }));
    const { searchText } = await one<{ searchText: string }>('select search_text from companies where id = $1', [id]);
    expect(searchText).to.equal('zdzblo sp. z o.o. zary 5260250995 +48602118341 lucja gzegzolka');
  });

  it('an imported company is found by the same text as one that was typed', async () => {
    const files = importer(database.db);
    await files.lay(
      'klienci.xlsx',
      await xlsxOf([
        ['Nazwa', 'E-mail', 'Telefon', 'Miasto', 'Osoba'],
        ['Ćma', 'a@cma.pl', '602118342', 'Ełk', 'Jan Ćma'],
      ]),
    );
    const { id } = await files.analyse('klienci.xlsx');
    await files.write(id);
    await files.remove();
    const made = await one<{ id: string; searchText: string }>(
      'select id, search_text from companies where import_id = $1',
      [id],
    );
    await refreshCompanySearch(database.db, [made.id]);
    const words = (text: string) => text.split(' ').toSorted();
    const again = await one<{ searchText: string }>('select search_text from companies where id = $1', [made.id]);
    expect(words(again.searchText)).to.deep.equal(words(made.searchText));
  });

  it('an import brings a number that only somebody deleted had', async () => {
    const { id: companyId } = await inTransaction((tx) =>
      createCompany(tx, anna, { name: 'Jesion', nip: '7251230008' }),
    );
    const { id: personId } = await inTransaction((tx) =>
      createPerson(tx, anna, {
        companyId,
        lastName: 'Jesion',
        contactPoints: [{ kind: 'phone', value: '602 118 399' }],
      }),
    );
    await inTransaction((tx) => deletePerson(tx, anna, { id: personId, version: 1 }));
    const files = importer(database.db);
    await files.lay(
      'jesion.xlsx',
      await xlsxOf([
        ['Nazwa', 'NIP', 'Telefon'],
        ['Jesion', '7251230008', '602118399'],
      ]),
    );
    const { id } = await files.analyse('jesion.xlsx');
    await files.write(id);
    await files.remove();
    const points = await database.db.rows(
      `select normalised, person_id from contact_points where company_id = $1 and state = 'good'`,
      [companyId],
    );
    expect(points).to.deep.equal([{ normalised: '+48602118399', personId: null }]);
  });

  it('a company cannot become a branch of its own branch', async () => {
    const branch = await inTransaction((tx) =>
      createCompany(tx, anna, { name: 'Oddział', kind: 'branch', parentId: companies.omega.id }),
    );
    const edit = inTransaction((tx) =>
      editCompany(tx, anna, { id: companies.omega.id, version: 1, changes: { parentId: branch.id } }),
    );
    expect(await refusedAs(edit)).to.equal('company.own_parent');
  });

  it('a postcode of another country stays as it was typed, also in a later edit', async () => {
    const { id } = await inTransaction((tx) =>
      createCompany(tx, anna, { name: 'Wald GmbH', country: 'DE', postcode: '10115' }),
    );
    const postcode = async () =>
      (await one<{ postcode: string }>('select postcode from companies where id = $1', [id])).postcode;
    expect(await postcode()).to.equal('10115');
    await inTransaction((tx) => editCompany(tx, anna, { id, version: 1, changes: { postcode: ' 10117 ' } }));
    expect(await postcode()).to.equal('10117');
    await inTransaction((tx) =>
      editCompany(tx, anna, { id, version: 2, changes: { country: 'PL', postcode: '10117' } }),
    );
    expect(await postcode()).to.equal('10-117');
  });

  it('the first address of a kind is the main one, until another is chosen', async () => {
    const add = (value: string) =>
      inTransaction((tx) => addContactPoint(tx, anna, { companyId: companies.ges.id, kind: 'email', value }));
    const first = await add('A@Ges.pl');
    const second = await add('b@ges.pl');
    expect(await add(' a@ges.PL ')).to.deep.equal(first);
    await inTransaction((tx) => editContactPoint(tx, anna, { id: second.id, version: 1, isMain: true }));
    const points = await database.db.rows(
      `select normalised, is_main from contact_points where company_id = $1 and kind = 'email' order by 1`,
      [companies.ges.id],
    );
    expect(points).to.deep.equal([
      { normalised: 'a@ges.pl', isMain: false },
      { normalised: 'b@ges.pl', isMain: true },
    ]);
  });

  it('a corrected address that bounced is good again', async () => {
    const { id } = await inTransaction((tx) =>
      addContactPoint(tx, anna, { companyId: companies.ges.id, kind: 'email', value: 'stary@ges.pl' }),
    );
    await database.db.run(`update contact_points set state = 'bounced', state_reason = '550' where id = $1`, [id]);
    await inTransaction((tx) => editContactPoint(tx, anna, { id, version: 1, value: 'nowy@ges.pl' }));
    expect(await one('select normalised, state, state_reason from contact_points where id = $1', [id])).to.deep.equal({
      normalised: 'nowy@ges.pl',
      state: 'good',
      stateReason: null,
    });
  });
});
