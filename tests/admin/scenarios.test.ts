import { expect } from 'chai';
import { shipScenarios } from '../../db/scenarios.ts';
import type { Version } from '../../domain/scenario/shapes.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { drawn, end, task } from '../support/scenario.ts';

describe('the pages of scenarios', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    panel = await startPanel();
    await panel.db.transaction((tx) => shipScenarios(tx, { kind: 'system', id: 'test' }));
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  it('show a scenario step by step to everybody, and let only who may load another', async () => {
    const anna = await browser.open(panel.url);
    await anna.logIn('anna');
    await anna.go('/admin/scenarios');
    expect(await anna.page.$$eval('.head .btn', (all) => all.length)).to.equal(0);
    await anna.click('Zaproszenie i telefon');
    await anna.see('3 dni robocze · albo zdarzenie: odpowiedź');
    await anna.see('brak adresu lub zgody');
    await anna.done();
  });

  it('tell what is wrong with a pasted scenario, and publish it once it is right', async () => {
    const jan = await browser.open(panel.url, { language: 'pl' });
    await jan.logIn('jan');
    await jan.go('/admin/scenarios');
    await jan.click('Wczytaj scenariusz');
    await jan.see('Podgląd');
    await paste(jan, drawn({ t: task({ again: 't' }) }));
    await jan.click('Sprawdź');
    await jan.see('Scenariusz nie ma końca');
    await paste(jan, drawn({ t: task({ ok: 'e' }), e: end() }));
    await jan.click('Sprawdź');
    await jan.see('Bez błędów');
    const [code, pl, en] = await jan.page.$$('input.input');
    await code!.type('proba');
    await pl!.type('Próba');
    await en!.type('Trial');
    await jan.click('Opublikuj');
    await jan.see('Opublikowano „Próba” jako v1');
    await jan.see('opiekun klienta');
    await jan.done();
  });
});

/** Puts the JSON in place of what stands in the field, as Ctrl+A and Ctrl+V do. */
async function paste({ page }: TestPage, version: Version): Promise<void> {
  await page.locator('textarea').click();
  await page.$eval('textarea', (field) => field.select());
  await page.keyboard.sendCharacter(JSON.stringify(version));
}
