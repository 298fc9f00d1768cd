import { expect } from 'chai';
import { deleteCompany, restoreCompany } from '../../db/company-removal.ts';
import { listed } from '../support/listed.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const { ges, zubr } = companies;

describe('deleting a customer', () => {
  let base: TestDatabase;
  const jan = viewer('jan');
  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
  });
  after(() => base.drop());

  const remove = (id: string, version = 1) => base.db.transaction((tx) => deleteCompany(tx, jan, { id, version }));
  const names = async () => (await listed(base.db, jan, { kind: 'companies', columns: ['name'] })).map(({ id }) => id);

  it('takes it off the lists, and whoever did it puts it back', async () => {
    await remove(ges.id);
    expect(await names()).not.to.include(ges.id);
    const other = { ...jan, userId: users.maria.id };
    expect(await refusedAs(restoreCompany(base.db, other, ges.id))).to.equal('company.not_found');
    await restoreCompany(base.db, jan, ges.id);
    await restoreCompany(base.db, jan, ges.id);
    expect(await names()).to.include(ges.id);
    const verbs = await base.db.rows<{ verb: string }>(
      `select verb from audit where noun = 'company' and record_id = $1 order by id`,
      [ges.id],
    );
    expect(verbs.map(({ verb }) => verb)).to.deep.equal(['delete', 'restore']);
  });

  it('says what hangs on it, and leaves it', async () => {
    await base.db.run(
      `insert into tasks (type, title, company_id, owner_id, created_by, updated_by) values ('call', 'Telefon', $1, $2, 'system:test', 'system:test')`,
      [zubr.id, users.anna.id],
    );
    await base.db.run(
      `insert into company_balances (company_id, currency, balance_minor, reckoned_on) values ($1, 'PLN', 5, current_date)`,
      [zubr.id],
    );
    const refused = await remove(zubr.id).catch((error: { said: { pl: string; en: string } }) => error.said);
    expect(refused).to.deep.equal({
      pl: 'Tego klienta nie można jeszcze usunąć. Ma: otwarte zadania, nierozliczone faktury. Zakończ je albo połącz klienta z innym.',
      en: 'This customer cannot be deleted yet. It has open tasks, unsettled invoices. Close them, or merge the customer with another.',
    });
    expect(await names()).to.include(zubr.id);
  });

  it('needs the right, and the state that was looked at', async () => {
    const { version } = await base.db.one<{ version: number }>('select version from companies where id = $1', [ges.id]);
    const anna = viewer('anna');
    const asked = { id: ges.id, version };
    expect(await refusedAs(base.db.transaction((tx) => deleteCompany(tx, anna, asked)))).to.equal('right.missing');
    expect(await refusedAs(restoreCompany(base.db, anna, ges.id))).to.equal('right.missing');
    expect(await refusedAs(remove(ges.id, version - 1))).to.equal('company.changed');
  });

  it('for good is refused by the database while it has messages, and none is written to one that is not there', async () => {
    const { db } = base;
    const isHeld = (work: Promise<unknown>) =>
      work.then(
        () => false,
        (error: { code: string }) => error.code === '23503',
      );
    const { id } = await db.one<{ id: string }>(
      `insert into companies (name, created_by, updated_by) values ('Do usunięcia', 'system:test', 'system:test') returning id`,
    );
    const write = (companyId: string) =>
      db.run(
        `insert into messages (direction, channel, company_id, created_by, updated_by)
         values ('in', 'email', $1, 'system:test', 'system:test')`,
        [companyId],
      );
    await write(id);
    expect(await isHeld(db.run('delete from companies where id = $1', [id])), 'it has a message').to.equal(true);

    await db.run('update messages set company_id = $2 where company_id = $1', [id, ges.id]);
    await db.run('delete from companies where id = $1', [id]);
    expect(await isHeld(write(id)), 'a new message').to.equal(true);
    const moved = db.run('update messages set company_id = $2 where company_id = $1', [ges.id, id]);
    expect(await isHeld(moved), 'one that moves').to.equal(true);
  });
});
