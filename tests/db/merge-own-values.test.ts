import { expect } from 'chai';
import { previewMerge } from '../../db/merge-preview.ts';
import { undoMerge } from '../../db/merge-undo.ts';
import { createOwnField, type NewOwnField } from '../../db/own-definitions.ts';
import { createPerson, readPerson } from '../../db/people.ts';
import { mergePeople, undoPersonMerge } from '../../db/person-merges.ts';
import type { DomainError } from '../../domain/domain-error.ts';
import type { OwnValues } from '../../domain/own/shapes.ts';
import { companies, people, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { keptId, mergedId, mergeZubr } from '../support/merging.ts';

const [jan, maria] = [viewer('jan'), viewer('maria')];

describe('own values of two that are merged, and taken apart again (rule 26)', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
  });
  afterEach(() => test.drop());

  const define = (pl: string, en: string, more: Partial<NewOwnField> = {}) =>
    test.db.transaction((tx) =>
      createOwnField(tx, jan, { record: 'company', kind: 'text', title: { pl, en }, ...more }),
    );
  const holds = (id: string, own: OwnValues, table = 'companies') =>
    test.db.run(`update ${table} set own = own || $2 where id = $1`, [id, JSON.stringify(own)]);
  const ownOf = async (id: string, table = 'companies') =>
    (await test.db.one<{ own: OwnValues }>(`select own from ${table} where id = $1`, [id])).own;
  const undo = (id: string) => test.db.transaction((tx) => undoMerge(tx, maria, id));

  it('go back one by one: those that were changed since stay, and are named as their readers know them', async () => {
    await define('Pakiet', 'Package');
    await define('Uwagi', 'Remarks');
    await define('Region', 'Region');
    await holds(mergedId, { pakiet: 'premium', uwagi: 'stały klient' });
    const { id } = await mergeZubr(test.db);
    expect(await ownOf(keptId)).to.deep.equal({ pakiet: 'premium', uwagi: 'stały klient' });
    await holds(keptId, { uwagi: 'płaci po terminie', region: 'Łódź' });
    const { stayed } = await undo(id);
    expect(await ownOf(keptId)).to.deep.equal({ uwagi: 'płaci po terminie', region: 'Łódź' });
    expect(stayed).to.deep.equal([
      {
        pl: 'Pola własne zmienione po połączeniu zostają: Uwagi.',
        en: 'Own fields that were changed since stay: Remarks.',
      },
    ]);
  });

  it('go back although a formula was reckoned after the merge, and formulas are not told among what stayed', async () => {
    await define('Premia', 'Bonus', { kind: 'number' });
    await define('Rabat', 'Discount', { kind: 'number' });
    await define('Suma', 'Sum', { kind: 'formula', options: { formula: 'premia + rabat' } });
    await holds(keptId, { rabat: 1 });
    await holds(mergedId, { premia: 5, rabat: 2, suma: 7 });
    const { id } = await mergeZubr(test.db);
    expect(await ownOf(keptId)).to.deep.equal({ premia: 5, rabat: 1, suma: 6 });
    expect(await undo(id)).to.deep.equal({ stayed: [] });
    expect(await ownOf(keptId)).to.deep.equal({ rabat: 1 });
  });

  it('that both hold are shown beside each other, chosen, told in the history, and come back', async () => {
    await define('Pakiet', 'Package');
    await define('Region', 'Region');
    await define('Ryzyko', 'Risk', { readers: ['administrator'] });
    await holds(keptId, { pakiet: 'podstawowy', region: 'Łódź', ryzyko: 'małe' });
    await holds(mergedId, { pakiet: 'premium', region: 'Łódź', ryzyko: 'duże' });
    const { own } = await previewMerge(test.db, maria, { keptId, mergedId });
    expect(own, 'what differs, and she may read').to.deep.equal({
      'own.pakiet': { yours: 'podstawowy', theirs: 'premium' },
    });
    const { id } = await mergeZubr(test.db, { ownFromMerged: ['pakiet'] });
    expect(await ownOf(keptId)).to.deep.equal({ pakiet: 'premium', region: 'Łódź', ryzyko: 'małe' });
    const { changes } = await test.db.one<{ changes: object }>(
      `select changes from audit where record_id = $1 and verb = 'merge'`,
      [keptId],
    );
    expect(changes).to.deep.include({ 'own.pakiet': ['podstawowy', 'premium'] });
    expect(await undo(id)).to.deep.equal({ stayed: [] });
    expect((await ownOf(keptId))['pakiet']).to.equal('podstawowy');
  });

  it('are not chosen by who may not write them', async () => {
    await define('Ryzyko', 'Risk', { readers: ['administrator'] });
    await define('Limit', 'Limit', { writers: ['administrator'] });
    await holds(keptId, { ryzyko: 'małe', limit: '1' });
    await holds(mergedId, { ryzyko: 'duże', limit: '2' });
    const refused = async (code: string) =>
      ((await mergeZubr(test.db, { ownFromMerged: [code] }).catch((error: unknown) => error)) as DomainError).code;
    expect([await refused('ryzyko'), await refused('limit')]).to.deep.equal(['own.unknown_field', 'own.not_writable']);
    expect(await ownOf(keptId)).to.deep.equal({ ryzyko: 'małe', limit: '1' });
  });

  it('that whoever takes it back may not read stay without being named', async () => {
    await define('Ryzyko', 'Risk', { readers: ['administrator'] });
    await holds(mergedId, { ryzyko: 'duże' });
    const { id } = await mergeZubr(test.db);
    await holds(keptId, { ryzyko: 'małe' });
    expect(await undo(id)).to.deep.equal({ stayed: [] });
    expect(await ownOf(keptId)).to.deep.equal({ ryzyko: 'małe' });
  });

  it('of persons go back one by one as well', async () => {
    await define('Hobby', 'Hobby', { record: 'person' });
    await define('Auto', 'Car', { record: 'person' });
    const { db } = test;
    const companyId = companies.drewPol.id;
    const jozef = people.jozef.id;
    const { id: twin } = await db.transaction((tx) =>
      createPerson(tx, maria, { companyId, lastName: 'Zieliński', own: { hobby: 'żagle', auto: 'Fiat' } }),
    );
    const [kept, merged] = await Promise.all([jozef, twin].map((id) => readPerson(db, maria, id)));
    const versions = { keptVersion: kept!.version, mergedVersion: merged!.version };
    const { id } = await db.transaction((tx) =>
      mergePeople(tx, maria, { keptId: jozef, mergedId: twin, ...versions, fromMerged: [], goOn: [] }),
    );
    await holds(jozef, { auto: 'Polonez' }, 'people');
    const { stayed } = await db.transaction((tx) => undoPersonMerge(tx, maria, id));
    expect(await ownOf(jozef, 'people')).to.deep.equal({ auto: 'Polonez' });
    expect(stayed.map(({ pl }) => pl)).to.deep.equal(['Pola własne zmienione po połączeniu zostają: Auto.']);
  });
});
