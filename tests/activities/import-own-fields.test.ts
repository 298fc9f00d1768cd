import { expect } from 'chai';
import { addEntry, createDictionary } from '../../db/dictionaries.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { activeFields } from '../../db/own-fields.ts';
import { reckonStaleFormulas } from '../../db/own-formulas.ts';
import { planImport } from '../../db/imports.ts';
import { convertOwnField } from '../../db/own-conversion.ts';
import type { OwnKind, OwnOptions, OwnRecord } from '../../domain/own/shapes.ts';
import { guessPlan } from '../../sheets/guess-plan.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
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
      const ofPerson = (kind: OwnKind, pl: string) =>
        createOwnField(tx, jan, { record: 'person', kind, title: { pl, en: pl } });
      await ofPerson('text', 'Hobby');
      await ofPerson('number', 'Dzieci');
      await ofPerson('text', 'Uwagi');
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
    const own = [...(await activeFields(database.db, 'company')), ...(await activeFields(database.db, 'person'))];
    const path = `${await files.folder}/klienci.xlsx`;
    return (await guessPlan({ path, fileName: 'klienci.xlsx' }, {}, own)).plan;
  };
  /** Makes a number of each value of the field. */
  const convert = async (record: OwnRecord, code: string) => {
    const { id, version } = (await activeFields(database.db, record)).find((field) => field.code === code)!;
    await database.db.transaction((tx) => convertOwnField(tx, jan, { id, kind: 'number', version }));
  };
  const saidOf = async (id: string) =>
    (
      await database.db.one<{ said: string | null }>(
        `select reasons -> 0 ->> 'pl' as said from import_rows where import_id = $1`,
        [id],
      )
    ).said;
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

  it('are taken back alone: what a conversion and a formula have given the customer since stays', async () => {
    await database.db.run(`update companies set own = '{"numer_w_fk": "17"}' where id = $1`, [companies.omega.id]);
    await lay([companies.omega.name, '17', '3']);
    const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' });
    await files.write(id);
    await convert('company', 'numer_w_fk');
    await database.db.transaction((tx) =>
      createOwnField(tx, jan, {
        ...{ record: 'company', kind: 'formula', title: { pl: 'Potrójnie', en: 'Triple' } },
        options: { formula: 'numer_w_fk_2 * 3' },
      }),
    );
    await reckonStaleFormulas(database.db);
    await files.undo(id);
    expect(await ownOf(companies.omega.name)).to.deep.equal({ numer_w_fk: '17', numer_w_fk_2: 17, potrojnie: 51 });
  });

  it('work formulas out anew of what came back', async () => {
    await database.db.run(`update companies set own = '{"liczba_maszyn": 2}' where id = $1`, [companies.omega.id]);
    await lay([companies.omega.name, '', '3']);
    const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' });
    await files.write(id);
    await files.undo(id);
    expect(await ownOf(companies.omega.name)).to.deep.equal({ liczba_maszyn: 2, podwojnie: 4 });
  });

  it('stay where the field became one of another kind since, and the row says so', async () => {
    await database.db.run(`update companies set own = '{"numer_w_fk": "17"}' where id = $1`, [companies.omega.id]);
    await lay([companies.omega.name, '18']);
    const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' });
    await files.write(id);
    await convert('company', 'numer_w_fk');
    await files.undo(id);
    expect(await ownOf(companies.omega.name)).to.deep.equal({ numer_w_fk: '18', numer_w_fk_2: 18 });
    expect(await saidOf(id)).to.contain('której pole zmieniono potem na inny rodzaj');
  });

  it('with "fill" are taken back where they were empty, also when what was there became another kind', async () => {
    await database.db.run(`update companies set own = '{"numer_w_fk": "17"}' where id = $1`, [companies.omega.id]);
    await lay([companies.omega.name, '18', '3']);
    const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name', onChanged: 'fill' });
    await files.write(id);
    await convert('company', 'numer_w_fk');
    await files.undo(id);
    expect(await ownOf(companies.omega.name)).to.deep.equal({ numer_w_fk: '17', numer_w_fk_2: 17 });
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

  describe('of people', () => {
    const heads = ['Nazwa', 'Imię', 'Nazwisko', 'Hobby', 'Dzieci osoby', 'Uwagi'];
    const layPeople = async (...rows: unknown[][]) => files.lay('klienci.xlsx', await xlsxOf([heads, ...rows]));
    const person = (lastName: string) =>
      database.db.one<{ own: object; version: number }>('select own, version from people where last_name = $1', [
        lastName,
      ]);
    const rowsOf = (id: string) =>
      database.db.rows<{ state: string; changes: object | null; said: string | null }>(
        `select state, changes, coalesce(reasons, warnings) -> 0 ->> 'pl' as said from import_rows where import_id = $1 order by row_number`,
        [id],
      );

    it('go to the person that the row names, by their titles and as they are typed', async () => {
      await layPeople(
        ['Nowa', 'Ewa', 'Lis', 'szachy', '2', 'dobry klient'],
        ['Inna', 'Jan', 'Kos', '', 'dużo'],
        ['Trzecia', '', '', 'żagle'],
      );
      const plan = await guessed();
      const fields = ['name', 'firstName', 'lastName', 'person.own.hobby', 'person.own.dzieci', 'notes'];
      expect(plan.columns.map(({ field }) => field)).to.deep.equal(fields);
      const { id, counts } = await files.analyse('klienci.xlsx', plan);
      expect(counts).to.include({ new: 2, wrong: 1, warned: 1 });
      const [, wrong, nameless] = await rowsOf(id);
      expect(wrong!.said).to.equal('Kolumna „Dzieci osoby”: „dużo” nie jest liczbą. Popraw albo usuń wartość.');
      expect(nameless!.said).to.contain('nie ma nazwiska osoby');
      await files.write(id);
      expect((await person('Lis')).own).to.deep.equal({ hobby: 'szachy', dzieci: 2 });
      await files.undo(id);
      expect(await database.db.maybe(`select 1 from people where last_name = 'Lis'`)).to.equal(undefined);
    });

    it('change a known person, are taken back, and stay where somebody has changed the person since', async () => {
      const { firstName, lastName } = people.jozef;
      await database.db.run(`update people set own = '{"hobby": "żagle"}' where id = $1`, [people.jozef.id]);
      await layPeople([companies.drewPol.name, firstName, lastName, 'szachy', '3']);
      const load = async () =>
        (await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' })) as { id: string };
      const first = await load();
      const [{ state, changes } = { state: '', changes: null }] = await rowsOf(first.id);
      expect([state, changes]).to.deep.equal([
        'changed',
        { 'person.own.hobby': ['żagle', 'szachy'], 'person.own.dzieci': [null, 3] },
      ]);
      await files.write(first.id);
      expect((await person(lastName)).own).to.deep.equal({ hobby: 'szachy', dzieci: 3 });
      const audited = await database.db.one<{ changes: object }>(
        `select changes from audit where noun = 'person' and verb = 'import' and record_id = $1`,
        [people.jozef.id],
      );
      expect(audited.changes).to.deep.equal({ 'own.hobby': ['żagle', 'szachy'], 'own.dzieci': [null, 3] });
      await files.undo(first.id);
      expect((await person(lastName)).own).to.deep.equal({ hobby: 'żagle' });

      const second = await load();
      await files.write(second.id);
      await database.db.run('update people set version = version + 1 where id = $1', [people.jozef.id]);
      await files.undo(second.id);
      expect((await rowsOf(second.id))[0]!.said).to.contain('ma osobę, którą potem zmieniono');
      expect((await person(lastName)).own).to.deep.equal({ hobby: 'szachy', dzieci: 3 });
    });

    it('leave the others that a known person has', async () => {
      const { firstName, lastName } = people.jozef;
      await database.db.run(`update people set own = '{"hobby": "żagle"}' where id = $1`, [people.jozef.id]);
      await layPeople([companies.drewPol.name, firstName, lastName, '', '3']);
      const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' });
      await files.write(id);
      expect((await person(lastName)).own).to.deep.equal({ hobby: 'żagle', dzieci: 3 });
    });

    it('come back also where an import once dropped what its file did not say', async () => {
      const { firstName, lastName } = people.jozef;
      await database.db.run(`update people set own = '{"hobby": "żagle"}' where id = $1`, [people.jozef.id]);
      await layPeople([companies.drewPol.name, firstName, lastName, '', '3']);
      const { id } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' });
      await files.write(id);
      await database.db.run(`update people set own = '{"dzieci": 3}' where id = $1`, [people.jozef.id]);
      await files.undo(id);
      expect((await person(lastName)).own).to.deep.equal({ hobby: 'żagle' });
    });

    it('are taken back alone, and stay where their field became one of another kind since', async () => {
      const { firstName, lastName } = people.jozef;
      await database.db.run(`update people set own = '{"uwagi": "7", "hobby": "1"}' where id = $1`, [people.jozef.id]);
      await layPeople([companies.drewPol.name, firstName, lastName, '2']);
      const load = async () =>
        (await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'name' })) as { id: string };
      const first = await load();
      await files.write(first.id);
      await convert('person', 'uwagi');
      await files.undo(first.id);
      expect((await person(lastName)).own).to.deep.equal({ uwagi: '7', uwagi_2: 7, hobby: '1' });

      const second = await load();
      await files.write(second.id);
      await convert('person', 'hobby');
      await files.undo(second.id);
      expect(await saidOf(second.id)).to.contain('której pole zmieniono potem na inny rodzaj');
      expect((await person(lastName)).own).to.deep.equal({ uwagi: '7', uwagi_2: 7, hobby: '2', hobby_2: 2 });
    });
  });
});
