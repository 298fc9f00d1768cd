import { expect } from 'chai';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { startFilledPanel } from '../support/every-page.ts';
import type { TestPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

describe('the list of customers in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let desk: TestPage;

  before(async () => {
    [panel, browser] = await Promise.all([startFilledPanel(), startBrowser()]);
    desk = await browser.open(panel.url);
    await desk.logIn('jan');
    await desk.go('/admin/companies');
    await desk.page.waitForSelector('tr.row');
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const columns = () => desk.page.$$eval('th[data-column]', (heads) => heads.map((head) => head.dataset['column']));
  const press = (...keys: readonly string[]) =>
    keys.reduce<Promise<void>>(
      (before, key) => before.then(() => desk.page.keyboard.press(key as 'j')),
      Promise.resolve(),
    );

  it('is walked, chosen and changed by keys, which are letters in fields (rule 37)', async () => {
    await press('j', 'j', 'x', 'j', 'x');
    await desk.see('2 zaznaczone');
    await press('/');
    await desk.page.keyboard.type('jx');
    expect(await desk.page.$eval('.dt-find input', (input) => (input as HTMLInputElement).value)).to.equal('jx');
    await press('Escape', 'Escape');
    await desk.see('2 zaznaczone');
    await press('k', 'j', 'e');
    await desk.page.waitForSelector('.cell-editor input');
    await desk.page.keyboard.type('Zażółć gęślą jaźń');
    await press('Enter');
    await desk.see('Zażółć gęślą jaźń');
    const saved = () => panel.db.rows(`select id from companies where name = 'Zażółć gęślą jaźń'`);
    await until(async () => (await saved()).length === 1, { within: 5_000, what: 'the new name in the database' });
  });

  it('has its columns dragged into the tray, and the view is kept and found again by its address (rule 14)', async () => {
    await desk.click('Kolumny');
    const tray = await desk.page.waitForSelector('.tray');
    const head = await desk.page.waitForSelector('th[data-column="city"] .head-button');
    const [from, to] = [(await head!.boundingBox())!, (await tray!.boundingBox())!];
    await desk.page.mouse.move(from.x + 20, from.y + 10);
    await desk.page.mouse.down();
    await desk.page.mouse.move(to.x + 40, to.y + 30, { steps: 6 });
    await desk.page.mouse.up();
    await desk.page.waitForFunction(() => !document.querySelector('th[data-column="city"]'));
    await desk.click('+ widok');
    await desk.fill('Nazwa', 'Bez miasta');
    await press('Enter');
    await desk.page.waitForFunction(() => location.search.startsWith('?view='));
    await desk.go(new URL(desk.page.url()).pathname + new URL(desk.page.url()).search);
    await desk.page.waitForSelector('tr.row');
    expect(await columns()).to.not.include('city');
    await desk.see('Bez miasta');
  });

  it('asks for the rows that a number elsewhere stands for, and says what narrows it', async () => {
    await desk.go('/admin/tasks?list=done&who=all');
    await desk.page.waitForSelector('tr.row.done');
    await desk.see('zakończone');
    expect(await desk.page.$$('tr.row:not(.done)')).to.have.length(0);
  });

  it('finds records, pages and actions by Ctrl+K, and a caller by the number (rule 41)', async () => {
    await desk.page.keyboard.down('Control');
    await press('k');
    await desk.page.keyboard.up('Control');
    await desk.page.waitForSelector('dialog.palette input');
    await desk.page.keyboard.type('nowy kli');
    await desk.page.waitForSelector('.palette-entry[aria-selected="true"]');
    await press('Enter');
    await desk.page.waitForSelector('dialog.dialog[open] input');
    const { id, phone } = await panel.db.one<{ id: string; phone: string }>(
      `select company_id as id, normalised as phone from contact_points c where kind = 'phone' and state = 'good' and person_id is null
         and (select count(*) from contact_points o where o.normalised = c.normalised) = 1 limit 1`,
    );
    await desk.page.goto(`${panel.url}/call?number=${encodeURIComponent(phone)}`);
    await desk.page.waitForFunction((wanted) => location.pathname === `/admin/companies/${wanted}`, {}, id);
    await desk.done();
  });
});
