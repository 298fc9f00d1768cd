import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dispatchActivities, type DispatchActivities } from '../../activities/dispatch.ts';
import { loadRuleBook } from '../../db/governor.ts';
import { defaultRuleBook } from '../../domain/governor/rule-book.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies, users } from '../support/cast.ts';
import { seatAccount } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const shots = process.env['NURT_TEST_SHOTS'];

describe('pages of contact', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let sink: SmtpSink;
  let account: string;
  let dispatch: DispatchActivities;

  before(async () => {
    [panel, browser, sink] = await Promise.all([startPanel(), startBrowser(), startSmtpSink()]);
    await panel.db.run(`update users set language = 'en', role = 'administrator' where id = $1`, [users.maria.id]);
    account = await seatAccount(panel.db);
    await panel.db.run(`insert into legal_entities (name, is_default) values ('Nurt Demo sp. z o.o.', true)`);
    const house = { publicUrl: panel.url, log: () => {} };
    const plugins = await loadRegistry({ environment: { SMTP_URL: sink.url }, ...house });
    dispatch = dispatchActivities({
      ...{ db: panel.db, plugins, installationId: 'i', secretKey: 'k', filesDir: panel.filesDir },
      ...house,
    });
  });
  after(async () => {
    await browser?.close();
    await sink?.close();
    await panel?.stop();
  });

  async function shoot(tab: TestPage, name: string): Promise<void> {
    if (!shots) return;
    await mkdir(shots, { recursive: true });
    await tab.screenshot(path.join(shots, `${name}.png`));
  }

  it('the rules of contact are changed and hold from then on', async () => {
    const tab = await browser.open(panel.url);
    await tab.logIn('jan');
    await tab.go('/admin/rule-book');
    await tab.see('Godziny kontaktu');
    await shoot(tab, 'rule-book-pl');
    await tab.fill('Najwyżej kontaktów', '5');
    await tab.page.click('button[title="niedziela"]');
    await tab.click('Zapisz');
    await tab.see('Zasady już obowiązują');
    const book = await loadRuleBook(panel.db);
    expect(book.cap).to.deep.equal({ touches: 5, days: 7 });
    expect(book.hours['email']!.days).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(book.purposes).to.deep.equal(defaultRuleBook.purposes);
    await tab.done();
  });

  it('a purpose is added in the settings, and a consent to it is recorded from then on', async () => {
    const tab = await browser.open(panel.url);
    await tab.logIn('jan');
    await tab.go('/admin/rule-book');
    await tab.fill('Nowy cel', 'Marketing');
    await tab.see('Ten cel jest już na liście');
    await tab.fill('Nowy cel', 'newsletter');
    await tab.click('Dodaj cel');
    await tab.click('Zapisz');
    await tab.see('Zasady już obowiązują');
    await shoot(tab, 'rule-book-purpose');
    const { purposes } = await loadRuleBook(panel.db);
    expect(purposes['newsletter']).to.deep.equal({ needsConsent: true, capped: true, offer: true });
    const anna = await panel.as('anna');
    const offered = (await anna.get('/api/v1/consent-purposes').expect(200)).body.purposes;
    expect(offered.map(({ value }: { value: string }) => value)).to.deep.equal(['marketing', 'service', 'newsletter']);
    const said = { channel: 'email', purpose: 'newsletter', status: 'given', evidence: 'formularz' };
    await anna.post(`/api/v1/companies/${companies.drewPol.id}/consents`).send(said).expect(200);
    await tab.go(`/admin/companies/${companies.drewPol.id}?tab=consents`);
    await tab.see('newsletter');
    await tab.go('/admin/rule-book');
    await tab.click('Usuń cel: newsletter');
    await tab.click('Zapisz');
    await tab.see('Zasady już obowiązują');
    expect((await loadRuleBook(panel.db)).purposes).to.deep.equal(defaultRuleBook.purposes);
    await tab.done();
  });

  it('rules that nobody could follow are refused in words, and the old ones hold', async () => {
    const before = await loadRuleBook(panel.db);
    const jan = await panel.as('jan');
    const { version } = (await jan.get('/api/v1/rule-book').expect(200)).body;
    for (const [part, said] of [
      [{ cap: { touches: 0, days: 7 } }, /Limit kontaktów/],
      [{ hours: { email: { from: '20:00', to: '8:00', days: [1] } } }, /Godziny kanału/],
    ] as const) {
      const { body } = await jan
        .put('/api/v1/rule-book')
        .send({ book: { ...before, ...part }, version })
        .expect(422);
      expect(body.message).to.match(said);
    }
    await jan
      .put('/api/v1/rule-book')
      .send({ book: before, version: version - 1 })
      .expect(409);
    const anna = await panel.as('anna');
    await anna.get('/api/v1/rule-book').expect(403);
    await anna.put('/api/v1/rule-book').send({ book: before, version }).expect(403);
    expect(await loadRuleBook(panel.db)).to.deep.equal(before);
  });

  it('a sending account is changed, with its sender and pace', async () => {
    const tab = await browser.open(panel.url, { language: 'en' });
    await tab.logIn('maria');
    await tab.go('/admin/channels');
    await tab.see('Nurt <nurt@nurt.example>');
    await shoot(tab, 'channels-en');
    await tab.page.click('button[aria-label="Change the account E-mail"]');
    await tab.fill('Name of the sender', 'Biuro Nurt');
    await tab.fill('Messages an hour', '500');
    await shoot(tab, 'channel-form-en');
    await tab.click('Save');
    await tab.see('Biuro Nurt <nurt@nurt.example>');
    await tab.done();
    const saved = await panel.db.one('select sender_name, per_hour from channel_accounts where id = $1', [account]);
    expect(saved).to.deep.equal({ senderName: 'Biuro Nurt', perHour: 500 });
  });

  it('a test goes the way of every message, and the page says what became of it', async () => {
    const tab = await browser.open(panel.url);
    await tab.logIn('jan');
    await tab.go('/admin/channels');
    for (const [behaviour, said] of [
      ['accept', 'Serwer przyjął wiadomość do jan@nurt.example'],
      [{ at: 'RCPT', answer: '550 5.1.1 no such user' }, 'nie wyszła'],
    ] as const) {
      sink.behave(behaviour);
      await tab.click('Wyślij próbę');
      await tab.click('Wyślij próbę teraz');
      await tab.see('Czeka na wysłanie na adres');
      await dispatch.sendDue({ accountId: account, now: 0 });
      await tab.see(said);
      await shoot(tab, `channel-tried-${behaviour === 'accept' ? 'done' : 'failed'}`);
      await tab.page.keyboard.press('Escape');
      await tab.page.waitForSelector('dialog', { hidden: true });
    }
    await tab.done();
    expect(sink.received.map(({ to }) => to)).to.deep.equal(['jan@nurt.example']);
    expect(await panel.db.rows(`select distinct target from outbox where target like 'dispatch:%'`)).to.have.length(1);
  });

  it('nobody but who keeps the settings sees or tries accounts', async () => {
    const anna = await panel.as('anna');
    await anna.get('/api/v1/channels').expect(403);
    await anna.post(`/api/v1/channels/${account}/try`).send({ to: 'a@b.example' }).expect(403);
  });

  it('a sender that the environment names cannot be overwritten', async () => {
    const named = await startPanel({ mailFrom: 'Nurt <nurt@nurt.example>' });
    try {
      const id = await seatAccount(named.db);
      await named.db.run(`update channel_accounts set created_by = 'system:setup'`);
      const jan = await named.as('jan');
      const [first] = (await jan.get('/api/v1/channels').expect(200)).body.rows;
      expect(first.fixed).to.equal(true);
      const { name, senderName, legalEntityId, perHour, perDomainPerHour, connections, active, version } = first;
      const settings = { name, senderName, legalEntityId, perHour, perDomainPerHour, connections, active, version };
      const other = { ...settings, senderAddress: 'inny@nurt.example' };
      const { body } = await jan.put(`/api/v1/channels/${id}`).send(other).expect(422);
      expect(body).to.include({ code: 'account.sender_fixed', field: 'senderAddress' });
      await jan
        .put(`/api/v1/channels/${id}`)
        .send({ ...settings, senderAddress: first.senderAddress })
        .expect(204);
    } finally {
      await named.stop();
    }
  });
});
