import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { dispatchActivities, type DispatchActivities } from '../../activities/dispatch.ts';
import { pages } from '../../admin/pages/list.ts';
import type { Db } from '../../db/database.ts';
import { openHome } from '../../ground/home.ts';
import { identify } from '../../ground/identity.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { messageIdOf } from '../../plugins/email/compose.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { users } from '../support/cast.ts';
import { allowAlways, planMessage, seatAccount, stateOf } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { removeHome, temporaryHome } from '../support/started-home.ts';

const shots = process.env['NURT_TEST_SHOTS'];

describe('a restored or copied installation (epoch)', () => {
  let panel: TestPanel;
  let browser: TestBrowser;
  let sink: SmtpSink;
  let db: Db;
  let home: string;
  let account: string;
  let dispatch: DispatchActivities;
  const planned: Record<'before' | 'muted', string> = { before: '', muted: '' };

  before(async () => {
    [panel, browser, sink] = await Promise.all([startPanel(), startBrowser(), startSmtpSink()]);
    db = panel.db;
    home = temporaryHome();
    await db.run(`update users set language = 'en' where id = $1`, [users.maria.id]);
    account = await db.transaction(async (tx) => {
      await allowAlways(tx);
      return seatAccount(tx);
    });
    const house = { publicUrl: panel.url, log: () => {} };
    const plugins = await loadRegistry({ environment: { SMTP_URL: sink.url }, ...house });
    dispatch = dispatchActivities({ db, plugins, installationId: 'i', secretKey: 'k', filesDir: '/tmp', ...house });
    planned.before = await planMessage(db, account);
  });
  after(async () => {
    await browser?.close();
    await sink?.close();
    await panel?.stop();
    removeHome(home);
  });

  const start = () =>
    identify({
      db,
      home: openHome(home),
      secretKey: 'k'.repeat(64),
      config: { zone: 'Europe/Warsaw', language: 'pl' },
    });
  const send = () => dispatch.sendDue({ accountId: account, now: 0 });
  const sent = () => sink.received.map(({ messageId }) => messageId);
  const idOf = (key: string) => messageIdOf(key, 'nurt@nurt.example');

  it('starts muted and sends nothing', async () => {
    expect((await start()).mutedBecause).to.include('nie zna');
    planned.muted = await planMessage(db, account);
    await db.run('update effects set epoch = (select epoch from installation) where key = $1', [planned.muted]);
    expect((await send()).sent).to.equal(0);
    expect(sent()).to.deep.equal([]);
  });

  it('says so on every page, in the reader’s language', async () => {
    for (const [who, language, text] of [
      ['jan', 'pl', 'baza danych należy do instalacji, której ten folder nie zna'],
      ['maria', 'en', 'the database belongs to an installation that this home does not know'],
    ] as const) {
      const tab = await browser.open(panel.url, { language });
      await tab.logIn(who);
      for (const { path: address } of pages
        .filter(({ path: at }) => !at.includes(':'))
        .slice(0, who === 'jan' ? 99 : 3)) {
        await tab.go(address);
        await tab.see(text);
      }
      if (shots) {
        await mkdir(shots, { recursive: true });
        await tab.screenshot(path.join(shots, `muted-${language}.png`));
      }
      await tab.page.close();
    }
  });

  it('lets an administrator alone resume, who is told what that means', async () => {
    const anna = await browser.open(panel.url);
    await anna.logIn('anna');
    await anna.see('Nic nie wychodzi');
    expect(await anna.page.$$eval('.banner button', (buttons) => buttons.length)).to.equal(0);
    await anna.done();

    const jan = await browser.open(panel.url);
    await jan.logIn('jan');
    await jan.click('Wznów wysyłkę');
    await jan.see('klienci dostaną wszystko dwa razy');
    await jan.page.click('dialog button[type=submit]');
    await jan.unsee('Nic nie wychodzi');
    await jan.done();
    expect((await send()).sent).to.equal(1);
    expect(sent()).to.deep.equal([idOf(planned.muted)]);
  });

  it('sends what had been planned before only when a person says so, and then once', async () => {
    expect((await send()).sent).to.equal(0);
    expect((await stateOf(db, planned.before)).state).to.equal('planned');
    const maria = await browser.open(panel.url, { language: 'en' });
    await maria.logIn('maria');
    await maria.go('/admin/messages');
    await maria.see('1 message was planned before this copy was restored');
    await maria.click('Send them');
    await maria.unsee('planned before this copy');
    await maria.done();
    expect((await send()).sent).to.equal(1);
    expect((await send()).sent).to.equal(0);
    expect(sent()).to.deep.equal([planned.muted, planned.before].map(idOf));
  });

  it('agrees with its home from then on', async () => {
    expect((await start()).mutedBecause).to.equal(null);
  });
});
