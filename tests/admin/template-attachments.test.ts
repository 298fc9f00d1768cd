import { expect } from 'chai';
import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { dispatchActivities } from '../../activities/dispatch.ts';
import { deleteLooseFiles } from '../../activities/upload-files.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { allowAlways, planMessage, seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const text = { language: 'pl', subject: 'Oferta', bodyHtml: null, bodyText: 'W załączniku oferta.' };

describe('files that go with a template', () => {
  let panel: TestPanel;
  let sink: SmtpSink;
  let id: string;

  before(async () => {
    [panel, sink] = await Promise.all([startPanel(), startSmtpSink()]);
    const maria = await panel.as('maria');
    const template = { ...text, code: 'oferta', name: 'Oferta', purpose: 'service' };
    id = (await maria.post('/api/v1/templates').send(template).expect(200)).body.id;
  });
  after(async () => {
    await sink?.close();
    await panel?.stop();
  });

  const newest = async () => (await panel.as('maria').then((maria) => maria.get(`/api/v1/templates/${id}`))).body;
  const upload = async (name: string, content: Buffer, version: number) => {
    const maria = await panel.as('maria');
    return maria
      .post(`/api/v1/templates/${id}/attachments?${new URLSearchParams({ name, version: String(version) })}`)
      .set('Content-Type', 'application/octet-stream')
      .send(content);
  };
  const stored = async () => (await readdir(`${panel.filesDir}/documents`).catch(() => [])).length;

  it('are added, each as a version of its own', async () => {
    const { version } = await newest();
    expect((await upload('oferta zażółć.pdf', pdf, version)).status).to.equal(200);
    expect(await newest()).to.deep.include({ number: 2, bodyText: text.bodyText });
  });

  it('stay when the text is changed, and go out with the mail', async () => {
    const maria = await panel.as('maria');
    const { version, code, name, purpose } = await newest();
    const changed = { ...text, code, name, purpose, version, bodyText: 'Nowa treść.' };
    await maria.put(`/api/v1/templates/${id}`).send(changed).expect(200);
    const { versionId, attachments } = await newest();
    expect(attachments.map((one: { fileName: string }) => one.fileName)).to.deep.equal(['oferta zażółć.pdf']);
    expect((await maria.get(`/api/v1/templates/attachments/${attachments[0].id}`).expect(200)).body).to.deep.equal(pdf);

    const account = await panel.db.transaction(async (tx) => {
      await allowAlways(tx);
      return seatAccount(tx);
    });
    const house = { publicUrl: panel.url, log: () => {} };
    const plugins = await loadRegistry({ environment: { SMTP_URL: sink.url }, ...house });
    const { filesDir, db } = panel;
    const dispatch = dispatchActivities({ db, plugins, installationId: 'i', secretKey: 'k', filesDir, ...house });
    await planMessage(db, account, { templateVersionId: versionId });
    expect((await dispatch.sendDue({ accountId: account, now: 0 })).sent).to.equal(1);
    const mail = await simpleParser(sink.received[0]!.raw);
    expect(mail.text).to.contain('Nowa treść.');
    expect(mail.attachments.map(({ filename, content }) => [filename, content])).to.deep.equal([
      ['oferta zażółć.pdf', pdf],
    ]);
  });

  it('that lie about what they are, are too large or come too late are refused, and nothing of them stays', async () => {
    const before = await stored();
    const { version } = await newest();
    const program = await upload('oferta.pdf', Buffer.from('MZ this is a program'), version);
    expect(program.status).to.equal(422);
    expect(program.body.message).to.match(/oferta\.pdf/);
    const large = await upload('duzy.pdf', Buffer.concat([pdf, Buffer.alloc(16 * 1024 * 1024)]), version);
    expect([large.status, large.body.code]).to.deep.equal([422, 'attachments.too_much']);
    expect(large.body.message).to.match(/15 MB.*Zmniejsz plik/);
    const late = await upload('oferta.pdf', pdf, version - 1);
    expect(late.body.code).to.equal('template.changed');
    expect(await stored()).to.equal(before);
    const anna = await panel.as('anna');
    await anna.post(`/api/v1/templates/${id}/attachments?name=a.pdf&version=${version}`).send(pdf).expect(403);
  });

  it('are taken off, and versions of before keep them', async () => {
    const maria = await panel.as('maria');
    const { version, attachments } = await newest();
    const [{ id: attachmentId }] = attachments;
    await maria.delete(`/api/v1/templates/${id}/attachments/${attachmentId}?version=${version}`).expect(200);
    expect((await newest()).attachments).to.deep.equal([]);
    const kept = await panel.db.rows(
      `select v.number from attachments a join template_versions v on v.id = a.template_version_id order by 1`,
    );
    expect(kept).to.deep.equal([{ number: 2 }, { number: 3 }]);
  });

  it('are no loose files to the nightly cleaning, however old', async () => {
    const folder = `${panel.filesDir}/documents`;
    const before = await readdir(folder);
    const old = new Date(Date.now() - 30 * 86_400_000);
    for (const name of before) await utimes(path.join(folder, name), old, old);
    expect(await deleteLooseFiles(panel.db, panel.filesDir)).to.equal(0);
    expect(await readdir(folder))
      .to.deep.equal(before)
      .and.to.have.length(1);
  });
});
