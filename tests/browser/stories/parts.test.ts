import { expect } from 'chai';
import { showDueReminders } from '../../../db/reminders.ts';
import { editTask } from '../../../db/task-edits.ts';
import { createTask } from '../../../db/tasks.ts';
import { companies } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { stories, type Scene } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const HOUR = 3_600_000;
const after = (ms: number) => new Date(Date.now() + ms).toISOString();

const make = ({ panel }: Scene, over: object) =>
  createTask(panel.db, viewer('anna'), { type: 'errand', title: 'Zadanie', companyId: companies.drewPol.id, ...over });

async function makeThing({ panel }: Scene, name: string): Promise<string> {
  const { id } = await panel.db.one<{ id: string }>(
    `insert into resources (name, created_by, updated_by) values ($1, 'system:test', 'system:test') returning id`,
    [name],
  );
  return id;
}

stories('work that hangs together', ({ story, mainStory }) => {
  mainStory('a task is split into smaller ones, and is as far as they are', async (scene) => {
    const { t, percent, own, arrive } = scene;
    const { id } = await make(scene, { title: own('Wdrożenie') });
    const page = await arrive('anna', `/admin/tasks/${id}`);
    for (const title of [own('Szkolenie'), own('Instalacja')]) {
      await page.click(t('task.add part'));
      await page.see(t('task.part of', { name: own('Wdrożenie') }));
      await page.fill(t('task.name'), title);
      await page.click(t('task.create'));
      await page.gone('dialog[open]');
      await page.see(title);
    }
    await page.click(own('Szkolenie'));
    await page.see(t('task.main'));
    await page.click(t('task.edit'));
    await page.fill(t('task.percent'), '50');
    await page.click(t('task.save close'));
    await page.see(t('task.saved'));
    await page.click(own('Wdrożenie'));
    await page.see(t('task.parts of'));
    await page.see(percent(0.25));
  });

  story('what is booked for one meeting is refused to another at that time, with who has it', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const taken = {
      pl: `„${own('Rzutnik')}” jest w tym czasie zajęte`,
      en: `"${own('Rzutnik')}" is taken at that time`,
    };
    const projector = await makeThing(scene, own('Rzutnik'));
    const meeting = { type: 'meeting', plannedAt: after(72 * HOUR), durationMinutes: 60 };
    await make(scene, { ...meeting, title: own('Pokaz'), resourceIds: [projector] });
    const { id } = await make(scene, { ...meeting, title: own('Narada') });
    const page = await arrive('anna', `/admin/tasks/${id}`, { expects: /\b(409|422)\b/ });
    await page.click(t('calendar.book'));
    await page.click(own('Rzutnik'));
    await page.confirm();
    await page.see(taken[language]);
    await panel.db.run('delete from bookings where resource_id = $1', [projector]);
    await page.confirm();
    await page.gone('dialog[open]');
    await page.see(t('task.rebook'));
    await page.see(own('Rzutnik'));
  });

  story('what somebody else has booked meanwhile for the same meeting is not given up unasked', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const [screen, hall] = [own('Ekran'), own('Sala Bałtyk')];
    await makeThing(scene, screen);
    const room = await makeThing(scene, hall);
    const meeting = { type: 'meeting', plannedAt: after(72 * HOUR), durationMinutes: 60 };
    const { id } = await make(scene, { ...meeting, title: own('Warsztat') });
    const page = await arrive('anna', `/admin/tasks/${id}`, { expects: /\b409\b/ });
    await page.click(t('calendar.book'));
    await page.click(screen);
    await editTask(panel.db, viewer('maria'), { id, version: 1, change: { resourceIds: [room] } });
    await page.confirm();
    await page.see(t('meeting.title'));
    const sides = await page.page.$$eval('.meeting label > span', (all) =>
      all.map((side) => side.lastChild!.textContent!.trim()),
    );
    expect(sides).to.deep.equal([screen, hall]);
    await page.click(t('meeting.back'));
    expect(await panel.db.rows('select resource_id from bookings where task_id = $1', [id])).to.deep.equal([
      { resourceId: room },
    ]);
  });

  story('after an outage one card says how many reminders came late, and by how much', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await panel.db.run('delete from tasks; delete from reminders');
    for (const title of [own('Oddzwonić'), own('Wysłać cennik')])
      await make(scene, { title, plannedAt: after(-3 * HOUR), remindMinutes: [0] });
    await panel.db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
    const page = await arrive('anna', '/admin/companies');
    await page.see(t('reminders.digest', { count: 2 }));
    await page.see(t('reminders.digest late', { count: 2 }));
    await page.page.locator('.reminders summary').click();
    await page.see(own('Wysłać cennik'));
    await page.see(t('reminders.late', { by: '3 h' }));
    await page.click(t('reminders.seen all'));
    await page.unsee(own('Wysłać cennik'));
    await until(async () => !(await panel.db.maybe('select 1 from reminders where acknowledged_at is null')), {
      what: 'all of them are acknowledged',
    });
  });
});
