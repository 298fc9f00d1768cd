import { expect } from 'chai';
import { bulkActivities } from '../../activities/bulks.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Db } from '../../db/database.ts';
import { newFence, settleEffect, takeTurn } from '../../db/effects.ts';
import { seatTemplate } from '../../db/templates.ts';
import type { SendResult } from '../../domain/effects/results.ts';
import { shippedTemplates } from '../../domain/scenario/shipped/templates.ts';
import { startMailCatcher } from '../../ground/mail-catcher.ts';
import { until } from '../support/until.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { planMessage, seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('pages of mail', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let db: Db;
  let home: string;
  let account: string;

  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'nurt-'));
    panel = await startPanel({ filesDir: path.join(home, 'files') });
    browser = await startBrowser();
    db = panel.db;
    account = await seatAccount(db);
    await db.transaction(async (tx) => {
      for (const { text, html, ...template } of shippedTemplates) {
        const actor = { kind: 'system', id: 'test' } as const;
        await seatTemplate(tx, actor, { ...template, bodyText: text, bodyHtml: html, language: 'pl' });
      }
    });
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
    await rm(home, { recursive: true, force: true });
  });

  async function ended(result: SendResult): Promise<void> {
    const { id } = await db.one<{ id: string }>('select id from template_versions order by id limit 1');
    const key = await planMessage(db, account, { templateVersionId: id });
    const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
    const merged = { company: { name: companies.drewPol.name }, unsubscribe: { url: 'https://nurt.example/u/x' } };
    await settleEffect(db, { ...claimed!, result, sent: { subject: 'Zaproszenie dla Drew-Pol', merged } });
  }

  it('a supervisor decides a doubtful send', async () => {
    await ended({ state: 'unknown', reason: 'Connection closed unexpectedly' });
    const maria = await browser.open(panel.url);
    await maria.logIn('maria');
    await maria.go('/admin/messages');
    await maria.see('1 wiadomość czeka na decyzję.');
    await maria.click('Zobacz i zdecyduj');
    await maria.page.locator('tbody input[type=checkbox]').click();
    await maria.click('Rozstrzygnij wątpliwe');
    await maria.choose('Co się z nimi stało', 'Doszły');
    await maria.page.locator('dialog footer button[type=submit]').click();
    const bulkId = await until(
      async () => (await db.maybe<{ id: string }>(`select id from bulks where state = 'running'`))?.id,
    );
    while ((await bulkActivities({ db }).moveBulkRows({ bulkId })).more);
    await maria.see('Nic nie pasuje');
    expect(await db.rows(`select 1 from effects where state = 'done'`)).to.have.length(1);
    await maria.done();
  });

  it('a sent mail is read as it went out, and a reply to it is recorded', async () => {
    await ended({ state: 'done', externalId: '<m1@nurt.example>' });
    const anna = await browser.open(panel.url);
    await anna.logIn('anna');
    await anna.go('/admin/messages?list=sent');
    await anna.click('Zaproszenie dla Drew-Pol');
    await anna.see('m1@nurt.example');
    await anna.click('Sam tekst');
    await anna.see('zapraszamy Drew-Pol Zieliński sp.j.');
    await anna.click('Zapisz odpowiedź');
    await anna.fill('Co odpisał klient', 'Tak, proszę dzwonić.');
    await anna.click('Zapisz');
    await anna.see('Odpowiedź zapisana');
    await anna.go('/admin/messages?list=replies');
    await anna.see('Re: Zaproszenie dla Drew-Pol');
    await anna.done();
  });

  it('a template shows what a recipient gets, and where a field is wrong', async () => {
    const maria = await browser.open(panel.url);
    await maria.logIn('maria');
    await maria.go('/admin/templates');
    await maria.see('Zaproszenie');
    await maria.click('Zaproszenie');
    await maria.see('Zaproszenie dla Drew-Pol Zieliński sp.j.');
    await maria.fill('Temat', 'Oferta dla {{ company.nam }}');
    await maria.see('Może chodziło o „company.name”');
    await maria.fill('Temat', 'Oferta dla {{ company.name }}');
    await maria.see('Oferta dla Drew-Pol Zieliński sp.j.');
    await maria.click('Zapisz nową wersję');
    await maria.see('Zapisano, wersja 2');
    await maria.done();
  });

  it('the catcher shows a mail under the banner, with its HTML behind glass', async () => {
    const catcher = await startMailCatcher({ port: 0, folder: path.join(home, 'mail') });
    const transport = createTransport({ host: '127.0.0.1', port: catcher.port, ignoreTLS: true });
    const html = '<h1>Zaproszenie</h1><script>document.title = "x"</script><img src="https://foreign.example/a.png">';
    await transport.sendMail({
      from: 'a@nurt.example',
      to: 'biuro@drewpol.example',
      subject: 'Próba',
      text: 'x',
      html,
    });
    await catcher.close();
    const maria = await browser.open(panel.url, { width: 390 });
    await maria.logIn('maria');
    await maria.go('/admin/catcher');
    await maria.see('Poczta nie wychodzi z tego komputera');
    await maria.click('Próba');
    await maria.page.waitForSelector('dialog iframe.letter-frame');
    const frame = await maria.page.$eval('iframe.letter-frame', (each) => each.getAttribute('sandbox'));
    expect(frame).to.equal('');
    // The browser says in its console that it has run no script and loaded no picture: that is what the glass is for.
    const others = maria.complaints.filter((line) => !/sandbox|Content Security Policy|foreign\.example/i.test(line));
    expect(others).to.deep.equal([]);
    await maria.page.close();
  });
});
