import { expect } from 'chai';
import { addEntry, createDictionary } from '../../db/dictionaries.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { activeFields } from '../../db/own-fields.ts';
import { planImport } from '../../db/imports.ts';
import type { OwnKind, OwnOptions } from '../../domain/own/shapes.ts';
import { guessPlan } from '../../sheets/guess-plan.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { importer, xlsxOf } from '../support/importing.ts';

const jan = viewer('jan');
const header = [
  ...['Nazwa', 'Numer w FK', 'Liczba maszyn', 'Kaucja', 'Data umowy', 'Stały klient', 'Gatunek', 'Gatunki'],
  ...['Doradca', 'Uwagi'],
];

describe('columns of a file that are read into own fields', () => {
  let database: TestDatabase;
  let files: ReturnType<typeof importer>;

  beforeEach(async () => {
    database = await freshDatabase(4);
    files = importer(database.db);
    await database.db.transaction(seatCast);
    await database.db.transaction(async (tx) => {
      const { code: dictionary } = await createDictionary(tx, jan, { pl: 'Drewno', en: 'Wood' });
      for (const pl of ['Dąb', 'Sosna']) await addEntry(tx, jan, { dictionary, name: { pl, en: pl } });
      const define = (kind: OwnKind, pl: string, options?: OwnOptions) =>
        createOwnField(tx, jan, { record: 'company', kind, title: { pl, en: pl }, ...(options ? { options } : {}) });
      await define('text', 'Numer w FK');
      await define('number', 'Liczba maszyn', { least: 0 });
      await define('money', 'Kaucja');
      await define('date', 'Data umowy');
      await define('yes/no', 'Stały klient');
      await define('choice', 'Gatunek', { dictionary });
      await define('many', 'Gatunki', { dictionary });
      await define('reference', 'Doradca', { target: 'user' });
      await define('formula', 'Podwójnie', { formula: 'liczba_maszyn * 2' });
      await define('file', 'Umowa');
    });
  });
  afterEach(async () => {
    await files.remove();
    await database.drop();
  });

  const lay = async (...rows: unknown[][]) => files.lay('klienci.xlsx', await xlsxOf([header, ...rows]));
  const ownOf = async (name: string) =>
    (await database.db.one<{ own: object }>('select own from companies where name = $1', [name])).own;
  const guessed = async () => {
    const own = await activeFields(database.db, 'company');
    const path = `${await files.folder}/klienci.xlsx`;
    return (await guessPlan({ path, fileName: 'klienci.xlsx' }, {}, own)).plan;
  };
  const full = ['Nowa', 'FK-7', '12,5', '1 500,00 zł', '1.03.2026', 'TAK', 'dąb', 'Dąb; Sosna', 'Anna Wiśniewska', 'x'];

  it('are guessed by their titles, and every kind is read as people type it', async () => {
    await lay(full);
    const plan = await guessed();
    expect(plan.columns.map(({ field }) => field)).to.deep.equal([
      ...['name', 'own.numer_w_fk', 'own.liczba_maszyn', 'own.kaucja', 'own.data_umowy', 'own.staly_klient'],
      ...['own.gatunek', 'own.gatunki', 'own.doradca', 'notes'],
    ]);
    const { id, counts } = await files.analyse('klienci.xlsx', plan);
    expect(counts).to.include({ new: 1 });
    await files.write(id);
    expect(await ownOf('Nowa')).to.deep.equal({
      numer_w_fk: 'FK-7',
      liczba_maszyn: 12.5,
      kaucja: 150_000,
      data_umowy: '2026-03-01',
      staly_klient: true,
      gatunek: 'dab',
      gatunki: ['dab', 'sosna'],
      doradca: users.anna.id,
      podwojnie: 25,
    });
  });

  it('refuse what does not fit, in a sentence that names the column', async () => {
    await lay(
      ['A', '', 'dużo'],
      ['B', '', '-1'],
      ['C', '', '', '12 EUR'],
      ['D', '', '', '', '31.02.2026'],
      ['E', '', '', '', '', 'może'],
      ['F', '', '', '', '', '', 'Buk'],
      ['G', '', '', '', '', '', '', 'Dąb, Buk'],
      ['H', '', '', '', '', '', '', '', 'Ktoś Obcy'],
    );
    const { id, counts } = await files.analyse('klienci.xlsx', await guessed());
    expect(counts).to.include({ rows: 8, wrong: 8 });
    const rows = await database.db.rows<{ said: string }>(
      `select reasons -> 0 ->> 'pl' as said from import_rows where import_id = $1 order by row_number`,
      [id],
    );
    expect(rows[5]!.said).to.equal('Kolumna „Gatunek”: „Buk” nie ma na liście (Dąb, Sosna). Popraw albo usuń wartość.');
    expect(rows[1]!.said).to.contain('co najmniej 0');
  });

  it('change a known customer, say so beforehand, and are taken back with the import', async () => {
    await database.db.run(`update companies set own = '{"numer_w_fk": "FK-1", "kaucja": 100}' where id = $1`, [
      companies.omega.id,
    ]);
    await lay([companies.omega.name, 'FK-1', '3', '2,00']);
    const { id, counts } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' });
    expect(counts).to.include({ changed: 1 });
    const { changes } = await database.db.one<{ changes: object }>(
      `select changes from import_rows where import_id = $1`,
      [id],
    );
    expect(changes).to.deep.equal({ 'own.liczba_maszyn': [null, 3], 'own.kaucja': [100, 200] });
    await files.write(id);
    expect(await ownOf(companies.omega.name)).to.include({ liczba_maszyn: 3, kaucja: 200, podwojnie: 6 });
    await files.undo(id);
    expect(await ownOf(companies.omega.name)).to.deep.equal({ numer_w_fk: 'FK-1', kaucja: 100 });
  });

  it('with "fill" keep what the register has', async () => {
    await database.db.run(`update companies set own = '{"kaucja": 100}' where id = $1`, [companies.omega.id]);
    await lay([companies.omega.name, 'FK-1', '', '2,00']);
    const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name', onChanged: 'fill' });
    await files.write(id);
    expect(await ownOf(companies.omega.name)).to.deep.equal({ numer_w_fk: 'FK-1', kaucja: 100 });
  });

  it('join a row to its customer by a number of the company’s own', async () => {
    await database.db.run(`update companies set own = '{"numer_w_fk": "FK-1"}' where id = $1`, [companies.omega.id]);
    await lay(['Omega po zmianie nazwy', 'FK-1', '5'], ['Inna', 'FK-2', '6']);
    const { id, counts } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'own.numer_w_fk' });
    expect(counts).to.include({ changed: 1, new: 1 });
    await files.write(id);
    const { name } = await database.db.one<{ name: string }>('select name from companies where id = $1', [
      companies.omega.id,
    ]);
    expect(name).to.equal('Omega po zmianie nazwy');
  });

  it('that are gone, or that the person may not fill in, are refused before anything is read', async () => {
    await lay(full);
    const plan = await guessed();
    const { id } = await files.analyse('klienci.xlsx', plan);
    const naming = (field: `own.${string}`) => ({
      ...plan,
      columns: [...plan.columns, { index: 20, header: '', field }],
    });
    for (const field of ['own.nie_ma', 'own.podwojnie', 'own.umowa'] as const)
      expect(
        await planImport(database.db, jan, { id, plan: naming(field) }).catch(({ code }: { code: string }) => code),
        field,
      ).to.equal('import.own_field_unknown');
  });
});
