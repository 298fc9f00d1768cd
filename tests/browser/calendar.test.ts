import { expect } from 'chai';
import { createTask } from '../../db/tasks.ts';
import { fromWall } from '../../domain/calendar/wall.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

const warsaw = 'Europe/Warsaw';
/** A week with nothing else in it, far enough not to be overdue. */
const monday = '2027-04-05';

describe('the calendar in a browser', function () {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const plan = async (wall: string, title: string) =>
    (
      await createTask(panel.db, viewer('anna'), {
        type: 'call',
        title,
        companyId: companies.drewPol.id,
        plannedAt: fromWall(wall, warsaw),
        durationMinutes: 60,
      })
    ).id;
  const plannedAt = async (id: string) =>
    (await panel.db.one<{ plannedAt: string }>('select planned_at from tasks where id = $1', [id])).plannedAt;
  const open = async (address: string, zone?: string): Promise<TestPage> => {
    const page = await browser.open(panel.url);
    if (zone) await page.page.emulateTimezone(zone);
    await page.logIn('anna');
    await page.go(`/admin/calendar?${address}`);
    await page.page.waitForSelector('.grid .ec-body');
    return page;
  };
  /** The middle of the first entry with this text. */
  const middleOf = (page: TestPage, text: string) =>
    page.page.evaluate((wanted) => {
      const found = [...document.querySelectorAll('.ec-event')].find((entry) => entry.textContent?.includes(wanted));
      const { left, top, width, height } = found!.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, text);
  /** A point of the grid: the column of a day, and an hour in it. */
  const pointAt = (page: TestPage, column: number, hour: number) =>
    page.page.evaluate(
      (at, time) => {
        const days = document.querySelectorAll('.grid .ec-body .ec-day');
        const label = [...document.querySelectorAll('.ec-sidebar time, .ec-sidebar .ec-slot')].find(
          (one) => one.textContent?.trim() === `${time}:00`,
        )!;
        const { left, width } = days[at]!.getBoundingClientRect();
        const { top, height } = label.getBoundingClientRect();
        // The label is half a line higher than the line of its hour, and as high as the hour.
        return { x: left + width / 2, y: top + 9 + 4, height };
      },
      column,
      hour,
    );
  const drag = async (page: TestPage, from: { x: number; y: number }, to: { x: number; y: number }) => {
    const { mouse } = page.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 6, from.y + 6, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 8 });
    await mouse.up();
  };

  it('a dragged task moves its plan on the user’s wall, whatever the browser’s zone, and can be taken back (rules 28, 29)', async () => {
    // In New York the clock jumps on another Sunday than in Warsaw; the wall must read as in Warsaw.
    const id = await plan(`${monday}T09:00`, 'Przesuwany');
    const page = await open(`view=week&on=${monday}`, 'America/New_York');
    await page.see('09:00');
    await drag(page, await middleOf(page, 'Drew-Pol'), {
      ...(await pointAt(page, 2, 12)),
      y: (await pointAt(page, 2, 12)).y + 22,
    });
    await page.see('Cofnij');
    await until(async () => (await plannedAt(id)) !== fromWall(`${monday}T09:00`, warsaw));
    expect(await plannedAt(id)).to.equal(fromWall('2027-04-07T12:00', warsaw));
    await page.click('Cofnij');
    await until(async () => (await plannedAt(id)) === fromWall(`${monday}T09:00`, warsaw));
    await panel.db.run('delete from tasks');
    await page.done();
  });

  it('a marked span becomes a task, and right click and the keyboard open the same menu (rule 28)', async () => {
    await plan(`${monday}T09:00`, 'Rano');
    const page = await open(`view=week&on=${monday}`);
    await page.see('09:00');
    await page.page.mouse.click((await middleOf(page, 'Drew-Pol')).x, (await middleOf(page, 'Drew-Pol')).y, {
      button: 'right',
    });
    const byHand = await page.page.$$eval('[role=menuitem]', (items) => items.map((item) => item.textContent));
    await page.page.keyboard.press('Escape');
    await page.page.focus('.ec-event[role=button]');
    await page.page.keyboard.down('Shift');
    await page.page.keyboard.press('F10');
    await page.page.keyboard.up('Shift');
    const byKey = await page.page.$$eval('[role=menuitem]', (items) => items.map((item) => item.textContent));
    expect(byKey).to.deep.equal(byHand).and.not.to.deep.equal([]);
    await page.page.keyboard.press('Escape');

    const from = await pointAt(page, 1, 10);
    await drag(page, from, { x: from.x, y: (await pointAt(page, 1, 11)).y + 30 });
    await page.fill('Co jest do zrobienia', 'Przegląd umowy');
    await page.click('Dodaj zadanie');
    await page.see('Zadanie dodane');
    const made = await panel.db.one<{ plannedAt: string; minutes: number }>(
      `select planned_at, duration_minutes as minutes from tasks where title = 'Przegląd umowy'`,
    );
    expect(made).to.deep.equal({ plannedAt: fromWall('2027-04-06T10:00', warsaw), minutes: 105 });
    await page.done();
  });

  it('days held in the small calendar set the span, and Alt with an arrow moves a task', async () => {
    await panel.db.run(`update tasks set planned_at = $1 where title = 'Rano'`, [fromWall(`${monday}T09:00`, warsaw)]);
    const page = await open(`view=week&on=${monday}`);
    const day = (on: string) =>
      page.page.$eval(`.small-month [data-day="${on}"]`, (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      });
    await drag(page, await day('2027-04-05'), await day('2027-04-07'));
    await page.see('5–7 kwietnia 2027');
    const { id } = await panel.db.one<{ id: string }>(`select id from tasks where title = 'Rano'`);
    await page.page.waitForFunction(
      (wanted) => {
        const entry = document.querySelector<HTMLElement>(`.grid.day .ec-event:has([data-id="${wanted}"])`);
        entry?.focus();
        return entry !== null && document.activeElement === entry;
      },
      {},
      id,
    );
    await page.page.keyboard.down('Alt');
    for (const _ of ['09:30', '10:00', '10:30']) await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.up('Alt');
    await until(async () => (await plannedAt(id)) === fromWall(`${monday}T10:30`, warsaw));
    await page.done();
  });
});
