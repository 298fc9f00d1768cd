import { expect } from 'chai';
import { saidOfTrouble } from '../../admin/components/mail-trouble.ts';
import { speech } from '../../admin/components/words.ts';
import { createCampaign } from '../../db/campaigns.ts';
import { pauseAccount } from '../../db/channel-accounts.ts';
import type { MailTrouble } from '../../db/mail-troubles.ts';
import { calling, draftOf, placeScenario } from '../support/campaigns.ts';
import { users } from '../support/cast.ts';
import { viewer } from '../support/desk.ts';
import { en, pl } from '../support/dictionaries.ts';
import { planMessage, seatAccount } from '../support/outgoing.ts';
import { startPanel, type Someone, type TestPanel } from '../support/panel.ts';

const ANSWER = '535 5.7.8 authentication failed';

/** What people are told while the mail server takes nothing; that nothing is lost is shown where it is sent. */
describe('a mail server that takes nothing', () => {
  let panel: TestPanel;
  let campaignId: string;
  let accountId: string;
  const keys: string[] = [];

  before(async () => {
    panel = await startPanel({ smtpUrl: 'smtp://nurt:tajne@smtp.firma.example:587' });
    const versionId = await panel.db.transaction((tx) => placeScenario(tx, 'calls', calling));
    ({ id: campaignId } = await createCampaign(panel.db, viewer('jan'), draftOf(versionId)));
    await panel.db.transaction(async (tx) => {
      await tx.run(`update campaigns set state = 'running' where id = $1`, [campaignId]);
      accountId = await seatAccount(tx);
      for (let n = 0; n < 3; n++) keys.push(await planMessage(tx, accountId, { campaignId }));
      await planMessage(tx, accountId);
    });
  });
  after(() => panel.stop());
  beforeEach(async () => {
    await panel.db.run('update channel_accounts set refusals = 0, paused_until = null, paused_because = null');
    await panel.db.run(`update effects set attempt = 0, reason = null, not_before = null where state = 'planned'`);
  });

  const refuse = async (times = 2) => {
    for (let n = 0; n < times; n++) await pauseAccount(panel.db, { id: accountId, because: ANSWER });
  };
  const putOff = () =>
    panel.db.run(
      `update effects set attempt = 3, reason = '451 4.7.1 later', not_before = now() + interval '4 minutes' where key = any($1)`,
      [keys],
    );
  const told = async (who: Someone, path: string) => {
    const { body, text } = await (await panel.as(who)).get(`/api/v1${path}`).expect(200);
    expect(text, 'the password of the server').not.to.include('tajne');
    return body.mailTroubles as MailTrouble[];
  };
  const standing = async () =>
    (await panel.nobody().get('/readyz').expect(200)).body as { status: string; parts: object; mail: string };

  it('is told on the page of the campaign that waits for it, to its supervisor too', async () => {
    await refuse();
    const [trouble, ...others] = await told('maria', `/campaigns/${campaignId}/numbers`);
    expect(others).to.deep.equal([]);
    expect(trouble).to.include({ kind: 'refuses', server: 'smtp.firma.example', waiting: 3, answer: null });
    expect(Date.parse(trouble!.nextAt!) - Date.parse(trouble!.since)).to.equal(45_000);
  });

  it('is told today to administrators and to the supervisors of campaigns that run', async () => {
    await refuse();
    expect((await told('maria', '/today')).map(({ waiting }) => waiting)).to.deep.equal([3]);
    expect((await told('jan', '/today')).map(({ waiting, answer }) => [waiting, answer])).to.deep.equal([[4, ANSWER]]);
    expect(await told('anna', '/today')).to.deep.equal([]);
    await panel.db.run('update campaigns set supervisor_id = $1', [users.jan.id]);
    expect(await told('maria', '/today')).to.deep.equal([]);
    await panel.db.run('update campaigns set supervisor_id = $1', [users.maria.id]);
  });

  it('is told with the words of the server where accounts are set', async () => {
    await refuse();
    for (const path of ['/channels', '/system-state'])
      expect((await told('jan', path)).map(({ answer }) => answer)).to.deep.equal([ANSWER]);
  });

  it('is a state with a name for programs, and no illness', async () => {
    const { status, mail } = await standing();
    expect(mail).to.equal('ok');
    await refuse();
    expect(await standing()).to.include({ status, mail: 'refused' });
  });

  it('is told as well where it puts off message after message, since when that began', async () => {
    await putOff();
    const [trouble] = await told('maria', `/campaigns/${campaignId}/numbers`);
    expect(trouble).to.include({ kind: 'puts off', waiting: 3, answer: null });
    expect(Date.parse(trouble!.nextAt!) - Date.parse(trouble!.since)).to.equal(8 * 60_000);
    expect((await standing()).mail).to.equal('put off');
  });

  it('is no trouble where one recipient puts off while others get their mail', async () => {
    await putOff();
    const other = await planMessage(panel.db, accountId);
    await panel.db.run(`update effects set state = 'doing' where key = $1`, [other]);
    await panel.db.run(`update effects set state = 'done', settled_at = now() where key = $1`, [other]);
    expect(await told('jan', '/today')).to.deep.equal([]);
    expect((await standing()).mail).to.equal('ok');
  });

  it('is said in one sentence of each language, with what to do', async () => {
    await refuse();
    const [trouble] = await told('maria', '/today');
    const said = (language: 'pl' | 'en') =>
      saidOfTrouble(trouble!, speech({ language, timeZone: 'Europe/Warsaw', dictionary: language === 'pl' ? pl : en }));
    expect(said('pl')).to.match(
      /^Serwer poczty smtp\.firma\.example \(konto „E-mail”\) odmawia wysyłki co najmniej od (\S+ )?\d\d:\d\d\. Próbujemy dalej, najbliższa próba o \d\d:\d\d, i nic nie zginie: 3 wiadomości czekają\.$/,
    );
    expect(said('en')).to.match(
      /^The mail server smtp\.firma\.example \(account "E-mail"\) has been refusing our mail since (\S+ )?\d\d:\d\d or earlier\. We keep trying, next at \d\d:\d\d, and nothing gets lost: 3 messages are waiting\.$/,
    );
  });
});
