import { expect } from 'chai';
import { addContactPoint, removeContactPoint, restoreContactPoint } from '../../db/contact-points.ts';
import { readCard } from '../../db/company-card.ts';
import { findDuplicates } from '../../db/duplicates.ts';
import { addNote, deleteNote, notesOf, restoreNote } from '../../db/notes.ts';
import { deletePerson, readPerson, restorePerson } from '../../db/people.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

describe('what was taken away and is brought back', () => {
  let test: TestDatabase;
  const anna = viewer('anna');
  const maria = viewer('maria');
  const companyId = companies.drewPol.id;
  before(async () => {
    test = await freshDatabase();
    await test.db.transaction(seatCast);
  });
  after(() => test.drop());

  const pointsOf = async () => (await readCard(test.db, anna, companyId)).contactPoints;

  it('an address is read by nobody, and comes back as it was, to whoever took it away', async () => {
    const before = await pointsOf();
    const phone = before.find(({ kind }) => kind === 'phone')!;
    await test.db.transaction((tx) => removeContactPoint(tx, anna, phone));
    expect((await pointsOf()).map(({ kind }) => kind)).to.deep.equal(['email']);
    expect(await findDuplicates(test.db, maria, { phone: companies.drewPol.phone })).to.deep.equal([]);
    const { searchText } = await test.db.one<{ searchText: string }>(
      'select search_text from companies where id = $1',
      [companyId],
    );
    expect(searchText).not.to.contain(companies.drewPol.phone);
    const again = test.db.transaction((tx) => removeContactPoint(tx, anna, { id: phone.id, version: 2 }));
    expect(await refusedAs(again)).to.equal('contact_point.not_found');
    const byAnother = test.db.transaction((tx) => restoreContactPoint(tx, maria, phone));
    expect(await refusedAs(byAnother)).to.equal('contact_point.not_found');

    await test.db.transaction((tx) => restoreContactPoint(tx, anna, phone));
    expect(await pointsOf()).to.deep.equal(
      before.map((point) => (point.id === phone.id ? { ...point, version: 3 } : point)),
    );
  });

  it('an address that is typed in again is the same one, and another becomes the main one meanwhile', async () => {
    const add = (value: string) =>
      test.db.transaction((tx) => addContactPoint(tx, anna, { companyId, kind: 'email', value }));
    const [main] = await pointsOf();
    const { id } = await add('sklep@drewpol.example');
    await test.db.transaction((tx) => removeContactPoint(tx, anna, main!));
    const isMain = async () => (await pointsOf()).filter((point) => point.isMain && point.kind === 'email');
    expect((await isMain()).map((point) => point.id)).to.deep.equal([id]);
    expect(await add(companies.drewPol.email)).to.deep.equal({ id: main!.id });
    expect((await isMain()).map((point) => point.id)).to.deep.equal([id]);
    expect(await pointsOf()).to.have.length(3);
  });

  it('a note and a person come back to whoever deleted them', async () => {
    const { id } = await test.db.transaction((tx) => addNote(tx, anna, { companyId, body: 'Lubi kawę' }));
    const notes = async () => (await notesOf(test.db, anna, { companyId, limit: 10 })).map(({ body }) => body);
    await test.db.transaction((tx) => deleteNote(tx, anna, { id, version: 1 }));
    expect(await refusedAs(test.db.transaction((tx) => restoreNote(tx, maria, id)))).to.equal('note.not_found');
    expect(await notes()).to.deep.equal([]);
    await test.db.transaction((tx) => restoreNote(tx, anna, id));
    expect(await notes()).to.deep.equal(['Lubi kawę']);

    const { jozef } = people;
    await test.db.transaction((tx) => deletePerson(tx, anna, { id: jozef.id, version: 1 }));
    expect(await refusedAs(readPerson(test.db, anna, jozef.id))).to.equal('person.not_found');
    await test.db.transaction((tx) => restorePerson(tx, anna, jozef.id));
    expect(await readPerson(test.db, anna, jozef.id)).to.deep.include({ lastName: jozef.lastName, isMain: true });
  });

  it('the main address is that again, though another was in its place', async () => {
    const [main] = await pointsOf();
    await test.db.transaction((tx) =>
      addContactPoint(tx, anna, { companyId, kind: 'email', value: 'biuro.dwa@drewpol.example' }),
    );
    await test.db.transaction((tx) => removeContactPoint(tx, anna, main!));
    await test.db.transaction((tx) => restoreContactPoint(tx, anna, main!));
    const mains = (await pointsOf()).filter(({ kind, isMain }) => kind === main!.kind && isMain);
    expect(mains.map(({ id }) => id)).to.deep.equal([main!.id]);
  });

  it('the addresses of a person go with them and come back with them, but for what had been taken away before', async () => {
    const { jozef } = people;
    const mine = async () =>
      test.db.rows<{ normalised: string; state: string; isMain: boolean }>(
        'select normalised, state, is_main from contact_points where person_id = $1 order by normalised',
        [jozef.id],
      );
    const add = (value: string) =>
      test.db.transaction((tx) => addContactPoint(tx, anna, { companyId, personId: jozef.id, kind: 'phone', value }));
    await add('600 100 200');
    const { id } = await add('600 100 201');
    await test.db.transaction((tx) => removeContactPoint(tx, anna, { id, version: 1 }));
    const before = await mine();
    const { version } = await readPerson(test.db, anna, jozef.id);
    await test.db.transaction((tx) => deletePerson(tx, anna, { id: jozef.id, version }));
    expect((await mine()).map(({ state }) => state)).to.deep.equal(before.map(() => 'removed'));
    expect(await findDuplicates(test.db, maria, { phone: '+48600100200' })).to.deep.equal([]);
    await test.db.transaction((tx) => restorePerson(tx, anna, jozef.id));
    expect(await mine()).to.deep.equal(before);
  });

  it('an address does not come back to somebody who was deleted meanwhile', async () => {
    const { jozef } = people;
    const { id } = await test.db.transaction((tx) =>
      addContactPoint(tx, anna, { companyId, personId: jozef.id, kind: 'phone', value: '600 100 203' }),
    );
    await test.db.transaction((tx) => removeContactPoint(tx, anna, { id, version: 1 }));
    const { version } = await readPerson(test.db, anna, jozef.id);
    await test.db.transaction((tx) => deletePerson(tx, anna, { id: jozef.id, version }));
    const back = test.db.transaction((tx) => restoreContactPoint(tx, anna, { id, isMain: false }));
    expect(await refusedAs(back)).to.equal('contact_point.not_found');
    await test.db.transaction((tx) => restorePerson(tx, anna, jozef.id));
  });
});
