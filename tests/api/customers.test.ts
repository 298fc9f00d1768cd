import { readFile } from 'node:fs/promises';
import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import excel from 'exceljs';
import type TestAgent from 'supertest/lib/agent.js';
import { importActivities } from '../../activities/imports.ts';
import { companies, people } from '../support/cast.ts';
import { samples } from '../support/importing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('customers over HTTP', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let maria: TestAgent;

  before(async () => {
    panel = await startPanel();
    anna = await panel.as('anna');
    maria = await panel.as('maria');
  });
  after(() => panel.stop());

  it('a list goes on by a sealed cursor, and a forged one is refused (rule 17)', async () => {
    const first = await anna.get('/api/v1/companies?limit=3').expect(200);
    expect(first.body.rows.map((row: { name: string }) => row.name)).to.deep.equal([
      companies.drewPol.name,
      companies.ges.name,
      companies.omega.name,
    ]);
    const rest = await anna.get(`/api/v1/companies?limit=3&after=${first.body.next}`).expect(200);
    expect(rest.body.rows.map((row: { name: string }) => row.name)).to.deep.equal([companies.zubr.name]);
    expect(rest.body.next).to.equal(null);
    const forged = Buffer.from(JSON.stringify(['A', companies.ges.id])).toString('base64url');
    await anna.get(`/api/v1/companies?after=${forged}.xxxxxxxxxxxxxxxxxxxxxx`).expect(422);
  });

  it('a search finds without Polish letters, by the start of a word and by a phone as it is written', async () => {
    const found = async (search: string) =>
      (await anna.get('/api/v1/companies').query({ q: search }).expect(200)).body.rows.map(
        (row: { name: string }) => row.name,
      );
    await panel.db.run(
      `update companies c set search_text = search_text || ' ' || (select string_agg(normalised, ' ') from contact_points p where p.company_id = c.id)`,
    );
    expect(await found('zubr')).to.deep.equal([companies.zubr.name]);
    expect(await found('ge')).to.deep.equal([companies.ges.name]);
    expect(await found('602 118 340')).to.deep.equal([companies.drewPol.name]);
    expect(await found('100%')).to.deep.equal([]);
    expect((await anna.get('/api/v1/companies/count?q=ab%20zz').expect(200)).body).to.deep.equal({
      count: 0,
      isMore: false,
    });
  });

  it('a new customer is normalised, and its like is shown while typing', async () => {
    const made = await anna
      .post('/api/v1/companies')
      .send({
        name: 'Nowa Sp. z o.o.',
        nip: 'PL 526-025-09-95',
        postcode: '31072',
        contactPoints: [{ kind: 'email', value: 'Biuro@Nowa.pl' }],
      })
      .expect(200);
    const card = (await anna.get(`/api/v1/companies/${made.body.id}`).expect(200)).body;
    expect([card.nip, card.postcode, card.contactPoints[0].normalised]).to.deep.equal([
      '5260250995',
      '31-072',
      'biuro@nowa.pl',
    ]);
    const like = await anna.get('/api/v1/companies/duplicates').query({ nip: '5260250995', name: 'x' }).expect(200);
    expect(like.body.rows).to.have.length(1);
    const byName = await anna.get('/api/v1/companies/duplicates').query({ name: 'Omega Wojcik SA' }).expect(200);
    expect(byName.body.rows.map((row: { because: string }) => row.because)).to.deep.equal(['name']);
  });

  it('an edit of an outdated version names what somebody else has changed', async () => {
    const { version } = (await anna.get(`/api/v1/companies/${companies.omega.id}`)).body;
    await maria
      .patch(`/api/v1/companies/${companies.omega.id}`)
      .send({ version, changes: { city: 'Łódź', class: 'B' } })
      .expect(200);
    const refused = await anna
      .patch(`/api/v1/companies/${companies.omega.id}`)
      .send({ version, changes: { notes: 'x' } })
      .expect(409);
    expect(refused.body.message).to.contain('klasa').and.to.contain('miejscowość');
  });

  it('a number is put on the do-not-contact list and taken off it, for a reason', async () => {
    const card = async () => (await anna.get(`/api/v1/companies/${companies.drewPol.id}`)).body;
    type Point = { id: string; kind: string; version: number; suppressions: { reason: string; since: string }[] };
    const phone = async () => ((await card()).contactPoints as Point[]).find(({ kind }) => kind === 'phone')!;
    const { id, version, suppressions } = await phone();
    expect(suppressions).to.deep.equal([]);
    const post = (verb: string, body: object) => anna.post(`/api/v1/contact-points/${id}/${verb}`).send(body);
    const unexplained = await post('suppress', { version, reason: ' ' }).expect(422);
    expect(unexplained.body).to.include({ code: 'suppression.unexplained', field: 'reason' });
    await post('suppress', { version, reason: 'prośba' }).expect(204);
    const listed = (await phone()).suppressions;
    expect(listed.map(({ reason }) => reason)).to.deep.equal(['prośba']);
    const seen = listed.map(({ since }) => since);
    await post('lift-suppression', { version, reason: 'pomyłka', seen }).expect(204);
    expect((await phone()).suppressions).to.deep.equal([]);
  });

  it('a consent is added with its evidence and never changed', async () => {
    const consents = `/api/v1/companies/${companies.ges.id}/consents`;
    await anna.post(consents).send({ channel: 'phone', status: 'given', evidence: ' ' }).expect(422);
    await anna.post(consents).send({ channel: 'phone', status: 'given', evidence: 'rozmowa' }).expect(200);
    await anna.post(consents).send({ channel: 'phone', status: 'withdrawn', evidence: 'rozmowa' }).expect(200);
    const { rows } = (await anna.get(consents)).body as { rows: { status: string; inForce: boolean }[] };
    expect(rows.map((row) => [row.status, row.inForce])).to.deep.equal([
      ['withdrawn', true],
      ['given', false],
    ]);
  });

  it('the word of a person and that about one address stand beside the word of the firm, each with whose it is', async () => {
    const { id, companyId, firstName, lastName } = people.jozef;
    const consents = `/api/v1/companies/${companyId}/consents`;
    const card = (await anna.get(`/api/v1/people/${id}`).expect(200)).body;
    const contactPointId = card.contactPoints[0].id as string;
    const said = { channel: 'email', status: 'withdrawn', evidence: 'mail z 3 grudnia' };
    await anna
      .post(consents)
      .send({ ...said, contactPointId, purpose: 'service' })
      .expect(200);
    await anna
      .post(consents)
      .send({ ...said, personId: id })
      .expect(200);
    const refused = await anna
      .post(consents)
      .send({ ...said, channel: 'phone', contactPointId })
      .expect(422);
    expect(refused.body).to.include({ code: 'consent.wrong_address', field: 'contactPointId' });
    type Row = { personName: string | null; address: string | null; purpose: string; inForce: boolean };
    const told = async (query: string) =>
      ((await anna.get(consents + query).expect(200)).body.rows as Row[]).map((row) => [
        row.personName,
        row.address,
        row.purpose,
        row.inForce,
      ]);
    const name = `${firstName} ${lastName}`;
    const all = [
      [name, null, 'marketing', true],
      [name, people.jozef.email, 'service', true],
      [null, null, 'marketing', true],
    ];
    expect(await told('')).to.deep.equal(all);
    expect(await told(`?personId=${id}`)).to.deep.equal(all);
    expect(await told(`?personId=${companyId}`)).to.deep.equal(all.slice(2));
  });

  it('a person comes with their own address, and a broken one is refused in plain words', async () => {
    const people = `/api/v1/companies/${companies.omega.id}/people`;
    const refused = await anna
      .post(people)
      .send({ lastName: 'Kot', contactPoints: [{ kind: 'email', value: 'kot@@omega.pl' }] })
      .expect(422);
    expect(refused.body.message).to.contain('kot@@omega.pl');
    await anna
      .post(people)
      .send({ firstName: 'Ewa', lastName: 'Kot', contactPoints: [{ kind: 'email', value: 'kot@omega.pl' }] })
      .expect(200);
    expect((await anna.get(people)).body.rows).to.have.length(1);
  });

  it('a group takes members once', async () => {
    const { id } = (await anna.post('/api/v1/groups').send({ name: 'Targi 2026' }).expect(200)).body;
    const members = { members: [{ companyId: companies.omega.id }, { companyId: companies.ges.id }] };
    expect((await anna.post(`/api/v1/groups/${id}/members`).send(members).expect(200)).body.added).to.equal(2);
    expect((await anna.post(`/api/v1/groups/${id}/members`).send(members).expect(200)).body.added).to.equal(0);
    await anna.post('/api/v1/groups').send({ name: 'TARGI 2026' }).expect(422);
  });

  it('a group is renamed by whoever may fill it, to a name that is free, from what is there now', async () => {
    const { id } = (await anna.post('/api/v1/groups').send({ name: 'Kongres' }).expect(200)).body;
    const rename = (name: string, version = 1) =>
      anna.put(`/api/v1/groups/${id}`).send({ name, category: 'wydarzenia', description: null, version });
    expect((await rename('targi 2026').expect(422)).body.code).to.equal('group.name_taken');
    await rename('Zjazd').expect(204);
    expect((await rename('Kongres').expect(409)).body.theirs.fields.name.theirs).to.equal('Zjazd');
    const { rows } = (await anna.get('/api/v1/groups').expect(200)).body;
    expect(rows).to.deep.include({ id, name: 'Zjazd' });
    expect(await panel.db.one('select category from groups where id = $1', [id])).to.include({
      category: 'wydarzenia',
    });
  });

  describe('an import', () => {
    const upload = (who: TestAgent, name: string, body: Buffer) =>
      who.post('/api/v1/imports').query({ name }).set('Content-Type', 'application/octet-stream').send(body);
    const walk = async (importId: string) => {
      const { moveImport } = importActivities({ db: panel.db, filesDir: panel.filesDir });
      while ((await moveImport({ importId })).more);
    };

    it('is for those who may import', async () => {
      await upload(anna, 'a.csv', Buffer.from('Nazwa\nA')).expect(403);
    });

    it('goes from the file to customers and back, and gives the refused rows as Excel', async () => {
      const { id } = (await upload(maria, 'raport ERP.xlsx', await readFile(`${samples}/raport-erp.xlsx`)).expect(200))
        .body;
      const look = (await maria.get(`/api/v1/imports/${id}/look`).expect(200)).body;
      expect(look.sheets.map((sheet: { name: string }) => sheet.name)).to.deep.equal(['Info', 'Kontrahenci']);
      await maria.post(`/api/v1/imports/${id}/plan`).send(look.plan).expect(204);
      expect(
        (await panel.db.one<{ n: number }>('select count(*) as n from outbox where target = $1', [`import:${id}`])).n,
      ).to.equal(1);
      await walk(id);
      const { counts, state } = (await maria.get(`/api/v1/imports/${id}`)).body;
      expect([state, counts.rows]).to.deep.equal(['ready', 301]);
      const wrong = (await maria.get(`/api/v1/imports/${id}/rows?state=wrong&limit=5`)).body.rows;
      expect(wrong[0].reasons[0].pl).to.be.a('string');

      const file = await maria
        .get(`/api/v1/imports/${id}/refused.xlsx`)
        .buffer()
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        });
      const book = new excel.Workbook();
      await book.xlsx.load(file.body);
      const sheet = book.worksheets[0]!;
      expect(sheet.rowCount).to.equal(1 + counts.wrong + (counts.conflicting ?? 0));
      expect(sheet.getRow(2).getCell(1).text).to.equal(
        wrong[0].reasons.map((reason: { pl: string }) => reason.pl).join(' '),
      );

      await maria.post(`/api/v1/imports/${id}/start`).expect(204);
      await walk(id);
      await maria.post(`/api/v1/imports/${id}/start`).expect(422);
      await maria.post(`/api/v1/imports/${id}/undo`).expect(204);
      await walk(id);
      await maria.delete(`/api/v1/imports/${id}`).expect(204);
      expect(await readdir(`${panel.filesDir}/imports`)).to.deep.equal([]);
    });

    it('of a renamed PDF is refused and leaves no file', async () => {
      const refused = await upload(maria, 'klienci.xlsx', Buffer.from('%PDF-1.7\n...')).expect(422);
      expect(refused.body.message).to.contain('klienci.xlsx').and.to.contain('PDF');
      expect(await readdir(`${panel.filesDir}/imports`)).to.deep.equal([]);
    });
  });
});
