import { expect } from 'chai';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('two people in the same form', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  before(async () => {
    [panel, browser] = await Promise.all([startPanel(), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  it('the second sees what the first has saved beside their own, chooses field by field, and loses nothing', async () => {
    const page = await browser.open(panel.url);
    await page.logIn('jan');
    await page.go(`/admin/users/${users.pawel.id}`);
    await page.fill('Imię i nazwisko', 'Paweł Lewandowski-Nowak');
    await page.fill('Telefon', '+48 600 000 001');

    await panel.db.run(`update users set phone = '+48600000002', version = version + 1 where id = $1`, [
      users.pawel.id,
    ]);
    await page.click('Zapisz');
    await page.see('Ktoś zapisał w międzyczasie');
    await page.see('+48600000002');
    if (process.env['NURT_TEST_SHOTS']) await page.screenshot(`${process.env['NURT_TEST_SHOTS']}/meeting.png`);
    await page.page.evaluate(() => {
      const theirs = [...document.querySelectorAll<HTMLLabelElement>('.meeting label')].find((label) =>
        label.innerText.includes('+48600000002'),
      );
      theirs!.click();
    });
    await page.click('Zapisz wybrane');
    await page.see('Zapisano');
    expect(await panel.db.one('select name, phone from users where id = $1', [users.pawel.id])).to.deep.equal({
      name: 'Paweł Lewandowski-Nowak',
      phone: '+48600000002',
    });
    expect(page.complaints.filter((complaint) => !complaint.includes('409'))).to.deep.equal([]);
  });
});
