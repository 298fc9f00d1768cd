import { expect } from 'chai';
import { mergedInto } from '../../db/company-card.ts';
import { consentsOf, recordConsent } from '../../db/consents.ts';
import { contactFacts } from '../../db/contact-facts.ts';
import { addContactPoint } from '../../db/contact-points.ts';
import { addImportantDate } from '../../db/important-dates.ts';
import { editPerson, peopleOf, readPerson } from '../../db/people.ts';
import { undoPersonMove } from '../../db/person-move-undo.ts';
import { movePerson, staysBehind, type PersonMove } from '../../db/person-moves.ts';
import { createTask } from '../../db/tasks.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusedAs } from '../support/refusal.ts';

const maria = viewer('maria');
const { drewPol, omega } = companies;
const { jozef } = people;

describe('a person who changes the employer', () => {
  let base: TestDatabase;

  beforeEach(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
  });
  afterEach(() => base.drop());

  const move = async (over: Partial<PersonMove> = {}, by = maria) => {
    const { version, contactPoints } = await readPerson(base.db, maria, jozef.id);
    const contactPointIds = contactPoints.map(({ id }) => id);
    const wanted = { id: jozef.id, version, companyId: omega.id, contactPointIds, ...over };
    return base.db.transaction((tx) => movePerson(tx, by, wanted));
  };
  const say = (word: Partial<Parameters<typeof recordConsent>[2]>) =>
    base.db.transaction((tx) =>
      recordConsent(tx, maria, {
        ...{ companyId: drewPol.id, channel: 'email', status: 'given', evidence: 'rozmowa' },
        ...word,
      }),
    );

  it('goes on under the new customer with the chosen addresses, days and groups, and the old address leads there', async () => {
    const { db } = base;
    const { id: phone } = await db.transaction((tx) =>
      addContactPoint(tx, maria, { companyId: drewPol.id, personId: jozef.id, kind: 'phone', value: '601 601 601' }),
    );
    await db.transaction((tx) =>
      addImportantDate(tx, maria, {
        ...{ companyId: drewPol.id, personId: jozef.id, title: 'Jubileusz', fallsOn: '2027-03-01' },
      }),
    );
    await db.run(
      `with g as (insert into groups (name, created_by, updated_by) values ('Targi', 'system:test', 'system:test') returning id)
       insert into group_members (group_id, company_id, person_id, created_by) select id, '${drewPol.id}', '${jozef.id}', 'system:test' from g`,
    );
    const { id } = await move({ position: ' Dyrektor ', contactPointIds: [phone] });
    const now = await readPerson(db, maria, id);
    expect(now).to.include({ companyId: omega.id, firstName: 'Józef', position: 'Dyrektor', isMain: true });
    expect(now.contactPoints.map(({ normalised }) => normalised)).to.deep.equal(['+48601601601']);
    expect(await mergedInto(db, maria, { table: 'people', id: jozef.id })).to.equal(id);
    expect(await peopleOf(db, maria, drewPol.id)).to.deep.equal([]);
    const theirs = { companyId: omega.id, personId: id };
    for (const table of ['important_dates', 'group_members'])
      expect(await db.rows(`select company_id, person_id from ${table}`)).to.deep.equal([theirs]);
    const left = { key: 'left', companyId: drewPol.id, personId: jozef.id, channel: 'email', purpose: 'service' };
    expect((await contactFacts(db, [left])).get('left')).to.include({ hasAddress: false });
  });

  it('keeps what was refused, and what was agreed to only where the new firm refuses nothing', async () => {
    const email = (await readPerson(base.db, maria, jozef.id)).contactPoints[0]!.id;
    await say({ companyId: omega.id, channel: 'phone', status: 'refused' });
    await say({ companyId: omega.id, status: 'given' });
    await say({ personId: jozef.id, channel: 'phone' });
    await say({ personId: jozef.id, status: 'withdrawn' });
    await say({ contactPointId: email, purpose: 'service' });
    const { id } = await move();
    const words = (await consentsOf(base.db, maria, { companyId: omega.id, personId: id })).filter(
      ({ personId }) => personId === id,
    );
    expect(
      words.map(({ channel, purpose, status, address }) => [channel, purpose, status, address]),
    ).to.have.deep.members([
      ['email', 'marketing', 'withdrawn', null],
      ['email', 'service', 'given', jozef.email],
    ]);
    const mail = { key: 'mail', companyId: omega.id, personId: id, channel: 'email', purpose: 'marketing' };
    expect((await contactFacts(base.db, [mail])).get('mail')).to.include({ consent: 'withdrawn' });
  });

  it('takes along what proves their word as it was recorded, without the name of the old customer', async () => {
    await say({ personId: jozef.id });
    const { id } = await move();
    const pawel = viewer('pawel', { customers: 'own' });
    const words = await consentsOf(base.db, pawel, { companyId: omega.id, personId: id });
    expect(words.map(({ evidence }) => evidence)).to.deep.equal(['rozmowa']);
  });

  it('leaves open work with the old customer, and says how much', async () => {
    const task = { type: 'call', title: 'Telefon', companyId: drewPol.id, personId: jozef.id };
    await createTask(base.db, maria, task);
    expect(await staysBehind(base.db, maria, jozef.id)).to.deep.equal({ openTasks: 1, running: 0 });
    await move();
    expect(await base.db.rows('select company_id, person_id from tasks')).to.deep.equal([
      { companyId: drewPol.id, personId: jozef.id },
    ]);
  });

  describe('who goes back', () => {
    const back = (id: string, by = maria) => base.db.transaction((tx) => undoPersonMove(tx, by, id));
    const pointsOf = async (id: string) =>
      (await readPerson(base.db, maria, id)).contactPoints.map(({ normalised, isMain }) => [normalised, isMain]);

    it('is at the old customer as before, with what was learned since, and the newer record leads there', async () => {
      const { db } = base;
      const { id: phone } = await db.transaction((tx) =>
        addContactPoint(tx, maria, { companyId: drewPol.id, personId: jozef.id, kind: 'phone', value: '601 601 601' }),
      );
      await db.transaction((tx) =>
        addImportantDate(tx, maria, {
          ...{ companyId: drewPol.id, personId: jozef.id, title: 'Jubileusz', fallsOn: '2027-03-01' },
        }),
      );
      const before = await pointsOf(jozef.id);
      const { id } = await move({ position: 'Dyrektor', contactPointIds: [phone] });
      expect((await readPerson(db, maria, id)).cameFrom).to.include({ companyName: drewPol.name });
      await db.transaction((tx) =>
        addContactPoint(tx, maria, { companyId: omega.id, personId: id, kind: 'phone', value: '602 602 602' }),
      );
      await db.transaction((tx) => editPerson(tx, maria, { id, version: 1, changes: { gender: 'm' } }));
      await createTask(db, maria, { type: 'call', title: 'Telefon', companyId: omega.id, personId: id });
      const { id: now, stayed } = await back(id);
      expect(now).to.equal(jozef.id);
      expect(stayed.map(({ pl }) => pl)).to.deep.equal([
        `Otwarte zadania, które zostają u klienta ${omega.name}: 1. Wskaż w nich inną osobę.`,
      ]);
      const there = await readPerson(db, maria, jozef.id);
      expect(there).to.include({ companyId: drewPol.id, isMain: true, gender: 'm', cameFrom: null });
      expect(there.position).not.to.equal('Dyrektor');
      expect(await pointsOf(jozef.id)).to.have.deep.members([...before, ['+48602602602', false]]);
      expect(await mergedInto(db, maria, { table: 'people', id })).to.equal(jozef.id);
      expect(await peopleOf(db, maria, omega.id)).to.deep.equal([]);
      expect(await db.rows('select company_id, person_id from important_dates')).to.deep.equal([
        { companyId: drewPol.id, personId: jozef.id },
      ]);
      expect(await refusedAs(back(id))).to.equal('person.not_found');
      expect(await refusedAs(back(jozef.id))).to.equal('person.not_moved');
    });

    it('takes along what they have said since, and says nothing twice', async () => {
      await say({ personId: jozef.id });
      const { id } = await move();
      await say({ companyId: omega.id, personId: id, channel: 'phone', status: 'withdrawn' });
      await back(id);
      const words = await consentsOf(base.db, maria, { companyId: drewPol.id, personId: jozef.id });
      const theirs = words.filter(({ personId }) => personId === jozef.id);
      expect(theirs.map(({ channel, status }) => [channel, status])).to.have.deep.members([
        ['email', 'given'],
        ['phone', 'withdrawn'],
      ]);
    });

    it('may be moved again, and goes back from there alone', async () => {
      const { id } = await move();
      await back(id);
      const { id: again } = await move();
      expect(again).not.to.equal(id);
      expect((await back(again)).id).to.equal(jozef.id);
    });

    it('is taken back by whoever sees both customers', async () => {
      const { id } = await move();
      expect(await refusedAs(back(id, viewer('anna', { customers: 'own' })))).to.be.oneOf([
        'company.not_found',
        'person.not_found',
      ]);
    });
  });

  it('moves only as they are known, to another customer, with their own addresses, for who sees both', async () => {
    const { version } = await readPerson(base.db, maria, jozef.id);
    await base.db.transaction((tx) =>
      editPerson(tx, maria, { id: jozef.id, version, changes: { position: 'prezes' } }),
    );
    expect(await refusedAs(move({ version }))).to.equal('person.changed');
    expect(await refusedAs(move({ companyId: drewPol.id }))).to.equal('person.same_employer');
    expect(await refusedAs(move({ contactPointIds: [jozef.id] }))).to.equal('contact_point.not_found');
    expect(await refusedAs(move({}, viewer('anna', { customers: 'own' })))).to.equal('company.not_found');
    expect(await refusedAs(move({}, viewer('pawel', { customers: 'own' })))).to.equal('person.not_found');
  });
});
