import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import excel from 'exceljs';
import { exportActivities } from '../../activities/exports.ts';
import { bulkApi } from '../../api/bulk.ts';
import { exportsApi } from '../../api/exports.ts';
import { remindersApi } from '../../api/reminders.ts';
import type { Viewer } from '../../domain/access.ts';
import type { Selected } from '../../domain/lists/actions.ts';
import { hasLostSight, sightOf } from '../../db/export-sight.ts';
import { forgetExports, type Export } from '../../db/exports.ts';
import { newId } from '../../db/new-id.ts';
import { writeRows } from '../../sheets/write-rows.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';
import { toldTo } from '../support/told.ts';

describe('exports of lists (rule 18)', () => {
  let base: TestDatabase;
  let served: Served;
  let filesDir: string;
  const maria = viewer('maria');

  before(async () => {
    base = await freshDatabase();
    await base.db.transaction(seatCast);
    filesDir = await mkdtemp(join(tmpdir(), 'nurt-exports-'));
    served = await serve(base.db, { api: [exportsApi, bulkApi, remindersApi] });
    Object.assign(served.door, { filesDir });
    await base.db.run(
      `update companies set turnover_minor = 123456, created_at = '2026-01-02T23:30:00Z', city = '=1+1', street = '+48 602; "x"',
         website = '-12,50', short_name = '-cmd', class = '=2+3', search_text = search_text where id = $1`,
      [companies.zubr.id],
    );
  });
  after(async () => {
    await served.close();
    await base.drop();
    await rm(filesDir, { recursive: true });
  });

  const columns = ['name', 'city', 'street', 'website', 'shortName', 'turnover', 'createdAt', 'owner', 'kind', 'class'];
  const view = {
    columns: columns.map((field) => ({ field })),
    sort: [{ field: 'name', descending: true }],
    condition: null,
    colours: [],
    density: 'roomy',
  };
  const order = (who: Viewer, body: object) =>
    served.ask<{ id: string; code: string }>(who, 'POST /lists/companies/exports', { view, ...body });
  const make = async (body: object) => {
    const { body: made } = await order(maria, body);
    await exportActivities({ db: base.db, filesDir }).writeListFile({ exportId: made.id });
    const { body: state } = await served.ask<Export>(maria, `GET /exports/${made.id}`);
    expect(state.state, JSON.stringify(state.failure)).to.equal('done');
    return state;
  };
  const fetchFile = async (who: Viewer, id: string) => {
    await served.ask(who, 'GET /exports');
    const response = await fetch(`${served.url}/api/v1/exports/${id}/file`, { headers: { 'x-viewer': who.userId } });
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  };

  it('a CSV is as Polish spreadsheets open it, and only free text is kept from being a formula', async () => {
    const { id, written, total, asOf } = await make({ format: 'csv' });
    expect([written, total]).to.deep.equal([4, 4]);
    expect(asOf).to.be.a('string');
    const { headers, body } = await fetchFile(maria, id);
    expect(headers.get('content-disposition')).to.contain('attachment').and.to.contain('stan na');
    const lines = body.toString('utf8').split('\r\n');
    expect(lines[0]).to.equal(
      '\ufeffNazwa;Miejscowość;Ulica i numer;Strona www;Skrót;Obrót deklarowany;Obrót deklarowany: waluta;W bazie od;Opiekun;Rodzaj;Klasa',
    );
    expect(lines[1]).to.equal(
      `${companies.zubr.name};'=1+1;"'+48 602; ""x""";-12,50;'-cmd;1234,56;PLN;2026-01-03 00:30;Anna Wiśniewska;firma;'=2+3`,
    );
    expect(lines).to.have.length(6);
  });

  it('an XLSX keeps numbers, dates and texts as they are', async () => {
    const { id } = await make({ format: 'xlsx', search: 'zubr' });
    const book = new excel.Workbook();
    await book.xlsx.load((await fetchFile(maria, id)).body as unknown as ArrayBuffer);
    const row = book.worksheets[0]!.getRow(2);
    expect(book.worksheets[0]!.rowCount).to.equal(2);
    expect([row.getCell(2).value, row.getCell(6).value]).to.deep.equal(['=1+1', 1234.56]);
    expect(row.getCell(8).value).to.deep.equal(new Date('2026-01-03T00:30:00Z'));
    expect(row.getCell(8).numFmt).to.equal('yyyy-mm-dd hh:mm');
  });

  it('holds exactly the rows of a selection', async () => {
    const ids = [companies.omega.id, companies.ges.id];
    const { body } = await served.ask<Selected>(maria, 'POST /lists/companies/selections', { ids });
    const { id, written } = await make({ format: 'csv', bulkId: body.id });
    expect(written).to.equal(2);
    expect((await fetchFile(maria, id)).body.toString())
      .to.contain(companies.ges.name)
      .and.not.to.contain('Żubr');
  });

  it('is for those who may, is checked again when it is fetched, and is gone after a day', async () => {
    expect((await order(viewer('anna'), { format: 'csv' })).body.code).to.equal('right.missing');
    const { id } = await make({ format: 'csv' });
    expect((await fetchFile(viewer('jan'), id)).status, "somebody else's").to.equal(404);
    const narrowed = viewer('maria', { scope: 'own' });
    expect((await fetchFile(narrowed, id)).status, 'who sees less now').to.equal(422);
    expect((await fetchFile(maria, id)).status).to.equal(200);
    await base.db.run(`update exports set expires_at = now() where id = $1`, [id]);
    expect((await fetchFile(maria, id)).status).to.equal(422);
    expect(await forgetExports(base.db)).to.deep.equal([`exports/${id}`]);
  });

  it('is not given to who has lost a case or a customer of those in it', async () => {
    const { anna, pawel } = users;
    const own = viewer('maria', { scope: 'own', customers: 'own', seesUsers: [users.maria.id, anna.id] });
    const [caseId, newCase] = [newId(), newId()];
    const addCase = (id: string, ownerId: string) =>
      base.db.run(
        `insert into cases (id, number, name, kind, owner_id, created_by, updated_by)
         values ($1::uuid, $2, 'Reklamacja', 'case', $3, 'system:test', 'system:test')`,
        [id, id, ownerId],
      );
    const granted = (endsOn: string) =>
      base.db.run(
        `insert into case_people (case_id, user_id, level, ends_on, created_by)
         values ($1, $2, 'read', $3, 'system:test')
         on conflict (case_id, user_id) do update set ends_on = excluded.ends_on`,
        [caseId, own.userId, endsOn],
      );
    const isLost = async () => hasLostSight(base.db, own, before);
    await addCase(caseId, pawel.id);
    await granted('2199-01-01');
    const before = await sightOf(base.db, own);
    await addCase(newCase, anna.id);
    expect(await isLost(), 'a case more').to.equal(false);
    await granted('2020-01-01');
    expect(await isLost(), 'a grant that is over').to.equal(true);
    await granted('2199-01-01');
    const ownerOf = (ownerId: string) =>
      base.db.run('update companies set owner_id = $2 where id = $1', [companies.zubr.id, ownerId]);
    await ownerOf(pawel.id);
    expect(await isLost(), 'a customer who was handed over').to.equal(true);
    await ownerOf(anna.id);
    expect(await isLost()).to.equal(false);
    await base.db.run('delete from case_people where case_id = $1', [caseId]);
    await base.db.run('delete from cases where id = any($1::uuid[])', [[caseId, newCase]]);
  });

  it('its requester alone is told of the end, until they have seen it', async () => {
    await base.db.run('delete from reminders');
    const { id } = await make({ format: 'csv' });
    const link = `/admin/companies?export=${id}`;
    const ready = 'Plik z listy Klienci jest gotowy. Wiersze: 4. Można go pobrać przez 24 godziny.';
    expect(await toldTo(base.db, maria)).to.deep.equal([[ready, link]]);
    expect(await toldTo(base.db, viewer('jan'))).to.deep.equal([]);
    const seen = (who: Viewer) => served.ask<{ acknowledged: number }>(who, 'POST /reminders/acknowledge', { link });
    expect((await seen(viewer('jan'))).body.acknowledged).to.equal(0);
    expect((await seen(maria)).body.acknowledged).to.equal(1);
    expect(await toldTo(base.db, maria)).to.deep.equal([]);

    const { body: lost } = await order(maria, { format: 'csv' });
    await exportActivities({ db: base.db, filesDir }).giveUpExport({ exportId: lost.id });
    const [[failed, where]] = (await toldTo(base.db, maria)) as [[string, string]];
    expect(failed).to.match(/^Plik z listy Klienci nie powstał\. Nie udało się zapisać tego pliku/);
    expect(where).to.equal(`/admin/companies?export=${lost.id}`);
  });

  it('that is cancelled leaves no file', async () => {
    const { body } = await order(maria, { format: 'csv' });
    await served.ask(maria, `POST /exports/${body.id}/cancel`);
    await exportActivities({ db: base.db, filesDir }).writeListFile({ exportId: body.id });
    expect((await served.ask<Export>(maria, `GET /exports/${body.id}`)).body.state).to.equal('cancelled');
    expect(await readFile(`${filesDir}/exports/${body.id}`).catch(() => 'none')).to.equal('none');
  });

  it('a sheet that is full goes on in a next one', async () => {
    const into = new PassThrough();
    const whole = buffer(into);
    const rows = (async function* () {
      for (let n = 1; n <= 5; n++) yield [n];
    })();
    await writeRows(into, { sheet: 'Klienci', headers: ['Nr'], rows, mostRows: 2 });
    const book = new excel.Workbook();
    await book.xlsx.load((await whole) as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).to.deep.equal([
      ['Klienci', 3],
      ['Klienci (2)', 3],
      ['Klienci (3)', 2],
    ]);
  });

  it('no more than three are under way, however many are asked for at once', async () => {
    const jan = viewer('jan');
    const asked = await Promise.all(Array.from({ length: 6 }, () => order(jan, { format: 'csv' })));
    expect(asked.filter(({ body }) => body.code === 'export.too_many')).to.have.length(3);
  });
});
