import { expect } from 'chai';
import { createTask } from '../../../db/tasks.ts';
import { users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { startFilledPanel } from '../../support/every-page.ts';
import { listens, stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

stories(
  'the one list under every page that lists',
  ({ story, deskStory }) => {
    deskStory('is walked, chosen and changed by keys, which are letters in fields (rule 37)', async (scene) => {
      const { t, own, arrive, panel } = scene;
      const desk = await arrive('jan', '/admin/companies');
      await desk.page.waitForSelector('tr.row');
      await desk.press('j', 'j', 'x', 'j', 'x');
      await desk.see(t('bulk.picked', { count: 2 }));
      await desk.press('/');
      await desk.page.keyboard.type('jx');
      expect(await desk.page.$eval('.dt-find input', (input) => (input as HTMLInputElement).value)).to.equal('jx');
      await desk.press('Escape', 'Escape');
      await desk.see(t('bulk.picked', { count: 2 }));
      // What was typed may have been asked for meanwhile: walking begins when all rows are back.
      await desk.page.waitForFunction(() => document.querySelectorAll('tr.row').length > 20);
      await desk.press('k', 'j', 'e');
      await desk.page.waitForSelector('.cell-editor input');
      const order = () => desk.page.$$eval('tr.row', (rows) => rows.slice(0, 20).map((row) => row.dataset['id']));
      const before = await order();
      await desk.page.keyboard.type(own('Zażółć gęślą jaźń'));
      await desk.press('Enter');
      await desk.see(own('Zażółć gęślą jaźń'));
      await until(() => panel.db.maybe('select 1 from companies where name = $1', [own('Zażółć gęślą jaźń')]), {
        what: 'the new name in the database',
      });
      // By its name it would stand at the end now: it stays under the eyes of whoever changed it (rule 17).
      expect(await order()).to.deep.equal(before);
    });

    deskStory(
      'has its columns dragged into the tray, and the view is found again by its address (rule 14)',
      async (scene) => {
        const { t, own, arrive } = scene;
        const desk = await arrive('jan', '/admin/companies');
        await desk.page.waitForSelector('tr.row');
        await desk.click(t('columns.title'));
        const tray = await desk.page.waitForSelector('.tray');
        const head = await desk.page.waitForSelector('th[data-column="city"] .head-button');
        const [from, to] = [(await head!.boundingBox())!, (await tray!.boundingBox())!];
        await desk.page.mouse.move(from.x + 20, from.y + 10);
        await desk.page.mouse.down();
        await desk.page.mouse.move(to.x + 40, to.y + 30, { steps: 6 });
        await desk.page.mouse.up();
        await desk.gone('th[data-column="city"]');
        await desk.click(t('views.new'));
        await desk.fill(t('views.name'), own('Bez miasta'));
        await desk.press('Enter');
        await desk.page.waitForFunction(() => location.search.startsWith('?view='));
        await desk.go(new URL(desk.page.url()).pathname + new URL(desk.page.url()).search);
        await desk.page.waitForSelector('tr.row');
        expect(await desk.page.$('th[data-column="city"]')).to.equal(null);
        await desk.see(own('Bez miasta'));
      },
    );

    deskStory('is found where it was left, and says what has been changed meanwhile', async (scene) => {
      const { own, arrive, panel } = scene;
      const { page, see } = await arrive('jan', '/admin/companies');
      await page.waitForSelector('tr.row');
      for (const pages of [2, 3]) {
        await page.$eval('.dt-box', (box) => box.scrollTo(0, box.scrollHeight));
        await page.waitForFunction((least) => document.querySelectorAll('.dt tbody').length >= least, {}, pages);
      }
      const far = (await page.waitForSelector('.dt tbody:nth-of-type(3) tr.row:nth-child(20)'))!;
      const id = await far.evaluate((row) => (row as HTMLElement).dataset['id']!);
      await far.evaluate((row) => row.scrollIntoView({ block: 'center' }));
      const topOf = () => page.$eval(`tr[data-id="${id}"]`, (row) => Math.round(row.getBoundingClientRect().top));
      const [left, leftAt] = [await page.$eval('.dt-box', (box) => box.scrollTop), await topOf()];
      expect(left).to.be.above(2000);
      await page.click(`tr[data-id="${id}"] .row-link`);
      await page.waitForFunction(() => !document.querySelector('.dt-box'));
      // By its name it stays where it stands.
      const { name } = await panel.db.one<{ name: string }>(
        'update companies set name = name || $2, version = version + 1 where id = $1 returning name',
        [id, own(' po zmianie')],
      );
      await page.goBack();
      await page.waitForSelector(`tr[data-id="${id}"]`);
      expect(await topOf()).to.be.closeTo(leftAt, 2);
      await see(name);
      expect(await topOf(), 'also when it has been read again').to.be.closeTo(leftAt, 2);
    });

    story('asks for the rows that a number elsewhere stands for', async ({ arrive }) => {
      const { page } = await arrive('jan', '/admin/tasks?list=done&who=all');
      await page.waitForSelector('tr.row.done');
      expect(await page.$$('tr.row:not(.done)')).to.have.length(0);
    });

    story(
      'says that rows are new instead of moving what somebody reads (rule 17)',
      async ({ t, own, arrive, panel }) => {
        const page = await arrive('jan', '/admin/tasks');
        await page.page.waitForSelector('tr.row');
        await listens(panel);
        const order = () => page.page.$$eval('tr.row', (rows) => rows.map((row) => row.dataset['id']));
        const before = await order();
        for (const title of ['Pilne', 'Pilniejsze', 'Najpilniejsze'])
          await createTask(panel.db, viewer('maria'), {
            ...{ type: 'errand', title: own(title), ownerId: users.jan.id, dueAt: '2020-01-01T10:00:00Z' },
          });
        await page.see(t('table.news', { count: 3 }));
        expect(await order()).to.deep.equal(before);
        await page.click(t('table.news', { count: 3 }));
        await page.see(own('Najpilniejsze'));
      },
    );

    deskStory('prints whole, as every card does, without what only a screen needs (rule 41)', async (scene) => {
      const desk = await scene.arrive('jan', '/admin/companies');
      const { page } = desk;
      const ids = await scene.panel.db.one<Record<string, string>>(
        `select (select id from tasks order by state desc, due_at limit 1) as tasks, (select id from cases order by id limit 1) as cases,
           (select id from opportunities order by id limit 1) as opportunities, (select min(id::text) from companies) as companies`,
      );
      await page.emulateMediaType('print');
      // The width of a sheet.
      await page.setViewport({ width: 794, height: 1123 });
      const faults: string[] = [];
      for (const path of ['companies', 'tasks', ...Object.entries(ids).map(([noun, id]) => `${noun}/${id}`)]) {
        await desk.go(`/admin/${path}`);
        faults.push(...(await page.evaluate(lostOnPaper)).map((fault) => `${path.split('/')[0]}: ${fault}`));
      }
      expect(faults).to.deep.equal([]);
    });

    story('leads a caller’s number to the customer (rule 41)', async ({ arrive, panel }) => {
      const { id, phone } = await panel.db.one<{ id: string; phone: string }>(
        `select company_id as id, normalised as phone from contact_points c where kind = 'phone' and state = 'good' and person_id is null
           and (select count(*) from contact_points o where o.normalised = c.normalised) = 1 limit 1`,
      );
      const { page } = await arrive('jan', '/admin/companies');
      await page.goto(`${panel.url}/call?number=${encodeURIComponent(phone)}`);
      await page.waitForFunction((wanted) => location.pathname === `/admin/companies/${wanted}`, {}, id);
    });
  },
  startFilledPanel,
);

/** Runs in the page: what would be cut off, and what nobody can press on paper. */
function lostOnPaper(): string[] {
  const called = ({ tagName, className }: Element) => `${tagName.toLowerCase()}.${String(className)}`;
  const shown = (selector: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.offsetParent !== null);
  const scrolls = shown('body *').filter(
    (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 2,
  );
  const { scrollWidth, clientWidth } = document.documentElement;
  return [
    ...(scrollWidth > clientWidth ? [`is ${scrollWidth - clientWidth} px wider than the sheet`] : []),
    ...scrolls.map((one) => `${called(one)} ends where it would scroll`),
    ...shown('nav, .toasts, .dt-bar, .btn.main').map((one) => `${called(one)} is printed`),
  ];
}
