import { expect } from 'chai';
import { createTask } from '../../../db/tasks.ts';
import type { TestPage } from '../../support/browser.ts';
import { gatherCrowd, mailAndCall } from '../../support/campaign.ts';
import { companies, users } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { password } from '../../support/panel.ts';
import { stories, type Scene } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const tooShort = { pl: 'Hasło ma 7 znaków', en: 'The password has 7 characters' };
const taken = { pl: `ma już ${users.anna.name}`, en: `already belongs to ${users.anna.name}` };
const languages = { pl: 'Polski', en: 'English' };
const name = { pl: 'Nazwa', en: 'Name' };
const required = { pl: 'Uzupełnij to pole.', en: 'Fill in this field.' };
const code = { pl: 'Kod kolejki (używany w scenariuszach)', en: 'Code of the queue (used in scenarios)' };

stories('the frame around every page', ({ story, mainStory, deskStory }) => {
  mainStory('somebody new is given an account and comes in with it', async (scene) => {
    const { t, language, own, arrive, panel } = scene;
    const email = `ewa-${own('').trim().toLowerCase()}@nurt.example`;
    const page = await arrive('jan', '/admin/users', { expects: /\b422\b/ });
    await page.click(t('users.new'));
    await page.fill(t('users.name'), own('Ewa Zając'));
    await page.fill(t('users.email'), users.anna.email);
    await page.fill(t('users.first password'), 'krótkie');
    await page.click(t('users.create'));
    await page.see(tooShort[language]);
    await page.fill(t('users.first password'), password);
    await page.click(t('users.create'));
    await page.see(taken[language]);
    await page.fill(t('users.email'), email);
    await page.click(t('users.create'));
    await page.see(email);

    await page.go('/admin/today');
    await openMenu(scene, page);
    await page.click(t('frame.logout'));
    await page.page.waitForSelector('#email');
    await page.go('/admin/users');
    expect(page.page.url(), 'whoever has left stays outside').to.include('/admin/login');
    await panel.db.run('update users set language = $2 where email = $1', [email, language]);
    await page.logIn({ email, password });
    await openMenu(scene, page);
    await page.see(own('Ewa Zając'));
  });

  deskStory('one record leads to another of its kind, and nothing of the first stays', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const post = await panel.as('maria');
    const template = async (title: string) => {
      const text = { language: 'pl', subject: `Temat: ${title}`, bodyHtml: null, bodyText: 'Oferta.' };
      const code = own(title).toLowerCase().replaceAll(' ', '-');
      const sent = { ...text, code, name: own(title), purpose: 'service' };
      return ((await post.post('/api/v1/templates').send(sent).expect(200)).body as { id: string }).id;
    };
    const [first, second] = [await template('Pierwszy'), await template('Drugi')];
    const maria = await arrive('maria', `/admin/templates/${first}`);
    const reach = async (typed: string, path: string) => {
      await maria.page.keyboard.down('Control');
      await maria.press('k');
      await maria.page.keyboard.up('Control');
      await maria.page.waitForSelector('dialog.palette input:focus');
      await maria.page.keyboard.type(typed);
      await maria.page.waitForFunction(
        (wanted) => document.querySelector('.palette-entry[aria-selected="true"]')?.textContent?.includes(wanted),
        {},
        typed,
      );
      await maria.press('Enter');
      await maria.page.waitForFunction((wanted) => location.pathname === wanted, {}, path);
    };
    await maria.fill(t('templates.subject'), 'Temat: napisany i nie zapisany');
    await reach(own('Drugi'), `/admin/templates/${second}`);
    await maria.page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === 'Temat: Drugi'),
    );
    expect(await maria.page.$$eval('input', (all) => all.map(({ value }) => value))).not.to.include(
      'Temat: napisany i nie zapisany',
    );
    await maria.go(`/admin/companies/${companies.zubr.id}`);
    await reach('Drew-Pol', `/admin/companies/${companies.drewPol.id}`);
    await maria.page.waitForFunction(
      (name) => document.querySelector('h1')?.innerText === name,
      {},
      companies.drewPol.name,
    );
  });

  story('each finds the rooms that they may enter, and nothing behind the others', async (scene) => {
    const { t, arrive } = scene;
    const rooms = ({ page }: TestPage) => page.$$eval('.side .nav', (all) => all.map((one) => one.textContent.trim()));
    const anna = await arrive('anna', '/admin/today');
    expect(await rooms(anna)).not.to.include(t('room.settings'));
    await anna.go('/admin/users');
    await anna.see(t('frame.not found'));
    const jan = await arrive('jan', '/admin/today');
    expect(await rooms(jan)).to.include(t('room.settings'));
    await jan.go('/admin/pages/components');
    await jan.see(t('frame.not found'));
  });

  story('whoever only reads tasks is offered no work on them, by a button or a key', async (scene) => {
    const { t, arrive, panel } = scene;
    const take = (rights: string) =>
      panel.db.run(`update profiles set removed = $1::text[] where code = 'operator'`, [rights]);
    await take('{task.edit}');
    try {
      const page = await arrive('pawel', '/admin/today');
      await page.unsee(t('today.start'));
      await page.unsee(t('tasks.new'));
      await page.go('/admin/tasks');
      await page.unsee(t('tasks.new'));
      await page.press('n');
      await page.gone('dialog[open]');
    } finally {
      await take('{}');
    }
  });

  story('the look and the language that somebody chose are kept', async (scene) => {
    const { t, language, arrive, panel } = scene;
    const other = language === 'pl' ? 'en' : 'pl';
    const page = await arrive('jan', '/admin/today');
    const speaks = (wanted: string) =>
      page.page.waitForFunction((lang) => document.documentElement.lang === lang, {}, wanted);
    await openMenu(scene, page);
    await page.click(t('frame.theme.dark'));
    await page.click(languages[other]);
    await speaks(other);
    await page.go('/admin/tasks');
    const html = await page.page.$eval('html', ({ lang, dataset }) => ({ lang, theme: dataset['theme'] }));
    expect(html).to.deep.equal({ lang: other, theme: 'dark' });
    await openMenu(scene, page);
    await page.click(languages[language]);
    await speaks(language);
    await page.see(t('tasks.title'));
    await panel.db.run(`update users set preferences = '{}' where id = $1`, [users.jan.id]);
  });

  story(
    'what somebody chose in their menu stands there when it is opened again, on this page and the next',
    async (scene) => {
      const { t, arrive, panel } = scene;
      const page = await arrive('pawel', '/admin/today');
      const chosen = ['frame.theme.dark', 'frame.density.dense', 'frame.reminder mail.off'].map((one) => t(one));
      const pressed = () =>
        page.page.$$eval(
          '.menu [aria-pressed="true"]',
          (all, wanted) => all.map((one) => one.getAttribute('aria-label') ?? '').filter((one) => wanted.includes(one)),
          chosen,
        );
      await openMenu(scene, page);
      for (const one of chosen) await page.click(one);
      await page.page.locator('.who').click();
      await page.gone('.menu');
      await page.page.locator('.who').click();
      await page.see(t('frame.reminder mail'));
      expect(await pressed()).to.deep.equal(chosen);

      const kept = `select 1 from users where id = $1 and preferences ->> 'reminderMail' = 'off'`;
      await until(() => panel.db.maybe(kept, [users.pawel.id]), { what: 'what was chosen is kept' });
      await page.go('/admin/tasks');
      await openMenu(scene, page);
      expect(await pressed()).to.deep.equal(chosen);
      await panel.db.run(`update users set preferences = '{}' where id = $1`, [users.pawel.id]);
    },
  );

  story('whoever presses “log out” without a connection is told that they are still logged in', async (scene) => {
    const { t, arrive } = scene;
    const page = await arrive('anna', '/admin/today', { expects: /ERR_INTERNET_DISCONNECTED/ });
    await openMenu(scene, page);
    await page.page.setOfflineMode(true);
    await page.click(t('frame.logout'));
    await page.see(t('frame.still logged in'));
    await page.page.setOfflineMode(false);
    // On a phone it lies over the way out for its five seconds.
    await page.gone('.toasts .toast');
    await page.click(t('frame.logout'));
    await page.page.waitForSelector('#email');
  });

  deskStory('a page that is left open goes on asking, and keeps nobody logged in by it (rule 22)', async (scene) => {
    const { arrive, panel } = scene;
    const { id } = await createTask(panel.db, viewer('maria'), { type: 'errand', title: 'Odbiór palet' });
    const { campaignId } = await gatherCrowd(panel.db, { count: 1, version: mailAndCall });
    const campaign = `/campaigns/${campaignId}`;
    const asks = {
      '/admin/today': ['GET /today', 'GET /installation/standing', 'GET /me/counts', 'GET /reminders'],
      '/admin/tasks/team': ['GET /team-work'],
      '/admin/tasks': ['POST /lists/tasks/rows'],
      [`/admin${campaign}`]: [`GET ${campaign}`, `GET ${campaign}/numbers`],
      [`/admin/work?task=${id}`]: [`POST /work/${id}/lease`],
    };
    const maria = await arrive('maria', '/admin/today');
    await maria.page.evaluateOnNewDocument(hurry);
    const heard = hear(maria);
    for (const [address, all] of Object.entries(asks)) {
      heard.splice(0);
      await maria.go(address);
      for (const one of all) {
        const marks = () => heard.flatMap(({ asked, mark }) => (asked === one ? [mark] : []));
        await until(() => marks().length > 3, { what: `${address} asks again: ${one}` });
        expect(marks().slice(-2), `${one} of ${address}`).to.deep.equal(['quiet', 'quiet']);
      }
    }
  });

  story('a plain form says what is missing, and shows markup in a name as text', async (scene) => {
    const { t, language, own, arrive } = scene;
    const page = await arrive('jan', '/admin/resources/teams');
    await page.click(t('forms.add'));
    await page.fill(name[language], own('<img src=x onerror="document.title=1">'));
    await page.click(t('frame.save'));
    await page.see(required[language]);
    await page.fill(code[language], own('obrazki').toLowerCase().replace(' ', '-'));
    await page.click(t('frame.save'));
    await page.see(own('<img src=x onerror="document.title=1">'));
  });
});

/** Runs in the page: a minute passes in half a second, and without a stream of news the page asks for them by itself. */
function hurry(): void {
  const real = window.setInterval;
  Object.assign(window, {
    SharedWorker: undefined,
    setInterval: (work: () => void, ms: number) => real(work, ms / 120),
  });
}

type Heard = { readonly asked: string; readonly mark: string | undefined };

/** What the page asks of the API from now on, such as `GET /today`, each with its mark. */
function hear({ page }: TestPage): Heard[] {
  const heard: Heard[] = [];
  page.on('request', (request) => {
    const asked = `${request.method()} ${new URL(request.url()).pathname.replace('/api/v1', '')}`;
    heard.push({ asked, mark: request.headers()['x-nurt'] });
  });
  return heard;
}

/** Opens the menu of whoever is logged in; on a phone it lies behind the last button of the bar. */
async function openMenu({ isPhone }: Scene, { page }: TestPage): Promise<void> {
  if (isPhone) await page.locator('nav.rooms > button').click();
  await page.locator('.who').click();
}
