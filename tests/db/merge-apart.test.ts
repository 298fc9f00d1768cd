import { expect } from 'chai';
import { contactFacts } from '../../db/contact-facts.ts';
import { recordConsent, type NewConsent } from '../../db/consents.ts';
import { addContactPoint } from '../../db/contact-points.ts';
import { undoMerge } from '../../db/merge-undo.ts';
import { addNote } from '../../db/notes.ts';
import { people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { keptId, mergedId, mergeZubr } from '../support/merging.ts';

const { jozef } = people;
const purpose = 'newsletter';

describe('two customers who are taken apart after a merge (rule 26)', () => {
  let test: TestDatabase;
  const maria = viewer('maria');

  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
  });
  afterEach(() => test.drop());

  const undo = (id: string) => test.db.transaction((tx) => undoMerge(tx, maria, id));
  const say = (word: Pick<NewConsent, 'companyId' | 'personId' | 'contactPointId' | 'status'>) =>
    test.db.transaction((tx) => recordConsent(tx, maria, { channel: 'email', purpose, evidence: 'rozmowa', ...word }));
  /** What counts for a letter to somebody, or to the firm. */
  const facts = async (companyId: string, personId: string | null) => {
    const asked = { key: 'asked', companyId, personId, channel: 'email', purpose };
    return (await contactFacts(test.db, [asked])).get('asked');
  };
  const placesOf = async (table: string) =>
    (
      await test.db.rows<{ companyId: string }>(`select distinct company_id from ${table} where person_id = $1`, [
        jozef.id,
      ])
    ).map(({ companyId }) => companyId);
  const changeJozef = () =>
    test.db.run(`update people set position = 'prezes', updated_at = clock_timestamp() where id = $1`, [jozef.id]);

  it('a person takes along what they refused while both were one', async () => {
    await say({ companyId: mergedId, personId: jozef.id, status: 'given' });
    const { id } = await mergeZubr(test.db);
    await say({ companyId: keptId, personId: jozef.id, status: 'refused' });
    expect((await undo(id)).stayed).to.deep.equal([]);
    expect((await facts(mergedId, jozef.id))?.consent).to.equal('refused');
    expect(await placesOf('consents')).to.deep.equal([mergedId]);
  });

  it('a person takes along an address that was added or corrected while both were one', async () => {
    const { id } = await mergeZubr(test.db);
    await test.db.run(
      `update contact_points set value = 'j.z@drewpol.example', normalised = 'j.z@drewpol.example', updated_at = clock_timestamp()
       where person_id = $1 and kind = 'email'`,
      [jozef.id],
    );
    await test.db.transaction((tx) =>
      addContactPoint(tx, maria, { companyId: keptId, personId: jozef.id, kind: 'phone', value: '+48601601601' }),
    );
    expect((await undo(id)).stayed).to.deep.equal([]);
    expect((await facts(mergedId, jozef.id))?.address).to.equal('j.z@drewpol.example');
    expect(await placesOf('contact_points')).to.deep.equal([mergedId]);
  });

  it('somebody who was changed meanwhile stays with their addresses, their words and their notes', async () => {
    await say({ companyId: mergedId, personId: jozef.id, status: 'refused' });
    await test.db.transaction((tx) => addNote(tx, maria, { companyId: mergedId, personId: jozef.id, body: 'Ważne' }));
    const { id } = await mergeZubr(test.db);
    await changeJozef();
    const { stayed } = await undo(id);
    const said = stayed.map(({ en }) => en);
    expect(said).to.include.members([
      'People: 1 stay, for somebody has changed or deleted them since.',
      'Notes: 1 stay with the people and addresses that stay.',
      'Consents: 1 stay with the people and addresses that stay.',
    ]);
    for (const table of ['contact_points', 'consents', 'notes'])
      expect(await placesOf(table), table).to.deep.equal([keptId]);
    expect(await facts(keptId, jozef.id)).to.include({ consent: 'refused', address: jozef.email });
  });

  it('what the whole firm refused while both were one counts for both', async () => {
    await say({ companyId: mergedId, status: 'given' });
    const { id } = await mergeZubr(test.db);
    await say({ companyId: keptId, status: 'refused' });
    expect((await undo(id)).stayed.map(({ en }) => en)).to.deep.equal([
      'Refusals of the whole firm that were recorded since: 1. They count for both customers.',
    ]);
    expect((await facts(mergedId, null))?.consent).to.equal('refused');
    expect((await facts(keptId, null))?.consent).to.equal('refused');
  });

  it('what a person agreed to after their firm had refused still counts', async () => {
    const { id } = await mergeZubr(test.db);
    await say({ companyId: keptId, status: 'refused' });
    await say({ companyId: keptId, personId: jozef.id, status: 'given' });
    await undo(id);
    expect((await facts(mergedId, jozef.id))?.consent).to.equal('given');
  });

  it('what an address of both refused while it was one counts for both', async () => {
    const add = (companyId: string) =>
      test.db.transaction((tx) => addContactPoint(tx, maria, { companyId, kind: 'email', value: 'b@firma.example' }));
    const [kept, merged] = [await add(keptId), await add(mergedId)];
    await say({ companyId: mergedId, contactPointId: merged.id, status: 'given' });
    const { id } = await mergeZubr(test.db);
    await say({ companyId: keptId, contactPointId: kept.id, status: 'refused' });
    await undo(id);
    const last = await test.db.rows(
      `select distinct on (company_id) company_id, contact_point_id, status from consents where purpose = $1
       order by company_id, recorded_at desc, id desc`,
      [purpose],
    );
    expect(last).to.have.deep.members([
      { companyId: keptId, contactPointId: kept.id, status: 'refused' },
      { companyId: mergedId, contactPointId: merged.id, status: 'refused' },
    ]);
  });
});
