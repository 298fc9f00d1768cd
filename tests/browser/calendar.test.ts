import { expect } from 'chai';
import { addAbsence } from '../../db/absences.ts';
import { createTask } from '../../db/tasks.ts';
import { fromWall, shiftWall } from '../../domain/calendar/wall.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { companies, users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { seatAccount } from '../support/outgoing.ts';
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

  // On these Sundays the clock jumps in New York, where the browser stands, and in Warsaw, where its user does.
  for (const sunday of ['2027-03-14', '2027-03-28']) {
    it(`a task dragged to ${sunday} moves its plan on the user’s wall, whatever the browser’s zone, and can be taken back (rules 28, 29, 35)`, async () => {
      const friday = shiftWall(`${sunday}T09:00`, -2 * 24 * 60);
      const id = await plan(friday, 'Przesuwany');
      await plan(`${sunday}T12:30`, 'Trzyma niedzielę');
      const page = await open(`view=week&on=${sunday}`, 'America/New_York');
      await page.see('09:00');
      const columns = await page.page.$$eval('.grid .ec-body .ec-day', (days) => days.length);
      expect(columns, 'the Sunday that holds work, and no Saturday').to.equal(6);
      const noon = await pointAt(page, 5, 12);
      await drag(page, await middleOf(page, 'Drew-Pol'), { ...noon, y: noon.y + 22 });
      await page.see('Nachodzi na: Anna Wiśniewska');
      await until(async () => (await plannedAt(id)) !== fromWall(friday, warsaw));
      expect(await plannedAt(id)).to.equal(fromWall(`${sunday}T12:00`, warsaw));
      await page.click('Cofnij');
      await until(async () => (await plannedAt(id)) === fromWall(friday, warsaw));
      await panel.db.run('delete from tasks');
      await page.done();
    });
  }

  it('a month fills its page, and work planned into an absence is warned of', async () => {
    await addAbsence(panel.db, viewer('anna'), { fromOn: monday, toOn: '2027-04-06', substituteId: users.pawel.id });
    const page = await open(`view=month&on=${monday}`);
    expect(await page.page.$eval('.grid', ({ clientWidth }) => clientWidth)).to.be.greaterThan(800);
    await page.see('Nieobecność');
    await page.go(`/admin/calendar?view=day&on=${monday}`);
    await page.press('n');
    await page.see(
      'Anna Wiśniewska ma wtedy nieobecność (5 kwietnia 2027 – 6 kwietnia 2027). Zastępuje: Paweł Lewandowski. Wybierz inny dzień albo inną osobę.',
    );
    await panel.db.run('delete from absences');
    await page.done();
  });

  it('a meeting that is dragged asks whether those who were invited are told; taken back, nobody hears of it (rule 32)', async () => {
    await panel.db.transaction((tx) => seatAccount(tx));
    const { id } = await createTask(panel.db, viewer('anna'), {
      ...{ type: 'meeting', title: 'Narada', plannedAt: fromWall(`${monday}T09:00`, warsaw), durationMinutes: 60 },
      ...{ userIds: [users.pawel.id] },
    });
    const anna = await panel.as('anna');
    await anna.post(`/api/v1/tasks/${id}/invitations`).expect(200);
    await panel.db.run(`update effects set state = 'doing'; update effects set state = 'done', settled_at = now()`);
    const waiting = async () =>
      (await panel.db.one<{ n: number }>(`select count(*) as n from effects where state = 'planned'`)).n;

    const page = await open(`view=week&on=${monday}`);
    await page.see('09:00');
    const move = async (column: number) =>
      drag(page, await middleOf(page, 'Narada'), {
        ...(await pointAt(page, column, 12)),
        y: (await pointAt(page, column, 12)).y + 22,
      });
    await move(2);
    await page.see('Powiadomić uczestników?');
    expect(await waiting(), 'nobody is told unasked').to.equal(0);
    await page.confirm();
    await page.see('Za chwilę wyjdą 2 wiadomości.');
    expect(await waiting()).to.equal(2);
    await page.click('Cofnij');
    await until(async () => (await plannedAt(id)) === fromWall(`${monday}T09:00`, warsaw));
    await until(async () => (await waiting()) === 0, { what: 'what waited is taken back' });
    await panel.db.run('delete from tasks');
    await page.done();
  });

  it('a marked span becomes a task, one that is pulled at its edge lasts longer, and right click and the keyboard open the same menu (rule 28)', async () => {
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

    // Its lower edge is pulled down by half an hour, and let go of by one click.
    const edge = await page.page.$eval('.grid .ec-event .ec-resizer:not(.ec-start)', (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    const hour = (await pointAt(page, 0, 11)).y - (await pointAt(page, 0, 10)).y;
    const lasts = async () =>
      (await panel.db.one<{ minutes: number }>(`select duration_minutes as minutes from tasks where title = 'Rano'`))
        .minutes;
    await drag(page, edge, { x: edge.x, y: edge.y + hour / 2 });
    await until(async () => (await lasts()) === 90, { what: 'half an hour longer' });
    await page.click('Cofnij');
    await until(async () => (await lasts()) === 60, { what: 'as long as before' });

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

  it('what was typed over a span goes along to the form with all fields, and invitations go out with the meeting', async () => {
    await panel.db.transaction((tx) => seatAccount(tx));
    const page = await open(`view=week&on=${monday}`);
    await page.see('09:00');
    const from = await pointAt(page, 2, 13);
    await drag(page, from, { x: from.x, y: (await pointAt(page, 2, 14)).y });
    await page.fill('Co jest do zrobienia', 'Narada o dostawach');
    await page.choose('Rodzaj', 'Spotkanie');
    await page.fill('Miejsce', 'Sala B');
    await page.click('Więcej pól');
    await page.see('Nowe zadanie');
    await page.click('Wyślij zaproszenia do kalendarzy: prowadzący i uczestnicy');
    await page.click('Dodaj zadanie');
    await page.see('Zadanie dodane');
    const made = await panel.db.one<object>(
      `select t.type, t.place, t.planned_at, (select count(*) from invitations i where i.task_id = t.id) as invited
       from tasks t where t.title = 'Narada o dostawach'`,
    );
    const plannedFor = fromWall('2027-04-07T13:00', warsaw);
    expect(made).to.deep.equal({ type: 'meeting', place: 'Sala B', plannedAt: plannedFor, invited: 1 });
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
        const entry = document.querySelector<HTMLElement>(`.grid.by-day .ec-event:has([data-id="${wanted}"])`);
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
