import { expect } from 'chai';
import { invitationCall } from '../../domain/scenario/shipped/invitation-call.ts';
import * as life from '../../db/campaign-life.ts';
import * as states from '../../db/campaign-states.ts';
import { createCampaign, readCampaign } from '../../db/campaigns.ts';
import { materialisePage } from '../../db/participants.ts';
import { advanceDue } from '../../db/runs.ts';
import { startBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { draftOf, inDays, outside, placeScenario } from '../support/campaigns.ts';
import { companies } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

describe('the pages of campaigns', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let page: TestPage;
  const pages = new Map<string, TestPage>();
  let versionId: string;
  const shots = process.env['NURT_TEST_SHOTS'];

  before(async () => {
    panel = await startPanel();
    browser = await startBrowser();
    versionId = await placeScenario(panel.db, 'invitation-call', invitationCall.graph);
    await panel.db.run(`update scenarios set name_pl = 'Zaproszenie i telefon', name_en = 'Invitation and call'`);
    await panel.db.run(`insert into channel_accounts (channel, plugin, name) values ('email', 'email', 'E-mail')`);
  });
  after(async () => {
    for (const each of pages.values()) await each.done();
    await browser.close();
    await panel.stop();
  });
  /** Maria's page is opened once: logging in costs more than all the rest. */
  async function open(path: string, options: { width?: number; dark?: boolean; who?: 'maria' | 'anna' } = {}) {
    const key = JSON.stringify(options);
    page = pages.get(key) ?? (await browser.open(panel.url, options));
    if (!pages.has(key)) await page.logIn(options.who ?? 'maria');
    pages.set(key, page);
    await page.go(path);
  }
  async function shot(name: string) {
    if (shots) await page.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  }

  it('an empty list teaches what a campaign is', async () => {
    await open('/admin/campaigns');
    await page.see('Nie ma jeszcze żadnej kampanii');
    await shot('list-empty');
  });

  it('a campaign is put together, counted while it is typed, and submitted', async () => {
    await open('/admin/campaigns/new');
    await page.see('Wybierz grupę, plik, firmy albo wszystkich.');
    await page.fill('Nazwa', 'Seminarium KSeF 2027');
    await page.fill('Cel słowami', '120 zapisanych firm');
    await page.fill('Ile', '120');
    await page.click('Wszyscy kontrahenci');
    await page.see('z 4 wybranych');
    await page.see('Brak adresu');
    await shot('form');
    await page.click('Zapisz i przekaż');
    await page.see('czeka na zatwierdzenie');
    const [row] = await panel.db.rows<{ state: string; goalCount: number }>('select state, goal_count from campaigns');
    expect(row).to.deep.equal({ state: 'submitted', goalCount: 120 });
  });

  it('an amount that is none is said beside its field and nothing typed is lost', async () => {
    await open('/admin/campaigns/new');
    await page.fill('Nazwa', 'Druga');
    await page.fill('Ile', 'dużo');
    await page.click('Zapisz szkic');
    await page.see('„dużo” nie jest liczbą całkowitą większą od zera.');
    expect(await page.page.$eval('input[value="Druga"]', (input) => (input as HTMLInputElement).value)).to.equal(
      'Druga',
    );
  });

  it('a supervisor approves and starts it, an operator sees no such buttons', async () => {
    const { id } = await panel.db.one<{ id: string }>('select id from campaigns');
    await open(`/admin/campaigns/${id}`, { who: 'anna' });
    expect(await page.page.evaluate(() => document.body.innerText)).not.to.include('Zatwierdź');
    await open(`/admin/campaigns/${id}`);
    await page.click('Zatwierdź');
    await page.see('zatwierdzona');
    await page.click('Uruchom');
    await page.see('Weźmie udział: 2.');
    await page.page.locator('dialog button[type=submit]').click();
    await page.see('Kampania rusza');
    expect((await panel.db.one<{ state: string }>('select state from campaigns where id = $1', [id])).state).to.equal(
      'starting',
    );
  });

  it('a running campaign shows its numbers, and each leads to its rows (rule 42)', async () => {
    const id = await running();
    await open(`/admin/campaigns/${id}`);
    await page.see('Droga uczestników');
    await shot('campaign');
    await page.page.locator('.campaign-left-out a').click();
    await page.see('Tylko: ');
    await page.page.waitForFunction(() => document.querySelectorAll('table.list tbody tr').length === 1);
    await shot('participants');
    for (const tab of ['messages', 'tasks', 'costs', 'report']) {
      await page.go(`/admin/campaigns/${id}?tab=${tab}`);
      await shot(tab);
    }
    await page.go('/admin/campaigns');
    await page.see('Seminarium KSeF 2027');
    await shot('list');
  });

  it('it is paused with a reason and says so', async () => {
    const { id } = await panel.db.one<{ id: string }>(`select id from campaigns where state = 'running'`);
    await open(`/admin/campaigns/${id}`);
    await page.click('Wstrzymaj');
    await page.fill('Powód', 'Błąd w ofercie');
    await page.page.locator('dialog button[type=submit]').click();
    await page.see('Wstrzymana: Błąd w ofercie.');
    await shot('paused');
    await page.click('Wznów');
    await page.page.locator('dialog button[type=submit]').click();
    await page.see('Kampania wznowiona');
  });

  it('more participants are added while it runs', async () => {
    const { id } = await panel.db.one<{ id: string }>(`select id from campaigns where state = 'running'`);
    await open(`/admin/campaigns/${id}?tab=participants`);
    await page.click('Dodaj uczestników');
    await page.fill('Dodaj firmę albo osobę: wpisz nazwę', 'ziel');
    await page.click('Józef Zieliński, Drew-Pol Zieliński sp.j.');
    await page.page.locator('dialog footer button.main').click();
    await page.see('Uczestnicy dodani');
    const { kinds } = await panel.db.one<{ kinds: string[] }>(
      'select array_agg(kind order by kind) as kinds from campaign_audience where campaign_id = $1',
      [id],
    );
    expect(kinds).to.deep.equal(['everyone', 'person']);
  });

  it('it speaks English to those who read it', async () => {
    await panel.db.run(`update users set language = 'en' where role = 'supervisor'`);
    const { id } = await panel.db.one<{ id: string }>(`select id from campaigns where state = 'running'`);
    await open(`/admin/campaigns/${id}`);
    await page.see('The way of the participants');
    await page.go('/admin/campaigns/new');
    await page.see('Who takes part');
    await panel.db.run(`update users set language = 'pl' where role = 'supervisor'`);
  });

  it('all of it is there on a phone and in the dark', async () => {
    const { id } = await panel.db.one<{ id: string }>(`select id from campaigns where state = 'running'`);
    for (const [name, path] of [
      ['campaign', `/admin/campaigns/${id}`],
      ['participants', `/admin/campaigns/${id}?tab=participants`],
      ['report', `/admin/campaigns/${id}?tab=report`],
      ['list', '/admin/campaigns'],
      ['form', '/admin/campaigns/new'],
    ] as const) {
      await open(path, { width: 390, dark: true });
      const wide = await page.page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} is wider than a phone`).to.be.at.most(390);
      await shot(`phone-${name}`);
    }
    await open(`/admin/campaigns/${id}`, { dark: true });
    await shot('dark');
  });

  /** A campaign of two stages with messages sent, a reply, a task done and one overdue. */
  async function running(): Promise<string> {
    const { db } = panel;
    const maria = viewer('maria');
    const [stage] = draftOf(versionId).stages;
    const { id } = await createCampaign(
      db,
      maria,
      draftOf(versionId, {
        startsOn: inDays(-10),
        stages: [
          { ...stage!, name: 'Zaproszenie e-mail', startsOn: inDays(-10), endsOn: inDays(8) },
          { ...stage!, name: 'Podziękowanie', startsOn: inDays(12), endsOn: inDays(30), entry: 'success' },
        ],
        audience: { groups: [], people: [], imports: [], classes: [], everyone: true, companies: [] },
      }),
    );
    await states.submitCampaign(db, maria, { id, ...outside });
    await states.approveCampaign(db, maria, { id, ...outside });
    await states.startCampaign(db, maria, { id, ...outside });
    while (!(await materialisePage(db, id)).done);
    await life.beginRunning(db, id);
    const { stages } = await readCampaign(db, maria, id);
    await life.openStagePage(db, { stageId: stages[0]!.id });
    while ((await advanceDue(db, { campaignId: id, cohort: 0 })).more);
    await db.run(
      `update effects set state = 'doing' where campaign_id = $1 and kind = 'message' and state = 'planned'`,
      [id],
    );
    await db.run(
      `update effects set state = 'done' where campaign_id = $1 and kind = 'message' and company_id = $2 and state = 'doing'`,
      [id, companies.zubr.id],
    );
    return id;
  }
});
