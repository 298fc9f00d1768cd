import { expect } from 'chai';
import type { TestPage } from '../../support/browser.ts';
import { companies } from '../../support/cast.ts';
import { seatListSamples } from '../../support/list-samples.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const company = `/admin/companies/${companies.drewPol.id}`;

stories(
  'numbers (rule 42)',
  ({ story }) => {
    story('have a written definition each', async ({ arrive, panel: { db } }) => {
      const ofCase = await busyCase(db);
      const campaign = (await db.one<{ id: string }>(`select id from campaigns where state = 'running'`)).id;
      const opportunity = (await db.one<{ id: string }>('select id from opportunities order by id limit 1')).id;
      const page = await arrive('maria', company);
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
        const found = await numbers(page);
        expect(found, address).not.to.have.length(0);
        const unexplained = found.filter(({ means }) => means.length < 10);
        expect(unexplained, address).to.deep.equal([]);
      }
    });

    story(
      'open exactly their rows: tasks of a customer and of a case, documents by currency, what a campaign has done',
      async ({ arrive, panel: { db } }) => {
        const ofCase = await busyCase(db);
        const page = await arrive('maria', company);
        const opened: readonly (readonly [address: string, part: string])[] = [
          [company, 'list=overdue'],
          [`/admin/cases/${ofCase}`, 'list=open'],
          [`/admin/cases/${ofCase}`, 'list=overdue'],
          [`${company}?tab=campaigns`, '/admin/tasks'],
        ];
        for (const [address, part] of opened) {
          await page.go(address);
          const number = (await numbers(page)).find(({ to }) => to?.includes(part));
          expect(number, `${address} ${part}`).not.to.equal(undefined);
          const count = Number(/\d+/.exec(number!.text)![0]);
          expect(count, part).to.be.greaterThan(0);
          const to = number!.to!.startsWith('?') ? `${address.split('?')[0]}${number!.to}` : number!.to!;
          expect(await rowsAt(page, to), `${number!.text} ${to}`).to.equal(count);
        }
        for (const board of ['cases', 'opportunities']) {
          await page.go(`/admin/${board}?show=board`);
          const button = await page.page.waitForSelector('.board-column .number-link');
          const asked = await rulesShown(page);
          const count = await button!.evaluate((one) => Number(/\d+/.exec(one.textContent)![0]));
          await button!.evaluate((one) => one.scrollIntoView({ block: 'center' }));
          await button!.click();
          // The rows of the whole view may still stand while those of the column are on their way.
          await until(async () => (await rowsShown(page)) === count);
          // The board stays as it was: the column that was looked into is not all that is left of it.
          await page.page.goBack();
          await page.page.waitForSelector('.board-column .number-link');
          expect(await rulesShown(page), board).to.equal(asked);
        }
        expect(await rowsAt(page, `${company}?tab=finance&only=owed&currency=EUR`)).to.equal(1);
        expect(await rowsAt(page, `${company}?tab=finance&only=owed&currency=PLN`)).to.equal(2);
      },
    );

    story(
      'followed once more open all their rows, and going back finds what was typed over them',
      async ({ t, arrive, panel: { db } }) => {
        const page = await arrive('maria', `/admin/cases/${await busyCase(db)}`);
        const number = (await numbers(page)).find(({ to }) => to?.includes('list=open'))!;
        const count = Number(/\d+/.exec(number.text)![0]);
        const follow = async () => {
          await page.page.locator(`a[href="${number.to}"]`).click();
          await page.page.waitForSelector('.dt-find');
          await until(async () => (await rowsShown(page)) === count, { what: 'all rows of the number' });
        };
        await follow();
        await page.fill(t('table.find'), 'zebra');
        await page.see(t('table.none found'));
        await page.page.goBack();
        await page.page.waitForSelector(`a[href="${number.to}"]`);
        await page.page.goForward();
        await page.see(t('table.none found'));
        await page.page.goBack();
        await follow();
      },
    );
  },
  startWithSamples,
);

/** Records of every list, with the work and the documents of one case. */
async function startWithSamples(): Promise<TestPanel> {
  const panel = await startPanel();
  const { db } = panel;
  await db.transaction(seatListSamples);
  const ofCase = await busyCase(db);
  await db.run(
    `update tasks set case_id = $1, work_minutes = 30, campaign_id = (select id from campaigns where state = 'running') where priority <> 'low'`,
    [ofCase],
  );
  await db.run('update transactions set case_id = $1', [ofCase]);
  return panel;
}

async function rulesShown({ page }: TestPage): Promise<number> {
  return (await page.$$('.chip.split')).length;
}

async function busyCase(db: TestPanel['db']): Promise<string> {
  return (await db.one<{ id: string }>(`select id from cases where state = 'open' order by number limit 1`)).id;
}

type Shown = { readonly text: string; readonly means: string; readonly to: string | null };

async function numbers({ page }: TestPage): Promise<Shown[]> {
  await page.waitForSelector('.fact, .number-link, .report, .figure, .kpi');
  return page.$$eval(
    '.number-link, .fact > :first-child, .figure, .campaign-funnel a, .kpi > * > .whole-card, a.card, .case-work td.n > *',
    (all) =>
      all.map((one) => ({
        text: one.textContent,
        means: one.getAttribute('title') ?? '',
        to: one.getAttribute('href'),
      })),
  );
}

async function rowsAt(desk: TestPage, to: string): Promise<number> {
  await desk.go(to);
  await desk.page.waitForSelector('table tbody tr, .empty');
  return rowsShown(desk);
}

function rowsShown({ page }: TestPage): Promise<number> {
  return page.$$eval('table.list tbody tr:not(.gap)', (rows) => rows.length);
}
