import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createCanvas } from '@napi-rs/canvas';
import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { grantCase } from '../../db/case-people.ts';
import { createCase } from '../../db/cases.ts';
import type { FilePage } from '../../db/file-page.ts';
import { createOpportunity } from '../../db/opportunity-links.ts';
import { createTask } from '../../db/tasks.ts';
import { newId } from '../../db/new-id.ts';
import { deleteLooseFiles } from '../../activities/upload-files.ts';
import { calling, draftOf, placeScenario } from '../support/campaigns.ts';
import { companies, people, users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { pdfOf } from '../support/pdf-of.ts';
import { xlsxOf } from '../support/importing.ts';
import { zipOf } from '../support/zip-of.ts';

const anna = viewer('anna');

describe('files', () => {
  let panel: TestPanel;
  let agents: Readonly<Record<'anna' | 'pawel' | 'maria', TestAgent>>;
  let task = '';
  let caseId = '';

  before(async () => {
    panel = await startPanel();
    agents = { anna: await panel.as('anna'), pawel: await panel.as('pawel'), maria: await panel.as('maria') };
    task = (await createTask(panel.db, anna, { type: 'errand', title: 'Umowa' })).id;
    caseId = (await createCase(panel.db, anna, { name: 'Reklamacja' })).id;
  });
  after(() => panel.stop());

  type Sending = { readonly noun?: string; readonly recordId?: string; readonly name?: string };
  const send = (
    content: string | Buffer,
    { noun = 'company', recordId, name = 'umowa.txt' }: Sending = {},
    who = agents.anna,
  ) =>
    who
      .post(`/api/v1/files?${new URLSearchParams({ noun, recordId: recordId ?? companies.drewPol.id, name })}`)
      .set('Content-Type', 'application/octet-stream')
      .send(typeof content === 'string' ? Buffer.from(content) : content);
  const keep = async (content: string | Buffer, sending: Sending = {}) => {
    const { status, body } = await send(content, sending);
    expect(status, JSON.stringify(body)).to.equal(200);
    return (body as { id: string }).id;
  };
  const page = async (id: string, who = agents.anna) => (await who.get(`/api/v1/files/${id}`)).body as FilePage;
  const preview = async (id: string) =>
    (await agents.anna.get(`/api/v1/files/${id}/versions/1/preview`)).body as object;

  it('hangs on any record, with versions, category, description and keywords', async () => {
    const opportunity = await createOpportunity(panel.db, anna, { name: 'Regały', companyId: companies.drewPol.id });
    for (const [noun, recordId] of [
      ['company', companies.drewPol.id],
      ['person', people.jozef.id],
      ['case', caseId],
      ['task', task],
      ['opportunity', opportunity.id],
    ] as const)
      await keep('treść', { noun, recordId });
    const id = await keep('pierwsza');
    const version = await agents.anna
      .post(`/api/v1/files/${id}/versions?name=umowa-v2.txt&note=po+uwagach`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from('druga'));
    expect(version.body).to.deep.equal({ number: 2 });
    const categories = (await agents.anna.get('/api/v1/file-categories')).body as {
      rows: { id: string; name: { pl: string } }[];
    };
    const changes = {
      name: 'Umowa ramowa',
      categoryId: categories.rows.find(({ name }) => name.pl === 'Umowa')!.id,
      description: 'Podpisana przez obie strony',
      keywords: ['ramowa', ' 2026 ', ''],
    };
    expect((await agents.anna.patch(`/api/v1/files/${id}`).send({ version: 1, changes })).status).to.equal(409);
    expect((await agents.anna.patch(`/api/v1/files/${id}`).send({ version: 2, changes })).status).to.equal(200);
    const shown = await page(id);
    expect(shown).to.include({ name: 'Umowa ramowa', categoryName: 'Umowa', versions: 2 });
    expect(shown.keywords).to.deep.equal(['ramowa', '2026']);
    expect(shown.versionsKept.map(({ number, name, note }) => [number, name, note])).to.deep.equal([
      [2, 'umowa-v2.txt', 'po uwagach'],
      [1, 'umowa.txt', null],
    ]);
    for (const word of ['ramow', 'obie strony', '2026', 'umowa']) expect(await found(word), word).to.include(id);
    expect(await found('100%')).to.deep.equal([]);
  });

  it('tells its category in the language of whoever reads it', async () => {
    const id = await keep('umowa po angielsku', { name: 'kontrakt.txt' });
    const { rows: categories } = (await agents.anna.get('/api/v1/file-categories')).body as {
      rows: { id: string; name: { pl: string } }[];
    };
    const categoryId = categories.find(({ name }) => name.pl === 'Umowa')!.id;
    await agents.anna.patch(`/api/v1/files/${id}`).send({ version: 1, changes: { categoryId } });
    const told = async () => {
      const { rows } = (await agents.anna.get('/api/v1/files?search=kontrakt')).body as { rows: FilePage[] };
      return [(await page(id)).categoryName, rows.map(({ categoryName }) => categoryName)];
    };
    expect(await told()).to.deep.equal(['Umowa', ['Umowa']]);
    await panel.db.run(`update users set language = 'en' where id = $1`, [users.anna.id]);
    expect(await told()).to.deep.equal(['Contract', ['Contract']]);
    await panel.db.run(`update users set language = 'pl' where id = $1`, [users.anna.id]);
  });

  const found = async (search: string, who = agents.anna) => {
    const { body } = await who.get(`/api/v1/files?${new URLSearchParams({ search })}`);
    return (body as { rows: { id: string }[] }).rows.map(({ id }) => id);
  };

  it('may be read if any record it hangs on may be (rule 27)', async () => {
    const id = await keep('tajne', { noun: 'task', recordId: task, name: 'tajne.txt' });
    const status = async (who = agents.pawel) => (await who.get(`/api/v1/files/${id}`)).status;
    const paths = ['', '/versions/1', '/versions/1/preview', '/versions/1/picture'];
    for (const path of paths) expect((await agents.pawel.get(`/api/v1/files/${id}${path}`)).status, path).to.equal(404);
    expect(await found('tajne', agents.pawel)).to.deep.equal([]);
    expect(await status(agents.maria)).to.equal(200);

    // Nobody hangs what they cannot read, nor on what they may not change.
    const link = (who: TestAgent, noun: string, recordId: string) =>
      who.post(`/api/v1/files/${id}/links`).send({ noun, recordId });
    expect((await link(agents.pawel, 'company', companies.omega.id)).status).to.equal(404);
    expect((await link(agents.anna, 'case', caseId)).status).to.equal(204);
    expect(await status()).to.equal(404);
    await grantCase(panel.db, anna, { id: caseId, userId: users.pawel.id, level: 'read' });
    expect(await status()).to.equal(200);
    expect((await page(id, agents.pawel)).links.map(({ noun }) => noun)).to.deep.equal(['case']);
    expect((await agents.pawel.delete(`/api/v1/files/${id}`)).status).to.equal(403);
    expect((await send('x', { noun: 'case', recordId: caseId }, agents.pawel)).status).to.equal(422);
    await grantCase(panel.db, anna, { id: caseId, userId: users.pawel.id, level: 'add' });
    expect((await send('x', { noun: 'case', recordId: caseId }, agents.pawel)).status).to.equal(200);

    expect((await agents.anna.delete(`/api/v1/files/${id}/links?noun=case&recordId=${caseId}`)).status).to.equal(204);
    expect(await status()).to.equal(404);
    const last = await agents.anna.delete(`/api/v1/files/${id}/links?noun=task&recordId=${task}`);
    expect((last.body as { code: string }).code).to.equal('file.last_place');
    const blind = await panel.token('anna', ['company.read', 'task.read']);
    const asked = await panel.nobody().get(`/api/v1/files/${id}`).set('Authorization', `Bearer ${blind}`);
    expect(asked.status).to.equal(403);
  });

  it('is changed and deleted only by whoever may change the record it was made on; others take it off their own', async () => {
    const jan = await panel.as('jan');
    const { id: campaign } = (
      await jan.post('/api/v1/campaigns').send(draftOf(await placeScenario(panel.db, 'pliki', calling)))
    ).body as { id: string };
    const { body } = await send('cennik', { noun: 'campaign', recordId: campaign, name: 'cennik.txt' }, jan);
    const { id } = body as { id: string };
    const own = { noun: 'company', recordId: companies.omega.id };
    expect((await agents.pawel.post(`/api/v1/files/${id}/links`).send(own)).status).to.equal(204);

    const version = agents.pawel.post(`/api/v1/files/${id}/versions?name=podmieniony.txt`);
    expect((await version.set('Content-Type', 'application/octet-stream').send(Buffer.from('x'))).status).to.equal(403);
    const renamed = agents.pawel.patch(`/api/v1/files/${id}`).send({ version: 1, changes: { name: 'Mój' } });
    expect((await renamed).status).to.equal(403);
    expect((await agents.pawel.delete(`/api/v1/files/${id}`)).status).to.equal(403);
    const off = `/api/v1/files/${id}/links?noun=campaign&recordId=${campaign}`;
    expect((await agents.pawel.delete(off)).status).to.equal(403);

    const away = `/api/v1/files/${id}/links?${new URLSearchParams(own)}`;
    expect((await agents.pawel.delete(away)).status).to.equal(204);
    expect((await jan.delete(`/api/v1/files/${id}`)).status).to.equal(204);
  });

  it('of a message is changed by whoever writes messages, and in a case by whoever may add to it', async () => {
    const message = newId();
    await panel.db.run(
      `insert into messages (id, direction, channel, company_id, case_id, address, subject, received_at, created_by, updated_by)
       values ($1, 'in', 'email', $2, $3, 'a@b.example', 'Skarga', now(), 'system:test', 'system:test')`,
      [message, companies.drewPol.id, caseId],
    );
    const id = await keep('skan', { noun: 'message', recordId: message, name: 'skan.txt' });
    await grantCase(panel.db, anna, { id: caseId, userId: users.pawel.id, level: 'read' });
    expect((await agents.pawel.get(`/api/v1/files/${id}`)).status).to.equal(200);
    expect((await agents.pawel.delete(`/api/v1/files/${id}`)).status).to.equal(403);
    const reader = await panel.token('anna', ['file.read', 'file.edit', 'message.read', 'case.read']);
    const byReader = await panel.nobody().delete(`/api/v1/files/${id}`).set('Authorization', `Bearer ${reader}`);
    expect(byReader.status).to.equal(403);
    await grantCase(panel.db, anna, { id: caseId, userId: users.pawel.id, level: 'add' });
    expect((await agents.pawel.delete(`/api/v1/files/${id}`)).status).to.equal(204);
  });

  it('is sent as a download that no browser runs, in parts where parts are asked for', async () => {
    const id = await keep('<svg onload="alert(1)"></svg>', { name: '../../x.svg' });
    const path = `/api/v1/files/${id}/versions/1`;
    const whole = await agents.anna.get(path).buffer(true);
    expect(whole.headers['content-type']).to.equal('application/octet-stream');
    expect(whole.headers['content-disposition']).to.match(/^attachment; filename="?x\.svg/);
    expect(whole.headers['content-security-policy']).to.equal("sandbox; default-src 'none'");
    expect(whole.headers['x-content-type-options']).to.equal('nosniff');
    const part = await agents.anna.get(path).set('Range', 'bytes=0-3').buffer(true);
    expect(part.status).to.equal(206);
    expect(part.headers['content-range']).to.equal('bytes 0-3/29');
    expect((await agents.anna.get(path).set('Range', 'bytes=900-')).status).to.equal(416);
    expect(await preview(id)).to.deep.equal({ kind: 'none', trouble: 'unsupported' });
    expect((await panel.nobody().get(path)).status).to.equal(401);
    // In the store nothing is called as it was called, and nothing lies elsewhere.
    for (const name of await readdir(`${panel.filesDir}/documents`)) expect(name).to.match(/^[0-9a-f-]{36}$/);
  });

  it('that is empty, a program or something else than its name says is refused in words, and leaves nothing', async () => {
    const before = (await readdir(`${panel.filesDir}/documents`)).length;
    const codes = async (name: string, content: string) => {
      const { status, body } = await send(Buffer.from(content, 'latin1'), { name });
      return [status, (body as { code: string }).code];
    };
    expect(await codes('pusty.txt', '')).to.deep.equal([422, 'file.empty']);
    expect(await codes('faktura.pdf', 'MZ\x90\0\x03')).to.deep.equal([422, 'file.program']);
    expect(await codes('faktura.pdf', '\x89PNG\r\n\x1a\n')).to.deep.equal([422, 'file.disguised']);
    const json = await agents.anna
      .post(`/api/v1/files?noun=company&recordId=${companies.drewPol.id}&name=a.json`)
      .send({ a: 1 });
    expect(json.body).to.include({ code: 'file.not_bytes' });
    expect((await send('x', { noun: 'company', recordId: task })).status).to.equal(404);
    expect((await send('x', { noun: 'invoice' })).status).to.equal(400);
    expect(await readdir(`${panel.filesDir}/documents`)).to.have.length(before);
  });

  it('of 2 GB is refused before it has come', async () => {
    const token = await panel.token('anna', ['file.edit', 'file.read', 'company.read', 'company.edit']);
    const refused = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const sending = httpRequest(
        `${panel.url}/api/v1/files?noun=company&recordId=${companies.drewPol.id}&name=film.bin`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/octet-stream',
            'content-length': 2 * 1024 ** 3,
          },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => {
            resolve({ status: response.statusCode, text });
            sending.destroy();
          });
        },
      );
      sending.on('error', reject);
      sending.write(Buffer.alloc(1_000));
    });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('file.too_large').and.include('100 MB');
  });

  it('shows pictures, the first page of a PDF and the words of office documents, made in a process of their own', async () => {
    const canvas = createCanvas(3_000, 1_500);
    canvas.getContext('2d').fillRect(0, 0, 3_000, 1_500);
    const photo = await keep(canvas.toBuffer('image/jpeg'), { name: 'paleta.jpg' });
    expect(await preview(photo)).to.include({ kind: 'picture', width: 1_600, height: 800 });
    const picture = await agents.anna.get(`/api/v1/files/${photo}/versions/1/picture`).buffer(true);
    expect(picture.headers['content-type']).to.equal('image/webp');
    expect(picture.headers['content-security-policy']).to.equal("sandbox; default-src 'none'");

    const pdf = await keep(pdfOf('Umowa nr 5/2026'), { name: 'umowa.pdf' });
    expect(await preview(pdf)).to.include({ kind: 'picture', pages: 1, text: 'Umowa nr 5/2026' });
    const word = zipOf({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml':
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Zażółć</w:t></w:r></w:p><w:p><w:r><w:t>gęślą &lt;jaźń&gt;</w:t></w:r></w:p></w:body></w:document>',
    });
    expect(await preview(await keep(word, { name: 'pismo.docx' }))).to.deep.equal({
      kind: 'text',
      text: 'Zażółć\ngęślą <jaźń>',
      cut: false,
    });
    const sheet = await keep(
      await xlsxOf([
        ['Towar', 'Sztuk'],
        ['Łata', 12],
      ]),
      { name: 'cennik.xlsx' },
    );
    expect(await preview(sheet)).to.deep.include({
      kind: 'table',
      rows: [
        { number: 1, cells: ['Towar', 'Sztuk'] },
        { number: 2, cells: ['Łata', { number: 12 }] },
      ],
    });
    const old = await keep(Buffer.from('Za\xbf\xf3\xb3\xe6', 'latin1'), { name: 'stary.txt' });
    expect(await preview(old)).to.deep.equal({ kind: 'text', text: 'Zażółć', cut: false });
  });

  it('that lies about itself gets no preview and harms nothing', async () => {
    const broken = {
      'bomba.docx': zipOf({ 'word/document.xml': Buffer.alloc(60 * 1024 ** 2, 0x20) }),
      'pusty.docx': zipOf({ 'a.txt': 'x' }),
      'pusty.xlsx': zipOf({ 'a.txt': 'x' }),
      'urwany.tif': Buffer.from('II*\0\x10\0\0\0', 'latin1'),
      'urwany.pdf': Buffer.from('%PDF-1.7\n%%EOF'),
      'ogromny.png': Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
        Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0]),
      ]),
      'urwany.jpg': Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'),
    };
    for (const [name, content] of Object.entries(broken))
      expect(await preview(await keep(content, { name })), name).to.include({ kind: 'none' });
  });

  it('that was deleted can be brought back by whoever deleted it, and its bytes go after a month', async () => {
    const id = await keep('stare', { name: 'stare.txt' });
    expect((await agents.anna.delete(`/api/v1/files/${id}`)).status).to.equal(204);
    expect((await agents.anna.get(`/api/v1/files/${id}`)).status).to.equal(404);
    expect((await agents.pawel.post(`/api/v1/files/${id}/restore`)).status).to.equal(404);
    expect((await agents.anna.post(`/api/v1/files/${id}/restore`)).status).to.equal(204);
    expect((await page(id)).name).to.equal('stare.txt');
    expect(await deleteLooseFiles(panel.db, panel.filesDir)).to.equal(0);
  });

  it('that was deleted stays away from whoever no longer sees a record of it', async () => {
    const id = await keep('cudze', { noun: 'task', recordId: task, name: 'cudze.txt' });
    expect((await agents.anna.delete(`/api/v1/files/${id}`)).status).to.equal(204);
    const owned = (ownerId: string, by: string) =>
      panel.db.run('update tasks set owner_id = $2, created_by = $3 where id = $1', [task, ownerId, by]);
    await owned(users.pawel.id, `user:${users.pawel.id}`);
    expect((await agents.anna.post(`/api/v1/files/${id}/restore`)).status).to.equal(404);
    await owned(users.anna.id, `user:${users.anna.id}`);
    expect((await agents.anna.post(`/api/v1/files/${id}/restore`)).status).to.equal(204);
  });

  it('lists page without losing one, and odd questions are answered', async () => {
    const first = (await agents.anna.get('/api/v1/files?limit=3')).body as { rows: { id: string }[]; next: string };
    const rest = (await agents.anna.get(`/api/v1/files?limit=100&after=${encodeURIComponent(first.next)}`)).body as {
      rows: { id: string }[];
    };
    const all = (await agents.anna.get('/api/v1/files?limit=200')).body as { rows: { id: string }[] };
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).to.deep.equal(all.rows.map(({ id }) => id));
    for (const odd of ['files?after=x', 'files?noun=company&recordId=1', 'files/1', 'files?search=%5C%25'])
      expect((await agents.anna.get(`/api/v1/${odd}`)).status, odd).to.be.lessThan(500);
  });
});
