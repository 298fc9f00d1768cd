import { expect } from 'chai';
import { announce } from '../../../db/live.ts';
import { createOpportunity } from '../../../db/opportunity-links.ts';
import { showDueReminders } from '../../../db/reminders.ts';
import { createTask } from '../../../db/tasks.ts';
import type { TestPage } from '../../support/browser.ts';
import { companies, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import type { TestPanel } from '../../support/panel.ts';
import { listens, stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const anna = viewer('anna');
const call = { pl: 'Telefon', en: 'Call' };
const soon = () => new Date(Date.now() + 3_600_000).toISOString();

stories('an office', ({ story, deskStory }) => {
  story(
    'a calendar app shows the types of work that were chosen, and nothing once its address is off',
    async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      await panel.db.run('delete from tasks; delete from calendar_feeds');
      for (const [type, title] of [
        ['call', 'Telefon do huty'],
        ['errand', 'Oferta'],
      ] as const)
        await createTask(panel.db, anna, { type, title: own(title), plannedAt: soon() });
      const page = await arrive('anna', '/admin/calendar');
      await page.click(t('calendar.subscribe'));
      // The calendar behind the dialog has a filter of the same name.
      await page.page.waitForSelector('.feed-types label');
      await page.page.evaluate((wanted) => {
        const labels = [...document.querySelectorAll<HTMLLabelElement>('.feed-types label')];
        labels.find(({ innerText }) => innerText.trim() === wanted)!.click();
      }, call[language]);
      await page.click(t('feed.create'));
      await page.see(t('feed.once'));
      const address = await page.page.$eval(`input[value*="/ical/"]`, (field) => (field as HTMLInputElement).value);
      const feed = async () => fetch(`${panel.url}${new URL(address).pathname}`);
      expect(await (await feed()).text())
        .to.contain(own('Oferta'))
        .and.not.contain(own('Telefon do huty'));
      await page.click(t('feed.revoke'));
      await page.see(t('feed.revoked'));
      expect((await feed()).status).to.equal(404);
    },
  );

  story('who is away has a substitute, and their work is handed over at once with a way back', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await panel.db.run('delete from tasks; delete from absences');
    for (const title of ['Pierwsze', 'Drugie', 'Trzecie'])
      await createTask(panel.db, anna, { type: 'errand', title: own(title), plannedAt: soon() });
    const ownedBy = async (who: keyof typeof users) =>
      (await panel.db.one<{ n: number }>('select count(*) as n from tasks where owner_id = $1', [users[who].id])).n;
    const maria = await arrive('maria', '/admin/tasks/team', { expects: /\b403\b/ });
    await maria.click(t('absence.add'));
    await maria.choose(t('absence.who'), users.anna.name);
    await maria.fill(t('absence.from'), '2031-01-07');
    await maria.choose(t('absence.substitute'), users.pawel.name);
    await maria.confirm();
    const substitute = t('absence.substitute is', { name: users.pawel.name });
    await maria.see(substitute);
    await maria.click(t('absence.remove', { name: users.anna.name }));
    await maria.see(t('absence.removed', { name: users.anna.name }));
    await maria.unsee(substitute);
    await maria.click(t('frame.undo'));
    await maria.see(substitute);
    // What is refused is said where it was asked.
    await panel.db.run(`update profiles set removed = '{task.edit}' where code = 'supervisor'`);
    await maria.click(t('absence.remove', { name: users.anna.name }));
    await maria.page.waitForSelector('.card .notice.red');
    await panel.db.run(`update profiles set removed = '{}' where code = 'supervisor'`);
    await maria.see(substitute);
    const handOver = async () => {
      await maria.click(t('team.hand over'));
      await maria.see(t('team.hand over from', { name: users.anna.name }));
      // In the form: their names are links in the list behind it.
      await maria.page
        .locator(`::-p-xpath(//dialog//*[normalize-space(.)="${users.pawel.name}"][self::label or self::button])`)
        .click();
      await maria.see(t('team.hand over count', { count: 3 }));
      await maria.confirm();
      await maria.see(t('team.handed over', { count: 3 }));
    };
    await handOver();
    expect([await ownedBy('anna'), await ownedBy('pawel')]).to.deep.equal([0, 3]);
    await maria.click(t('frame.undo'));
    await maria.see(t('team.taken back', { count: 3 }));
    expect([await ownedBy('anna'), await ownedBy('pawel')]).to.deep.equal([3, 0]);
    // What somebody has touched since stays where it is, and is named.
    await handOver();
    await panel.db.run('update tasks set version = version + 1 where title = $1', [own('Drugie')]);
    await maria.click(t('frame.undo'));
    await maria.see(t('team.taken back', { count: 2 }));
    await maria.see(`${t('team.skipped', { count: 1 })}: ${own('Drugie')}: `);
    expect([await ownedBy('anna'), await ownedBy('pawel')]).to.deep.equal([2, 1]);
  });

  story(
    'a new type of task is there for the next task, and the timeline of the customer is narrowed to it',
    async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      const type = { pl: own('Reklamacja'), en: own('Complaint') };
      const jan = await arrive('jan', '/admin/task-types');
      await jan.click(t('type.new'));
      await jan.fill(t('shape.name pl'), type.pl);
      await jan.fill(t('shape.name en'), type.en);
      await jan.confirm();
      await jan.see(t('frame.saved'));
      const page = await arrive('anna', '/admin/tasks?new=1');
      await page.fill(t('task.name'), own('Pęknięta paleta'));
      await page.fill(t('task.customer'), 'zubr');
      // Not the customer of a task in the list behind the form.
      await page.page
        .locator(`::-p-xpath(//dialog//*[@role="option"][starts-with(normalize-space(.), "${companies.zubr.name}")])`)
        .click();
      await page.choose(t('task.type'), type[language]);
      await page.click(t('task.create'));
      await until(() => panel.db.maybe('select 1 as one from tasks where title = $1', [own('Pęknięta paleta')]), {
        what: 'the task',
      });
      const note = own('Woli rano');
      await (
        await panel.as('anna')
      )
        .post(`/api/v1/companies/${companies.zubr.id}/notes`)
        .send({ body: note })
        .expect(200);
      await page.go(`/admin/companies/${companies.zubr.id}`);
      await page.see(note);
      // A room has the same name.
      await page.page
        .locator(
          `::-p-xpath(//*[contains(@class, "timeline-filters")]//button[normalize-space(.)="${t('customer.timeline.tasks')}"])`,
        )
        .click();
      await page.unsee(note);
      await page.see(own('Pęknięta paleta'));
      await panel.db.run('update task_types set active = false where name_pl = $1', [type.pl]);
    },
  );

  story('another type becomes the default, and only then the one before is switched off', async (scene) => {
    const { t, language, arrive, panel } = scene;
    const [errand, mail] = [{ pl: 'Do zrobienia', en: 'Errand' }[language], 'E-mail'];
    const usual = async () =>
      (await panel.db.rows<{ code: string }>('select code from task_types where by_default and active')).map(
        ({ code }) => code,
      );
    const page = await arrive('jan', '/admin/task-types', { expects: /422/ });
    await page.click(errand);
    await page.see(t('type.default hint'));
    await page.click(t('type.active'));
    await page.confirm();
    await page.see({ pl: 'jest domyślny', en: 'is the default type' }[language]);
    await page.click(t('frame.cancel'));
    await page.gone('dialog[open]');
    await page.click(mail);
    await page.click(t('type.byDefault'));
    await page.confirm();
    await until(async () => (await usual()).join() === 'mail', { what: 'the new default type' });
    await page.gone('dialog[open]');
    await page.click(errand);
    await page.click(t('type.active'));
    await page.confirm();
    await page.see(t('own.inactive'));
    await panel.db.run('update task_types set by_default = false where by_default');
    await panel.db.run(`update task_types set by_default = true, active = true where code = 'errand'`);
  });

  story('the report of opportunities adds up by person, and each sum opens its rows', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await panel.db.run('delete from opportunity_moves; delete from opportunities');
    for (const valueMinor of [1_000_000, 2_500_000])
      await createOpportunity(panel.db, anna, {
        ...{ name: own(`Regały ${valueMinor}`), companyId: companies.zubr.id, valueMinor },
      });
    const page = await arrive('maria', '/admin/opportunities?show=report');
    await page.see(users.anna.name);
    await page.choose(t('opportunities.by'), t('opportunities.by.stage'));
    await page.page.waitForFunction(() => location.search.includes('by=stage'));
    await page.page.waitForSelector('.number-link');
    await page.page.click('.number-link');
    await page.see(own('Regały 2500000'));
    await page.see(own('Regały 1000000'));
  });

  deskStory('rows are coloured by a rule, and the colour is kept with the view', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await panel.db.run('delete from views');
    const jan = await panel.as('jan');
    const condition = { field: 'company.class', operator: '=', value: 'A' };
    const columns = [{ field: 'name' }, { field: 'class' }];
    const view = { columns, sort: [], condition: null, colours: [{ condition, tone: 'green' }], density: 'roomy' };
    const { id } = (
      await jan
        .post('/api/v1/lists/companies/views')
        .send({ name: own('Barwny'), view })
        .expect(200)
    ).body;
    const page = await arrive('jan', `/admin/companies?view=${id}`);
    await page.page.waitForSelector('tr.tone-green');
    const green = () => page.page.$$eval('tr.tone-green', (rows) => rows.length);
    expect(await green()).to.equal(2);
    await page.click(t('colours.title'));
    await page.choose(t('colours.tone'), t('colours.tone.red'));
    await page.confirm();
    await page.page.waitForSelector('tr.tone-red');
    await page.click(t('views.save'));
    await page.see(t('views.saved'));
    const kept = await panel.db.one<{ view: { colours: { tone: string }[] } }>('select view from views where id = $1', [
      id,
    ]);
    expect(kept.view.colours.map(({ tone }) => tone)).to.deep.equal(['red']);
  });

  deskStory('a reminder rings in the system while nobody looks at Nurt', async (scene) => {
    const { own, arrive, panel } = scene;
    await panel.db.run('delete from tasks');
    const title = own('Oddzwonić');
    await createTask(panel.db, anna, {
      ...{ type: 'errand', title, plannedAt: new Date(Date.now() - 1000).toISOString(), remindMinutes: [0] },
    });
    const page = await arrive('anna', '/admin/companies');
    await lookAway(page);
    await listens(panel);
    await showDue(panel);
    await rings(page, { title, times: 1 });
  });

  deskStory('a reminder that was put off rings again when it comes', async (scene) => {
    const { t, own, arrive, panel } = scene;
    await panel.db.run('delete from tasks');
    const title = own('Oddzwonić później');
    await createTask(panel.db, anna, {
      ...{ type: 'errand', title, plannedAt: new Date(Date.now() - 1000).toISOString(), remindMinutes: [0] },
    });
    const page = await arrive('anna', '/admin/companies');
    await lookAway(page);
    await listens(panel);
    await showDue(panel);
    await rings(page, { title, times: 1 });
    await page.click(t('reminders.snooze'));
    await until(() => panel.db.maybe('select 1 as one from reminders where shown_at is null'));
    await panel.db.run(`update reminders set remind_at = now() - interval '1 second'`);
    await showDue(panel);
    await rings(page, { title, times: 2 });
  });

  deskStory('a reminder stays though the answer to an older question comes after it', async (scene) => {
    const { own, arrive, panel } = scene;
    await panel.db.run('delete from tasks');
    const title = own('Oddzwonić zaraz');
    const page = await arrive('anna', '/admin/companies');
    await listens(panel);
    const { asked } = await heldBack(page, '/api/v1/reminders');
    await panel.db.transaction((tx) => announce(tx, { about: 'reminders', to: { userIds: [users.anna.id] } }));
    const answer = await asked;
    await createTask(panel.db, anna, {
      ...{ type: 'errand', title, plannedAt: new Date(Date.now() - 1000).toISOString(), remindMinutes: [0] },
    });
    await showDue(panel);
    await page.see(title);
    await answer({ reminders: [] });
    await page.see(title);
  });
});

type Answering = (body: object) => Promise<void>;

/** The next question to this path is not sent; `asked` answers how to answer it. */
async function heldBack({ page }: TestPage, path: string): Promise<{ readonly asked: Promise<Answering> }> {
  await page.setRequestInterception(true);
  const asked = new Promise<Answering>((resolve) => {
    let isHeld = false;
    page.on('request', (request) => {
      if (isHeld || new URL(request.url()).pathname !== path) return void request.continue();
      isHeld = true;
      resolve(async (body) => {
        const drawn = page.waitForResponse((response) => response.request() === request);
        await request.respond({ contentType: 'application/json', body: JSON.stringify(body) });
        await (await drawn).text();
        await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => setTimeout(next))));
      });
    });
  });
  return { asked };
}

/** Nobody looks at the page, and what would ring is noted. As a browser does it, what was shown under one tag rings once. */
async function lookAway({ page }: TestPage): Promise<void> {
  await page.evaluate(() => {
    const rung = new Map<string, string>();
    class Rings extends EventTarget {
      static readonly permission = 'granted';
      constructor(_: string, { tag, body }: NotificationOptions) {
        super();
        rung.set(tag ?? '', body ?? '');
      }
      close(): void {}
    }
    Object.assign(window, { rung, Notification: Rings });
    Object.defineProperty(document, 'hidden', { value: true });
  });
}

function showDue({ db }: TestPanel): Promise<unknown> {
  return db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
}

/** Waits until this has rung so often. */
async function rings({ page }: TestPage, wanted: { readonly title: string; readonly times: number }): Promise<void> {
  await page.waitForFunction(
    ({ title, times }) => {
      const { rung } = window as unknown as { rung: Map<string, string> };
      return [...rung.values()].filter((body) => body.includes(title)).length === times;
    },
    {},
    wanted,
  );
}
