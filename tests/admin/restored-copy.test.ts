import { expect } from 'chai';
import { dispatchActivities, type DispatchActivities } from '../../activities/dispatch.ts';
import type { Db } from '../../db/database.ts';
import { openHome } from '../../ground/home.ts';
import { identify } from '../../ground/identity.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { messageIdOf } from '../../plugins/email/compose.ts';
import { allowAlways, planMessage, seatAccount, stateOf } from '../support/outgoing.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { removeHome, temporaryHome } from '../support/started-home.ts';

describe('a restored or copied installation (epoch)', () => {
  let panel: TestPanel;
  let sink: SmtpSink;
  let db: Db;
  let home: string;
  let account: string;
  let dispatch: DispatchActivities;
  const planned: Record<'before' | 'muted', string> = { before: '', muted: '' };

  before(async () => {
    [panel, sink] = await Promise.all([startPanel(), startSmtpSink()]);
    db = panel.db;
    home = temporaryHome();
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

  it('lets an administrator alone resume', async () => {
    await (await panel.as('anna')).post('/api/v1/installation/unmute').expect(403);
    expect((await send()).sent).to.equal(0);
    await (await panel.as('jan')).post('/api/v1/installation/unmute').expect(204);
    expect((await send()).sent).to.equal(1);
    expect(sent()).to.deep.equal([idOf(planned.muted)]);
  });

  it('sends what had been planned before only when a person says so, and then once', async () => {
    expect((await send()).sent).to.equal(0);
    expect((await stateOf(db, planned.before)).state).to.equal('planned');
    const maria = await panel.as('maria');
    expect((await maria.get('/api/v1/messages/waiting').expect(200)).body.held).to.equal(1);
    await maria.post('/api/v1/messages/held').send({ decision: 'send' }).expect(200);
    expect((await send()).sent).to.equal(1);
    expect((await send()).sent).to.equal(0);
    expect(sent()).to.deep.equal([planned.muted, planned.before].map(idOf));
  });

  it('agrees with its home from then on', async () => {
    expect((await start()).mutedBecause).to.equal(null);
  });
});
