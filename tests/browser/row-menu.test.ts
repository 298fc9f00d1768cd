import { expect } from 'chai';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies, users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const { drewPol, ges } = companies;

describe('the menu of a row (S1-13)', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
    await panel.db.run(
      `insert into tasks (type, title, company_id, owner_id, created_by, updated_by) values ('call', 'Telefon', $1, $2, 'system:test', 'system:test')`,
      [drewPol.id, users.anna.id],
    );
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const items = (page: TestPage) =>
    page.page.$$eval('[role=menuitem]', (all) => all.map((one) => one.textContent?.trim()));
  /** The focus is on the row again: whoever walks the list by keys goes on from there. */
  const focused = (page: TestPage, id: string) =>
    page.page.waitForFunction((of) => document.activeElement?.closest('tr')?.dataset['id'] === of, {}, id);
  const shots = process.env['NURT_TEST_SHOTS'];

  it('opens by a key, offers what its reader may do, and does it without leaving the list', async () => {
    const page = await browser.open(panel.url);
    await page.logIn('jan');
    await page.go('/admin/companies');
    await page.page.focus(`tr[data-id="${ges.id}"] .row-link`);
    await page.press('m');
    await page.page.waitForSelector('[role=menuitem]');
    expect(await items(page)).to.include.members(['Zadanie', 'Dodaj notatkę', 'Edytuj', 'Połącz z innym', 'Usuń']);
    if (shots) await page.screenshot(`${shots}/row-menu.png`);
    await page.click('Dodaj notatkę');
    await page.fill('Nowa notatka', 'Wraca w marcu.');
    await page.click('Zapisz notatkę');
    await page.see('Zapisano notatkę');
    expect(await panel.db.one('select body from notes where company_id = $1', [ges.id])).to.deep.equal({
      body: 'Wraca w marcu.',
    });

    await focused(page, ges.id);
    await page.press('m');
    await page.click('Usuń');
    await page.confirm();
    await page.see(`Usunięto: ${ges.name}`);
    await page.page.waitForFunction((id) => !document.querySelector(`tr[data-id="${id}"]`), {}, ges.id);
    await page.click('Cofnij');
    await page.page.waitForSelector(`tr[data-id="${ges.id}"]`);

    await page.page.focus(`tr[data-id="${drewPol.id}"] .row-link`);
    await page.press('m');
    await page.click('Usuń');
    await page.confirm();
    await page.see('Ma: otwarte zadania');
    if (shots) await page.screenshot(`${shots}/delete-company.png`);
    await page.done(/422/);
  });

  it('edits a task of the list, stays open where one saves and goes on, and gives the focus back', async () => {
    const { id } = await panel.db.one<{ id: string }>(`select id from tasks where title = 'Telefon'`);
    const page = await browser.open(panel.url);
    await page.logIn('jan');
    await page.go('/admin/tasks?list=open');
    await page.page.waitForSelector(`tr[data-id="${id}"] .row-link`);
    await page.page.focus(`tr[data-id="${id}"] .row-link`);
    await page.press('m');
    await page.click('Edytuj');
    for (const title of ['Telefon rano', 'Telefon w południe']) {
      await page.fill('Co jest do zrobienia', title);
      await page.click('Zapisz');
      await page.page.waitForFunction(
        (of, said) => document.querySelector(`tr[data-id="${of}"]`)?.textContent?.includes(said),
        {},
        ...[id, title],
      );
    }
    await page.press('Escape');
    await page.page.waitForFunction(() => !document.querySelector('dialog'));
    await focused(page, id);
    await page.done();
  });

  it('opens under a finger that stays on a phone, without what is not allowed', async () => {
    const page = await browser.open(panel.url, { width: 390 });
    await page.logIn('anna');
    await page.go('/admin/companies');
    const at = await (await page.page.waitForSelector(`tr[data-id="${drewPol.id}"]`))!.boundingBox();
    await page.page.touchscreen.touchStart(at!.x + 60, at!.y + 20);
    await page.page.waitForSelector('tr[data-held]');
    await page.page.touchscreen.touchEnd();
    await page.page.waitForSelector('[role=menuitem]');
    const offered = await items(page);
    expect(offered).to.include('Zadanie');
    expect(offered).not.to.include('Usuń');
    if (shots) await page.screenshot(`${shots}/row-menu-phone.png`);
    await page.done();
  });

  it('is there in lists of people, tasks, cases, opportunities and documents', async () => {
    const by = 'system:test';
    await panel.db.run(
      `insert into cases (number, name, kind, company_id, owner_id, stage, state, created_by, updated_by)
       values ('2026/0001', 'Reklamacja', 'case', $1, $2, 'new', 'open', $3, $3)`,
      [drewPol.id, users.jan.id, by],
    );
    await panel.db.run(
      `insert into opportunities (name, company_id, stage, probability, created_by, updated_by) values ('Regały', $1, 'contact', 10, $2, $2)`,
      [drewPol.id, by],
    );
    await panel.db.run(
      `insert into transactions (company_id, kind, source, external_id, number, happened_on, created_by, updated_by)
       values ($1, 'invoice', 'erp', '1', 'FV/1', current_date, $2, $2)`,
      [drewPol.id, by],
    );
    const page = await browser.open(panel.url);
    await page.logIn('jan');
    const offered: Readonly<Record<string, readonly string[]>> = {
      people: ['Zadanie', 'Edytuj'],
      'tasks?list=open': ['Edytuj', 'Odłóż', 'Przekaż', 'Powtórz u innego klienta', 'Anuluj zadanie'],
      cases: ['Zadanie', 'Edytuj', 'Przekaż', 'Zamknij'],
      'opportunities?show=list': ['Zadanie', 'Edytuj', 'Wygrana', 'Przegrana'],
      transactions: ['Zadanie', 'Napisz'],
    };
    for (const [list, names] of Object.entries(offered)) {
      await page.go(`/admin/${list}`);
      await page.page.waitForSelector('tr[data-id] .row-link');
      await page.page.focus('tr[data-id] .row-link');
      await page.press('m');
      await page.page.waitForSelector('[role=menuitem]');
      expect(await items(page), list).to.include.members([...names]);
      if (shots) await page.screenshot(`${shots}/row-menu-${list.split('?')[0]}.png`);
      await page.press('Escape');
    }
    await page.done();
  });
});
