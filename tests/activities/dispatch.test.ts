import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { dispatchActivities, type DispatchActivities } from '../../activities/dispatch.ts';
import type { Services } from '../../activities/services.ts';
import type { Db } from '../../db/database.ts';
import { takeTurn, newFence } from '../../db/effects.ts';
import { addVersion, keepFile } from '../../db/files.ts';
import { freeze, thaw } from '../../db/freezes.ts';
import { foundInstallation, muteInstallation } from '../../db/installation.ts';
import { sendLetter } from '../../db/letters.ts';
import { allMailTroubles } from '../../db/mail-troubles.ts';
import { newId } from '../../db/new-id.ts';
import { attachFile } from '../../db/template-attachments.ts';
import { createTemplate } from '../../db/templates.ts';
import { messageIdOf } from '../../plugins/email/compose.ts';
import { loadRegistry } from '../../plugins/index.ts';
import { companies, seatCast } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { allowAlways, planMessage, seatAccount, seatRun, stateOf } from '../support/outgoing.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { viewer } from '../support/desk.ts';
import { until } from '../support/until.ts';

const by = { kind: 'system', id: 'test' } as const;

describe('dispatch', () => {
  let test: TestDatabase;
  let db: Db;
  let sink: SmtpSink;
  let account: string;
  let dispatch: DispatchActivities;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await seatCast(db);
    await foundInstallation(db, { id: newId(), secretFingerprint: 'x', timeZone: 'Europe/Warsaw', language: 'pl' });
  });
  after(() => test.drop());

  beforeEach(async () => {
    sink = await startSmtpSink();
    account = await db.transaction(async (tx) => {
      await tx.run('delete from outbox');
      await allowAlways(tx);
      return seatAccount(tx, 2);
    });
    dispatch = await activities(`${sink.url}&timeout=0.5`);
  });
  afterEach(() => sink.close());

  async function activities(smtpUrl: string, filesDir = '/tmp'): Promise<DispatchActivities> {
    const house = { publicUrl: 'https://nurt.example', log: () => {} };
    const plugins = await loadRegistry({ environment: { SMTP_URL: smtpUrl }, ...house });
    const services: Services = { db, plugins, installationId: newId(), secretKey: 'k', filesDir, ...house };
    return dispatchActivities(services);
  }
  const send = (accountId = account) => dispatch.sendDue({ accountId, now: Date.now() });

  /** What administrators are told of the account. */
  async function troubles(): Promise<unknown[]> {
    const found = await allMailTroubles(db, { viewer: viewer('jan'), mailServer: 'smtp.firma.example' });
    return found
      .filter(({ accountId }) => accountId === account)
      .map(({ kind, server, answer }) => [kind, server, answer]);
  }

  async function inputsOf(runId: string): Promise<unknown[]> {
    return (
      await db.rows<{ what: unknown }>('select what from run_inputs where run_id = $1 order by seq', [runId])
    ).map((row) => row.what);
  }

  it('a file that somebody enclosed goes with the letter, in the version of that moment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nurt-letter-'));
    await writeFile(join(folder, 'v1'), 'Cena: 1200 zł');
    const viewing = viewer('maria');
    const stored = { name: 'Oferta żółta.txt', mediaType: 'text/plain', bytes: 14, sha256: 'x' };
    const place = { noun: 'company', recordId: companies.drewPol.id } as const;
    const { id: fileId } = await db.transaction((tx) =>
      keepFile(tx, viewing, { stored: { ...stored, path: 'v1' }, place }),
    );
    await db.run('update channel_accounts set active = (id = $1)', [account]);
    await db.transaction((tx) =>
      sendLetter(tx, viewing, {
        companyId: companies.drewPol.id,
        ...{ subject: 'Oferta', text: 'W załączeniu.', fileIds: [fileId] },
      }),
    );
    await db.transaction((tx) => addVersion(tx, viewing, { id: fileId, stored: { ...stored, path: 'v2' } }));
    await db.run(`update effects set not_before = now() where key like 'letter:%'`);
    dispatch = await activities(`${sink.url}&timeout=0.5`, folder);
    await send();
    const raw = sink.received[0]?.raw;
    expect(raw).to.contain(Buffer.from('Cena: 1200 zł').toString('base64'));
    await rm(folder, { recursive: true });
  });

  it('the files of a template go with a letter that somebody has written from it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nurt-letter-'));
    await writeFile(join(folder, 'cennik'), 'Cena: 1200 zł');
    const text = { language: 'pl', subject: 'Cennik', bodyText: 'W załączeniu.', bodyHtml: null } as const;
    const template = { ...text, code: 'cennik', name: 'Cennik', purpose: 'service' };
    const { id: templateId } = await createTemplate(db, viewer('jan'), template);
    const file = { name: 'cennik.txt', mediaType: 'text/plain', bytes: 14, sha256: 'x', path: 'cennik' };
    await db.transaction((tx) => attachFile(tx, viewer('jan'), { id: templateId, seen: 1, file }));
    await db.run('update channel_accounts set active = (id = $1)', [account]);
    const letter = { companyId: companies.drewPol.id, subject: 'Cennik', text: 'Jak w rozmowie.', templateId };
    await db.transaction((tx) => sendLetter(tx, viewer('maria'), letter));
    await db.run(`update effects set not_before = now() where key like 'letter:%'`);
    dispatch = await activities(`${sink.url}&timeout=0.5`, folder);
    await send();
    const raw = sink.received[0]?.raw;
    expect(raw).to.contain('Jak w rozmowie.');
    expect(raw).to.contain(Buffer.from('Cena: 1200 zł').toString('base64'));
    await rm(folder, { recursive: true });
  });

  it('a due message goes out once and its run hears that it is done', async () => {
    const runId = await seatRun(db);
    const key = await planMessage(db, account, { runId });
    expect(await send()).to.deep.equal({ sent: 1, more: false, nextAt: null });
    expect(await send()).to.include({ sent: 0 });
    expect(sink.received.map((mail) => mail.messageId)).to.deep.equal([messageIdOf(key, 'nurt@nurt.example')]);
    expect(await inputsOf(runId)).to.deep.equal([{ as: 'done', key, kind: 'settled' }]);
    expect(await db.rows('select target from outbox')).to.deep.equal([{ target: `run:${runId}` }]);
  });

  it('the message keeps when it went out and under which Message-ID', async () => {
    const key = await planMessage(db, account);
    await send();
    const message = await db.one<{ externalId: string; sentAt: string }>(
      `select e.provider_ref as external_id, m.sent_at from messages m join effects e on e.key = m.effect_key
       where e.key = $1`,
      [key],
    );
    expect(message.externalId).to.equal(messageIdOf(key, 'nurt@nurt.example'));
    expect(message.sentAt).to.be.a('string');
  });

  it('many messages go out, each once, with no more of them under way than connections', async () => {
    for (let n = 0; n < 120; n++) await planMessage(db, account);
    let most = 0;
    const watching = setInterval(() => {
      void db
        .one<{ count: number }>(`select count(*) as count from effects where state = 'doing'`)
        .then(({ count }) => (most = Math.max(most, count)));
    }, 2);
    try {
      expect((await send()).sent).to.equal(120);
    } finally {
      clearInterval(watching);
    }
    expect(most).to.be.at.most(2);
    expect(new Set(sink.received.map((mail) => mail.messageId)).size).to.equal(120);
    expect(sink.received).to.have.length(120);
  });

  it("an operator's own mail goes before a campaign's", async () => {
    const campaign = await planMessage(db, account, { priority: 3 });
    const own = await planMessage(db, account, { priority: 1 });
    account = await onlyOneConnection();
    await send();
    expect(sink.received.map((mail) => mail.messageId)).to.deep.equal(
      [own, campaign].map((key) => messageIdOf(key, 'nurt@nurt.example')),
    );
  });

  async function onlyOneConnection(): Promise<string> {
    await db.run('update channel_accounts set connections = 1 where id = $1', [account]);
    return account;
  }

  it('a message that is not due yet waits and says when to look again', async () => {
    await planMessage(db, account, { notBefore: new Date(Date.now() + 30_000).toISOString() });
    const { sent, nextAt } = await send();
    expect(sent).to.equal(0);
    expect(nextAt! - Date.now()).to.be.within(25_000, 31_000);
  });

  it('a message whose time is over is not sent, gives its contact back, and its run hears it', async () => {
    const runId = await seatRun(db);
    const key = await planMessage(db, account, { runId, expiresAt: new Date(Date.now() - 1000).toISOString() });
    await db.run(`insert into touches values ($1, $2, 'email', 'marketing', now())`, [key, companies.drewPol.id]);
    await send();
    expect(await stateOf(db, key)).to.include({ state: 'failed', reason: 'expired' });
    expect(sink.received).to.have.length(0);
    expect(await inputsOf(runId)).to.deep.equal([{ as: 'failed', key, kind: 'settled', reason: 'expired' }]);
    expect(await db.rows('select 1 from touches')).to.have.length(0);
  });

  it('a withdrawn consent stops a message that was planned with it (engine rule 13)', async () => {
    const runId = await seatRun(db);
    const key = await planMessage(db, account, { runId, purpose: 'marketing' });
    await db.run(
      `insert into consents (company_id, channel, purpose, status, evidence, created_by)
       values ($1, 'email', 'marketing', 'withdrawn', 'telefon', 'system:test')`,
      [companies.drewPol.id],
    );
    await send();
    expect(await stateOf(db, key)).to.include({ state: 'refused', reason: 'consent withdrawn' });
    expect(sink.received).to.have.length(0);
    expect(await inputsOf(runId)).to.deep.equal([{ as: 'refused', key, kind: 'settled', reason: 'consent withdrawn' }]);
  });

  it('a suppressed address gets nothing, whatever the purpose (engine rule 13)', async () => {
    await db.run(
      `insert into suppressions (kind, normalised, reason, created_by) values ('email', $1, 'asked for it', 'system:test')`,
      [companies.omega.email],
    );
    const key = await planMessage(db, account, { address: companies.omega.email, companyId: companies.omega.id });
    await send();
    expect((await stateOf(db, key)).state).to.equal('refused');
  });

  it('outside of the allowed hours a message is put off and its run hears until when (engine rule 13)', async () => {
    const runId = await seatRun(db);
    const tomorrow = ((new Date().getUTCDay() + 1) % 7) + 1;
    const hours = { email: { from: '08:00', to: '09:00', days: [tomorrow] } };
    await db.run(`update governor_rules set book = book || $1`, [JSON.stringify({ hours })]);
    const key = await planMessage(db, account, { runId });
    await send();
    expect(await stateOf(db, key)).to.include({ state: 'planned', reason: 'quiet hours', attempt: 0 });
    const [input] = await inputsOf(runId);
    expect(input).to.include({ kind: 'deferred', key, reason: 'quiet hours' });
    expect((input as { until: number }).until).to.be.greaterThan(Date.now());
  });

  it('a frozen company gets nothing until it is thawed (engine rule 14)', async () => {
    const scope = { kind: 'company', id: companies.zubr.id } as const;
    await db.transaction((tx) => freeze(tx, { scope, actor: by }));
    const key = await planMessage(db, account, { companyId: companies.zubr.id, address: companies.zubr.email });
    expect((await send()).sent).to.equal(0);
    expect((await stateOf(db, key)).state).to.equal('planned');
    await db.transaction((tx) => thaw(tx, { scope, actor: by }));
    expect((await send()).sent).to.equal(1);
  });

  it('a withdrawn message is not sent (engine rule 8)', async () => {
    const key = await planMessage(db, account);
    await db.run(`update effects set state = 'withdrawn' where key = $1`, [key]);
    expect((await send()).sent).to.equal(0);
  });

  it('a greylisted message is tried later, again and again, for as long as it takes', async () => {
    sink.behave({ at: 'RCPT', answer: '451 4.7.1 try again' });
    const key = await planMessage(db, account);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt++) {
      await send();
      const { wait } = await db.one<{ wait: number }>(
        `select round(extract(epoch from not_before - now()) / 60)::int as wait from effects where key = $1 and state = 'planned'`,
        [key],
      );
      waits.push(wait);
      await db.run('update effects set not_before = now() where key = $1', [key]);
    }
    expect(waits).to.deep.equal([1, 2, 5, 10, 20, 30, 30]);
    expect(await troubles()).to.deep.equal([['puts off', 'smtp.firma.example', '451 4.7.1 try again']]);
    sink.behave('accept');
    expect((await send()).sent).to.equal(1);
    expect(await stateOf(db, key)).to.include({ state: 'done', attempt: 8 });
  });

  it('a bad address is failed, marked, and its run hears it', async () => {
    sink.behave({ at: 'RCPT', answer: '550 5.1.1 no such user' });
    const runId = await seatRun(db, companies.zubr.id);
    const key = await planMessage(db, account, { runId, companyId: companies.zubr.id, address: companies.zubr.email });
    await send();
    expect((await stateOf(db, key)).state).to.equal('failed');
    const point = await db.one('select state from contact_points where normalised = $1', [companies.zubr.email]);
    expect(point).to.deep.equal({ state: 'bounced' });
    expect(await inputsOf(runId)).to.have.length(1);
    await db.run(`update contact_points set state = 'good' where normalised = $1`, [companies.zubr.email]);
  });

  it('a server that refuses rests the account, longer each time, and nothing is lost', async () => {
    sink.behave({ at: 'greeting', answer: '421 4.3.2 too busy' });
    const key = await planMessage(db, account);
    const rests: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const { nextAt } = await send();
      rests.push(Math.round((nextAt! - Date.now()) / 1000));
      await db.run('update channel_accounts set paused_until = now() where id = $1', [account]);
    }
    expect(rests).to.deep.equal([15, 30, 60]);
    expect((await stateOf(db, key)).state).to.equal('planned');
    expect((await troubles())[0]).to.include.members(['refuses', 'smtp.firma.example']);
    sink.behave('accept');
    expect((await send()).sent).to.equal(1);
    expect(await troubles()).to.deep.equal([]);
    expect(await db.one('select refusals from channel_accounts where id = $1', [account])).to.deep.equal({
      refusals: 0,
    });
  });

  it('a mail whose connection was cut after the final dot waits for a person and is not sent again (engine rule 7)', async () => {
    sink.behave({ cut: 'dot' });
    const runId = await seatRun(db);
    const key = await planMessage(db, account, { runId });
    await send();
    sink.behave('accept');
    expect((await send()).sent).to.equal(0);
    expect((await stateOf(db, key)).state).to.equal('unknown');
    expect(await inputsOf(runId)).to.deep.equal([]);
    expect(sink.received).to.have.length(1);
  });

  it('what a dead sender held is unknown once its lease is over (engine rule 7)', async () => {
    const key = await planMessage(db, account);
    await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] });
    const { nextAt } = await send();
    expect((await stateOf(db, key)).state).to.equal('doing');
    expect(nextAt).to.be.a('number');
    await db.run(`update effects set lease_until = now() - interval '1 second' where key = $1`, [key]);
    await send();
    expect((await stateOf(db, key)).state).to.equal('unknown');
    expect(sink.received).to.have.length(0);
  });

  it('a slow live sender that was given up still tells how it ended', async () => {
    const key = await planMessage(db, account);
    const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
    await db.run(`update effects set lease_until = now() - interval '1 second' where key = $1`, [key]);
    await send();
    const result = { state: 'done', externalId: '<x>' } as const;
    await takeTurn(db, { claims: [], settlements: [{ ...claimed!, result }] });
    expect((await stateOf(db, key)).state).to.equal('done');
  });

  it('a result with an old fence is not written', async () => {
    const key = await planMessage(db, account);
    const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
    const result = { state: 'done', externalId: '<x>' } as const;
    await takeTurn(db, { claims: [], settlements: [{ key, fence: claimed!.fence - 1, result }] });
    expect((await stateOf(db, key)).state).to.equal('doing');
    await db.run(`delete from messages where effect_key = $1`, [key]);
    await db.run(`delete from effects where key = $1`, [key]);
  });

  it('a claim that is asked again after a broken connection is the same claim', async () => {
    const key = await planMessage(db, account);
    const claims = [{ key, fence: newFence() }];
    const first = await takeTurn(db, { claims, settlements: [] });
    const second = await takeTurn(db, { claims, settlements: [] });
    expect(second.claimed).to.deep.equal(first.claimed);
    expect(await stateOf(db, key)).to.include({ state: 'doing', attempt: 1 });
  });

  it('a message that was withdrawn while it was being sent, and did not go out, is not planned again (engine rule 8)', async () => {
    const key = await planMessage(db, account);
    const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
    await db.run('update effects set withdrawn_while_doing = true where key = $1', [key]);
    const result = { state: 'planned', reason: 'cut', retrySeconds: 60 } as const;
    await takeTurn(db, { claims: [], settlements: [{ ...claimed!, result }] });
    expect((await stateOf(db, key)).state).to.equal('refused');
  });

  it('two senders of one account send each message once', async () => {
    const other = await activities(sink.url);
    for (let n = 0; n < 60; n++) await planMessage(db, account);
    const both = await Promise.all([send(), other.sendDue({ accountId: account, now: 0 })]);
    expect(both[0].sent + both[1].sent).to.equal(60);
    expect(sink.received).to.have.length(60);
  });

  it('no more go out in an hour than the account may', async () => {
    await db.run('update channel_accounts set per_hour = 3 where id = $1', [account]);
    for (let n = 0; n < 5; n++) await planMessage(db, account);
    const { sent, nextAt } = await send();
    expect(sent).to.equal(3);
    expect(nextAt).to.be.greaterThan(Date.now());
    expect((await send()).sent).to.equal(0);
  });

  it('no more go to one domain in an hour than may, and the others do not wait for it', async () => {
    await db.run('update channel_accounts set per_domain_per_hour = 2 where id = $1', [account]);
    for (let n = 0; n < 4; n++) await planMessage(db, account, { address: `a${n}@full.example`, companyId: null });
    const other = await planMessage(db, account, { address: 'b@other.example', companyId: null });
    expect((await send()).sent).to.equal(3);
    expect((await stateOf(db, other)).state).to.equal('done');
  });

  it('a connection that is cut while mails go out leaves each of them in one state', async () => {
    let seen = 0;
    sink.behave(() => (seen++ % 7 === 0 ? { cut: 'dot' } : 'accept'));
    const keys: string[] = [];
    for (let n = 0; n < 60; n++) keys.push(await planMessage(db, account));
    await send();
    const states = await db.rows<{ state: string; key: string }>(
      'select key, state from effects where key = any($1::text[])',
      [keys],
    );
    expect(states.every(({ state }) => ['done', 'unknown', 'planned'].includes(state))).to.equal(true);
    const ids = sink.received.map((mail) => mail.messageId);
    expect(new Set(ids).size, 'no second message for a key').to.equal(ids.length);
  });

  it('a muted copy sends nothing, and what was planned before waits for a person', async () => {
    const key = await planMessage(db, account);
    await db.transaction((tx) => muteInstallation(tx, 'a copy', 0));
    expect((await send()).sent).to.equal(0);
    await db.run('update installation set muted_because = null');
    expect((await send()).sent).to.equal(0);
    await db.run('update effects set epoch = (select epoch from installation) where key = $1', [key]);
    expect((await send()).sent).to.equal(1);
    await db.run('update installation set epoch = 1');
  });

  it('an account that does not exist any more has nothing to do', async () => {
    expect(await send(newId())).to.deep.equal({ sent: 0, more: false, nextAt: null });
  });

  it('connections are kept from one round to the next', async () => {
    await planMessage(db, account);
    await send();
    await until(() => sink.connections() === 1);
    await planMessage(db, account);
    await send();
    expect(sink.connections()).to.equal(1);
  });
});
