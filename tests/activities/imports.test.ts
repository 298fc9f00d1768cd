import { expect } from 'chai';
import { recordConsent } from '../../db/consents.ts';
import { createGroup } from '../../db/groups.ts';
import { editCompany } from '../../db/companies.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, looked, type TestDatabase } from '../support/database.ts';
import { importer, samples, xlsxOf } from '../support/importing.ts';
import { until } from '../support/until.ts';

const header = ['Nazwa', 'NIP', 'E-mail', 'Telefon', 'Miasto', 'Zgoda', 'Data zgody', 'Osoba kontaktowa'];
const anna = { kind: 'user', id: users.anna.id } as const;

describe('importing customers', () => {
  let database: TestDatabase;
  let files: ReturnType<typeof importer>;

  beforeEach(async () => {
    database = await freshDatabase(4);
    files = importer(database.db);
    await database.db.transaction(seatCast);
  });
  afterEach(async () => {
    await files.remove();
    await database.drop();
  });

  const rows = async (...list: unknown[][]) => files.lay('klienci.xlsx', await xlsxOf([header, ...list]));
  const one = <Row>(sql: string, params: unknown[] = []) => database.db.one<Row>(sql, params);
  const count = async (table: string) => (await one<{ n: number }>(`select count(*) as n from ${table}`)).n;

  for (const [file, total] of [
    ['klienci.xlsx', 2000],
    ['klienci-cp1250.csv', 2000],
    ['raport-erp.xlsx', 301],
  ] as const) {
    it(`${file} is counted to the last row, and what is good gets in once`, async () => {
      const { id, counts, state } = await files.analyse(`${samples}/${file}`);
      expect([state, counts.rows]).to.deep.equal(['ready', total]);
      expect((counts.new ?? 0) + (counts.unchanged ?? 0) + (counts.conflicting ?? 0) + (counts.wrong ?? 0)).to.equal(
        total,
      );
      expect(counts.wrong).to.be.greaterThan(0);
      const before = await count('companies');
      expect((await files.write(id)).counts.written).to.equal(counts.new);
      expect(await count('companies')).to.equal(before + counts.new!);

      const again = await files.analyse(`${samples}/${file}`);
      expect([again.counts.new ?? 0, again.counts.changed ?? 0]).to.deep.equal([0, 0]);
      expect(again.counts.wrong).to.equal(counts.wrong);
    });
  }

  it('the planner knows the customers as soon as they are written', async () => {
    await rows(['Nowa', '5260250995', 'a@nowa.pl', '', 'Kraków', 'TAK', '1.03.2026', 'Ewa Kot']);
    await files.write((await files.analyse('klienci.xlsx')).id);
    await until(() => looked(database.db, ['companies', 'people', 'contact_points', 'consents']));
  });

  it('rows are new, changed, unchanged, conflicting or wrong before anything is written', async () => {
    await rows(
      ['Nowa', '5260250995', 'a@nowa.pl', '', 'Kraków'],
      ['Żubr Transport Sp. z o.o.', '', '', '', 'Ełk'],
      ['Omega Wójcik S.A.', '', 'sekretariat@omega.example'],
      ['Dwa razy', '7740001454', 'a@dwa.pl'],
      ['Dwa razy inaczej', '7740001454', 'b@dwa.pl'],
      ['Zły', '5261040828', 'jan@@firma.pl'],
      ['Nowa', '526-025-09-95', 'a@nowa.pl', '', 'Kraków'],
    );
    const { counts, id } = await files.analyse('klienci.xlsx');
    expect(counts).to.deep.equal({ rows: 7, new: 1, changed: 1, unchanged: 2, conflicting: 2, wrong: 1, warned: 1 });
    const { changes } = await one<{ changes: object }>(
      `select changes from import_rows where import_id = $1 and state = 'changed'`,
      [id],
    );
    expect(changes).to.deep.equal({ city: [null, 'Ełk'] });
    expect(await count('companies')).to.equal(4);
  });

  it('different rows that mean one customer are conflicts, and the same row again says nothing new', async () => {
    await database.db.run(
      `insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       values ($1, 'email', 'biuro@omega.example', 'biuro@omega.example', 'system:test', 'system:test')`,
      [companies.omega.id],
    );
    await rows(
      ['Omega', '', 'sekretariat@omega.example', '', 'Łódź'],
      ['Omega', '', 'biuro@omega.example', '', 'Ełk'],
      ['Nowa', '', 'a@nowa.pl', '', 'Kraków'],
    );
    const two = await files.analyse('klienci.xlsx', { joinBy: 'email' });
    expect([two.counts.conflicting, two.counts.new]).to.deep.equal([2, 1]);
    await rows(['Omega', '', 'biuro@omega.example', '', 'Ełk'], ['Omega', '', 'biuro@omega.example', '', 'Ełk']);
    const same = await files.analyse('klienci.xlsx', { joinBy: 'email' });
    expect([same.counts.changed, same.counts.unchanged]).to.deep.equal([1, 1]);
  });

  it('a changed customer takes the values of the file, and empty cells erase nothing', async () => {
    await rows(['Omega Wójcik S.A.', '', 'nowy@omega.example', '22 555 10 20', 'Łódź']);
    const { id } = await files.analyse('klienci.xlsx', { joinBy: 'phone' });
    await files.write(id);
    const omega = await one<{ city: string; class: string; searchText: string }>(
      'select city, class, search_text from companies where id = $1',
      [companies.omega.id],
    );
    expect([omega.city, omega.class]).to.deep.equal(['Łódź', 'A']);
    expect(omega.searchText).to.contain('nowy@omega.example').and.to.contain('lodz');
  });

  it('with "fill" only what is empty is filled, with "skip" a changed customer is left', async () => {
    await database.db.run(`update companies set city = 'Warszawa' where id = $1`, [companies.omega.id]);
    await rows(['Omega', '', 'sekretariat@omega.example', '', 'Łódź']);
    const fill = await files.analyse('klienci.xlsx', { joinBy: 'email', onChanged: 'fill' });
    expect(fill.counts.unchanged).to.equal(1);
    const skip = await files.analyse('klienci.xlsx', { joinBy: 'email', onChanged: 'skip' });
    expect((await files.write(skip.id)).counts.left).to.equal(1);
    expect(
      (await one<{ city: string }>('select city from companies where id = $1', [companies.omega.id])).city,
    ).to.equal('Warszawa');
  });

  it('a new customer comes with contacts, person, consent and its evidence, found by its phone', async () => {
    await rows(['Nowa', '5260250995', 'A@Nowa.pl', 'tel. 600 100 200', 'Kraków', 'TAK', '1.03.2026', 'Ewa Kot']);
    const { id } = await files.analyse('klienci.xlsx');
    await files.write(id);
    const made = await one<{ id: string; createdBy: string; searchText: string }>(
      `select id, created_by, search_text from companies where nip = '5260250995'`,
    );
    expect(made.createdBy).to.equal(`import:${id} for ${users.maria.id}`);
    expect(made.searchText).to.contain('+48600100200').and.to.contain('ewa kot');
    const consent = await one('select channel, status, evidence, given_on from consents where company_id = $1', [
      made.id,
    ]);
    expect(consent).to.deep.equal({
      channel: 'any',
      status: 'given',
      evidence: 'klienci.xlsx, 2: „TAK”',
      givenOn: '2026-03-01',
    });
    expect(
      await one('select first_name, last_name, is_main from people where company_id = $1', [made.id]),
    ).to.deep.equal({ firstName: 'Ewa', lastName: 'Kot', isMain: true });
    expect(
      (await one<{ n: number }>(`select count(*) as n from audit where record_id = $1 and verb = 'import'`, [made.id]))
        .n,
    ).to.equal(1);
  });

  it('a consent from a file never outweighs a newer withdrawal (rule 26)', async () => {
    await database.db.transaction((tx) =>
      recordConsent(tx, anna, {
        companyId: companies.zubr.id,
        channel: 'email',
        status: 'withdrawn',
        evidence: 'telefon',
        givenOn: '2026-06-01',
      }),
    );
    await rows(['Żubr Transport Sp. z o.o.', '', '', '', 'Ełk', 'TAK', '1.03.2026']);
    const { id, counts } = await files.analyse('klienci.xlsx', { joinBy: 'name' });
    expect(counts.warned).to.equal(1);
    await files.write(id);
    expect((await one<{ n: number }>('select count(*) as n from consents where import_id = $1', [id])).n).to.equal(0);
  });

  it('can be put into a group as a whole', async () => {
    const group = await database.db.transaction((tx) => createGroup(tx, anna, { name: 'Targi' }));
    await rows(['Nowa', '5260250995'], ['Omega Wójcik S.A.', '', '']);
    const { id } = await files.analyse('klienci.xlsx', { groupId: group.id });
    await files.write(id);
    expect(await count('group_members')).to.equal(2);
    await files.undo(id);
    expect(await count('group_members')).to.equal(0);
  });

  it('is undone as a whole: new customers go, old values come back', async () => {
    const tables = ['companies', 'people', 'contact_points', 'consents'];
    const counts = () => Promise.all(tables.map(count));
    const before = await counts();
    await rows(
      ['Nowa', '5260250995', 'a@nowa.pl', '600100200', 'Kraków', 'tak', '', 'Ewa Kot'],
      ['Omega', '', 'sekretariat@omega.example', '', 'Łódź', 'tak', '', 'Jan Nowy'],
    );
    const { id } = await files.analyse('klienci.xlsx', { joinBy: 'email' });
    await files.write(id);
    const undone = await files.undo(id);
    expect([undone.state, undone.counts.undone, undone.counts.kept]).to.deep.equal(['undone', 2, 0]);
    expect(await counts()).to.deep.equal(before);
    expect(await one('select name, city from companies where id = $1', [companies.omega.id])).to.deep.equal({
      name: companies.omega.name,
      city: null,
    });
  });

  it('leaves what somebody has touched since, and says why', async () => {
    await rows(['Nowa', '5260250995'], ['Druga', '7740001454'], ['Trzecia', '5261040828']);
    const { id } = await files.analyse('klienci.xlsx');
    await files.write(id);
    const nowa = await one<{ id: string; version: number }>(`select id, version from companies where name = 'Nowa'`);
    await database.db.transaction((tx) => editCompany(tx, anna, { ...nowa, changes: { city: 'Ełk' } }));
    await database.db.run(
      `insert into cases (number, name, company_id, created_by, updated_by) select '1', 'x', id, 'system:test', 'system:test' from companies where name = 'Druga'`,
    );
    const { counts } = await files.undo(id);
    expect([counts.undone, counts.kept]).to.deep.equal([1, 2]);
    const kept = await database.db.rows<{ pl: string }>(
      `select reasons->0->>'pl' as pl from import_rows where import_id = $1 and state = 'kept' order by row_number`,
      [id],
    );
    expect(kept.map((row) => row.pl)).to.deep.equal([
      'Zostaje: klient został potem zmieniony.',
      'Zostaje: klient ma sprawy.',
    ]);
  });

  it('a note, a date, an opportunity or a file of a customer keeps it, and a hint keeps nobody', async () => {
    const names = ['Notatka', 'Data', 'Szansa', 'Plik', 'Hint', 'Nic'];
    await rows(...names.map((name) => [name, '', '', '', 'Ełk', '', '', `Ewa ${name}`]));
    const { id } = await files.analyse('klienci.xlsx', { joinBy: 'name' });
    await files.write(id);
    const put = (name: string, sql: string) =>
      database.db.run(`with c as (select id, 'system:test' as by from companies where name = '${name}') ${sql}`);
    await put('Notatka', `insert into notes (company_id, body, created_by, updated_by) select id, 'x', by, by from c`);
    await put(
      'Data',
      `insert into important_dates (company_id, person_id, title, falls_on, created_by, updated_by)
       select '${companies.omega.id}', p.id, 'x', '2026-05-05', by, by from c join people p on p.company_id = c.id`,
    );
    await put(
      'Szansa',
      `insert into opportunities (name, company_id, stage, probability, created_by, updated_by) select 'x', id, 'contact', 10, by, by from c`,
    );
    await put(
      'Plik',
      `, f as (insert into files (name, media_type, bytes, versions, created_by, updated_by) values ('x', 'text/plain', 1, 1, 'system:test', 'system:test') returning id)
       insert into file_links (file_id, noun, record_id, created_by) select f.id, 'company', c.id, by from c, f`,
    );
    await put(
      'Hint',
      `insert into duplicate_hints (user_id, company_id, because) select '${users.anna.id}', id, 'nip' from c`,
    );
    const { state, counts } = await files.undo(id);
    expect([state, counts.undone, counts.kept]).to.deep.equal(['undone', 2, 4]);
    const kept = await database.db.rows<{ pl: string }>(
      `select reasons->0->>'pl' as pl from import_rows where import_id = $1 and state = 'kept' order by row_number`,
      [id],
    );
    expect(kept.map((row) => row.pl.replace('Zostaje: klient ', ''))).to.deep.equal([
      'ma notatki.',
      'ma ważne daty.',
      'ma szanse.',
      'ma pliki.',
    ]);
  });

  it('an undo that the database refuses ends with a sentence and can be asked for again', async () => {
    await rows(['Nowa', '5260250995']);
    const { id } = await files.analyse('klienci.xlsx');
    await files.write(id);
    await database.db.run(
      `create function hold() returns trigger language plpgsql as $$ begin raise foreign_key_violation; end $$`,
    );
    await database.db.run('create trigger hold before delete on companies for each row execute function hold()');
    const held = await files.undo(id);
    expect(held.state).to.equal('done');
    expect(held.failure?.pl).to.include('cofnij import jeszcze raz');
    await database.db.run('drop trigger hold on companies');
    const undone = await files.undo(id);
    expect([undone.state, undone.counts.undone, undone.failure]).to.deep.equal(['undone', 1, null]);
  });

  it('a row with a NUL byte is refused and the others get in', async () => {
    await files.lay('klienci.csv', 'Nazwa;NIP\nDobra;5260250995\nZ\u0000ła;7740001454\n');
    const { id, counts } = await files.analyse('klienci.csv');
    expect([counts.new, counts.wrong]).to.deep.equal([1, 1]);
    expect((await files.write(id)).counts.written).to.equal(1);
  });

  it('a row that PostgreSQL refuses is set aside alone', async () => {
    await rows(...Array.from({ length: 20 }, (_, i) => [`Firma ${i}`, '', `a${i}@b.pl`]));
    const { id } = await files.analyse('klienci.xlsx', { joinBy: 'email' });
    await database.db.run(
      `update import_rows set cells = cells || '{"ownerId": "00000000-0000-0000-0000-000000000000"}' where import_id = $1 and row_number = 7`,
      [id],
    );
    const { counts, state } = await files.write(id);
    expect([state, counts.written, counts.wrong]).to.deep.equal(['done', 19, 1]);
  });

  it('a customer that was made after the counting becomes a conflict, not a second one', async () => {
    await rows(['Nowa', '5260250995']);
    const { id } = await files.analyse('klienci.xlsx');
    await database.db.run(
      `insert into companies (name, nip, created_by, updated_by) values ('Nowa', '5260250995', 'system:test', 'system:test')`,
    );
    const { counts } = await files.write(id);
    expect([counts.written ?? 0, counts.conflicting]).to.deep.equal([0, 1]);
  });

  it('tells an operator of thirty customers of others an hour, by NIP, e-mail or phone alone, and is audited (rule 25)', async () => {
    await database.db.run(
      `insert into installation (id, settings) values (uuid7(), '{"operatorsSee": "own"}')
       on conflict (singleton) do update set settings = excluded.settings`,
    );
    await database.db.run(`update profiles set added = '{import.run}' where code = 'operator'`);
    await database.db.run(
      `with made as (insert into companies (name, owner_id, search_text, created_by, updated_by)
         select 'Obca ' || n, $1, '', 'system:test', 'system:test' from generate_series(1, 40) n returning id, name)
       insert into contact_points (company_id, kind, value, normalised, created_by, updated_by)
       select id, 'email', e, e, 'system:test', 'system:test' from made, lateral (select lower(replace(name, ' ', '')) || '@x.pl' as e) v`,
      [users.pawel.id],
    );
    const ofAnna = importer(database.db, anna);
    const asked = async (list: unknown[][], who = ofAnna) => {
      await who.lay('pytam.xlsx', await xlsxOf([header, ...list]));
      return who.analyse('pytam.xlsx', { joinBy: 'email' });
    };
    const foreign = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, n) => [`Ktoś ${from + n}`, '', `obca${from + n}@x.pl`]);
    const audited = () =>
      database.db.rows<{ changes: object }>(
        `select changes from audit where noun = 'import' and verb = 'hint' order by id`,
      );

    const first = await asked([...foreign(1, 1), ['Obca 2', '', ''], ['Nowa', '', 'nowa@x.pl']]);
    expect([first.state, first.counts.conflicting, first.counts.new]).to.deep.equal(['ready', 1, 2]);
    expect(await audited()).to.deep.equal([{ changes: { because: [null, 'email'], companies: [null, 1] } }]);
    expect((await ofAnna.write(first.id)).counts).to.include({ written: 2, conflicting: 1 });

    const full = await asked(foreign(1, 30));
    expect([full.state, full.counts.conflicting]).to.deep.equal(['ready', 30]);
    const more = await asked(foreign(30, 31));
    expect([more.state, more.counts]).to.deep.equal(['failed', {}]);
    expect(more.failure?.pl).to.include('Poproś przełożonego');
    expect(
      (await one<{ n: number }>('select count(*) as n from import_rows where import_id = $1', [more.id])).n,
    ).to.equal(0);
    expect((await asked([['Całkiem nowa', '', 'inna@x.pl']])).state, 'failing is no answer').to.equal('failed');
    expect(await audited()).to.have.length(3);
    expect((await asked(foreign(1, 40), files)).counts).to.include({ changed: 40 });
    await ofAnna.remove();
  });

  it('a file that breaks off fails with a sentence and leaves nothing', async () => {
    await files.lay('zla.csv', `Nazwa;NIP\n${'Dobra;5260250995\n'.repeat(60)}"nie zamknięta;2\nx;y\n`);
    const broken = await files.analyse('zla.csv');
    expect(broken.state).to.equal('failed');
    expect(broken.failure!.pl).to.contain('cudzysłów').and.to.contain('zla.csv');
    expect(
      (await one<{ n: number }>('select count(*) as n from import_rows where import_id = $1', [broken.id])).n,
    ).to.equal(0);
  });
});
