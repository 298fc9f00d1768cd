import { expect } from 'chai';
import { saveRuleBook } from '../../db/governor.ts';
import { createTask } from '../../db/tasks.ts';
import { defaultRuleBook } from '../../domain/governor/rule-book.ts';
import { companies, users } from '../support/cast.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

const anna = viewer('anna');

/** A queue of calls, worked through by keyboard alone. */
describe('work mode in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let annas: TestPage;

  before(async () => {
    panel = await startPanel();
    browser = await startBrowser();
    const allDay = { from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] };
    await panel.db.transaction((tx) =>
      saveRuleBook(tx, { ...defaultRuleBook, hours: { phone: allDay } }, { kind: 'system', id: 'test' }),
    );
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });
  beforeEach(async () => {
    await panel.db.run('delete from tasks');
    annas = await browser.open(panel.url);
    await annas.logIn('anna');
  });
  afterEach(() => annas.done());

  const call = (title: string, dueAt: string) =>
    createTask(panel.db, anna, { type: 'call', title, dueAt, companyId: companies.drewPol.id });
  const stateOf = (id: string) =>
    panel.db.one<{ state: string; outcome: string | null; note: string | null }>(
      'select state, outcome, note from tasks where id = $1',
      [id],
    );
  const onDesk = (title: string) =>
    annas.page.waitForFunction((wanted) => document.querySelector('h1')?.textContent === wanted, {}, title);
  const press = async (...keys: string[]) => {
    for (const key of keys) await annas.page.keyboard.press(key as 'Enter');
  };
  const saveAndNext = async () => {
    await annas.page.keyboard.down('Control');
    await press('Enter');
    await annas.page.keyboard.up('Control');
  };

  it('begins on a page with what is near above, and what is overdue below it, on a phone too', async () => {
    await call('Spóźniony telefon', '2026-01-01T10:00:00Z');
    await call('Jutrzejszy telefon', new Date(Date.now() + 86_400_000).toISOString());
    await annas.go('/admin/today');
    await annas.see('Spóźniony telefon');
    for (const width of [1440, 390]) {
      await annas.page.setViewport({ width, height: 900 });
      const order = await annas.page.$$eval('main h2, main tr', (all) =>
        all
          .map((one) => ({ text: one.textContent ?? '', top: one.getBoundingClientRect().top }))
          .filter(({ text }) => /^Po terminie|Spóźniony|Jutrzejszy/.test(text))
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => /Po terminie|Spóźniony|Jutrzejszy/.exec(text)![0]),
      );
      expect(order, `${width} px wide`).to.deep.equal(['Jutrzejszy', 'Po terminie', 'Spóźniony']);
    }
    expect(await annas.page.$eval('.section.late + * tbody tr', (row) => row.textContent)).to.contain('Przełóż');
  });

  it('finishes a queue of calls without the mouse', async () => {
    const first = await call('Pierwszy telefon', '2026-01-01T10:00:00Z');
    const second = await call('Drugi telefon', '2026-01-02T10:00:00Z');
    await annas.go('/admin/today');
    await annas.see('Drugi telefon');
    await press('Enter');
    await onDesk('Pierwszy telefon');
    await annas.see('Dlaczego teraz: obiecane');
    await press('1');
    await press('n');
    await annas.page.keyboard.type('Żółć: 1 2 3 o p z');
    // How long the note was written is measured, though its field is never left (S0-46).
    await annas.page.evaluate(() => {
      const real = Date.now;
      Date.now = () => real() + 40_000;
    });
    await saveAndNext();
    await onDesk('Drugi telefon');
    expect(await stateOf(first.id)).to.deep.equal({ state: 'done', outcome: 'talked', note: 'Żółć: 1 2 3 o p z' });
    const written = await panel.db.one<{ seconds: number; isTimed: boolean }>(
      'select note_seconds as seconds, note_started_at is not null as is_timed from tasks where id = $1',
      [first.id],
    );
    expect(written.isTimed).to.equal(true);
    expect(written.seconds).to.be.within(40, 100);
    // What was finished last is one key away (rule 38).
    await press('h');
    await annas.see('Ostatnio zrobione');
    await annas.page.waitForFunction(() =>
      document.querySelector('dialog[open]')?.textContent?.includes('Pierwszy telefon'),
    );
    await press('Escape');
    await press('3');
    await saveAndNext();
    await annas.see('Wszystko zrobione');
    expect((await stateOf(second.id)).outcome).to.equal('no-answer');
  });

  it('takes an outcome back with Ctrl+Z, with all that was typed (rule 38)', async () => {
    const { id } = await call('Cofany telefon', '2026-01-01T10:00:00Z');
    await call('Następny telefon', '2026-01-02T10:00:00Z');
    await annas.go('/admin/work');
    await onDesk('Cofany telefon');
    await press('4', 'n');
    await annas.page.keyboard.type('Pilna notatka');
    await saveAndNext();
    await onDesk('Następny telefon');
    await annas.page.keyboard.down('Control');
    await press('z');
    await annas.page.keyboard.up('Control');
    await onDesk('Cofany telefon');
    expect(await annas.page.$eval('textarea', (note) => note.value)).to.equal('Pilna notatka');
    expect(await annas.page.$eval('.out.on', (chosen) => chosen.textContent)).to.contain('Nie chce rozmawiać');
    expect((await stateOf(id)).state).to.equal('open');
  });

  it('takes an outcome back after the work was left, and goes back to it with all that was typed (rule 38)', async () => {
    const { id } = await call('Zapisany telefon', '2026-01-01T10:00:00Z');
    await annas.go('/admin/work');
    await onDesk('Zapisany telefon');
    await press('4', 'n');
    await annas.page.keyboard.type('Pilna notatka');
    await press('Escape');
    await annas.click('Zapisz');
    await until(async () => (await stateOf(id)).state === 'done');
    await annas.page.waitForFunction(() => location.pathname === '/admin/today');
    await annas.click('Cofnij');
    await onDesk('Zapisany telefon');
    await annas.page.waitForFunction(() => document.querySelector('textarea')?.value === 'Pilna notatka');
    expect(await annas.page.$eval('.out.on', (chosen) => chosen.textContent)).to.contain('Nie chce rozmawiać');
    // The same from the list of what was finished last, in the work on another task.
    await call('Następny telefon', '2026-01-02T10:00:00Z');
    await saveAndNext();
    await onDesk('Następny telefon');
    await press('h');
    await annas.see('Ostatnio zrobione');
    await annas.page.waitForSelector('dialog[open] .feeds button');
    await annas.page.click('dialog[open] .feeds button');
    await onDesk('Zapisany telefon');
    await annas.page.waitForFunction(() => document.querySelector('textarea')?.value === 'Pilna notatka');
    expect((await stateOf(id)).state).to.equal('open');
  });

  it('keeps what is typed when the tab is closed, unreadable for others, until it is saved (rule 27)', async () => {
    const { id } = await call('Przerwany telefon', '2026-01-01T10:00:00Z');
    await annas.go('/admin/work');
    await onDesk('Przerwany telefon');
    await press('4', 'n');
    const stored = () => annas.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    const before = await stored();
    await annas.page.keyboard.sendCharacter('Poufna notatka');
    await until(async () => (await stored()) !== before);
    expect(await stored()).not.to.contain('Poufna');

    const { page } = annas;
    const again = await page.browserContext().newPage();
    await page.close();
    await again.goto(`${panel.url}/admin/work`);
    await again.waitForFunction(() => document.querySelector('textarea')?.value === 'Poufna notatka');
    expect(await again.$eval('.out.on', (chosen) => chosen.textContent)).to.contain('Nie chce rozmawiać');
    expect(await again.$eval('.job', (job) => job.textContent)).to.contain('Przywrócono to, co wpisano');
    await again.keyboard.down('Control');
    await again.keyboard.press('Enter');
    await again.keyboard.up('Control');
    await until(async () => (await stateOf(id)).note === 'Poufna notatka');
    await until(async () => !(await again.evaluate(() => JSON.stringify(localStorage))).includes('nurt.draft'));
  });

  it('does not take AltGr, Ctrl+Alt or letters in a field for shortcuts (rule 37)', async () => {
    await call('Telefon', '2026-01-01T10:00:00Z');
    await annas.go('/admin/work');
    await annas.see('Wynik rozmowy');
    const isOpen = () => annas.page.$('dialog[open]').then((found) => found !== null);
    await annas.page.evaluate(() => {
      const strike = (init: KeyboardEventInit) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
      strike({ key: 'o', modifierAltGraph: true });
      strike({ key: 'o', ctrlKey: true, altKey: true });
      strike({ key: 'o', isComposing: true });
      strike({ key: 'ó' });
    });
    await press('n', 'o', 'p', '1');
    expect(await isOpen()).to.equal(false);
    expect(await annas.page.$('.out.on')).to.equal(null);
    expect(await annas.page.$eval('textarea', (note) => note.value)).to.equal('op1');
    await press('Escape', 'o');
    await until(isOpen, { within: 5_000 });
    await press('Escape');
    await until(async () => !(await isOpen()));

    // Who types where they should not switches them off; Ctrl+Enter and Esc stay.
    await annas.click('Skróty klawiszowe');
    await annas.click('Pojedyncze klawisze działają');
    await annas.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await press('o', '1');
    expect([await isOpen(), await annas.page.$('.out.on')]).to.deep.equal([false, null]);
    await annas.go('/admin/work');
    await annas.see('Wynik rozmowy');
    await press('1');
    expect(await annas.page.$('.out.on'), 'also after the page was left').to.equal(null);
  });

  it('has keys for nine outcomes; a tenth is found by typing how it begins (rule 37)', async () => {
    const { id } = await call('Wiele wyników', '2026-01-01T10:00:00Z');
    const names = ['Zero', 'Raz', 'Dwa', 'Trzy', 'Cztery', 'Pięć', 'Sześć', 'Siedem', 'Osiem', 'Dziewięć', 'Dziesięć'];
    await panel.db.run('update tasks set outcomes = $2 where id = $1', [
      id,
      JSON.stringify(names.map((pl, at) => ({ code: `o${at}`, name: { pl, en: pl } }))),
    ]);
    await annas.go('/admin/work');
    await onDesk('Wiele wyników');
    const chosen = () => annas.page.$eval('.out.on', (out) => out.textContent);
    await press('9');
    expect(await chosen()).to.equal('9Osiem');
    await annas.page.focus('[aria-label="Wpisz początek nazwy wyniku"]');
    await annas.page.keyboard.type('dziew');
    await press('Enter');
    expect(await chosen()).to.equal('Dziewięć');
    await saveAndNext();
    await annas.see('Wszystko zrobione');
    expect((await stateOf(id)).outcome).to.equal('o9');
  });

  it('on a phone asks how the call went when one comes back from it; its time is an estimate that can be changed (rules 39, 41)', async () => {
    const { id } = await call('Telefon z auta', '2026-01-01T10:00:00Z');
    const phone = await browser.open(panel.url, { width: 390 });
    await phone.logIn('anna');
    await phone.go('/admin/work');
    await phone.clickStarting('Zadzwoń');
    await phone.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await phone.see('Jak poszła rozmowa?');
    await phone.page.evaluate(() => document.querySelector<HTMLElement>('dialog[open] .out')!.click());
    await phone.page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await phone.page.waitForFunction(() => /rozmowa 0:\d\d \(szacowany\)/.test(document.body?.innerText ?? ''));
    await phone.page.evaluate(() => document.querySelector<HTMLElement>('[title="Czas rozmowy w minutach"]')!.click());
    await phone.fill('Czas rozmowy w minutach', '4');
    await phone.click('Zapisz');
    await until(async () => (await stateOf(id)).state === 'done');
    const { seconds } = await panel.db.one<{ seconds: number }>(
      'select call_seconds as seconds from tasks where id = $1',
      [id],
    );
    expect(seconds).to.equal(240);
    await phone.done(/tel:/);
  });

  it('asks for the date that an outcome needs, and says it back whole (rule 39)', async () => {
    const { taskId } = await placeRunTask(panel.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
    await annas.go('/admin/work');
    await annas.see('Dzień dobry, Drew-Pol Zieliński sp.j..');
    await press('2');
    await annas.see('Scenariusz poczeka do');
    await annas.page.keyboard.type('3.12.2031 9:30');
    await annas.see('3 grudnia 2031, 09:30');
    await saveAndNext();
    await annas.see('Wszystko zrobione');
    const { answers } = await panel.db.one<{ answers: object }>('select answers from tasks where id = $1', [taskId]);
    expect(answers).to.deep.equal({ nextAt: '2031-12-03T08:30:00.000Z' });
  });

  it('puts a task off and gives the next one', async () => {
    const { id } = await call('Do odłożenia', '2026-01-01T10:00:00Z');
    await call('Kolejny telefon', '2026-01-02T10:00:00Z');
    await annas.go('/admin/work');
    await onDesk('Do odłożenia');
    await press('o');
    await annas.click('Jutro');
    await onDesk('Kolejny telefon');
    const { later } = await panel.db.one<{ later: boolean }>(
      'select not_before > now() as later from tasks where id = $1',
      [id],
    );
    expect(later).to.equal(true);
  });

  it('shows the home page and the list without a complaint, on a phone and in the dark', async () => {
    await call('Telefon na liście', '2026-01-01T10:00:00Z');
    const phone = await browser.open(panel.url, { width: 390, dark: true });
    await phone.logIn('anna');
    for (const path of ['/admin/today', '/admin/tasks?list=open', '/admin/work']) {
      await phone.go(path);
      await phone.see('Telefon na liście');
      const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${path} is wider than the screen`).to.be.at.most(0);
    }
    await phone.done();
  });
});
