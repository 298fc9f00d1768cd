import { expect } from 'chai';
import type { Lookup } from '../../plugins/plugin.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const shots = process.env['SHOTS'];
const title = { pl: 'Rejestr testowy', en: 'Register of the tests' };
const register: Lookup = {
  id: 'test',
  title,
  by: 'nip',
  find: async () => ({
    as: 'found',
    draft: {
      name: 'Nowa Huta Szkła Sp. z o.o.',
      regon: '100271543',
      street: 'Leśna 4',
      postcode: '05-800',
      city: 'Pruszków',
    },
  }),
};

describe('the forms of a customer in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let page: TestPage;

  before(async () => {
    panel = await startPanel({ plugins: { lookups: [register] } });
    browser = await startBrowser();
    page = await browser.open(panel.url);
    await page.logIn('anna');
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const shot = async (name: string) => (shots ? page.screenshot(`${shots}/form-${name}.png`) : undefined);

  it('a firm is filled in from its NIP, its like is shown, and what was typed survives leaving (rule 27)', async () => {
    await page.go('/admin/companies');
    await page.clickStarting('Nowy klient');
    await page.fill('NIP', '7251801126');
    await page.click('Pobierz z NIP');
    await page.see('Nowa Huta Szkła');
    await shot('register');
    await page.click('Wypełnij');
    await page.page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some((field) => field.value === 'Pruszków'),
    );
    await page.fill('Telefon', '602 118 340');
    await page.see('ten sam telefon');
    await shot('short');
    await page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
    const stored = await page.page.evaluate(() => JSON.stringify(localStorage));
    expect(stored).to.contain('nurt.draft').and.not.to.contain('Pruszków');
    await page.page.keyboard.press('Escape');
    await page.see('Zamknąć bez zapisywania?');
    await page.click('Zamknij i zachowaj');
    await page.clickStarting('Nowy klient');
    await page.see('Przywrócono to, co wpisano');
    await page.click('Zapisz i uzupełnij');
    await page.see('VAT UE');
    await shot('full');
    const made = await panel.db.one(`select kind, city, regon, nip from companies where name like 'Nowa Huta%'`);
    expect(made).to.deep.equal({ kind: 'firm', city: 'Pruszków', regon: '100271543', nip: '7251801126' });
    expect(await page.page.evaluate(() => JSON.stringify(localStorage))).not.to.contain('new company');
  });

  it('two people edit one customer: the second sees what changed and chooses', async () => {
    await page.go(`/admin/companies/${companies.omega.id}?edit=1`);
    await page.see('VAT UE');
    const maria = await panel.as('maria');
    const path = `/api/v1/companies/${companies.omega.id}`;
    const { version } = (await maria.get(path)).body;
    await maria
      .patch(path)
      .send({ version, changes: { city: 'Łódź', industry: 'opakowania' } })
      .expect(200);
    await page.fill('Miasto', 'Zgierz');
    await page.click('Zapisz i zamknij');
    await page.see('Ktoś inny zapisał zmiany');
    await page.see('Przejęto: Branża.');
    await shot('meanwhile');
    await page.click('Zostaw moje');
    await page.click('Zapisz i zamknij');
    await page.see('Zapisano');
    const now = await panel.db.one('select city, industry from companies where id = $1', [companies.omega.id]);
    expect(now).to.deep.equal({ city: 'Zgierz', industry: 'opakowania' });
    expect(page.complaints.filter((complaint) => !complaint.includes('409'))).to.deep.equal([]);
  });

  it('logging out clears the drafts (rule 27)', async () => {
    await page.go('/admin/companies');
    await page.clickStarting('Nowy klient');
    await page.fill('Nazwa', 'Tajny klient');
    await page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
    await page.page.keyboard.press('Escape');
    await page.click('Zamknij i zachowaj');
    await page.page.click('.who');
    await page.click('Wyloguj');
    await page.page.waitForSelector('#email');
    expect(await page.page.evaluate(() => JSON.stringify(localStorage))).not.to.contain('nurt.draft');
  });
});
