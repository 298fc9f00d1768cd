import { expect } from 'chai';
import { mergedInto } from '../../db/company-card.ts';
import { recordConsent } from '../../db/consents.ts';
import { addContactPoint } from '../../db/contact-points.ts';
import { addImportantDate } from '../../db/important-dates.ts';
import { addNote, editNote } from '../../db/notes.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { createPerson, readPerson, restorePerson, type NewPerson } from '../../db/people.ts';
import { mergePeople, personMergesOf, previewPersonMerge, undoPersonMerge } from '../../db/person-merges.ts';
import { createRecurrence } from '../../db/recurrences.ts';
import { createTask } from '../../db/tasks.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { refusal } from '../support/refusal.ts';

const companyId = companies.drewPol.id;
const keptId = people.jozef.id;
const maria = viewer('maria');

describe('a merge of two persons of a customer (rule 26)', () => {
  let test: TestDatabase;
  let mergedId: string;

  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
    mergedId = await person({ firstName: 'Józek', lastName: 'Zieliński', position: 'prezes', bornOn: '1970-05-01' });
  });
  afterEach(() => test.drop());

  const person = async (fields: Partial<NewPerson>) =>
    (
      await test.db.transaction((tx) =>
        createPerson(tx, maria, { companyId, lastName: 'Zieliński', ...fields } as NewPerson),
      )
    ).id;
  const merge = async (over: object = {}) => {
    const [kept, merged] = await Promise.all([keptId, mergedId].map((id) => readPerson(test.db, maria, id)));
    const versions = { keptVersion: kept!.version, mergedVersion: merged!.version };
    const asked = { keptId, mergedId, ...versions, fromMerged: [], goOn: [], ...over };
    return test.db.transaction((tx) => mergePeople(tx, maria, asked));
  };
  const undo = (id: string) => test.db.transaction((tx) => undoPersonMerge(tx, maria, id));

  it('loses nothing: everything of the one that goes comes to the one that stays, and the old id leads there', async () => {
    const { db } = test;
    const email = people.jozef.email;
    await db.transaction((tx) =>
      addContactPoint(tx, maria, { companyId, personId: mergedId, kind: 'email', value: email }),
    );
    await db.transaction((tx) =>
      addContactPoint(tx, maria, { companyId, personId: mergedId, kind: 'phone', value: '+48601601601' }),
    );
    await db.transaction((tx) => addNote(tx, maria, { companyId, personId: mergedId, body: 'Lubi rano' }));
    await db.transaction((tx) =>
      addImportantDate(tx, maria, { companyId, personId: mergedId, title: 'Jubileusz', fallsOn: '2027-03-01' }),
    );
    const { id: taskId } = await createTask(db, maria, {
      ...{ type: 'call', title: 'Telefon', companyId, personId: mergedId, personIds: [mergedId, keptId] },
    });
    const { id: merged } = await merge({ fromMerged: ['firstName'] });
    const now = await readPerson(db, maria, keptId);
    expect(now).to.include({ firstName: 'Józek', lastName: 'Zieliński', position: 'prezes', bornOn: '1970-05-01' });
    expect(now.contactPoints.map(({ kind }) => kind).toSorted()).to.deep.equal(['email', 'phone']);
    const counted = await db.one(
      `select (select count(*) from notes where person_id = $1) as notes, (select count(*) from important_dates where person_id = $1) as dates,
         (select person_id from tasks where id = $2) as whose, (select count(*) from task_people where task_id = $2 and person_id = $1) as taking`,
      [keptId, taskId],
    );
    expect(counted).to.deep.equal({ notes: 1, dates: 1, whose: keptId, taking: 1 });
    expect(await mergedInto(db, maria, { table: 'people', id: mergedId })).to.equal(keptId);
    expect((await personMergesOf(db, maria, keptId))[0]).to.include({ id: merged, mergedName: 'Józek Zieliński' });
    expect(await refusal(db.transaction((tx) => restorePerson(tx, maria, mergedId)))).to.include({
      code: 'person.not_found',
    });
  });

  it('knows every table that names a person without a key', async () => {
    const loose = await test.db.rows<{ table: string }>(
      `select c.relname as table from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attname = 'person_id' and c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
         and not exists (select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey))
       order by 1`,
    );
    expect(loose.map(({ table }) => table)).to.deep.equal([]);
  });

  it('the strictest consent wins', async () => {
    const consent = (personId: string, status: 'given' | 'withdrawn') =>
      test.db.transaction((tx) =>
        recordConsent(tx, maria, { companyId, personId, channel: 'email', status, evidence: 'rozmowa' }),
      );
    await consent(mergedId, 'withdrawn');
    await consent(keptId, 'given');
    const preview = await previewPersonMerge(test.db, maria, { keptId, mergedId });
    expect(preview.consents).to.deep.equal([
      {
        ...{ personId: keptId, personName: null, pointId: null, address: null },
        ...{ channel: 'email', purpose: 'marketing', kept: 'given', merged: 'withdrawn', wins: 'withdrawn' },
      },
    ]);
    await merge();
    const last = await test.db.one(
      `select status, evidence from consents where person_id = $1 and channel = 'email' order by recorded_at desc, id desc limit 1`,
      [keptId],
    );
    expect(last).to.deep.equal({ status: 'withdrawn', evidence: 'Połączenie osób: obowiązuje surowsza odpowiedź.' });
  });

  it('is named in what comes again, and undoing names the one before', async () => {
    await createRecurrence(test.db, maria, {
      ...{ rule: 'FREQ=WEEKLY;BYDAY=MO', startsOn: new Date().toISOString().slice(0, 10), companyId },
      task: { type: 'call', title: 'Co tydzień', personId: mergedId },
    });
    const named = async () =>
      (await test.db.one<{ whose: string }>(`select task ->> 'personId' as whose from recurrences`)).whose;
    const { id } = await merge();
    expect(await named()).to.equal(keptId);
    await undo(id);
    expect(await named()).to.equal(mergedId);
  });

  it('is followed by own fields that lead to the one that goes, and undoing leads them back', async () => {
    const { db } = test;
    const field = async (record: 'company' | 'person', active = true) => {
      const { id, code } = await db.transaction((tx) =>
        createOwnField(tx, viewer('jan'), {
          ...{ record, kind: 'reference', title: { pl: 'Zastępca', en: 'Deputy' }, options: { target: 'person' } },
        }),
      );
      if (!active) await db.run('update own_fields set active = false where id = $1', [id]);
      return code;
    };
    const [ofCompany, ofPerson] = [await field('company'), await field('person', false)];
    const other = await person({ lastName: 'Nowak' });
    const lead = (table: string, id: string, own: object) =>
      db.run(`update ${table} set own = $2 where id = $1`, [id, JSON.stringify(own)]);
    const led = async () =>
      (
        await db.rows<{ to: string }>(
          `select own ->> $3 as to from companies where id in ($1, $2) union all
           select own ->> $6 from people where id in ($4, $5)`,
          [companyId, companies.zubr.id, ofCompany, keptId, other, ofPerson],
        )
      ).map(({ to }) => (to === keptId ? 'kept' : to === mergedId ? 'merged' : to));
    for (const id of [companyId, companies.zubr.id]) await lead('companies', id, { [ofCompany]: mergedId });
    for (const id of [keptId, other]) await lead('people', id, { [ofPerson]: mergedId });
    const { id } = await merge();
    expect(await led()).to.deep.equal(['kept', 'kept', 'kept', 'kept']);
    await lead('companies', companies.zubr.id, { [ofCompany]: other });
    await undo(id);
    expect((await led()).toSorted()).to.deep.equal([other, 'merged', 'merged', 'merged'].toSorted());
  });

  it('undo moves back what has not changed, and says what stayed', async () => {
    const { db } = test;
    const note = (body: string) => db.transaction((tx) => addNote(tx, maria, { companyId, personId: mergedId, body }));
    const { id: changed } = await note('Zmieni się');
    await note('Wróci');
    const { id } = await merge({ fromMerged: ['firstName'] });
    await db.transaction((tx) => editNote(tx, maria, { id: changed, version: 1, body: 'Zmieniła się' }));
    await db.run(`update people set position = 'dyrektor' where id = $1`, [keptId]);
    const { stayed } = await undo(id);
    expect(stayed.map(({ pl }) => pl).join(' '))
      .to.contain('Notatki: 1')
      .and.to.contain('position');
    const [kept, back] = await Promise.all([keptId, mergedId].map((each) => readPerson(db, maria, each)));
    expect([kept!.firstName, kept!.position, kept!.bornOn]).to.deep.equal(['Józef', 'dyrektor', null]);
    expect([back!.firstName, back!.bornOn]).to.deep.equal(['Józek', '1970-05-01']);
    expect(await db.one('select count(*) as notes from notes where person_id = $1', [mergedId])).to.deep.equal({
      notes: 1,
    });
    expect(await refusal(undo(id))).to.include({ code: 'merge.not_found' });
  });

  it('is refused for one person, for two customers, for another state, and to those without the right', async () => {
    expect(await refusal(merge({ keptVersion: 7 }))).to.include({ code: 'person.changed' });
    expect(await refusal(merge({ mergedId: keptId }))).to.include({ code: 'merge.same' });
    const elsewhere = await person({ companyId: companies.zubr.id });
    expect(await refusal(merge({ mergedId: elsewhere, mergedVersion: 1 }))).to.include({ code: 'merge.elsewhere' });
    const asked = { keptId, mergedId, keptVersion: 1, mergedVersion: 1, fromMerged: [], goOn: [] };
    const anna = test.db.transaction((tx) => mergePeople(tx, viewer('anna'), asked));
    expect(await refusal(anna)).to.include({ code: 'right.missing' });
  });

  it('of whom one was the main person stays the main one', async () => {
    await test.db.run('update people set is_main = (id = $1)', [mergedId]);
    const { id } = await merge();
    expect((await readPerson(test.db, maria, keptId)).isMain).to.equal(true);
    await undo(id);
    expect((await readPerson(test.db, maria, keptId)).isMain).to.equal(false);
    expect((await readPerson(test.db, maria, mergedId)).isMain).to.equal(true);
  });

  it('somebody else who was made the main person meanwhile stays the only one when the merge is undone', async () => {
    await test.db.run('update people set is_main = (id = $1)', [mergedId]);
    const { id } = await merge();
    const other = await person({ lastName: 'Nowa', isMain: true });
    await undo(id);
    const mains = await test.db.rows<{ id: string }>(
      'select id from people where company_id = $1 and is_main and deleted_at is null',
      [companyId],
    );
    expect(mains.map((main) => main.id)).to.deep.equal([other]);
  });
});
