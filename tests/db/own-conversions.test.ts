import { expect } from 'chai';
import { addEntry, createDictionary } from '../../db/dictionaries.ts';
import { convertOwnField } from '../../db/own-conversion.ts';
import { createOwnField, editOwnField } from '../../db/own-definitions.ts';
import { definedFields } from '../../db/own-fields.ts';
import type { OwnKind } from '../../domain/own/shapes.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const jan = viewer('jan');
const title = { pl: 'Metraż', en: 'Area' };

describe('own fields that become fields of another kind (rule 16)', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
  });
  afterEach(() => test.drop());

  const define = (code?: string) =>
    test.db.transaction((tx) =>
      createOwnField(tx, jan, { record: 'company', kind: 'text', title, ...(code ? { code } : {}) }),
    );
  const field = async (id: string) => (await definedFields(test.db, 'company')).find((one) => one.id === id)!;
  const convert = async (id: string, kind: OwnKind) => {
    const { version } = await field(id);
    return test.db.transaction((tx) => convertOwnField(tx, jan, { id, kind, version }));
  };

  it('do so again after they were switched on again', async () => {
    const { id, code } = await define();
    await test.db.run('update companies set own = $2 where id = $1', [
      companies.omega.id,
      JSON.stringify({ [code]: '12' }),
    ]);
    const first = await convert(id, 'money');
    const { version } = await field(id);
    await test.db.transaction((tx) => editOwnField(tx, jan, { id, version, title, active: true }));
    const second = await convert(id, 'number');
    expect([first.code, second.code, second.converts]).to.deep.equal(['metraz_2', 'metraz_3', 1]);
    const { own } = await test.db.one<{ own: object }>('select own from companies where id = $1', [companies.omega.id]);
    expect(own).to.deep.equal({ metraz: '12', metraz_2: 1200, metraz_3: 12 });
  });

  it('do so beside another field of the same title', async () => {
    const [{ id }, other] = [await define(), await define()];
    expect(other.code).to.equal('metraz_2');
    expect((await convert(id, 'number')).code).to.equal('metraz_3');
  });

  it('do so with codes of the greatest length', async () => {
    const [one, other] = [await define(`${'a'.repeat(59)}b`), await define('a'.repeat(60))];
    expect((await convert(one.id, 'number')).code).to.equal(`${'a'.repeat(58)}_2`);
    expect((await convert(other.id, 'number')).code).to.equal(`${'a'.repeat(58)}_3`);
  });

  it('do so out of a choice, of one or of many, by the names of the entries', async () => {
    const { code: dictionary } = await test.db.transaction(async (tx) => {
      const made = await createDictionary(tx, jan, title);
      for (const pl of ['Dąb', 'Jesion']) await addEntry(tx, jan, { dictionary: made.code, name: { pl, en: pl } });
      return made;
    });
    for (const [kind, value, text] of [
      ['choice', 'dab', 'Dąb'],
      ['many', ['dab', 'jesion'], 'Dąb; Jesion'],
    ] as const) {
      const { id, code } = await test.db.transaction((tx) =>
        createOwnField(tx, jan, { record: 'company', kind, title, options: { dictionary } }),
      );
      await test.db.run('update companies set own = $2 where id = $1', [
        companies.omega.id,
        JSON.stringify({ [code]: value }),
      ]);
      const made = await convert(id, 'text');
      const { own } = await test.db.one<{ own: Record<string, unknown> }>('select own from companies where id = $1', [
        companies.omega.id,
      ]);
      expect([own[made.code], (await field(id)).active], kind).to.deep.equal([text, false]);
    }
  });
});
