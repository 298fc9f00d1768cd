/** The story once more in English and shorter: a CSV, a campaign for everyone, the mails, the funnel. */
import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { administrator, startNurt, type Nurt } from '../support/nurt.ts';
import { until } from '../support/until.ts';

const csv = `Company name,E-mail,Phone,City,Marketing consent
Baker & Sons Ltd,office@baker.example,+48602118340,Kraków,yes
Quiet Harbour Ltd,desk@harbour.example,+48607331481,Gdynia,yes
Nobody Asked Ltd,info@nobody.example,+48225551020,Warszawa,no
`;

describe('the story in English', function () {
  this.timeout(240_000);
  // Each chapter stands on the one before.
  this.bail(true);
  let nurt: Nurt;
  let browser: TestBrowser;
  let boss: TestPage;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nurt-story-'));
    [nurt, browser] = await Promise.all([startNurt({ NURT_LANG: 'en' }), startBrowser()]);
    boss = await browser.open(nurt.url, { language: 'en' });
    await boss.logIn(administrator);
  });
  after(async () => {
    await browser?.close();
    await nurt?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a CSV file is counted, then written', async () => {
    const file = join(folder, 'customers.csv');
    await writeFile(file, csv);
    await boss.go('/admin/import');
    await (await boss.page.$('input[type=file]'))!.uploadFile(file as string);
    await boss.see('Joining column');
    await boss.click('Check the rows');
    await boss.clickStarting('Write 3 customers');
    await boss.see('3 customers written.');
  });

  it('a campaign for everyone leaves out who did not consent, and starts', async () => {
    await boss.go('/admin/campaigns/new');
    await boss.fill('Name', 'Autumn fair');
    await boss.fill('The goal in words', 'two visits');
    await boss.fill('How many', '2');
    await boss.click('All customers');
    await boss.see('Left out');
    await boss.click('Save and submit');
    await boss.see('awaiting approval');
    await boss.click('Approve');
    await boss.see('approved');
    await boss.click('Start');
    await boss.page.locator('dialog button[type=submit]').click();
    await boss.see('The campaign is starting');
  });

  it('the invited get their e-mail and the funnel shows them', async () => {
    const sent = await until(
      async () => {
        const mails = await nurt.mails();
        return mails.length === 2 ? mails.flatMap((mail) => mail.to) : undefined;
      },
      { within: 60_000, what: 'two mails' },
    );
    expect([...sent].sort()).to.deep.equal(['desk@harbour.example', 'office@baker.example']);
    const [campaign] = await nurt.ask<{ id: string }>('select id from campaigns');
    await boss.go(`/admin/campaigns/${campaign!.id}`);
    await boss.see('The way of the participants');
    await boss.done();
  });
});
