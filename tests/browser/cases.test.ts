import { expect } from 'chai';
import { createCase } from '../../db/cases.ts';
import { createOpportunity } from '../../db/opportunity-links.ts';
import { createTask } from '../../db/tasks.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies, users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { pdfOf } from '../support/pdf-of.ts';
import { until } from '../support/until.ts';

const anna = viewer('anna');

describe('cases, opportunities and files in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;

  before(async () => {
    panel = await startPanel();
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await panel.stop();
  });

  const arrive = async (path: string, width = 1440): Promise<TestPage> => {
    const page = await browser.open(panel.url, { width });
    await page.logIn('anna');
    await page.go(path);
    return page;
  };

  it('a case gets a task and a file with a preview, is shared and closed with a result', async () => {
    const { id } = await createCase(panel.db, anna, { name: 'Reklamacja palet', companyId: companies.drewPol.id });
    await createTask(panel.db, anna, { type: 'errand', title: 'Zdjęcia palet', caseId: id });
    const page = await arrive(`/admin/cases/${id}?tab=tasks`);
    await page.see('Zdjęcia palet');

    await page.go(`/admin/cases/${id}?tab=files`);
    const { page: tab } = page;
    await tab.evaluate(
      (bytes) => {
        const moved = new DataTransfer();
        moved.items.add(new File([Uint8Array.from(bytes)], 'umowa.pdf'));
        document
          .querySelector('.drop-zone')!
          .dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: moved }));
      },
      [...pdfOf('Umowa nr 5')],
    );
    await page.see('umowa.pdf');
    await page.click('umowa.pdf');
    await page.see('1 strona');
    await tab.keyboard.press('Escape');

    await page.go(`/admin/cases/${id}?tab=people`);
    await page.choose('Osoba', users.pawel.name);
    await page.click('Udostępnij');
    await until(async () => (await panel.db.rows('select 1 from case_people where case_id = $1', [id])).length === 1);

    await page.click('Zamknij');
    await page.fill('Wynik', 'Wymieniono 12 palet');
    await page.choose('Co z 1 otwartym zadaniem?', 'Anulować (oprócz zadań procedur)');
    await tab.keyboard.press('Tab');
    await tab.evaluate(() => document.querySelector<HTMLButtonElement>('dialog footer button[type=submit]')!.click());
    await page.see('Wymieniono 12 palet');
    expect(await panel.db.one('select state, outcome from cases where id = $1', [id])).to.deep.equal({
      state: 'closed',
      outcome: 'success',
    });
    await page.done();
  });

  it('a card of the board is moved by the keyboard, and the phone shows the board as a list', async () => {
    const fields = { name: 'Regały do magazynu', companyId: companies.zubr.id, valueMinor: 4_000_000 };
    const { id } = await createOpportunity(panel.db, anna, fields);
    const stage = async () =>
      (await panel.db.one<{ stage: string }>('select stage from opportunities where id = $1', [id])).stage;
    const page = await arrive('/admin/opportunities');
    await page.see('Regały do magazynu');
    await page.page.focus('.board-card a.title');
    await page.page.keyboard.down('Shift');
    await page.page.keyboard.press('ArrowRight');
    await page.page.keyboard.up('Shift');
    await until(async () => (await stage()) === 'needs');
    await page.done();

    const phone = await arrive('/admin/opportunities', 390);
    await phone.page.select('.board-move select', 'offer');
    await until(async () => (await stage()) === 'offer');
    await phone.done();
  });
});
