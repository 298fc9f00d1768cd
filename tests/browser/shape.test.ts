import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const shots = process.env['NURT_TEST_SHOTS'];

describe('an administrator shapes the records', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
    if (shots) mkdirSync(shots, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  it('adds a field, and a colleague fills it in and reads it on the card', async () => {
    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.go('/admin/own-fields');
    await jan.click('Nowe pole');
    await jan.fill('Nazwa po polsku', 'Liczba maszyn');
    await jan.choose('Rodzaj', 'liczba');
    await jan.fill('Sekcja formularza', 'Park maszyn');
    await jan.click('Zapisz');
    await jan.see('liczba_maszyn');
    if (shots) await jan.screenshot(join(shots, 'own-fields.png'));
    await jan.done();

    const anna = await browser.open(panel.url);
    await anna.logIn('anna');
    await anna.go(`/admin/companies/${companies.omega.id}?tab=details`);
    await anna.click('Edytuj');
    await anna.see('Park maszyn');
    await anna.fill('Liczba maszyn', '12,5');
    if (shots) await anna.screenshot(join(shots, 'form.png'));
    await anna.click('Zapisz i zamknij');
    await anna.see('12,5');
    await anna.done();
    const { own } = await panel.db.one<{ own: object }>('select own from companies where id = $1', [
      companies.omega.id,
    ]);
    expect(own).to.deep.equal({ liczba_maszyn: 12.5 });
  });

  it('arranges a form by keys alone, and the form follows', async () => {
    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.go('/admin/form-layouts?record=company');
    await jan.page.focus('[data-id="industry"] .handle');
    for (let n = 0; n < 3; n++) await jan.page.keyboard.press('ArrowUp');
    if (shots) await jan.screenshot(join(shots, 'layout.png'));
    await jan.click('Zapisz');
    await jan.see('Przywróć układ początkowy');
    await jan.go(`/admin/companies/${companies.omega.id}?tab=details`);
    await jan.click('Edytuj');
    await jan.see('Park maszyn');
    const order = await jan.page.$$eval('[data-field]', (all) => all.map((one) => one.getAttribute('data-field')));
    expect(order.indexOf('industry')).to.be.lessThan(order.indexOf('website'));
    await jan.done();
  });
});
