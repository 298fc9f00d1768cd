import { expect } from 'chai';
import { insertOpportunity } from '../../db/opportunities.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('a letter in a browser', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
    await panel.db.run(
      `insert into channel_accounts (channel, plugin, name, sender_name, sender_address) values ('email', 'email', 'E-mail', 'Nurt', 'biuro@nurt.example')`,
    );
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  it('is written from an opportunity, taken back at once, mended and sent again with what was typed (S1-62)', async () => {
    const id = await panel.db.transaction((tx) =>
      insertOpportunity(tx, viewer('anna'), { name: 'Okleiniarka', companyId: companies.drewPol.id }),
    );
    const page = await browser.open(panel.url);
    await page.logIn('anna');
    await page.go(`/admin/opportunities/${id}?tab=messages`);
    await page.click('Napisz list');
    await page.fill('Treść', 'Oferta w piatek.');
    const shots = process.env['NURT_TEST_SHOTS'];
    if (shots) await page.screenshot(`${shots}/letter.png`);
    await page.click('Wyślij');
    await page.click('Cofnij');
    await page.fill('Treść', 'Oferta w piątek.');
    await page.click('Wyślij');
    await page.see('List wyjdzie za chwilę');
    await page.page.waitForFunction(() => !document.querySelector('[role=dialog]'));
    expect(
      await panel.db.rows(
        `select m.subject, m.body_text as text, e.state from messages m join effects e on e.key = m.effect_key order by m.created_at`,
      ),
    ).to.deep.equal([
      { subject: 'Okleiniarka', text: 'Oferta w piatek.', state: 'withdrawn' },
      { subject: 'Okleiniarka', text: 'Oferta w piątek.', state: 'planned' },
    ]);
    await page.done();
  });
});
