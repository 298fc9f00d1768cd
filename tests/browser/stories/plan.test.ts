import { expect } from 'chai';
import { createTask } from '../../../db/tasks.ts';
import { fromWall } from '../../../domain/calendar/wall.ts';
import type { TestPage } from '../../support/browser.ts';
import { companies } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { middleOf, rest } from '../../support/gestures.ts';
import type { TestPanel } from '../../support/panel.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const day = '2027-04-05';
const at = (time: string) => fromWall(`${day}T${time}`, 'Europe/Warsaw');

stories('planning', ({ story, deskStory, phoneStory }) => {
  phoneStory('a task that is held for a moment is moved by a finger', async ({ t, arrive, panel }) => {
    await panel.db.run('delete from tasks');
    const id = await planAtNine(panel, 'Palcem');
    const page = await arrive('anna', `/admin/calendar?view=day&on=${day}`);
    await moveDown(page, { by: 2 * (await heightOfHour(page)), menu: t('calendar.later') });
    await page.see(t('frame.undo'));
    await until(async () => (await plannedAt(panel, id)) === at('11:00'), { what: 'two hours later' });
    expect(await page.page.$$('.ec-event')).to.have.length(1);

    // One that rests opens the menu of the right mouse button, and nothing is moved or made by lifting it (rule 28).
    const before = (await panel.db.one<{ version: number }>('select version from tasks where id = $1', [id])).version;
    for (const place of ['.ec-event', '.agenda button.ev']) {
      if (place.startsWith('.agenda')) await page.go(`/admin/calendar?view=agenda&on=${day}`);
      await rest(page, await middleOf(page, place), '[role=menuitem]');
      await page.see(t('calendar.later'));
      expect(await page.page.$('dialog[open]')).to.equal(null);
      await page.press('Escape');
      await page.unsee(t('calendar.later'));
    }
    const after = (await panel.db.one<{ version: number }>('select version from tasks where id = $1', [id])).version;
    expect(after).to.equal(before);
  });

  story('what is wrong with an entry is said under its field, and nothing is saved', async ({ t, arrive, panel }) => {
    await panel.db.run('delete from tasks');
    const id = await planAtNine(panel, 'Rano');
    const page = await arrive('anna', `/admin/calendar?view=agenda&on=${day}`, { expects: /\b400\b/ });
    await page.page.locator('.agenda button.ev').click();
    await page.fill(t('calendar.start'), '');
    await page.confirm();
    await page.see(t('calendar.start missing'));
    await page.fill(t('calendar.start'), `${day} 12:00`);
    await page.fill(t('calendar.start'), 'kiedyś');
    await page.confirm();
    await page.see(t('date.unread'));
    await page.click(t('date.open'));
    await page.page.locator(`.month-sheet:popover-open [aria-label="${t('date.next')}"]`).click();
    const reached = await page.page.$$('.month-sheet:popover-open [data-day][tabindex="0"]');
    expect(reached, 'the one day of the next month that Tab comes to').to.have.length(1);
    await reached[0]!.click();
    await page.fill(t('calendar.start'), `${day} 12:00`);
    await page.fill(t('calendar.minutes'), 'godzinę');
    await page.confirm();
    await page.see(t('number.whole'));
    expect(await plannedAt(panel, id)).to.equal(at('09:00'));
    await page.fill(t('calendar.minutes'), '2000');
    await page.confirm();
    await page.page.waitForSelector('dialog .field.wrong input[inputmode=numeric]');
    expect(await plannedAt(panel, id)).to.equal(at('09:00'));
    await page.fill(t('calendar.minutes'), '90');
    await page.confirm();
    await until(async () => (await plannedAt(panel, id)) === at('12:00'), { what: 'noon' });
  });

  story('an entry keeps its hour where the room that is wanted with another one is taken', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    await panel.db.run('delete from tasks');
    const taken = {
      pl: `„${own('Sala Odra')}” jest w tym czasie zajęte`,
      en: `"${own('Sala Odra')}" is taken at that time`,
    };
    const room = await makeRoom(panel, own('Sala Odra'));
    await planAtNine(panel, 'Zajmuje salę', { plannedAt: at('12:00'), resourceIds: [room] });
    const id = await planAtNine(panel, 'Rano');
    const page = await arrive('anna', `/admin/calendar?view=agenda&on=${day}`, { expects: /\b422\b/ });
    await page.page.locator('.agenda button.ev').click();
    await page.fill(t('calendar.start'), `${day} 12:00`);
    await page.click(own('Sala Odra'));
    await page.confirm();
    await page.see(taken[language]);
    expect(await plannedAt(panel, id)).to.equal(at('09:00'));
    await page.fill(t('calendar.start'), `${day} 14:00`);
    await page.confirm();
    await page.gone('dialog[open]');
    expect(await plannedAt(panel, id)).to.equal(at('14:00'));
    expect(await bookedFor(panel, id)).to.deep.equal([room]);
  });

  deskStory('the room of an hour that was taken away comes back with it', async ({ t, own, arrive, panel }) => {
    await panel.db.run('delete from tasks');
    const room = await makeRoom(panel, own('Sala Warta'));
    const id = await planAtNine(panel, 'Rano', { resourceIds: [room] });
    const page = await arrive('anna', `/admin/calendar?view=day&on=${day}`);
    const { x, y } = await middleOf(page, '.ec-event');
    await page.page.mouse.click(x, y, { button: 'right' });
    await page.click(t('calendar.take time'));
    await until(async () => (await bookedFor(panel, id)).length === 0, { what: 'the room is free' });
    await page.click(t('frame.undo'));
    await until(async () => (await plannedAt(panel, id)) === at('09:00'), { what: 'the hour is back' });
    expect(await bookedFor(panel, id)).to.deep.equal([room]);
  });

  deskStory('a room is not booked for whole days, and the form that has no field for it says so', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await panel.db.run('delete from tasks');
    await makeRoom(panel, own('Sala Wisła'));
    const page = await arrive('anna', `/admin/calendar?view=resources&on=${day}`, { expects: /\b422\b/ });
    const { x, y } = await middleOf(page, '.grid .ec-all-day .ec-day');
    await page.page.mouse.click(x, y, { button: 'right' });
    await page.click(t('calendar.block time'));
    await page.click(t('task.create'));
    await page.page.waitForSelector('dialog .notice.red');
    expect(await panel.db.rows('select id from tasks')).to.deep.equal([]);
  });

  deskStory('whoever may plan nothing draws nothing into the calendar and moves nothing', async (scene) => {
    const { arrive, panel } = scene;
    await panel.db.run('delete from tasks');
    const id = await planAtNine(panel, 'Rano');
    const byDay = `/admin/calendar?view=day&on=${day}`;
    const planner = await arrive('anna', byDay);
    expect(await drawnBelow(planner)).to.equal(1);
    await planner.page.waitForSelector('dialog[open]');

    await panel.db.run(`update profiles set removed = '{task.edit}' where code = 'operator'`);
    const page = await arrive('anna', byDay);
    expect(await drawnBelow(page)).to.equal(0);
    const { x, y } = await middleOf(page, '.ec-event');
    await page.page.mouse.click(x, y + 2 * (await heightOfHour(page)), { button: 'right' });
    await page.page.focus('.ec-event');
    await page.page.keyboard.down('Alt');
    await page.press('ArrowDown');
    await page.page.keyboard.up('Alt');
    expect(await page.page.$$('dialog[open], [role=menuitem]')).to.deep.equal([]);

    await page.go(`/admin/calendar?view=agenda&on=${day}`);
    await page.page.waitForSelector('.agenda button.ev');
    expect(await page.page.$$('.agenda header button')).to.deep.equal([]);
    expect(await plannedAt(panel, id)).to.equal(at('09:00'));
    await panel.db.run(`update profiles set removed = '{}' where code = 'operator'`);
  });
});

/** Draws an hour under the event with the mouse; how many new spans are seen meanwhile. */
async function drawnBelow(page: TestPage): Promise<number> {
  const { x, y } = await middleOf(page, '.ec-event');
  const hour = await heightOfHour(page);
  const { mouse } = page.page;
  await mouse.move(x, y + 2 * hour);
  await mouse.down();
  await mouse.move(x, y + 3 * hour, { steps: 8 });
  const drawn = await page.page.$$('.ec-preview');
  await mouse.up();
  return drawn.length;
}

/** An hour from nine o'clock. */
async function planAtNine({ db }: TestPanel, title: string, over: object = {}): Promise<string> {
  const { id } = await createTask(db, viewer('anna'), {
    ...{ type: 'errand', title, companyId: companies.drewPol.id, plannedAt: at('09:00'), durationMinutes: 60, ...over },
  });
  return id;
}

async function makeRoom({ db }: TestPanel, name: string): Promise<string> {
  const { id } = await db.one<{ id: string }>(
    `insert into resources (name, kind, created_by, updated_by) values ($1, 'room', 'system:test', 'system:test') returning id`,
    [name],
  );
  return id;
}

async function bookedFor({ db }: TestPanel, id: string): Promise<readonly string[]> {
  const rows = await db.rows<{ resourceId: string }>('select resource_id from bookings where task_id = $1', [id]);
  return rows.map(({ resourceId }) => resourceId);
}

async function plannedAt({ db }: TestPanel, id: string): Promise<string> {
  return (await db.one<{ at: string }>('select planned_at as at from tasks where id = $1', [id])).at;
}

/**
 * Holds the event and moves the finger down. Only a quarter of a second lies between an event that can be moved and the menu
 * of a finger that rests: where the machine took longer, the menu is closed and the finger tries again.
 */
async function moveDown(page: TestPage, { by, menu }: { readonly by: number; readonly menu: string }): Promise<void> {
  for (let left = 5; left > 0; left--) {
    const event = await middleOf(page, '.ec-event');
    const finger = await page.page.touchscreen.touchStart(event.x, event.y);
    await page.page.waitForSelector('.ec-dragging, [role=menuitem]');
    for (let step = 1; step <= 8; step++) await finger.move(event.x, event.y + (by * step) / 8);
    await finger.end();
    if (!(await page.page.$('[role=menuitem]'))) return;
    await page.press('Escape');
    await page.unsee(menu);
  }
}

/** The event that is an hour long is as high as the hour. */
async function heightOfHour({ page }: TestPage): Promise<number> {
  return (await (await page.waitForSelector('.ec-event'))!.boundingBox())!.height;
}
