/**
 * The whole story, as people live it: one command, an Excel file, a campaign, mails, calls, the funnel, the calendar.
 * With `NURT_TEST_PICTURES=<folder>` it takes the README's pictures on the way.
 */
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import ical from 'node-ical';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { administrator, startNurt, type Nurt } from '../support/nurt.ts';
import { until } from '../support/until.ts';

const anna = { name: 'Anna Wiśniewska', email: 'anna@nurt.example', password: 'pięć zwykłych słów razem' } as const;

/** Two that can be invited, one without consent, one without an address, one with a broken one. */
const rows = [
  ['Drew-Pol Zieliński sp.j.', '5260250995', 'biuro@drewpol.example', '602 118 340', 'Kraków', 'TAK'],
  ['Żubr Transport Sp. z o.o.', '7740001454', 'biuro@zubr.example', '607 331 481', 'Białystok', 'TAK'],
  ['Omega Wójcik S.A.', '5261040828', 'sekretariat@omega.example', '22 555 10 20', 'Warszawa', 'NIE'],
  ['Gęś i Syn PHU', '5261040567', '', '755 448 366', 'Żary', 'TAK'],
  ['Jan Kowalski', '', 'jan@@firma.pl', '', 'Łódź', 'TAK'],
];

describe('the story of a campaign, from an Excel file to finished calls', function () {
  this.timeout(240_000);
  // Each chapter stands on the one before.
  this.bail(true);
  let nurt: Nurt;
  let browser: TestBrowser;
  let boss: TestPage;
  let operator: TestPage;
  let folder: string;
  const pictures = process.env['NURT_TEST_PICTURES'];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nurt-story-'));
    [nurt, browser] = await Promise.all([startNurt(), startBrowser()]);
    boss = await browser.open(nurt.url);
    await boss.logIn(administrator);
  });
  after(async () => {
    await browser?.close();
    await nurt?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(async function () {
    const failed = this.currentTest?.state === 'failed' && process.env['NURT_TEST_SHOTS'];
    if (failed)
      for (const [who, page] of Object.entries({ boss, operator }))
        await page?.screenshot(`${failed}/failed-${who}.png`);
  });

  const picture = async (page: TestPage, name: string) => {
    if (pictures) await page.screenshot(join(pictures, `${name}.png`));
  };

  it('an administrator gives an operator an account', async () => {
    await boss.go('/admin/users/new');
    await boss.fill('Imię i nazwisko', anna.name);
    await boss.fill('E-mail', anna.email);
    await boss.fill('Hasło na początek', anna.password);
    await boss.click('Dodaj użytkownika');
    await until(async () => (await nurt.ask(`select 1 from users where email = '${anna.email}'`)).length === 1);
  });

  it('an Excel file is counted before anything is written, then written', async () => {
    await boss.go('/admin/import');
    const file = await boss.page.$('input[type=file]');
    await file!.uploadFile((await customersFile()) as string);
    await boss.see('Kolumna łączenia');
    await boss.choose('Dodaj wszystkich do grupy', 'Nowa grupa…');
    await boss.fill('Nazwa grupy', 'Targi jesień');
    await boss.click('Sprawdź wiersze');
    await boss.see('nowi');
    await picture(boss, 'import');
    const found = await nurt.ask<{ companies: number }>('select count(*)::int as companies from companies');
    expect(found[0]!.companies).to.equal(0);
    await boss.clickStarting('Zapisz ');
    await boss.see('Zapisano');
    const written = await nurt.ask<{ name: string }>('select name from companies order by name collate "C"');
    expect(written.map(({ name }) => name)).to.include.members([
      'Drew-Pol Zieliński sp.j.',
      'Żubr Transport Sp. z o.o.',
    ]);
  });

  it('a campaign says how many it will leave out and why, is approved and started', async () => {
    await boss.go('/admin/campaigns/new');
    await boss.fill('Nazwa', 'Seminarium KSeF 2027');
    await boss.fill('Cel słowami', '2 firmy zapisane na seminarium');
    await boss.fill('Ile', '2');
    await boss.clickStarting('Targi jesień');
    await boss.see('Brak zgody');
    await picture(boss, 'new-campaign');
    await boss.click('Zapisz i przekaż');
    await boss.see('czeka na zatwierdzenie');
    await boss.click('Zatwierdź');
    await boss.see('zatwierdzona');
    await boss.click('Uruchom');
    await boss.page.locator('dialog button[type=submit]').click();
    await boss.see('Kampania rusza');
  });

  it('everyone who may be invited gets one e-mail', async () => {
    const mails = await until(
      async () => {
        const caught = await nurt.mails();
        return caught.length >= 2 ? caught : undefined;
      },
      { within: 60_000, what: 'two mails' },
    );
    expect(mails.flatMap((mail) => mail.to).sort()).to.deep.equal(['biuro@drewpol.example', 'biuro@zubr.example']);
    await boss.go('/admin/catcher');
    await boss.see('biuro@zubr.example');
    await picture(boss, 'catcher');
  });

  it('a reply brings a call to the desk of the customer’s owner', async () => {
    await nurt.ask(`update companies set owner_id = (select id from users where email = '${anna.email}')`);
    for (const from of ['biuro@drewpol.example', 'biuro@zubr.example']) await reply(from);
    await until(async () => (await openCalls()) === 2, { within: 60_000, what: 'two calls' });
  });

  it('the operator works through the calls by keyboard', async () => {
    operator = await browser.open(nurt.url);
    await operator.logIn(anna);
    await operator.see('Telefon po zaproszeniu');
    await picture(operator, 'today');
    await operator.go('/admin/work');
    await operator.see('Wynik rozmowy');
    await picture(operator, 'work');
    const first = await customerAtDesk();
    await outcome('1');
    await until(async () => (await customerAtDesk()) !== first, { within: 30_000, what: 'the next customer' });
    expect(await openCalls()).to.equal(1);
    await outcome('1');
    await operator.see('Wszystko zrobione');
  });

  it('a calendar app that knows the address sees the operator’s calls', async () => {
    await operator.go('/admin/tasks');
    await operator.click('Subskrybuj');
    await operator.click('Utwórz adres');
    const address = await operator.page.waitForSelector('dialog input[value^="http"]');
    const url = await address!.evaluate((input) => (input as HTMLInputElement).value);
    const feed = await fetch(url);
    expect(feed.headers.get('content-type')).to.match(/^text\/calendar/);
    const events = Object.values(ical.sync.parseICS(await feed.text())).filter((one) => one?.type === 'VEVENT');
    expect(events.map((event) => String((event as ical.VEvent).summary)).join()).to.include('Telefon po zaproszeniu');
  });

  it('outcomes move the scenario on, and the supervisor sees goal, punctuality and budget', async () => {
    const ended = `select count(*)::int as n from runs where state = 'ended' and result = 'success'`;
    await until(async () => (await nurt.ask<{ n: number }>(ended))[0]!.n === 2, {
      within: 60_000,
      what: 'two successes',
    });
    const [campaign] = await nurt.ask<{ id: string }>('select id from campaigns');
    await boss.go(`/admin/campaigns/${campaign!.id}`);
    await boss.see('Droga uczestników');
    await boss.see('Pominięci');
    await picture(boss, 'campaign');
    await boss.go(`/admin/campaigns/${campaign!.id}?tab=report`);
    await boss.see('Seminarium KSeF 2027');
  });

  it('the campaign is paused, resumed and ended', async () => {
    const [campaign] = await nurt.ask<{ id: string }>('select id from campaigns');
    await boss.go(`/admin/campaigns/${campaign!.id}`);
    await boss.click('Wstrzymaj');
    await boss.fill('Powód', 'Zmiana terminu');
    await boss.page.locator('dialog button[type=submit]').click();
    await boss.see('Wstrzymana: Zmiana terminu.');
    await boss.click('Wznów');
    await boss.page.locator('dialog button[type=submit]').click();
    await boss.see('Kampania wznowiona');
    await boss.click('Zakończ');
    await boss.fill('Powód', 'Cel osiągnięty');
    await boss.page.locator('dialog button[type=submit]').click();
    await until(async () => (await nurt.ask(`select 1 from campaigns where state = 'ended'`)).length === 1, {
      within: 60_000,
      what: 'the campaign ends',
    });
  });

  it('no page complained on the way', async () => {
    await boss.done();
    await operator.done();
  });

  async function customersFile(): Promise<string> {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Klienci');
    sheet.addRow(['Nazwa kontrahenta', 'NIP', 'Adres e-mail', 'Tel. kom.', 'Miejscowość', 'Zgoda marketingowa']);
    for (const row of rows) sheet.addRow(row);
    const path = join(folder, 'klienci z targów.xlsx');
    await book.xlsx.writeFile(path);
    return path;
  }

  /** As a program would post it. */
  async function reply(from: string): Promise<void> {
    const status = await boss.page.evaluate(async (address) => {
      const answer = await fetch('/api/v1/messages/replies', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'X-Nurt': '1' },
        body: JSON.stringify({ from: address, subject: 'Re: zaproszenie', text: 'Proszę o telefon.' }),
      });
      return answer.status;
    }, from);
    expect(status).to.be.lessThan(300);
  }

  async function openCalls(): Promise<number> {
    const found = await nurt.ask<{ n: number }>(
      `select count(*)::int as n from tasks t join users u on u.id = t.owner_id
       where t.state = 'open' and t.type = 'call' and u.email = '${anna.email}'`,
    );
    return found[0]!.n;
  }

  /** A key that is pressed before the next task is drawn belongs to nobody: so wait for its customer, not for the row. */
  async function customerAtDesk(): Promise<string | undefined> {
    return operator.page.evaluate(() => document.querySelector<HTMLElement>('.desk .about h2')?.innerText);
  }

  async function outcome(key: string): Promise<void> {
    await operator.page.keyboard.press(key as '1');
    await operator.page.keyboard.down('Control');
    await operator.page.keyboard.press('Enter');
    await operator.page.keyboard.up('Control');
  }
});
