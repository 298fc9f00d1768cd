import { expect } from 'chai';
import { createCase } from '../../db/cases.ts';
import { createOpportunity } from '../../db/opportunity-links.ts';
import { createOwnField } from '../../db/own-definitions.ts';
import { activeFields } from '../../db/own-fields.ts';
import type { OwnRecord, OwnTarget } from '../../domain/own/shapes.ts';
import { guessPlan } from '../../sheets/guess-plan.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { importer, xlsxOf } from '../support/importing.ts';

const jan = viewer('jan');
const anna = viewer('anna');
const header = ['Nazwa', 'Sprawa główna', 'Firma matka', 'Polecający', 'Szansa', 'Doradca'];
const NIP = '5260250995';

describe('columns of a file that name records', () => {
  let database: TestDatabase;
  let files: ReturnType<typeof importer>;
  let ours: { id: string; number: string };
  let theirs: { id: string; number: string };
  let shelves: { id: string };

  beforeEach(async () => {
    database = await freshDatabase(4);
    const { db } = database;
    // An operator who may load files sees her own cases and opportunities alone.
    files = importer(db, { kind: 'user', id: users.anna.id });
    await db.transaction(seatCast);
    await db.run(`update profiles set added = array['import.run'] where code = 'operator'`);
    await db.run('update companies set nip = $2 where id = $1', [companies.zubr.id, NIP]);
    const define = (pl: string, target: OwnTarget, record: OwnRecord = 'company') =>
      db.transaction((tx) =>
        createOwnField(tx, jan, { record, kind: 'reference', title: { pl, en: pl }, options: { target } }),
      );
    await define('Sprawa główna', 'case');
    await define('Firma matka', 'company');
    await define('Polecający', 'person');
    await define('Szansa', 'opportunity');
    await define('Doradca', 'user');
    await define('Zadanie', 'task');
    await define('Przełożony', 'person', 'person');
    ours = await createCase(db, anna, { name: 'Reklamacja', companyId: companies.omega.id });
    theirs = await createCase(db, jan, { name: 'Poufna', companyId: companies.omega.id });
    shelves = await createOpportunity(db, anna, { name: 'Regały do magazynu', companyId: companies.omega.id });
    await createOpportunity(db, anna, { name: 'Regały', companyId: companies.zubr.id });
    await createOpportunity(db, anna, { name: 'Wózki', companyId: companies.omega.id });
    await createOpportunity(db, anna, { name: 'Wózki', companyId: companies.omega.id });
    await createOpportunity(db, jan, { name: 'Dźwig', companyId: companies.omega.id });
  });
  afterEach(async () => {
    await files.remove();
    await database.drop();
  });

  const lay = async (head: string[], ...rows: unknown[][]) => files.lay('klienci.xlsx', await xlsxOf([head, ...rows]));
  const guessed = async () => {
    const own = [...(await activeFields(database.db, 'company')), ...(await activeFields(database.db, 'person'))];
    const path = `${await files.folder}/klienci.xlsx`;
    return (await guessPlan({ path, fileName: 'klienci.xlsx' }, {}, own)).plan;
  };
  const rowsOf = (id: string) =>
    database.db.rows<{ state: string; cells: { raw?: string[]; own?: object }; said: string[] | null }>(
      `select state, cells, jsonb_path_query_array(reasons, '$[*].pl') as said from import_rows
       where import_id = $1 order by row_number`,
      [id],
    );
  const ownOf = async (id: string) =>
    (await database.db.one<{ own: object }>('select own from companies where id = $1', [id])).own;

  it('lead to the one that is meant: by number, NIP or name, e-mail, and a name among those of the customer', async () => {
    const { name } = companies.omega;
    await lay(
      header,
      [
        name,
        `${ours.number} Reklamacja`,
        'NIP 526-025-09-95',
        'JOZEF@drewpol.example',
        'regały do magazynu',
        'Anna Wiśniewska',
      ],
      ['Nowa', ours.number, 'DREW-POL zielinski sp.j.'],
    );
    const plan = await guessed();
    expect(plan.columns.map(({ field }) => field)).to.deep.equal([
      ...['name', 'own.sprawa_glowna', 'own.firma_matka', 'own.polecajacy', 'own.szansa', 'own.doradca'],
    ]);
    const { id, counts } = await files.analyse('klienci.xlsx', plan);
    expect(counts, JSON.stringify(await rowsOf(id))).to.include({ rows: 2, changed: 1, new: 1 });
    expect((await rowsOf(id))[1]!.cells, 'a draft as any other').to.deep.equal({
      name: 'Nowa',
      own: { sprawa_glowna: ours.id, firma_matka: companies.drewPol.id },
    });
    await files.write(id);
    expect(await ownOf(companies.omega.id)).to.deep.equal({
      sprawa_glowna: ours.id,
      firma_matka: companies.zubr.id,
      polecajacy: people.jozef.id,
      szansa: shelves.id,
      doradca: users.anna.id,
    });
    const again = await files.analyse('klienci.xlsx', plan);
    expect(again.counts, 'the same file again').to.include({ unchanged: 2 });
    await files.undo(id);
    expect(await ownOf(companies.omega.id)).to.deep.equal({});
  });

  it('make a row wrong, with each reason and the texts of the file, where none is found that the importer sees, or several', async () => {
    await database.db.run('update companies set name = $2 where id = $1', [companies.ges.id, companies.drewPol.name]);
    const { name } = companies.omega;
    await lay(
      header,
      [name, theirs.number, 'Nie ma takiej'],
      [name, '', companies.drewPol.name],
      [name, '', '', 'jozef'],
      [name, '', '', 'nikt@drewpol.example'],
      [name, '', '', '', 'Regały'],
      [name, '', '', '', 'Wózki'],
      [name, '', '', '', 'Dźwig'],
      ['Nowa', '', '', '', 'Regały'],
    );
    const { id, counts } = await files.analyse('klienci.xlsx', await guessed());
    expect(counts).to.include({ rows: 8, wrong: 8 });
    const rows = await rowsOf(id);
    expect(rows.map(({ said }) => said?.length)).to.deep.equal([2, 1, 1, 1, 1, 1, 1, 1]);
    expect(rows[0]!.said).to.deep.equal([
      `Kolumna „Sprawa główna”: nie ma sprawy „${theirs.number}” albo jej nie widzisz. Wpisz jej numer (na przykład 2026/0012) albo usuń wartość.`,
      'Kolumna „Firma matka”: nie ma klienta „Nie ma takiej” albo go nie widzisz. Wpisz NIP albo dokładną nazwę, lub usuń wartość.',
    ]);
    expect(rows[0]!.cells).to.deep.equal({ raw: [name, theirs.number, 'Nie ma takiej'] });
    expect(rows[1]!.said![0]).to.contain('jest kilku klientów');
    expect(rows[2]!.said![0]).to.contain('„jozef” nie jest adresem e-mail');
    expect(rows[3]!.said![0]).to.contain('nie ma osoby z adresem');
    for (const at of [4, 6, 7]) expect(rows[at]!.said![0], String(at)).to.contain('nie ma szansy');
    expect(rows[5]!.said![0]).to.contain('ma kilka szans „Wózki”');
  });

  it('keep a wrong row from standing in the way of a good one of the same customer', async () => {
    await database.db.run('update companies set nip = $2 where id = $1', [companies.omega.id, '5261040828']);
    const head = ['Nazwa', 'NIP', 'Szansa'];
    await lay(head, [companies.omega.name, '', 'Nie ma'], [companies.omega.name, '5261040828', 'Regały do magazynu']);
    const { counts } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'nip' });
    expect(counts).to.include({ wrong: 1, changed: 1 });
  });

  it('are found also where every row is a new customer, who has no opportunities yet', async () => {
    await lay(header, ['Nowa', ours.number], ['Inna', '', '', '', 'Regały do magazynu']);
    const { id, counts } = await files.analyse('klienci.xlsx', { ...(await guessed()), joinBy: 'nothing' });
    expect(counts).to.include({ new: 1, wrong: 1 });
    expect((await rowsOf(id))[0]!.cells.own).to.deep.equal({ sprawa_glowna: ours.id });
  });

  it('fill fields of the person that the row names, and are passed over where it names nobody', async () => {
    const { firstName, lastName, email } = people.jozef;
    const head = ['Nazwa', 'Imię', 'Nazwisko', 'Przełożony osoby'];
    await lay(
      head,
      ['Nowa', 'Ewa', 'Lis', email],
      ['Inna', '', '', email],
      [companies.drewPol.name, firstName, lastName, email],
    );
    const { id, counts } = await files.analyse('klienci.xlsx', await guessed());
    expect(counts).to.include({ new: 2, changed: 1, warned: 1 });
    await files.write(id);
    const owns = await database.db.rows(`select last_name, own from people order by last_name`);
    expect(owns).to.deep.equal([
      { lastName: 'Lis', own: { przelozony: people.jozef.id } },
      { lastName, own: { przelozony: people.jozef.id } },
    ]);
  });

  it('name one of us by a name that nobody else has', async () => {
    await database.db.run(`update users set name = 'Anna Wiśniewska' where id = $1`, [users.pawel.id]);
    await lay(header, ['A', '', '', '', '', 'Anna Wiśniewska'], ['B', '', '', '', '', users.anna.email]);
    const { id, counts } = await files.analyse('klienci.xlsx', await guessed());
    expect(counts).to.include({ wrong: 1, new: 1 });
    expect((await rowsOf(id))[0]!.said![0]).to.contain('nie wskazuje jednej osoby z kontem');
  });
});
