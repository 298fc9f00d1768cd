import { expect } from 'chai';
import { companies, users } from '../../support/cast.ts';
import { placeRunTask } from '../../support/desk.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';
import {
  call,
  choose,
  noted,
  onDesk,
  onlyCall,
  openFinished,
  saveAndNext,
  startAtAnyHour,
  stateOf,
  textOf,
  withControl,
  write,
} from '../../support/work-mode.ts';

const refused = { pl: 'Nie chce rozmawiać', en: 'Does not want to talk' };
const promised = { pl: 'obiecane', en: 'promised' };
const waits = { pl: 'Scenariusz poczeka do', en: 'The scenario will wait until' };
const wrong = { pl: 'nie przyjmuje wartości „4920,00 zł”', en: 'does not take "4920,00 zł"' };
const late = '2026-01-02T10:00:00Z';

stories(
  'work mode',
  ({ story, mainStory, deskStory, phoneStory }) => {
    story('begins on a page with what is near above, and what is overdue below it', async (scene) => {
      const { t, arrive } = scene;
      await onlyCall(scene, 'Spóźniony telefon');
      await call(scene, 'Jutrzejszy telefon', new Date(Date.now() + 86_400_000).toISOString());
      const page = await arrive('anna', '/admin/today');
      await page.see('Spóźniony telefon');
      const wanted = ['Jutrzejszy', t('tasks.list.overdue'), 'Spóźniony'];
      const order = await page.page.$$eval(
        'main h2, main tr',
        (all, parts) =>
          all
            .map((one) => ({ text: one.textContent, top: one.getBoundingClientRect().top }))
            .sort((a, b) => a.top - b.top)
            .flatMap(({ text }) => parts.find((part) => text.includes(part)) ?? []),
        wanted,
      );
      expect(order).to.deep.equal(wanted);
      expect(await textOf(page, '.section.late + * tbody tr')).to.contain(t('today.postpone'));
    });

    mainStory('a queue of calls is finished without the mouse, and on a phone without keys', async (scene) => {
      const { t, language, isPhone, arrive, panel } = scene;
      const first = await onlyCall(scene, 'Pierwszy telefon');
      const second = await call(scene, 'Drugi telefon', late);
      const page = await arrive('anna', '/admin/today');
      await page.see('Drugi telefon');
      if (isPhone) await page.go('/admin/work');
      else await page.press('Enter');
      await onDesk(page, 'Pierwszy telefon');
      await page.see(t('work.why now', { why: promised[language] }));
      await choose(scene, page, 1);
      await write(scene, page, 'Żółć: 1 2 3 o p z');
      // How long the note was written is measured, though its field is never left (S0-46).
      await page.page.evaluate(() => {
        const real = Date.now;
        Date.now = () => real() + 40_000;
      });
      await saveAndNext(scene, page);
      await onDesk(page, 'Drugi telefon');
      expect(await stateOf(panel, first)).to.include({ state: 'done', outcome: 'talked', note: 'Żółć: 1 2 3 o p z' });
      const written = await panel.db.one<{ seconds: number; isTimed: boolean }>(
        'select note_seconds as seconds, note_started_at is not null as is_timed from tasks where id = $1',
        [first],
      );
      expect(written.isTimed).to.equal(true);
      expect(written.seconds).to.be.within(40, 200);
      // What was finished last is one key away (rule 38).
      await openFinished(scene, page, 'Pierwszy telefon');
      await page.press('Escape');
      await page.gone('dialog[open]');
      await choose(scene, page, 3);
      await saveAndNext(scene, page);
      await page.see(t('work.all done'));
      expect((await stateOf(panel, second)).outcome).to.equal('no-answer');
    });

    story('an outcome is taken back with all that was typed (rule 38)', async (scene) => {
      const { t, language, isPhone, arrive, panel } = scene;
      const id = await onlyCall(scene, 'Cofany telefon');
      await call(scene, 'Następny telefon', late);
      const page = await arrive('anna', '/admin/work');
      await onDesk(page, 'Cofany telefon');
      await choose(scene, page, 4);
      await write(scene, page, 'Pilna notatka');
      await saveAndNext(scene, page);
      await onDesk(page, 'Następny telefon');
      if (isPhone) await page.click(t('frame.undo'));
      else await withControl(page, 'z');
      await onDesk(page, 'Cofany telefon');
      await noted(page.page, 'Pilna notatka');
      expect(await textOf(page, '.out.on')).to.contain(refused[language]);
      expect((await stateOf(panel, id)).state).to.equal('open');
    });

    story(
      'it is taken back after the work was left, and gone back to with all that was typed (rule 38)',
      async (scene) => {
        const { t, language, arrive, panel } = scene;
        const id = await onlyCall(scene, 'Zapisany telefon');
        const page = await arrive('anna', '/admin/work');
        await onDesk(page, 'Zapisany telefon');
        await choose(scene, page, 4);
        await write(scene, page, 'Pilna notatka');
        await page.press('Escape');
        await page.click(t('work.save'));
        await until(async () => (await stateOf(panel, id)).state === 'done');
        await page.page.waitForFunction(() => location.pathname === '/admin/today');
        // The address is there before the page.
        await page.gone('.desk');
        await page.click(t('frame.undo'));
        await onDesk(page, 'Zapisany telefon');
        await noted(page.page, 'Pilna notatka');
        expect(await textOf(page, '.out.on')).to.contain(refused[language]);
        // The same from the list of what was finished last, in the work on another task.
        await call(scene, 'Następny telefon', late);
        await saveAndNext(scene, page);
        await onDesk(page, 'Następny telefon');
        await openFinished(scene, page, 'Zapisany telefon');
        await page.page.locator('dialog[open] .feeds button').click();
        await onDesk(page, 'Zapisany telefon');
        await noted(page.page, 'Pilna notatka');
        expect((await stateOf(panel, id)).state).to.equal('open');
      },
    );

    story(
      'what is typed is kept when the tab is closed, unreadable for others, until it is saved (rule 27)',
      async (scene) => {
        const { t, language, arrive, panel } = scene;
        const id = await onlyCall(scene, 'Przerwany telefon');
        const page = await arrive('anna', '/admin/work');
        await onDesk(page, 'Przerwany telefon');
        await choose(scene, page, 4);
        const stored = () => page.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
        const before = await stored();
        await write(scene, page, 'Poufna notatka');
        await until(async () => (await stored()) !== before);
        expect(await stored()).not.to.contain('Poufna');

        const again = await page.page.browserContext().newPage();
        await page.page.close();
        await again.goto(`${panel.url}/admin/work`);
        await noted(again, 'Poufna notatka');
        expect(await again.$eval('.out.on', (chosen) => chosen.textContent)).to.contain(refused[language]);
        expect(await again.$eval('.job', (job) => job.textContent)).to.contain(
          t('draft.restored', { when: '' }).slice(0, 12),
        );
        await again.locator('.save .btn.main').click();
        await until(async () => (await stateOf(panel, id)).note === 'Poufna notatka');
        await until(async () => !(await again.evaluate(() => JSON.stringify(localStorage))).includes('nurt.draft'));
      },
    );

    // A phone has no AltGr, and no keys that are no letters.
    deskStory('does not take AltGr, Ctrl+Alt or letters in a field for shortcuts (rule 37)', async (scene) => {
      const { t, arrive } = scene;
      await onlyCall(scene, 'Telefon');
      const page = await arrive('anna', '/admin/work');
      await page.see(t('work.outcome of call'));
      const isOpen = () => page.page.$('dialog[open]').then((found) => found !== null);
      await page.page.evaluate(() => {
        const strike = (init: KeyboardEventInit) =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
        strike({ key: 'o', modifierAltGraph: true });
        strike({ key: 'o', ctrlKey: true, altKey: true });
        strike({ key: 'o', isComposing: true });
        strike({ key: 'ó' });
      });
      await page.press('n', 'o', 'p', '1');
      expect([await isOpen(), await page.page.$('.out.on')]).to.deep.equal([false, null]);
      await noted(page.page, 'op1');
      await page.press('Escape', 'o');
      await until(isOpen, { within: 5_000 });
      await page.press('Escape');
      await until(async () => !(await isOpen()));

      // Who types where they should not switches them off; Ctrl+Enter and Esc stay.
      await page.click(t('work.keys'));
      await page.click(t('work.keys on'));
      await page.page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.press('o', '1');
      expect([await isOpen(), await page.page.$('.out.on')]).to.deep.equal([false, null]);
      await page.go('/admin/work');
      await page.see(t('work.outcome of call'));
      await page.press('1');
      expect(await page.page.$('.out.on'), 'also after the page was left').to.equal(null);
    });

    deskStory('Esc closes the month or the menu that is open, and the work goes on (rule 37)', async (scene) => {
      const { t, arrive, panel } = scene;
      const id = await onlyCall(scene, 'Telefon o termin');
      await panel.db.run('update tasks set form = $2 where id = $1', [
        id,
        JSON.stringify([{ id: 'on', name: { pl: 'Termin', en: 'Date' }, kind: 'date' }]),
      ]);
      const page = await arrive('anna', '/admin/work');
      await onDesk(page, 'Telefon o termin');
      await choose(scene, page, 1);
      await page.click(t('date.open'));
      await page.page.waitForSelector('.month-sheet:popover-open');
      await page.press('2', 'Escape');
      await page.gone('.month-sheet:popover-open');
      expect(await page.page.$('.out.on:nth-child(1)'), 'a key above the month is none of the page').not.to.equal(null);
      await page.page.locator('.who').click();
      await page.page.waitForSelector('.who[aria-expanded="true"]');
      await page.press('Escape');
      await page.page.waitForSelector('.who[aria-expanded="false"]');
      await choose(scene, page, 3);
    });

    deskStory('has keys for nine outcomes; a tenth is found by typing how it begins (rule 37)', async (scene) => {
      const { t, arrive, panel } = scene;
      const id = await onlyCall(scene, 'Wiele wyników');
      const names = 'Zero Raz Dwa Trzy Cztery Pięć Sześć Siedem Osiem Dziewięć Dziesięć'.split(' ');
      await panel.db.run('update tasks set outcomes = $2 where id = $1', [
        id,
        JSON.stringify(names.map((pl, at) => ({ code: `o${at}`, name: { pl, en: pl } }))),
      ]);
      const page = await arrive('anna', '/admin/work');
      await onDesk(page, 'Wiele wyników');
      await page.press('9');
      expect(await textOf(page, '.out.on')).to.equal('9Osiem');
      await page.page.focus(`[aria-label="${t('work.find outcome')}"]`);
      await page.page.keyboard.type('dziew');
      await page.press('Enter');
      expect(await textOf(page, '.out.on')).to.equal('Dziewięć');
      await saveAndNext(scene, page);
      await page.see(t('work.all done'));
      expect((await stateOf(panel, id)).outcome).to.equal('o9');
    });

    phoneStory(
      'asks how the call went when one comes back from it; its time is an estimate that can be changed (rules 39, 41)',
      async (scene) => {
        const { t, arrive, panel } = scene;
        const id = await onlyCall(scene, 'Telefon z auta');
        const page = await arrive('anna', '/admin/work', { expects: /tel:/ });
        await page.clickStarting(t('work.call', { number: '' }));
        await page.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        await page.see(t('work.back from call'));
        await page.page.locator('dialog[open] .out').click();
        await page.gone('dialog[open]');
        await page.see(`(${t('work.estimated')})`);
        await page.page.locator(`[title="${t('work.change call time')}"]`).click();
        await page.fill(t('work.change call time'), '4');
        await page.click(t('work.save'));
        await until(async () => (await stateOf(panel, id)).state === 'done');
        const timed = await panel.db.one('select call_seconds as seconds from tasks where id = $1', [id]);
        expect(timed).to.deep.equal({ seconds: 240 });
      },
    );

    story('a call that is still running when its outcome is saved ends with it, and keeps its time', async (scene) => {
      const { t, arrive, panel } = scene;
      const id = await onlyCall(scene, 'Telefon w toku');
      const page = await arrive('anna', '/admin/work', { expects: /tel:/ });
      await onDesk(page, 'Telefon w toku');
      await choose(scene, page, 1);
      await page.clickStarting(t('work.call', { number: '' }));
      await page.see(`(${t('work.estimated')})`);
      await page.page.evaluate(() => {
        const real = Date.now;
        Date.now = () => real() + 40_000;
      });
      await saveAndNext(scene, page);
      await page.see(t('work.all done'));
      const timed = await panel.db.one<{ seconds: number | null }>(
        'select call_seconds as seconds from tasks where id = $1',
        [id],
      );
      expect(timed.seconds).to.be.within(40, 200);
    });

    story('asks for the date that an outcome needs, and says it back whole (rule 39)', async (scene) => {
      const { t, language, date, arrive, panel } = scene;
      await panel.db.run('delete from tasks');
      const { taskId } = await placeRunTask(panel.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
      const page = await arrive('anna', '/admin/work');
      await page.see('Dzień dobry, Drew-Pol Zieliński sp.j..');
      await choose(scene, page, 2);
      await page.see(waits[language]);
      await page.fill(t('work.next at'), '3.12.2031 9:30');
      await page.see(`${date('2031-12-03')}, 09:30`);
      await saveAndNext(scene, page);
      await page.see(t('work.all done'));
      const { answers } = await panel.db.one<{ answers: object }>('select answers from tasks where id = $1', [taskId]);
      expect(answers).to.deep.equal({ nextAt: '2031-12-03T08:30:00.000Z' });
    });

    story('an amount is saved as it is typed, key by key, and what is no number is said to be none', async (scene) => {
      const { t, language, arrive, panel } = scene;
      const id = await onlyCall(scene, 'Telefon o kwotę');
      const name = { pl: 'Kwota', en: 'Amount' };
      await panel.db.run('update tasks set form = $2 where id = $1', [
        id,
        JSON.stringify([{ id: 'amount', name, kind: 'number' }]),
      ]);
      const page = await arrive('anna', '/admin/work', { expects: /422/ });
      await onDesk(page, 'Telefon o kwotę');
      await choose(scene, page, 1);
      await page.page.locator('.answers input').click();
      await page.page.keyboard.type('4920,00 zł');
      await page.click(t('work.save'));
      await page.see(wrong[language]);
      expect((await stateOf(panel, id)).state).to.equal('open');
      await page.page.locator('.answers input').click();
      await page.page.keyboard.press('End');
      for (const _ of ' zł') await page.page.keyboard.press('Backspace');
      await page.click(t('work.save'));
      await until(async () => (await stateOf(panel, id)).state === 'done');
      const { answers } = await panel.db.one<{ answers: object }>('select answers from tasks where id = $1', [id]);
      expect(answers).to.deep.equal({ amount: 4920 });
    });

    story('puts a task off and gives the next one', async (scene) => {
      const { t, isPhone, arrive, panel } = scene;
      const id = await onlyCall(scene, 'Do odłożenia');
      await call(scene, 'Kolejny telefon', late);
      const page = await arrive('anna', '/admin/work');
      await onDesk(page, 'Do odłożenia');
      if (isPhone) await page.clickStarting(t('work.postpone'));
      else await page.press('o');
      await page.click(t('work.tomorrow'));
      await onDesk(page, 'Kolejny telefon');
      const off = await panel.db.one('select not_before > now() as later from tasks where id = $1', [id]);
      expect(off).to.deep.equal({ later: true });
    });

    phoneStory('speaks of no keys where there is no keyboard', async (scene) => {
      const { t, arrive } = scene;
      await onlyCall(scene, 'Telefon bez klawiszy');
      const page = await arrive('anna', '/admin/work');
      await onDesk(page, 'Telefon bez klawiszy');
      await page.see(t('work.choose outcome'));
      for (const word of ['work.choose by keys', 'work.keys'] as const) await page.unsee(t(word));
    });

    phoneStory('is no wider than a phone, in the dark too', async (scene) => {
      await onlyCall(scene, 'Telefon na liście');
      const page = await scene.arrive('anna', '/admin/today', { dark: true });
      for (const path of ['/admin/today', '/admin/tasks?list=open', '/admin/work']) {
        await page.go(path);
        await page.see('Telefon na liście');
        const wide = await page.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, `${path} is wider than the screen`).to.be.at.most(0);
      }
    });
  },
  startAtAnyHour,
);
