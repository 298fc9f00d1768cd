import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DiskLevel } from '../../domain/disk.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { users } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

const shots = process.env['NURT_TEST_SHOTS'];

describe('the panel without room on its disk (rule 10)', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let level: DiskLevel = 'fine';

  before(async () => {
    panel = await startPanel({ disk: { level: () => level } });
    browser = await startBrowser();
    await panel.db.run(`update users set language = 'en' where id = $1`, [users.pawel.id]);
  });
  after(async () => {
    await browser?.close();
    await panel?.stop();
  });

  const companies = async () => (await panel.db.one<{ n: number }>('select count(*) as n from companies')).n;
  const firm = { name: 'Nowa sp. z o.o.' };

  it('takes everything while it is only low', async () => {
    level = 'low';
    const anna = await panel.as('anna');
    await anna.post('/api/v1/companies').send(firm).expect(200);
  });

  it('refuses what writes while it is full, in the viewer’s language, and leaves everything as it was', async () => {
    level = 'full';
    const before = await companies();
    for (const [who, sentence] of [
      ['anna', /kończy się miejsce.*administratorowi.*zapisz ponownie/],
      ['pawel', /running out of room.*administrator.*save again/],
    ] as const) {
      const someone = await panel.as(who);
      const { body } = await someone.post('/api/v1/companies').send(firm).expect(507);
      expect(body.code).to.equal('disk.full');
      expect(body.message).to.match(sentence);
    }
    expect(await companies()).to.equal(before);
  });

  it('lets people in and read all the same', async () => {
    level = 'full';
    const anna = await panel.as('anna');
    await anna.get('/api/v1/companies').expect(200);
    const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' };
    await anna.post('/api/v1/lists/companies/rows').send({ view }).expect(200);
    await anna.post('/admin/logout').expect(204);
  });

  it('goes on by itself once there is room', async () => {
    level = 'full';
    const anna = await panel.as('anna');
    await anna.post('/api/v1/companies').send(firm).expect(507);
    level = 'fine';
    await anna.post('/api/v1/companies').send(firm).expect(200);
  });

  it('is told by /readyz, and to everybody who looks at a page', async () => {
    for (const [at, said] of [
      ['fine', 'ok'],
      ['low', 'low'],
      ['full', 'full'],
    ] as const) {
      level = at;
      const { body } = await panel.nobody().get('/readyz').expect(200);
      expect(body.parts).to.include({ disk: said, postgres: 'ok' });
      if (at !== 'fine') expect(body.status).to.equal('degraded');
      const anna = await panel.as('anna');
      expect((await anna.get('/api/v1/installation/standing').expect(200)).body).to.include({ disk: at });
    }
  });

  it('says so above every page, in both languages', async () => {
    for (const [who, language, low, full] of [
      ['anna', 'pl', 'Kampanie, importy i wysyłka czekają', 'Nurt nic nie zapisuje'],
      ['pawel', 'en', 'Campaigns, imports and sending wait', 'Nurt stores nothing'],
    ] as const) {
      level = 'fine';
      const tab = await browser.open(panel.url, { language });
      await tab.logIn(who);
      for (const [at, text] of [
        ['low', low],
        ['full', full],
      ] as const) {
        level = at;
        await tab.go('/admin/companies');
        await tab.see(text);
        if (shots) await shoot(tab.screenshot, `disk-${at}-${language}.png`);
      }
      await tab.done();
    }
  });
});

async function shoot(screenshot: (path: string) => Promise<void>, name: string): Promise<void> {
  await mkdir(shots!, { recursive: true });
  await screenshot(path.join(shots!, name));
}
