import { expect } from 'chai';
import { escalateDue } from '../../../db/reminder-escalation.ts';
import { showDueReminders } from '../../../db/reminders.ts';
import { editTask } from '../../../db/task-edits.ts';
import { createTask } from '../../../db/tasks.ts';
import { companies, people, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { seatAccount } from '../../support/outgoing.ts';
import { listens, stories, type Scene } from '../../support/stories.ts';

const meeting = { pl: 'Spotkanie', en: 'Meeting' };
const tookPlace = { pl: 'Odbyło się', en: 'Held' };
const tomorrow = { pl: 'jutro 9:00', en: 'tomorrow 9:00' };

const make = ({ panel }: Scene, over: object) =>
  createTask(panel.db, viewer('anna'), { type: 'errand', title: 'Zadanie', companyId: companies.drewPol.id, ...over });

stories('tasks', ({ story, mainStory, deskStory }) => {
  mainStory(
    'a meeting is planned with a list to tick, done, and its outcome, time and way stand with the customer',
    async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      const title = own('Pokaz maszyny');
      const page = await arrive('anna', '/admin/tasks');
      await page.clickStarting(t('tasks.new'));
      await page.fill(t('task.name'), title);
      await page.fill(t('task.customer'), 'drew');
      await page.clickStarting(companies.drewPol.name);
      await page.choose(t('task.type'), meeting[language]);
      await page.fill(t('task.planned'), tomorrow[language]);
      await page.click(t('task.more fields'));
      await page.fill(t('task.checklist'), 'Rzutnik\nUmowa');
      await page.click(t('task.save open'));
      await page.see(t('work.checklist of', { done: 0, of: 2 }));
      // Who is invited stands above the list on a phone, and comes a moment later.
      await page.see(t('calendar.invite'));
      await page.click('Umowa');
      await page.see(t('work.checklist of', { done: 1, of: 2 }));

      await page.click(t('work.take'));
      await page.clickStarting(`1${tookPlace[language]}`);
      await page.fill(t('work.note'), 'Chcą wycenę na trzy sztuki');
      await page.fill(t('task.work minutes'), '75');
      await page.fill(t('task.kilometres'), '42');
      await page.click(t('work.save'));
      await page.see(t('work.saved', { title }));
      const done = await panel.db.one<object>(
        'select state, note, work_minutes, kilometres from tasks where title = $1',
        [title],
      );
      expect(done).to.deep.equal({
        state: 'done',
        note: 'Chcą wycenę na trzy sztuki',
        workMinutes: 75,
        kilometres: 42,
      });
      await page.go(`/admin/companies/${companies.drewPol.id}`);
      await page.see('Chcą wycenę na trzy sztuki');
    },
  );

  mainStory(
    'a task is taken from the queue of the team and given back, and work mode offers it again',
    async (scene) => {
      const { t, language, own, arrive, panel } = scene;
      const { db } = panel;
      await db.run(`insert into teams (code, name) values ('desk', 'Biuro obsługi') on conflict do nothing`);
      await db.run(
        `insert into team_members (team_id, user_id) select id, $1 from teams where code = 'desk' on conflict do nothing`,
        [users.anna.id],
      );
      await db.run('delete from tasks');
      const title = own('Pilny telefon');
      const { id } = await createTask(db, viewer('maria'), { type: 'errand', title, queue: 'desk' });
      const owner = async () =>
        (await db.one<{ ownerId: string | null }>('select owner_id from tasks where id = $1', [id])).ownerId;
      const page = await arrive('anna', `/admin/tasks/${id}`, { expects: /\b422\b/ });
      await page.click(t('task.more'));
      await page.click(t('task.take over'));
      await page.see(t('task.taken over'));
      expect(await owner()).to.equal(users.anna.id);
      await page.click(t('task.more'));
      await page.click(t('task.give back'));
      await page.see(t('task.given back'));
      expect(await owner()).to.equal(null);
      await db.run(`update tasks set leased_by = $2, leased_until = now() + interval '1 minute' where id = $1`, [
        id,
        users.maria.id,
      ]);
      await page.click(t('task.more'));
      await page.click(t('task.take over'));
      await page.see(language === 'pl' ? 'ma teraz otwarte' : 'is open at');
      expect(await owner()).to.equal(null);
      await db.run('update tasks set leased_by = null, leased_until = null where id = $1', [id]);
      await page.go('/admin/work');
      await page.see(title);
    },
  );

  story('work that comes every week shows its next days, and is ended without losing what was done', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const title = own('Przegląd tygodnia');
    const page = await arrive('anna', '/admin/tasks?new=1');
    await page.fill(t('task.name'), title);
    await page.fill(t('task.planned'), tomorrow[language]);
    await page.choose(t('repeat'), t('repeat.day'));
    await page.fill(t('repeat.every day'), '7');
    await page.page.waitForFunction(() => document.querySelector('.task-form p[role=status]')?.textContent);
    await page.click(t('task.save open'));
    await page.see(t('repeat.end'));
    const days = () =>
      panel.db.rows<{ at: string }>('select planned_at as at from tasks where title = $1 order by planned_at', [title]);
    const before = await days();
    expect(before.length).to.be.greaterThan(10);
    expect(Date.parse(before[1]!.at) - Date.parse(before[0]!.at)).to.be.within(6.9 * 86_400_000, 7.1 * 86_400_000);
    await page.click(t('repeat.end'));
    await page.confirm();
    await page.see(t('repeat.ended'));
    await page.page.waitForFunction(() => location.pathname === '/admin/tasks');
    expect(await days()).to.have.length(0);
  });

  story('what repeats from a far day on says that nothing hangs on it yet, and opens no task', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const title = own('Przegląd za dziesięć lat');
    const page = await arrive('anna', '/admin/tasks?new=1');
    await page.fill(t('task.name'), title);
    await page.fill(t('task.planned'), '3.12.2036 9:00');
    await page.choose(t('repeat'), t('repeat.year'));
    await (await page.page.$('dialog input[type=file]'))!.uploadFile(import.meta.filename);
    await page.see('tasks.test.ts');
    await page.click(t('task.save open'));
    await page.see(t('repeat.nothing tied'));
    await page.gone('dialog[open]');
    const made = await panel.db.rows(`select 1 from recurrences where task ->> 'title' = $1`, [title]);
    expect(made).to.have.length(1);
  });

  mainStory('a reminder comes by itself, and unanswered it goes on to the superior with whose it is', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const title = own('Oddzwonić o drugiej');
    await make(scene, { title, plannedAt: new Date(Date.now() - 1000).toISOString(), remindMinutes: [0] });
    const anna = await arrive('anna', '/admin/companies');
    await panel.db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
    await anna.see(title);
    const maria = await arrive('maria', '/admin/companies');
    await panel.db.transaction((tx) => escalateDue(tx, new Date(Date.now() + 9 * 86_400_000).toISOString()));
    await maria.see(title);
    await maria.see(users.anna.name);
    await maria.click(t('reminders.seen'));
    await maria.unsee(title);
    // Whoever takes note of it does so for everybody who was told.
    await anna.unsee(title);
  });

  story('people of both sides are invited to a meeting from its page', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const account = await panel.db.maybe('select 1 from channel_accounts');
    if (!account) await panel.db.transaction((tx) => seatAccount(tx));
    const { id } = await make(scene, {
      ...{ type: 'meeting', title: own('Narada'), plannedAt: new Date(Date.now() + 3 * 86_400_000).toISOString() },
      ...{ userIds: [users.pawel.id], personIds: [people.jozef.id] },
    });
    const page = await arrive('anna', `/admin/tasks/${id}`);
    await page.see('Józef Zieliński');
    await page.click(t('calendar.invite'));
    await page.see(t('calendar.told', { count: 3 }));
    await page.see(t('calendar.tell again'));
  });

  story(
    'a reminder stands in every tab of a browser, and acknowledged in one it is gone in the other (rule 34)',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      await panel.db.run('delete from tasks');
      await make(scene, {
        ...{ title: own('Za chwilę'), plannedAt: new Date(Date.now() - 1000).toISOString(), remindMinutes: [0] },
      });
      const first = await arrive('anna', '/admin/today');
      const second = await first.page.browserContext().newPage();
      await second.goto(`${panel.url}/admin/tasks`);
      await second.waitForSelector('h1');
      const stands = (there: boolean) =>
        Promise.all(
          [first.page, second].map((tab) =>
            tab.waitForFunction(
              (wanted) => (document.querySelector('.reminders .card .acts') !== null) === wanted,
              {},
              there,
            ),
          ),
        );
      // Both tabs are counted in when the one stream is open.
      await listens(panel);
      await panel.db.transaction((tx) => showDueReminders(tx, new Date().toISOString()));
      await stands(true);
      await first.click(t('reminders.seen'));
      await stands(false);
      const streams = await panel.db.rows(
        `select 1 from pg_stat_activity where application_name = 'nurt-panel-live' and datname = current_database()`,
      );
      expect(streams).to.have.length(1);
      await second.close();
    },
  );

  story('two people edit one task: the second sees what changed and chooses', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const { id } = await make(scene, { title: own('Oferta'), stage: 'pierwszy' });
    const page = await arrive('anna', `/admin/tasks/${id}`, { expects: /\b409\b/ });
    await page.click(t('task.edit'));
    await page.fill(t('task.name'), own('Tytuł Anny'));
    await editTask(panel.db, viewer('maria'), { id, version: 1, change: { title: 'Tytuł Marii', stage: 'drugi' } });
    await page.click(t('task.save close'));
    await page.see(users.maria.name);
    await page.click(t('task.clash keep'));
    await page.click(t('task.save close'));
    await page.gone('dialog[open]');
    const now = await panel.db.one('select title, stage from tasks where id = $1', [id]);
    expect(now).to.deep.equal({ title: own('Tytuł Anny'), stage: 'drugi' });
  });

  story('a task that is half written or half changed waits for whoever comes back (rule 27)', async (scene) => {
    const { t, own, arrive } = scene;
    const page = await arrive('anna', '/admin/tasks');
    const holds = (wanted: string) =>
      page.page.waitForFunction(
        (typed) =>
          [...document.querySelectorAll('dialog input')].some((one) => (one as HTMLInputElement).value === typed),
        {},
        wanted,
      );
    await page.clickStarting(t('tasks.new'));
    await page.fill(t('task.name'), own('Niedokończone'));
    await page.press('Escape');
    await page.click(t('draft.keep'));
    await page.clickStarting(t('tasks.new'));
    await holds(own('Niedokończone'));
    await page.click(t('draft.discard'));
    await page.press('Escape');
    await page.gone('dialog[open]');

    const { id } = await make(scene, { title: own('Zaczęte') });
    await page.go(`/admin/tasks/${id}`);
    await page.click(t('task.edit'));
    await page.fill(t('task.name'), own('Zmienione do połowy'));
    await page.press('Escape');
    await page.click(t('draft.keep'));
    await page.page.waitForFunction(() => JSON.stringify(localStorage).includes('nurt.draft'));
    await page.go(`/admin/tasks/${id}`);
    await page.click(t('task.edit'));
    await holds(own('Zmienione do połowy'));
    await page.click(t('task.save close'));
    await page.see(t('task.saved'));
  });

  deskStory(
    'colours say what is late, planned and done, and the letters what is urgent (S1-38, S1-39)',
    async (scene) => {
      const { own, arrive, panel } = scene;
      await panel.db.run('delete from tasks');
      const [past, future] = ['2026-01-02T10:00:00Z', '2036-01-02T10:00:00Z'];
      await make(scene, { title: own('Zaległe'), dueAt: past, priority: 'high' });
      await make(scene, { title: own('Zaplanowane'), dueAt: future, priority: 'low' });
      await make(scene, { title: own('Zwykłe'), dueAt: future });
      const { id } = await make(scene, { title: own('Zrobione'), dueAt: future, priority: 'high' });
      await panel.db.run(`update tasks set state = 'done', done_at = now(), done_by = $2 where id = $1`, [
        id,
        users.anna.id,
      ]);
      const page = await arrive('anna', '/admin/tasks?who=mine&kept=1');
      await page.see(own('Zrobione'));
      const looks = await page.page.$$eval('tr.row', (rows) => {
        const probe = document.body.appendChild(document.createElement('i'));
        const colours = ['red', 'orange'].map((name) => {
          probe.style.color = `var(--${name})`;
          return [getComputedStyle(probe).color, name] as const;
        });
        return rows.map((row) => {
          const title = row.querySelector('.title')!;
          const { fontWeight, fontStyle } = getComputedStyle(title);
          const mark = getComputedStyle(row.querySelector('td')!).boxShadow;
          const colour = colours.find(([shown]) => mark.startsWith(shown))?.[1] ?? 'none';
          return [title.textContent!.split(' ')[0]!, colour, Number(fontWeight) > 600 ? 'bold' : fontStyle] as const;
        });
      });
      expect([...looks].sort()).to.deep.equal([
        ['Zaległe', 'red', 'bold'],
        ['Zaplanowane', 'orange', 'italic'],
        ['Zrobione', 'none', 'normal'],
        ['Zwykłe', 'orange', 'normal'],
      ]);
    },
  );

  story('a contact is one’s own, for whomever the work was meant before it was one', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const page = await arrive('anna', '/admin/tasks?new=1');
    await page.choose(t('task.for'), users.maria.name);
    await page.click(t('task.has been'));
    await page.fill(t('task.customer'), 'zubr');
    await page.clickStarting(companies.zubr.name);
    await page.fill(t('task.said'), own('Oddzwonili sami'));
    await page.click(t('task.record'));
    await page.see(t('task.recorded'));
    const contact = await panel.db.one('select owner_id from tasks where is_contact and note = $1', [
      own('Oddzwonili sami'),
    ]);
    expect(contact).to.deep.equal({ ownerId: users.anna.id });
  });

  mainStory('a talk that nobody planned is recorded on the same form, with the time it took', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const page = await arrive('anna', '/admin/tasks?new=1');
    await page.click(t('task.has been'));
    await page.fill(t('task.customer'), 'zubr');
    await page.clickStarting(companies.zubr.name);
    await page.fill(t('task.said'), own('Pytali o termin dostawy'));
    await page.fill(t('task.call minutes'), '4');
    await page.click(t('task.record'));
    await page.see(t('task.recorded'));
    const contact = await panel.db.one<object>(
      `select state, call_seconds, note_started_at is not null as timed from tasks where is_contact and note = $1`,
      [own('Pytali o termin dostawy')],
    );
    expect(contact).to.deep.equal({ state: 'done', callSeconds: 240, timed: true });
  });

  story('a date said in words is written out once its field is left (rule 39)', async ({ t, language, arrive }) => {
    const desk = await arrive('anna', '/admin/tasks');
    await desk.clickStarting(t('tasks.new'));
    await desk.fill(t('task.planned'), tomorrow[language]);
    await desk.press('Tab');
    const field = await desk.page.waitForSelector(`::-p-aria([name="${t('task.planned')}"])`);
    const written = await field!.evaluate((input) => (input as HTMLInputElement).value);
    expect(written).to.match(/^\d{1,2}\W.+\d{4} 09:00$/);
    await desk.press('Escape');
  });
});
