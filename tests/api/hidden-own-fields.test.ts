import { expect } from 'chai';
import excel from 'exceljs';
import type TestAgent from 'supertest/lib/agent.js';
import { importActivities } from '../../activities/imports.ts';
import type { GuessedPlan } from '../../sheets/guess-plan.ts';
import type { ImportRow } from '../../db/import-rows.ts';
import { companies, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

/** What nobody but administrators may read. */
const secret = 'TAJNE-77';

describe('own fields that are hidden from somebody', () => {
  let panel: TestPanel;
  let jan: TestAgent;
  let maria: TestAgent;
  let anna: TestAgent;
  before(async () => {
    panel = await startPanel();
    [jan, maria, anna] = await Promise.all([panel.as('jan'), panel.as('maria'), panel.as('anna')]);
    for (const record of ['company', 'task'])
      await jan
        .post('/api/v1/own-fields')
        .send({ record, kind: 'text', title: { pl: 'Sekret', en: 'Secret' }, readers: ['administrator'] })
        .expect(200);
  });
  after(() => panel.stop());

  it('are told neither in nested records nor by name where two people edit', async () => {
    const made = await jan.post('/api/v1/recurrences').send({
      ...{ rule: 'FREQ=WEEKLY;BYDAY=MO', startsOn: '2030-01-07', ownerId: users.anna.id },
      task: { type: 'call', title: 'Telefon', own: { sekret: secret } },
    });
    const { id } = made.body as { id: string };
    const change = { task: { type: 'call', title: 'Inny', own: { sekret: 'x' } }, localTime: '10:00' };
    const late = await anna.patch(`/api/v1/recurrences/${id}`).send({ version: 77, change });
    expect([late.status, late.body.theirs.fields.localTime]).to.deep.equal([409, { yours: '10:00', theirs: null }]);
    expect(late.text).not.to.contain(secret);

    const { version } = (await jan.get(`/api/v1/companies/${companies.omega.id}`)).body as { version: number };
    const written = { version, changes: { city: 'Łódź', own: { sekret: secret } } };
    await jan.patch(`/api/v1/companies/${companies.omega.id}`).send(written).expect(200);
    const stale = { version, changes: { city: 'Gdynia' } };
    const [toAnna, toJan] = await Promise.all(
      [anna, jan].map((who) => who.patch(`/api/v1/companies/${companies.omega.id}`).send(stale).expect(409)),
    );
    expect(toAnna!.text)
      .to.contain('miejscowość')
      .and.not.to.match(/sekret/i)
      .and.not.to.contain(secret);
    expect(toJan!.body.message).to.contain('Sekret');
  });

  it('are told by the timeline of a customer to those alone who may read them', async () => {
    const detail = async (who: TestAgent) =>
      (await who.get(`/api/v1/companies/${companies.omega.id}/timeline?kinds=change`).expect(200)).text;
    expect(await detail(jan)).to.contain('own.sekret');
    expect(await detail(anna))
      .to.contain('city')
      .and.not.to.contain('sekret');
  });

  const load = async (who: TestAgent, text: string) => {
    const { body } = await who
      .post('/api/v1/imports?name=klienci.csv')
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(text))
      .expect(200);
    const { id } = body as { id: string };
    const { plan } = (await who.get(`/api/v1/imports/${id}/look`).expect(200)).body as GuessedPlan;
    await who.post(`/api/v1/imports/${id}/plan`).send(plan).expect(204);
    await walk(id);
    return id;
  };
  const walk = async (importId: string) => {
    const { moveImport } = importActivities({ db: panel.db, filesDir: panel.filesDir });
    while ((await moveImport({ importId })).more);
  };
  const rowsOf = async (who: TestAgent, id: string, state: string) =>
    ((await who.get(`/api/v1/imports/${id}/rows?state=${state}`).expect(200)).body as { rows: ImportRow[] }).rows;

  it('are left out of imports that others made: rows, changes, looks, and the file of refused rows', async () => {
    await panel.db.run(`update companies set nip = '5260250995' where id = $1`, [companies.omega.id]);
    const lines = ['nazwa;NIP;Sekret', `Omega Wójcik S.A.;5260250995;${secret}-2`, `;5213870274;${secret}-3`];
    const id = await load(jan, lines.join('\n'));
    const [changed] = await rowsOf(jan, id, 'changed');
    expect(changed!.changes).to.deep.include({ 'own.sekret': [secret, `${secret}-2`] });
    const [seen] = await rowsOf(maria, id, 'changed');
    expect(seen!.changes).to.deep.include({ 'own.sekret': ['…', '…'] });
    for (const path of ['/rows?state=changed', '/rows?state=wrong', '/look'])
      expect((await maria.get(`/api/v1/imports/${id}${path}`).expect(200)).text, path).not.to.contain(secret);
    const book = new excel.Workbook();
    const refused = await maria.get(`/api/v1/imports/${id}/refused.xlsx`).responseType('blob').expect(200);
    await book.xlsx.load(refused.body as ArrayBuffer);
    const told = JSON.stringify(book.worksheets[0]!.getSheetValues());
    expect(told).to.contain('5213870274').and.contain('…').and.not.to.contain(secret);
  });

  it('are opened by no other separator, row of headers or plan of an import', async () => {
    const lines = ['nazwa;Sekret;miejscowość', `Nowa;${secret}-4;Gdynia`, `Inna;${secret}-5;Sopot`];
    const id = await load(jan, lines.join('\n'));
    for (const asked of ['separator=%7C', 'separator=%2C', 'headerRow=2', 'headerRow=0', 'encoding=windows-1250'])
      expect((await maria.get(`/api/v1/imports/${id}/look?${asked}`).expect(200)).text, asked)
        .to.contain('Sopot')
        .and.not.to.contain(secret);
    const { plan } = (await jan.get(`/api/v1/imports/${id}/look`).expect(200)).body as GuessedPlan;
    const asNotes = plan.columns.map((column) => (column.index === 1 ? { ...column, field: 'notes' } : column));
    const refused = await maria.post(`/api/v1/imports/${id}/plan`).send({ ...plan, columns: asNotes });
    expect([refused.status, refused.body.code]).to.deep.equal([422, 'import.columns_hidden']);
    expect(JSON.stringify(await rowsOf(maria, id, 'new')))
      .to.contain('Sopot')
      .and.not.to.contain(secret);
    await jan
      .post(`/api/v1/imports/${id}/plan`)
      .send({ ...plan, columns: asNotes })
      .expect(204);
  });

  it('an import is shown to its maker and those who see all, and changes customers within its maker’s sight alone', async () => {
    await panel.db.run(`update installation set settings = settings || '{"operatorsSee": "own"}'`);
    await panel.db.run(`update profiles set added = '{import.run}' where code = 'operator'`);
    await panel.db.run(`update companies set nip = '7010416384' where id = $1`, [companies.drewPol.id]);
    const lines = [
      'nazwa;NIP;miejscowość',
      'Obca;5260250995;Kielce',
      'Moja;7010416384;Radom',
      'Nowa;1132191233;Lublin',
    ];
    const id = await load(anna, lines.join('\n'));
    const [foreign] = await rowsOf(anna, id, 'conflicting');
    expect(foreign).to.deep.include({ companyId: null, companyName: null, changes: null });
    expect(foreign!.reasons![0]!.pl).to.contain('prowadzi go ktoś inny');
    expect(JSON.stringify(foreign)).not.to.contain('Omega');
    // Between counting and writing one of hers goes to somebody else.
    const mine = await rowsOf(anna, id, 'changed');
    expect(mine.map(({ companyId }) => companyId)).to.deep.equal([companies.drewPol.id]);
    await panel.db.run('update companies set owner_id = $2 where id = $1', [companies.drewPol.id, users.pawel.id]);
    await anna.post(`/api/v1/imports/${id}/start`).expect(204);
    await walk(id);
    const towns = await panel.db.rows<{ city: string }>(
      `select city from companies where city in ('Kielce', 'Radom', 'Lublin')`,
    );
    expect(towns).to.deep.equal([{ city: 'Lublin' }]);

    const pawel = await panel.as('pawel');
    for (const path of ['', '/look', '/rows?state=new', '/refused.xlsx'])
      expect((await pawel.get(`/api/v1/imports/${id}${path}`)).status, path).to.equal(404);
    for (const step of ['start', 'undo', 'stop'])
      expect((await pawel.post(`/api/v1/imports/${id}/${step}`)).status, step).to.equal(404);
    expect((await pawel.get('/api/v1/imports')).body.rows).to.deep.equal([]);
    expect((await maria.get(`/api/v1/imports/${id}`)).status).to.equal(200);
  });
});
