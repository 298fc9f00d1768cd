import { expect } from 'chai';
import { startBrowser } from '../support/browser.ts';
import type { TestBrowser, TestPage } from '../support/browser.ts';
import { startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

/** What only a browser can show; every page must be free of errors and of foreign requests. */
describe('the panel in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    panel = await startPanel();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const textOf = (page: TestPage, selector: string) =>
    page.page.$$eval(selector, (all) => all.map((one) => one.textContent ?? ''));

  it('shows each role the rooms that it may enter, and nothing else', async () => {
    const anna = await browser.open(panel.url);
    await anna.logIn('anna');
    expect(await textOf(anna, '.side .nav')).not.to.include('Ustawienia');
    await anna.go('/admin/users');
    await anna.see('Nie ma takiej strony');
    await anna.done();

    const jan = await browser.open(panel.url, { language: 'en' });
    await jan.logIn('jan');
    expect(await textOf(jan, '.side .nav')).to.include('Ustawienia');
    await jan.done();
  });

  it('adds a user who can log in', async () => {
    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.go('/admin/users');
    await jan.click('Nowy użytkownik');
    await jan.see('Hasło na początek');
    await jan.fill('Imię i nazwisko', 'Ewa Zając');
    await jan.fill('E-mail', 'anna@nurt.example');
    await jan.fill('Hasło na początek', 'krótkie');
    await jan.click('Dodaj użytkownika');
    await jan.see('Hasło ma 7 znaków');
    await jan.fill('Hasło na początek', 'cztery zwykłe słowa');
    await jan.click('Dodaj użytkownika');
    await jan.see('ma już Anna Wiśniewska');
    await jan.fill('E-mail', 'ewa@nurt.example');
    await jan.click('Dodaj użytkownika');
    await jan.see('ewa@nurt.example');
    // Chromium itself writes a line to the console for each answer that refuses.
    expect(jan.complaints.filter((line) => !/status of 422/.test(line))).to.deep.equal([]);
    await jan.page.close();
    expect(await panel.db.maybe(`select 1 from users where email = 'ewa@nurt.example'`)).not.to.equal(undefined);
  });

  it('keeps the look and the language that a person chose', async () => {
    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.page.locator('.who').click();
    await jan.click('Ciemny');
    await jan.click('English');
    await jan.see('Settings');
    const html = await jan.page.$eval('html', (root) => ({ lang: root.lang, theme: root.dataset['theme'] }));
    expect(html).to.deep.equal({ lang: 'en', theme: 'dark' });
    await jan.page.locator('.who').click();
    await jan.click('Polski');
    await jan.see('Ustawienia');
    await jan.done();
  });

  it('edits a plain form, and shows markup in a name as text', async () => {
    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.go('/admin/resources/teams');
    await jan.click('Dodaj');
    await jan.see('Kod kolejki');
    await jan.fill('Nazwa', '<img src=x onerror="document.title=1">');
    await jan.click('Zapisz');
    await jan.see('Uzupełnij to pole.');
    await jan.fill('Kod kolejki (używany w scenariuszach)', 'obrazki');
    await jan.click('Zapisz');
    await jan.see('<img src=x onerror=');
    await jan.done();
  });

  it('works on a phone: rooms at the bottom, the rest behind one button', async () => {
    const jan = await browser.open(panel.url, { width: 390 });
    await jan.logIn('jan');
    await jan.go('/admin/users');
    const wide = await jan.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).to.equal(390);
    await jan.go('/admin/pages/components');
    await jan.see('Nie ma takiej strony');
    await jan.click('Więcej');
    await jan.see('Jan Administrator');
    await jan.done();
  });

  it('logs out', async () => {
    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.page.locator('.who').click();
    await jan.click('Wyloguj');
    await jan.see('Zaloguj się');
    await jan.go('/admin/users');
    expect(jan.page.url()).to.include('/admin/login');
    await jan.done();
  });
});
