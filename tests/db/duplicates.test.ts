import { expect } from 'chai';
import { askForAccess, findDuplicates, hintsOf, hintsPerHour } from '../../db/duplicates.ts';
import { findPersonDuplicates } from '../../db/person-duplicates.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

describe('duplicates while typing', () => {
  let test: TestDatabase;
  /** Sees her own customers only. */
  const anna = viewer('anna', { customers: 'own' });

  before(async () => {
    test = await freshDatabase();
    await test.db.transaction(seatCast);
    await test.db.run(`update companies set nip = '7251801126' where id = $1`, [companies.omega.id]);
  });
  after(() => test.drop());

  it('are shown inside of the scope only (rule 25)', async () => {
    const like = { name: 'Omega Wojcik SA', nip: '725-180-11-26', phone: companies.zubr.phone };
    const mine = await findDuplicates(test.db, anna, like);
    expect(mine.map(({ id, because }) => [id, because])).to.deep.equal([[companies.zubr.id, 'phone']]);
    const all = await findDuplicates(test.db, viewer('maria'), like);
    expect(all.map(({ id }) => id)).to.have.members([companies.omega.id, companies.zubr.id]);
    expect(await findDuplicates(test.db, viewer('maria'), { ...like, exceptId: companies.zubr.id })).to.have.length(1);
  });

  it('outside of it an exact match tells who looks after it, and is written down (rule 25)', async () => {
    const hints = await hintsOf(test.db, anna, { name: 'Omega Wójcik S.A.', nip: '7251801126' });
    expect(hints).to.deep.equal([{ because: 'nip', ownerName: users.pawel.name }]);
    expect(await hintsOf(test.db, anna, { name: 'Omega Wójcik S.A.' })).to.deep.equal([]);
    const { n } = await test.db.one<{ n: number }>(
      `select count(*) as n from audit where noun = 'company' and record_id = $1 and verb = 'hint'`,
      [companies.omega.id],
    );
    expect(n).to.equal(1);
  });

  it('the one who looks after it is asked for access once', async () => {
    await askForAccess(test.db, anna, { nip: '7251801126' });
    const reminder = await test.db.one('select user_id, text_pl, link from reminders');
    expect(reminder).to.deep.equal({
      userId: users.pawel.id,
      textPl: `${users.anna.name} prosi o dostęp do klienta ${companies.omega.name}.`,
      link: `/admin/companies/${companies.omega.id}`,
    });
    const again = await askForAccess(test.db, anna, { nip: '7251801126' }).catch((error: unknown) => error);
    expect(again).to.include({ code: 'company.asked_already' });
    const unknown = await askForAccess(test.db, anna, { nip: '5260250274' }).catch((error: unknown) => error);
    expect(unknown).to.include({ code: 'company.not_found' });
  });

  it('who goes through a list of numbers is soon told nothing (rule 25)', async () => {
    await test.db.run(
      `with made as (
         insert into companies (name, owner_id, created_by, updated_by)
         select 'Obcy ' || n, $2, 'system:test', 'system:test' from generate_series(1, $1) n returning id)
       insert into duplicate_hints (user_id, company_id, because) select $3, id, 'nip' from made`,
      [hintsPerHour, users.pawel.id, users.anna.id],
    );
    expect(await hintsOf(test.db, anna, { nip: '7251801126' })).to.deep.equal([]);
  });

  it('who asks for many numbers at once is told no more than one after the other', async () => {
    const nips = ['5261040828', '5261040892', '5261040969', '5261041035', '5261041101'];
    await test.db.run(
      'delete from duplicate_hints where ctid in (select ctid from duplicate_hints where user_id = $1 offset $2)',
      [users.anna.id, hintsPerHour - 1],
    );
    await test.db.run(
      `insert into companies (name, nip, owner_id, created_by, updated_by)
       select 'Numer ' || nip, nip, $1, 'system:test', 'system:test'
       from unnest($2::text[]) nip`,
      [users.pawel.id, nips],
    );
    const told = await Promise.all(nips.map((nip) => hintsOf(test.db, anna, { nip })));
    expect(told.flat()).to.have.length(1);
  });

  it('nobody who sees every customer gets hints', async () => {
    expect(await hintsOf(test.db, viewer('maria'), { nip: '7251801126' })).to.deep.equal([]);
  });

  it('of a person are found by address and by a similar name, those of the same customer first (rule 25)', async () => {
    await test.db.run(
      `insert into people (company_id, first_name, last_name, search_text, created_by, updated_by)
       values ($1, 'Jozef', 'Zielinski', plain_text('Jozef Zielinski'), 'system:test', 'system:test')`,
      [companies.omega.id],
    );
    const maria = viewer('maria');
    const like = { firstName: 'Józef', lastName: 'Zieliński', companyId: companies.omega.id };
    const found = await findPersonDuplicates(test.db, maria, like);
    expect(found.map(({ companyId, because }) => [companyId, because])).to.deep.equal([
      [companies.omega.id, 'name'],
      [companies.drewPol.id, 'name'],
    ]);
    expect(await findPersonDuplicates(test.db, maria, { email: people.jozef.email })).to.deep.equal([
      {
        id: people.jozef.id,
        name: 'Józef Zieliński',
        companyId: companies.drewPol.id,
        companyName: companies.drewPol.name,
        because: 'email',
      },
    ]);
    expect(await findPersonDuplicates(test.db, maria, { lastName: 'Zi' })).to.deep.equal([]);
    const seen = await findPersonDuplicates(test.db, anna, like);
    expect(seen.map(({ companyId }) => companyId)).to.deep.equal([companies.drewPol.id]);
  });
});
