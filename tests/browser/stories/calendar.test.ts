import { expect } from 'chai';
import { addAbsence } from '../../../db/absences.ts';
import { createTask } from '../../../db/tasks.ts';
import { fromWall, shiftWall } from '../../../domain/calendar/wall.ts';
import type { TestPage } from '../../support/browser.ts';
import { companies, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { drag, middleOf, rest, type Point } from '../../support/gestures.ts';
import { seatAccount } from '../../support/outgoing.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { stories, type Scene } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const warsaw = 'Europe/Warsaw';
/** A week with nothing else in it, far enough not to be overdue. */
const monday = '2027-04-05';
const wednesday = '2027-04-07';
const meeting = { pl: 'Spotkanie', en: 'Meeting' };

// What is dragged by a mouse is moved by a finger in the stories of planning.
stories(
  'the calendar',
  ({ story, mainStory, deskStory }) => {
    // On these Sundays the clock jumps in New York, where the browser stands, and in Warsaw, where its user does.
    for (const sunday of ['2027-03-14', '2027-03-28']) {
      deskStory(
        `a task dragged to ${sunday} moves its plan on the user’s wall, whatever the browser’s zone, and can be taken back (rules 28, 29, 35)`,
        async (scene) => {
          const { t, arrive, panel } = scene;
          const friday = shiftWall(`${sunday}T09:00`, -2 * 24 * 60);
          const id = await plan(scene, friday, 'Przesuwany');
          await add(scene, `${sunday}T12:30`, 'Trzyma niedzielę');
          const page = await arrive('anna', `/admin/calendar?view=week&on=${sunday}`, { zone: 'America/New_York' });
          await drawn(page);
          const columns = await page.page.$$eval('.grid .ec-body .ec-day', (days) => days.length);
          expect(columns, 'the Sunday that holds work, and no Saturday').to.equal(6);
          await drag(page, await middleOf(page, entry('Drew-Pol')), lower(await pointAt(page, 5, 12), 22));
          await page.see(t('calendar.overlaps', { what: users.anna.name }).slice(0, -1));
          await until(async () => (await plannedAt(panel, id)) !== fromWall(friday, warsaw));
          expect(await plannedAt(panel, id)).to.equal(fromWall(`${sunday}T12:00`, warsaw));
          await page.click(t('frame.undo'));
          await until(async () => (await plannedAt(panel, id)) === fromWall(friday, warsaw));
        },
      );
    }

    story('a month fills its page, and work planned into an absence is warned of', async (scene) => {
      const { t, date, isPhone, arrive, panel } = scene;
      await panel.db.run('delete from absences');
      await addAbsence(panel.db, viewer('anna'), { fromOn: monday, toOn: '2027-04-06', substituteId: users.pawel.id });
      const page = await arrive('anna', `/admin/calendar?view=month&on=${monday}`);
      await page.page.waitForSelector('.grid .ec-body');
      const width = await page.page.$eval('.grid', ({ clientWidth }) => clientWidth);
      expect(width).to.be.greaterThan(isPhone ? 300 : 800);
      await page.see(t('absence.mine'));
      await page.go(`/admin/calendar?view=day&on=${monday}`);
      if (isPhone) await page.clickStarting(t('calendar.new'));
      else await page.press('n');
      const days = `${date(monday)} – ${date('2027-04-06')}`;
      await page.see(
        [
          t('absence.warns', { name: users.anna.name, days }),
          t('absence.stands in', { name: users.pawel.name }),
          t('absence.choose'),
        ].join(' '),
      );
      await panel.db.run('delete from absences');
    });

    mainStory(
      'a meeting that is moved asks whether those who were invited are told; taken back, nobody hears of it (rule 32)',
      async (scene) => {
        const { t, isPhone, arrive, panel } = scene;
        await panel.db.run('delete from tasks');
        const { id } = await createTask(panel.db, viewer('anna'), {
          ...{ type: 'meeting', title: 'Narada', plannedAt: fromWall(`${monday}T09:00`, warsaw), durationMinutes: 60 },
          ...{ userIds: [users.pawel.id] },
        });
        const anna = await panel.as('anna');
        await anna.post(`/api/v1/tasks/${id}/invitations`).expect(200);
        await panel.db.run(`update effects set state = 'doing' where state = 'planned'`);
        await panel.db.run(`update effects set state = 'done', settled_at = now() where state = 'doing'`);
        const waiting = async () =>
          (await panel.db.one<{ n: number }>(`select count(*) as n from effects where state = 'planned'`)).n;

        const page = await arrive('anna', `/admin/calendar?view=${isPhone ? 'agenda' : 'week'}&on=${monday}`);
        if (isPhone) {
          await rest(page, await middleOf(page, '.agenda button.ev'), '[role=menuitem]');
          await page.click(t('calendar.next week'));
        } else {
          await drawn(page);
          await drag(page, await middleOf(page, entry('Narada')), lower(await pointAt(page, 2, 12), 22));
        }
        await page.see(t('calendar.tell'));
        expect(await waiting(), 'nobody is told unasked').to.equal(0);
        await page.confirm();
        await page.see(t('calendar.told', { count: 2 }));
        expect(await waiting()).to.equal(2);
        await page.click(t('frame.undo'));
        await until(async () => (await plannedAt(panel, id)) === fromWall(`${monday}T09:00`, warsaw));
        await until(async () => (await waiting()) === 0, { what: 'what waited is taken back' });
      },
    );

    deskStory(
      'a marked span becomes a task, one that is pulled at its edge lasts longer, and right click and the keyboard open the same menu (rule 28)',
      async (scene) => {
        const { t, own, arrive, panel } = scene;
        await plan(scene, `${monday}T09:00`, 'Rano');
        const page = await arrive('anna', `/admin/calendar?view=week&on=${monday}`);
        await drawn(page);
        const { x, y } = await middleOf(page, entry('Drew-Pol'));
        await page.page.mouse.click(x, y, { button: 'right' });
        const byHand = await menu(page);
        await page.press('Escape');
        await page.page.focus('.ec-event[role=button]');
        await page.page.keyboard.down('Shift');
        await page.press('F10');
        await page.page.keyboard.up('Shift');
        expect(await menu(page)).to.deep.equal(byHand);
        await page.press('Escape');

        // Its lower edge is pulled down by half an hour, and let go of by one click.
        const lasts = async () => (await madeAs(panel, 'Rano')).minutes;
        const edge = await middleOf(page, '.grid .ec-event .ec-resizer:not(.ec-start)');
        const hour = (await pointAt(page, 0, 11)).y - (await pointAt(page, 0, 10)).y;
        await drag(page, edge, lower(edge, hour / 2));
        await until(async () => (await lasts()) === 90, { what: 'half an hour longer' });
        await page.click(t('frame.undo'));
        await until(async () => (await lasts()) === 60, { what: 'as long as before' });

        const from = await pointAt(page, 1, 10);
        await drag(page, from, { x: from.x, y: (await pointAt(page, 1, 11)).y + 30 });
        await page.fill(t('task.name'), own('Przegląd umowy'));
        await page.click(t('task.create'));
        await page.see(t('task.created'));
        const made = await madeAs(panel, own('Przegląd umowy'));
        expect(made).to.include({ plannedAt: fromWall('2027-04-06T10:00', warsaw), minutes: 105 });
      },
    );

    deskStory('what was typed over one span waits for the next one, which keeps its own time', async (scene) => {
      const { t, own, arrive, panel } = scene;
      await panel.db.run('delete from tasks');
      const page = await arrive('anna', `/admin/calendar?view=week&on=${monday}`);
      await drawn(page);
      const draw = async (weekday: number, hour: number) => {
        const from = await pointAt(page, weekday, hour);
        await drag(page, from, { x: from.x, y: (await pointAt(page, weekday, hour + 1)).y });
        await page.see(t('calendar.new'));
      };
      await draw(1, 10);
      await page.fill(t('calendar.start'), '2027-04-06 10:15');
      await page.press('Escape');
      // A time alone cannot wait, and is not lost unasked.
      await page.see(t('draft.leave'));
      await page.unsee(t('draft.keep'));
      await page.click(t('draft.stay'));
      await page.fill(t('task.name'), own('Odłożone'));
      await page.press('Escape');
      await page.click(t('draft.keep'));
      await page.gone('dialog[open]');
      await draw(3, 14);
      await page.page.waitForFunction(
        (title) => document.querySelector<HTMLInputElement>('dialog input')?.value === title,
        {},
        own('Odłożone'),
      );
      await page.click(t('task.create'));
      await page.see(t('task.created'));
      expect((await madeAs(panel, own('Odłożone'))).plannedAt).to.equal(fromWall('2027-04-08T14:00', warsaw));
    });

    mainStory(
      'what was typed over a span or a day goes along to the form with all fields, and invitations go out with the meeting',
      async (scene) => {
        const { t, language, date, isPhone, own, arrive, panel } = scene;
        await panel.db.run('delete from tasks');
        const page = await arrive('anna', `/admin/calendar?view=${isPhone ? 'agenda' : 'week'}&on=${wednesday}`);
        if (isPhone) await page.click(t('calendar.new on', { day: date(wednesday) }));
        else {
          await drawn(page);
          await drag(page, await pointAt(page, 2, 9), await pointAt(page, 2, 10));
        }
        await page.fill(t('task.name'), own('Narada o dostawach'));
        await page.choose(t('task.type'), meeting[language]);
        await page.fill(t('task.place'), 'Sala B');
        // A start that is emptied on the way to another one leaves the page as it is.
        await page.fill(t('calendar.start'), '');
        await page.click(t('task.create'));
        await page.see(t('calendar.start missing'));
        expect(await panel.db.rows('select id from tasks'), 'nothing without a start').to.deep.equal([]);
        await page.fill(t('calendar.start'), `${wednesday} 9:00`);
        await page.click(t('task.more fields'));
        await page.see(t('tasks.new'));
        await page.click(t('task.invite'));
        await page.click(t('task.create'));
        await page.see(t('task.created'));
        expect(await madeAs(panel, own('Narada o dostawach'))).to.include({
          ...{ type: 'meeting', place: 'Sala B', plannedAt: fromWall(`${wednesday}T09:00`, warsaw), invited: 1 },
        });
      },
    );

    deskStory('days held in the small calendar set the span, and Alt with an arrow moves a task', async (scene) => {
      const { t, language, arrive, panel } = scene;
      const id = await plan(scene, `${monday}T09:00`, 'Rano');
      const page = await arrive('anna', `/admin/calendar?view=week&on=${monday}`);
      const day = (on: string) => middleOf(page, `.small-month [data-day="${on}"]`);
      await drag(page, await day(monday), await day(wednesday));
      await page.see({ pl: '5–7 kwietnia 2027', en: '5–7 April 2027' }[language]);
      await page.page.waitForFunction(
        (wanted) => {
          const found = document.querySelector<HTMLElement>(`.grid.by-day .ec-event:has([data-id="${wanted}"])`);
          found?.focus();
          return found !== null && document.activeElement === found;
        },
        {},
        id,
      );
      await page.page.keyboard.down('Alt');
      await page.press('ArrowDown', 'ArrowDown', 'ArrowDown');
      await page.page.keyboard.up('Alt');
      await until(async () => (await plannedAt(panel, id)) === fromWall(`${monday}T10:30`, warsaw));

      // In another month Tab comes to one of its days, and the keys go on from there.
      const reached = () =>
        page.page.$$eval('.small-month [data-day][tabindex="0"]', (days) =>
          days.map((one) => one.getAttribute('data-day')),
        );
      expect(await reached()).to.deep.equal([monday]);
      await page.page.focus(`.small-month [aria-label="${t('date.next')}"]`);
      await page.press('Enter', 'Tab');
      expect(await reached()).to.deep.equal(['2027-05-01']);
      await page.press('ArrowRight', 'Enter');
      await page.see({ pl: '2 maja 2027', en: '2 May 2027' }[language]);
    });
  },
  startWithMail,
);

async function startWithMail(): Promise<TestPanel> {
  const panel = await startPanel();
  await panel.db.transaction((tx) => seatAccount(tx));
  return panel;
}

/** The only task that there is: an hour with a customer. */
async function plan(scene: Scene, wall: string, title: string): Promise<string> {
  await scene.panel.db.run('delete from tasks');
  return add(scene, wall, title);
}

async function add({ panel }: Scene, wall: string, title: string): Promise<string> {
  const { id } = await createTask(panel.db, viewer('anna'), {
    ...{ type: 'call', title, companyId: companies.drewPol.id, plannedAt: fromWall(wall, warsaw), durationMinutes: 60 },
  });
  return id;
}

async function plannedAt({ db }: TestPanel, id: string): Promise<string> {
  return (await db.one<{ at: string }>('select planned_at as at from tasks where id = $1', [id])).at;
}

function madeAs({ db }: TestPanel, title: string) {
  return db.one<{ plannedAt: string; minutes: number; type: string; place: string | null; invited: number }>(
    `select planned_at, duration_minutes as minutes, type, place,
       (select count(*) from invitations i where i.task_id = t.id) as invited from tasks t where title = $1`,
    [title],
  );
}

/** By its own class: what holds all of them is called nearly so. */
const entry = (text: string) =>
  `::-p-xpath(//*[contains(concat(" ", @class, " "), " ec-event ")][contains(., "${text}")])`;

const lower = ({ x, y }: Point, by: number) => ({ x, y: y + by });

/** The grid stands, with its hours. */
async function drawn(page: TestPage): Promise<void> {
  await page.page.waitForSelector('.grid .ec-body .ec-day');
  await page.see('9:00');
}

async function menu({ page }: TestPage): Promise<readonly string[]> {
  await page.waitForSelector('[role=menuitem]');
  return page.$$eval('[role=menuitem]', (items) => items.map((item) => item.textContent));
}

/** A point of the grid: the column of a day, and an hour in it. */
function pointAt({ page }: TestPage, column: number, hour: number): Promise<Point> {
  return page.evaluate(
    (at, time) => {
      const days = document.querySelectorAll('.grid .ec-body .ec-day');
      const label = [...document.querySelectorAll('.ec-sidebar time, .ec-sidebar .ec-slot')].find(
        (one) => Number(one.textContent.split(':')[0]) === time,
      )!;
      const { left, width } = days[at]!.getBoundingClientRect();
      // The label is half a line higher than the line of its hour.
      return { x: left + width / 2, y: label.getBoundingClientRect().top + 9 + 4 };
    },
    column,
    hour,
  );
}
