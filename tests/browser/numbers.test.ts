import { expect } from 'chai';
import { seatListSamples } from '../support/list-samples.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const company = `/admin/companies/${companies.drewPol.id}`;

type Shown = { readonly text: string; readonly means: string; readonly to: string | null };

describe('numbers in a browser (rule 42)', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let page: TestPage;
  let ofCase: string;
  let opportunity: string;
  let campaign: string;
  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
    const { db } = panel;
    await db.transaction(seatListSamples);
    ofCase = (await db.one<{ id: string }>(`select id from cases where state = 'open' order by number limit 1`)).id;
    campaign = (await db.one<{ id: string }>(`select id from campaigns where state = 'running'`)).id;
    opportunity = (await db.one<{ id: string }>(`select id from opportunities order by id limit 1`)).id;
    await db.run(
      `update tasks set case_id = $1, work_minutes = 30, campaign_id = (select id from campaigns where state = 'running') where priority <> 'low'`,
      [ofCase],
    );
    await db.run('update transactions set case_id = $1', [ofCase]);
    page = await browser.open(panel.url, { language: 'pl' });
    await page.logIn('maria');
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const numbers = async (): Promise<Shown[]> => {
    await page.page.waitForFunction(() => document.querySelector('.fact, .number-link, .report, .figure, .kpi'));
    return page.page.$$eval(
      '.number-link, .fact > :first-child, .figure, .campaign-funnel a, .kpi > * > .whole-card, a.card, .case-work td.n > *',
      (all) =>
        all.map((one) => ({
          text: one.textContent ?? '',
          means: one.getAttribute('title') ?? '',
          to: one.getAttribute('href'),
        })),
    );
  };
  const rowsAt = async (to: string) => {
    await page.go(to);
    await page.page.waitForFunction(() => document.querySelector('table tbody tr, .empty'));
    return rowsShown();
  };
  const rowsShown = () => page.page.$$eval('table.list tbody tr:not(.gap)', (rows) => rows.length);

  it('have a written definition each', async () => {
    const addresses = [
      company,
      `${company}?tab=finance`,
      `${company}?tab=campaigns`,
      `${company}?tab=opportunities`,
      `/admin/cases/${ofCase}`,
      `/admin/cases/${ofCase}?tab=effect`,
      `/admin/opportunities/${opportunity}`,
      '/admin/opportunities?show=list',
      '/admin/opportunities?show=report',
      '/admin/opportunities?show=board',
      '/admin/cases?show=board',
      `/admin/campaigns/${campaign}`,
      `/admin/campaigns/${campaign}?tab=report`,
      '/admin/today',
      `/admin/cases/${ofCase}?tab=report`,
    ];
    for (const address of addresses) {
      await page.go(address);
      const found = await numbers();
      expect(found, address).not.to.have.length(0);
      expect(
        found.filter(({ means }) => means.length < 10),
        address,
      ).to.deep.equal([]);
    }
  });

  it('open exactly their rows: tasks of a customer and of a case, documents by currency, what a campaign has done', async () => {
    const opened: readonly (readonly [address: string, part: string])[] = [
      [company, 'list=overdue'],
      [`/admin/cases/${ofCase}`, 'list=open'],
      [`/admin/cases/${ofCase}`, 'list=overdue'],
      [`${company}?tab=campaigns`, '/admin/tasks'],
    ];
    for (const [address, part] of opened) {
      await page.go(address);
      const number = (await numbers()).find(({ to }) => to?.includes(part));
      expect(number, `${address} ${part}`).not.to.equal(undefined);
      const count = Number(/\d+/.exec(number!.text)![0]);
      expect(count, part).to.be.greaterThan(0);
      const to = number!.to!.startsWith('?') ? `${address.split('?')[0]}${number!.to}` : number!.to!;
      expect(await rowsAt(to), `${number!.text} ${to}`).to.equal(count);
    }
    for (const board of ['cases', 'opportunities']) {
      await page.go(`/admin/${board}?show=board`);
      const button = await page.page.waitForSelector('.board-column .number-link');
      const count = await button!.evaluate((one) => Number(/\d+/.exec(one.textContent ?? '')![0]));
      await button!.click();
      await page.page.waitForFunction(() => document.querySelector('table tbody tr'));
      expect(await rowsShown(), board).to.equal(count);
    }
    expect(await rowsAt(`${company}?tab=finance&only=owed&currency=EUR`)).to.equal(1);
    expect(await rowsAt(`${company}?tab=finance&only=owed&currency=PLN`)).to.equal(2);
    await page.done();
  });
});
