import { expect } from 'chai';
import { showDueReminders } from '../../db/reminders.ts';
import { editTask } from '../../db/task-edits.ts';
import { findTask } from '../../db/task-rows.ts';
import { createTask } from '../../db/tasks.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

const anna = viewer('anna');

describe('tasks in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let annas: TestPage;

  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
    annas = await browser.open(panel.url);
    await annas.logIn('anna');
  });
  after(async () => {
    await annas.done();
    await browser?.close();
    await panel?.stop();
  });

  const make = (over: object = {}) =>
    createTask(panel.db, anna, { type: 'meeting', title: 'Omówić ofertę', companyId: companies.drewPol.id, ...over });

  it('a reminder appears by itself in every tab, and acknowledged in one it is gone in the other (rule 34)', async () => {
    await make({
      title: 'Oddzwonić za chwilę',
      plannedAt: new Date(Date.now() - 1000).toISOString(),
      remindMinutes: [0],
    });
    await annas.go('/admin/today');
    const other = await annas.page.browserContext().newPage();
    await other.goto(`${panel.url}/admin/tasks`);
    await other.waitForSelector('h1');
    // Both tabs are counted in when the one stream is open.
    await until(
      () =>
        panel.db.maybe(
          `select 1 as one from pg_stat_activity where application_name = 'nurt-panel-live' and datname = current_database() and query like 'listen%'`,
        ),
      { what: 'the browser listens' },
    );
    await panel.db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
    const inTab = (page: typeof other, there: boolean) =>
      page.waitForFunction(
        (wanted) => (document.querySelector('.reminders .card .acts') !== null) === wanted,
        {},
        there,
      );
    await Promise.all([inTab(annas.page, true), inTab(other, true)]);
    await annas.click('Widzę');
    await Promise.all([inTab(annas.page, false), inTab(other, false)]);
    const streams = await panel.db.one<{ n: number }>(
      `select count(*) as n from pg_stat_activity where application_name = 'nurt-panel-live' and datname = current_database()`,
    );
    expect(streams.n).to.equal(1);
    await other.close();
  });

  it('two who edit at once see what the other has changed, and choose', async () => {
    const { id } = await make({ stage: 'pierwszy' });
    const page = await browser.open(panel.url);
    await page.logIn('anna');
    await page.go(`/admin/tasks/${id}`);
    await page.click('Edytuj');
    await page.fill('Co jest do zrobienia', 'Tytuł Anny');
    const change = { title: 'Tytuł Marii', stage: 'drugi' };
    await editTask(panel.db, viewer('maria'), { id, version: 1, change });
    await page.click('Zapisz i zamknij');
    await page.see('Maria Nowicka zmienił(a) to zadanie');
    await page.click('Zostaw moje');
    await page.click('Zapisz i zamknij');
    await page.page.waitForFunction(() => !document.querySelector('dialog[open]'));
    expect(await findTask(panel.db, anna, id)).to.include({ title: 'Tytuł Anny', stage: 'drugi' });
    // Its console has told of the refusal, as browsers do: this page is not asked for complaints.
    await page.page.close();
  });

  it('a ticked line stays ticked, and a contact is recorded on the same form', async () => {
    const { id } = await make({ checklist: ['Cennik', 'Umowa'] });
    await annas.go(`/admin/tasks/${id}`);
    await annas.click('Umowa');
    await annas.see('Lista kontrolna: 1 z 2');
    await annas.go(`/admin/tasks/${id}`);
    await annas.see('Lista kontrolna: 1 z 2');

    await annas.go('/admin/tasks');
    await annas.click('Nowe zadanieN');
    await annas.click('Już się odbyło');
    await annas.fill('Klient', 'Żubr');
    await annas.clickStarting('Żubr Transport');
    await annas.fill('O czym była rozmowa', 'Pytali o termin dostawy');
    await annas.fill('Rozmowa (min)', '4');
    await annas.click('Zapisz kontakt');
    await annas.see('Kontakt zapisany');
    const contact = await panel.db.one<object>(
      'select state, note, call_seconds, note_started_at is not null as timed from tasks where is_contact',
    );
    expect(contact).to.deep.equal({ state: 'done', note: 'Pytali o termin dostawy', callSeconds: 240, timed: true });
  });
});
