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
const maria = { name: 'Maria Nowicka', email: 'maria@nurt.example', password: 'sześć zwykłych słów tu razem' } as const;

/** The town stands under "Adres", which usually means the street. */
const headers = [
  'Nazwa kontrahenta',
  'NIP',
  'Adres e-mail',
  'Tel. kom.',
  'Adres',
  'Zgoda marketingowa',
  'Osoba kontaktowa',
  'E-mail osoby',
];

/** Two that can be invited, one without consent, one whose person alone has an address, and one with a broken one. */
const rows = [
  ['Drew-Pol Zieliński sp.j.', '5260250995', 'biuro@drewpol.example', '602 118 340', 'Kraków', 'TAK', '', ''],
  ['Żubr Transport Sp. z o.o.', '7740001454', 'biuro@zubr.example', '607 331 481', 'Białystok', 'TAK', '', ''],
  ['Omega Wójcik S.A.', '5261040828', 'sekretariat@omega.example', '22 555 10 20', 'Warszawa', 'NIE', '', ''],
  ['Gęś i Syn PHU', '5261040567', '', '755 448 366', 'Żary', 'TAK', 'Zofia Gęś', 'zofia@ges.example'],
  ['Jan Kowalski', '', 'jan@@kowalski.example', '', 'Łódź', 'TAK', '', ''],
];
/** Who is invited through their person is not invited once more. */
const leftOut = ['Bierze udział osoba kontaktowa 1', 'Brak zgody 1'];
const invited = ['biuro@drewpol.example', 'biuro@zubr.example', 'jan@kowalski.example', 'zofia@ges.example'];

describe('the story of a campaign, from an Excel file to finished calls', function () {
  this.timeout(240_000);
  // Each chapter stands on the one before.
  this.bail(true);
  let nurt: Nurt;
  let browser: TestBrowser;
  let boss: TestPage;
  let operator: TestPage;
  let supervisor: TestPage;
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
      for (const [who, page] of Object.entries({ boss, operator, supervisor }))
        await page?.screenshot(`${failed}/failed-${who}.png`);
  });

  const picture = async (page: TestPage, name: string) => {
    if (pictures) await page.screenshot(join(pictures, `${name}.png`));
  };

  it('an administrator gives an operator and a supervisor their accounts', async () => {
    for (const one of [anna, maria]) {
      await boss.go('/admin/users/new');
      await boss.fill('Imię i nazwisko', one.name);
      await boss.fill('E-mail', one.email);
      await boss.fill('Hasło na początek', one.password);
      if (one === maria) for (const profile of ['Nadzór', 'Obsługa klienta']) await boss.click(profile);
      await boss.click('Dodaj użytkownika');
      await until(async () => (await nurt.ask(`select 1 from users where email = '${one.email}'`)).length === 1);
    }
  });

  it('an Excel file is shown with what each column is taken for, and one guess is corrected', async () => {
    await load(await bookOf('klienci z targów', [headers, ...rows]));
    await boss.see('Drew-Pol Zieliński sp.j. · Żubr Transport Sp. z o.o.');
    expect(await readInto('Adres e-mail')).to.equal('E-mail firmy');
    expect(await readInto('Adres')).to.equal('Ulica i numer');
    await boss.choose('Wczytaj kolumnę Adres do', 'Miejscowość');
    expect(await chosenIn('Kolumna łączenia')).to.equal('NIP');
    await boss.choose('Kolumna łączenia', 'E-mail firmy');
    await boss.choose('Dodaj wszystkich do grupy', 'Nowa grupa…');
    await boss.fill('Nazwa grupy', 'Targi jesień');
    await boss.click('Sprawdź wiersze');
    await boss.see('zmienieni');
    await picture(boss, 'import');
    expect(await tiles()).to.include({ nowi: '4', zmienieni: '0', sporne: '0', błędne: '1' });
  });

  it('the wrong row comes back as a workbook with its reason, and nothing is written so far', async () => {
    await boss.clickStarting('błędne');
    await boss.see('„jan@@kowalski.example” nie jest adresem e-mail');
    const refused = await downloaded('Pobierz je z powodami jako Excel');
    expect(refused.getRow(1).values).to.deep.equal([undefined, 'Powód', 'Wiersz', ...headers]);
    expect(refused.rowCount).to.equal(2);
    const [reason, row, name] = [1, 2, 3].map((cell) => refused.getRow(2).getCell(cell).text);
    expect(reason).to.match(/Kolumna „Adres e-mail”: „jan@@kowalski\.example” nie jest adresem e-mail/);
    expect([row, name]).to.deep.equal(['6', 'Jan Kowalski']);
    expect(await companies()).to.deep.equal([]);
    await boss.clickStarting('Zapisz 4 klientów');
    await boss.see('Zapisano 4 klientów.');
    await boss.see('Pobierz 1 niezapisany wiersz z powodem jako Excel');
  });

  it('the row is mended in that workbook and written', async () => {
    const refused = await downloaded('Pobierz 1 niezapisany wiersz z powodem jako Excel');
    refused.getRow(2).getCell(5).value = 'jan@kowalski.example';
    await load(await saved('poprawione', refused));
    await boss.choose('Wczytaj kolumnę Adres do', 'Miejscowość');
    await boss.click('Sprawdź wiersze');
    await boss.see('zmienieni');
    // The buttons stand below the rows, and move when these are drawn.
    await boss.see('jan@kowalski.example');
    expect(await tiles()).to.include({ nowi: '1', błędne: '0' });
    await boss.clickStarting('Zapisz 1 klienta');
    await boss.see('Zapisano 1 klienta.');
    expect(await companies()).to.deep.equal([
      'Drew-Pol Zieliński sp.j., Kraków',
      'Gęś i Syn PHU, Żary',
      'Jan Kowalski, Łódź',
      'Omega Wójcik S.A., Warszawa',
      'Żubr Transport Sp. z o.o., Białystok',
    ]);
  });

  it('a campaign is given its goal, budget, supervisor, scenario and stage in time', async () => {
    await boss.go('/admin/campaigns/new');
    await boss.fill('Nazwa', 'Seminarium KSeF 2027');
    await boss.choose('Nadzoruje', maria.name);
    await boss.fill('Cel słowami', '4 firmy zapisane na seminarium');
    await boss.fill('Ile', '4');
    await boss.fill('Budżet', '2 000');
    await boss.fill('Nazwa etapu', 'Zaproszenia');
    await boss.choose('Scenariusz', await newestOf('invitation-call'));
    await stageEnds('+14');
  });

  it('it says how many it will leave out and why, is approved and started', async () => {
    await boss.clickStarting('Targi jesień');
    await pick('Kowalski', 'Jan Kowalski');
    await pick('Zofia', 'Zofia Gęś, Gęś i Syn PHU');
    await boss.see('z 6 wybranych');
    expect(await textsOf('.campaign-aside .figure')).to.deep.equal(['4']);
    expect(await textsOf('.campaign-aside .campaign-left-out li')).to.deep.equal(leftOut);
    await picture(boss, 'new-campaign');
    await boss.page.locator('.campaign-aside .campaign-left-out li:last-child button').click();
    await boss.see('Omega Wójcik S.A.');
    await boss.press('Escape');
    await boss.click('Zapisz i przekaż');
    await boss.see('czeka na zatwierdzenie');
    await boss.see(`nadzoruje ${maria.name}`);
    await boss.click('Zatwierdź');
    await boss.see('zatwierdzona');
    await boss.click('Uruchom');
    await boss.see('Weźmie udział: 4.');
    await boss.confirm();
    await boss.see('Kampania rusza');
    const [stage] = await nurt.ask<{ name: string; days: number }>(
      'select name, ends_on - starts_on as days from campaign_stages',
    );
    expect(stage).to.deep.equal({ name: 'Zaproszenia', days: 14 });
  });

  it('everyone who may be invited gets one e-mail', async () => {
    const mails = await until(
      async () => {
        const caught = await nurt.mails();
        return caught.length >= invited.length ? caught : undefined;
      },
      { within: 60_000, what: 'four mails' },
    );
    expect(mails.flatMap((mail) => mail.to).sort()).to.deep.equal(invited);
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

  it('outcomes move the scenario on, and the supervisor sees funnel, goal, punctuality and budget', async () => {
    const ended = `select count(*)::int as n from runs where state = 'ended' and result = 'success'`;
    await until(async () => (await nurt.ask<{ n: number }>(ended))[0]!.n === 2, {
      within: 60_000,
      what: 'two successes',
    });
    const [campaign] = await nurt.ask<{ id: string }>('select id from campaigns');
    supervisor = await browser.open(nurt.url);
    await supervisor.logIn(maria);
    await supervisor.go(`/admin/campaigns/${campaign!.id}?tab=costs`);
    await supervisor.fill('Co', 'Sala i materiały');
    await supervisor.fill('Kwota (PLN)', '500,00');
    await supervisor.click('Dodaj koszt');
    await supervisor.see('Koszt dodany');
    await supervisor.go(`/admin/campaigns/${campaign!.id}`);
    await supervisor.see('Droga uczestników');
    await supervisor.see('Zrobione: Telefon');
    await picture(supervisor, 'campaign');
    expect(await lines(supervisor)).to.include({
      'W kampanii': '4',
      'Dostali: Zaproszenie e-mailem': '4',
      Odpowiedzieli: '2',
      'Zrobione: Telefon': '2',
      Udane: '2',
    });
    expect(await textsOf('.campaign-left-out li', supervisor)).to.deep.equal(leftOut);
    expect(await figures(supervisor)).to.include.members([
      'Udane: 2 z 4',
      'Budżet: 500,00 zł z 2 000,00 zł',
      'Na czas: 100% z 2 zadań',
      'Wysyłki: 4 z 4',
    ]);
    await supervisor.click('Raport');
    await supervisor.see('Realizacja celu');
    expect(await textsOf('.campaign-report .figure', supervisor)).to.deep.equal(['100%', '25%', '50%']);
  });

  it('the supervisor pauses and resumes it, and ends it', async () => {
    await supervisor.click('Wstrzymaj');
    await supervisor.fill('Powód', 'Zmiana terminu');
    await supervisor.confirm();
    await supervisor.see('Wstrzymana: Zmiana terminu.');
    await supervisor.click('Wznów');
    await supervisor.confirm();
    await supervisor.see('Kampania wznowiona');
    await supervisor.unsee('Wstrzymana: Zmiana terminu.');
    await supervisor.click('Zakończ');
    await supervisor.fill('Powód', 'Cel osiągnięty');
    await supervisor.confirm();
    await until(async () => (await nurt.ask(`select 1 from campaigns where state = 'ended'`)).length === 1, {
      within: 60_000,
      what: 'the campaign ends',
    });
  });

  it('no page complained on the way', async () => {
    await boss.done();
    await operator.done();
    await supervisor.done();
  });

  async function bookOf(name: string, lines: readonly (readonly string[])[]): Promise<string> {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Klienci');
    for (const line of lines) sheet.addRow([...line]);
    return saved(name, sheet);
  }

  async function saved(name: string, sheet: ExcelJS.Worksheet): Promise<string> {
    const path = join(folder, `${name}.xlsx`);
    await sheet.workbook.xlsx.writeFile(path);
    return path;
  }

  async function load(path: string): Promise<void> {
    await boss.go('/admin/import');
    await (await boss.page.$('input[type=file]'))!.uploadFile(path as string);
    await boss.see('Kolumna łączenia');
  }

  /** The file behind a link, as the browser would keep it. */
  async function downloaded(link: string): Promise<ExcelJS.Worksheet> {
    await boss.see(link);
    const bytes = await boss.page.evaluate(async (wanted) => {
      const found = [...document.querySelectorAll('a')].find(({ innerText }) => innerText === wanted)!;
      return [...new Uint8Array(await (await fetch(found.href)).arrayBuffer())];
    }, link);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Uint8Array.from(bytes).buffer);
    return book.worksheets[0]!;
  }

  async function chosenIn(list: string): Promise<string> {
    const found = await boss.page.waitForSelector(`::-p-aria([name="${list}"])`);
    return found!.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]!.text);
  }

  /** What a column of the file is read into. */
  const readInto = (column: string) => chosenIn(`Wczytaj kolumnę ${column} do`);

  /** How many rows there are of each kind. */
  async function tiles(): Promise<Record<string, string>> {
    const texts = await textsOf('.import-tile');
    return Object.fromEntries(texts.map((text) => text.split(' ') as [string, string]));
  }

  async function companies(): Promise<string[]> {
    const written = await nurt.ask<{ name: string }>(
      `select concat_ws(', ', name, city) as name from companies order by companies.name collate "pl-x-icu"`,
    );
    return written.map(({ name }) => name);
  }

  /** The newest version of a shipped scenario, as the form offers it. */
  async function newestOf(code: string): Promise<string> {
    const [found] = await nurt.ask<{ label: string }>(
      `select s.name_pl || ' v' || max(v.number) as label from scenarios s join scenario_versions v on v.scenario_id = s.id
       where s.code = '${code}' group by s.name_pl`,
    );
    return found!.label;
  }

  /** The campaign has days of that name as well. */
  async function stageEnds(typed: string): Promise<void> {
    const field = await boss.page.waitForSelector('.campaign-stage-fields ::-p-aria([name="Ostatni dzień"])');
    await field!.click({ count: 3 });
    await field!.type(typed);
    await boss.press('Tab');
  }

  async function pick(words: string, entry: string): Promise<void> {
    await boss.fill('Dodaj firmę albo osobę: wpisz nazwę', words);
    await boss.page.locator(`::-p-xpath(//ul[@aria-label="Znalezieni klienci"]//button[span[1]="${entry}"])`).click();
    await boss.page.waitForSelector(`::-p-aria([name="Usuń „${entry}”"])`);
  }

  async function textsOf(selector: string, page = boss): Promise<string[]> {
    await page.page.waitForSelector(selector);
    return page.page.$$eval(selector, (found) =>
      found.map((each) => (each as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
    );
  }

  /** The funnel: how many there are in each line. */
  async function lines({ page }: TestPage): Promise<Record<string, string>> {
    const pairs = await page.$$eval('.campaign-funnel .row', (found) =>
      found.map((row) => ['.name', '.num'].map((part) => row.querySelector<HTMLElement>(part)!.innerText)),
    );
    return Object.fromEntries(pairs as [string, string][]);
  }

  /** The four numbers at the top. */
  async function figures({ page }: TestPage): Promise<string[]> {
    const labels = await page.$$eval('.campaign-number .figure', (found) =>
      found.map((figure) => figure.getAttribute('aria-label')!),
    );
    return labels.map((label) => label.replace(/\s/g, ' '));
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
