import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { bulkActivities } from '../../activities/bulks.ts';
import { bulkApi } from '../../api/bulk.ts';
import { catcherApi } from '../../api/catcher.ts';
import { messagesApi } from '../../api/messages.ts';
import { templatesApi } from '../../api/templates.ts';
import { unsubscribeDoor } from '../../api/unsubscribe.ts';
import type { Db } from '../../db/database.ts';
import type { SeenAttempt } from '../../db/effect-decisions.ts';
import { newFence, settleEffect, takeTurn } from '../../db/effects.ts';
import { newId } from '../../db/new-id.ts';
import type { ReadMessage, RecordedReply } from '../../db/messages.ts';
import type { Template } from '../../db/templates.ts';
import { readUnsubscribeToken, unsubscribeToken } from '../../db/unsubscribe.ts';
import { viewerById } from '../../db/viewers.ts';
import type { Viewer } from '../../domain/access.ts';
import { startMailCatcher } from '../../ground/mail-catcher.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { planMessage, seatAccount, seatRun, stateOf } from '../support/outgoing.ts';
import { serve, type Served } from '../support/served.ts';

type Rows<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

type Line = { readonly id: string; readonly key: string | null };
describe('the API of mail', () => {
  let test: TestDatabase;
  let db: Db;
  let served: Served;
  let account: string;
  let home: string;
  let maria: Viewer;
  let anna: Viewer;

  before(async () => {
    test = await freshDatabase();
    db = test.db;
    await seatCast(db);
    account = await seatAccount(db);
    maria = (await viewerById(db, users.maria.id))!;
    anna = (await viewerById(db, users.anna.id))!;
    home = await mkdtemp(path.join(tmpdir(), 'nurt-'));
    const withFiles =
      <T>(open: (door: Served['door']) => T) =>
      (door: Served['door']) =>
        open({ ...door, filesDir: path.join(home, 'files') });
    served = await serve(db, {
      api: [bulkApi, messagesApi, templatesApi, withFiles(catcherApi)],
      open: [{ at: '/u', open: unsubscribeDoor }],
    });
  });
  after(async () => {
    await served.close();
    await test.drop();
    await rm(home, { recursive: true });
  });

  async function doubtful(runId?: string): Promise<string> {
    const key = await planMessage(db, account, runId ? { runId } : {});
    const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
    await settleEffect(db, { ...claimed!, result: { state: 'unknown', reason: 'cut' } });
    return key;
  }

  async function sentMail(runId?: string): Promise<{ key: string; id: string; header: string }> {
    const key = await planMessage(db, account, runId ? { runId } : {});
    const [claimed] = (await takeTurn(db, { claims: [{ key, fence: newFence() }], settlements: [] })).claimed;
    const header = `<${newId()}@nurt.example>`;
    await settleEffect(db, { ...claimed!, result: { state: 'done', externalId: header } });
    const { id } = await db.one<{ id: string }>('select id from messages where effect_key = $1', [key]);
    return { key, id, header };
  }

  const inputs = (runId: string) =>
    db.rows<{ kind: string; what: { as?: string; event?: string }; actor: string }>(
      'select kind, what, actor from run_inputs where run_id = $1 order by seq',
      [runId],
    );

  async function messageOf(key: string): Promise<{ id: string; version: number }> {
    return db.one('select id, version from messages where effect_key = $1', [key]);
  }

  /** Sent once more by somebody, and doubtful once more. */
  async function doubtfulAgain(key: string): Promise<void> {
    await served.ask(maria, 'POST /messages/decide', { messages: [await seen(key)], decision: 'again' });
    await db.run(`update effects set state = 'doing', attempt = attempt + 1 where key = $1`, [key]);
    await db.run(`update effects set state = 'unknown' where key = $1`, [key]);
  }

  /** Has what is chosen sent again. Answers how the send of this key stands then. */
  async function afterSendingAgain(key: string, chosen: object): Promise<string> {
    const { id } = (await served.ask<{ id: string }>(maria, 'POST /lists/messages/selections', chosen)).body;
    await served.ask(maria, `POST /bulk/${id}/run`, { action: 'settle', answers: { decision: 'again' } });
    while ((await bulkActivities({ db }).moveBulkRows({ bulkId: id })).more);
    return (await stateOf(db, key)).state;
  }

  const seen = (key: string) => db.one<SeenAttempt>('select key, attempt from effects where key = $1', [key]);

  describe('doubtful sends (engine rule 7)', () => {
    it('wait in a list, oldest first, until a person decides', async () => {
      const key = await doubtful();
      const { body } = await served.ask<Rows<Line>>(anna, 'GET /messages?list=doubtful');
      expect(body.rows.map((row) => row.key)).to.include(key);
      expect((await served.ask<{ doubtful: number }>(anna, 'GET /messages/waiting')).body.doubtful).to.be.at.least(1);
    });

    it('are done when a supervisor says so, and the run goes on in her name', async () => {
      const runId = await seatRun(db);
      const key = await doubtful(runId);
      const { status } = await served.ask(maria, 'POST /messages/decide', {
        messages: [await seen(key)],
        decision: 'done',
      });
      expect(status).to.equal(204);
      expect((await stateOf(db, key)).state).to.equal('done');
      const [input] = await inputs(runId);
      expect(input).to.deep.include({ kind: 'settled', actor: `user:${users.maria.id}` });
      expect(input?.what.as).to.equal('done');
    });

    it('are failed when it did not go out', async () => {
      const runId = await seatRun(db);
      const key = await doubtful(runId);
      await served.ask(maria, 'POST /messages/decide', { messages: [await seen(key)], decision: 'not done' });
      expect((await inputs(runId))[0]?.what.as).to.equal('failed');
    });

    it('are sent once more under the same key, on record', async () => {
      const key = await doubtful();
      await served.ask(maria, 'POST /messages/decide', { messages: [await seen(key)], decision: 'again' });
      expect(await stateOf(db, key)).to.include({ state: 'planned', attempt: 1 });
      expect(await db.rows(`select 1 from outbox where target = $1`, [`dispatch:${account}`])).not.to.have.length(0);
      const audited = await db.rows(`select changes from audit where noun = 'message' and verb = 'settle'`);
      expect(audited).to.deep.include({ changes: { state: ['unknown', 'again'] } });
    });

    it('are not sent again from a page that shows an earlier attempt', async () => {
      const key = await doubtful();
      const old = await seen(key);
      const { id, version } = await messageOf(key);
      await doubtfulAgain(key);
      const again = await served.ask<{ code: string }>(maria, 'POST /messages/decide', {
        messages: [old],
        decision: 'again',
      });
      expect([again.status, again.body.code]).to.deep.equal([409, 'effect.changed']);
      const ids = [id];
      expect(await afterSendingAgain(key, { ids, versions: { [id]: version } })).to.equal('unknown');
      expect(await afterSendingAgain(key, { ids })).to.equal('planned');
    });

    it('are not sent again among all that a page finds, where it shows an earlier attempt', async () => {
      const key = await doubtful();
      await db.run(`update messages set subject = 'Zaproszenie na targi' where effect_key = $1`, [key]);
      const { id, version } = await messageOf(key);
      await doubtfulAgain(key);
      const condition = { field: 'message.subject', operator: '=', value: 'Zaproszenie na targi' };
      const all = { view: { columns: [], sort: [], condition, colours: [], density: 'roomy' } };
      expect(await afterSendingAgain(key, { all, versions: { [id]: version } })).to.equal('unknown');
      expect(await afterSendingAgain(key, { all })).to.equal('planned');
    });

    it('are not decided by whoever lacks the right, nor twice', async () => {
      const key = await doubtful();
      const body = { messages: [await seen(key)], decision: 'done' };
      expect((await served.ask(anna, 'POST /messages/decide', body)).status).to.equal(403);
      expect((await served.ask(maria, 'POST /messages/decide', body)).status).to.equal(204);
      expect((await served.ask<{ code: string }>(maria, 'POST /messages/decide', body)).body.code).to.equal(
        'effect.not_doubtful',
      );
    });

    it('stay as they were when one of those that are decided together is settled already', async () => {
      const [settled, open] = [await doubtful(), await doubtful()];
      await served.ask(maria, 'POST /messages/decide', { messages: [await seen(settled)], decision: 'done' });
      const { status } = await served.ask(maria, 'POST /messages/decide', {
        messages: [await seen(open), await seen(settled)],
        decision: 'again',
      });
      expect(status).to.equal(422);
      expect((await stateOf(db, open)).state).to.equal('unknown');
    });

    it('of other people’s customers are not decided by who sees only own ones (rule 23)', async () => {
      const key = await doubtful();
      const message = await db.run('update messages set company_id = $2 where effect_key = $1', [
        key,
        companies.drewPol.id,
      ]);
      expect(message).to.equal(1);
      await db.run('update companies set owner_id = $2 where id = $1', [companies.drewPol.id, users.anna.id]);
      const jan: Viewer = { ...maria, userId: users.jan.id, scope: 'own', customers: 'own', seesUsers: [users.jan.id] };
      const decide = async (keys: string[]) =>
        served.ask<{ code: string }>(jan, 'POST /messages/decide', {
          messages: await Promise.all(keys.map(seen)),
          decision: 'done',
        });
      expect((await decide([key])).body.code).to.equal('effect.not_found');
      expect((await stateOf(db, key)).state).to.equal('unknown');
      expect((await served.ask(jan, 'POST /messages/held', { decision: 'drop' })).status).to.equal(403);
    });
  });

  it('lists go on where the last page ended', async () => {
    for (let n = 0; n < 5; n++) await sentMail();
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
      const { body }: { body: Rows<Line> } = await served.ask(anna, `GET /messages?list=sent&limit=2${after}`);
      seen.push(...body.rows.map((row) => row.id));
      next = body.next;
    }
    const { count } = await db.one<{ count: number }>(`select count(*) as count from effects where state = 'done'`);
    expect(seen).to.have.length(count);
    expect(new Set(seen).size).to.equal(count);
  });

  it('what was planned before a restore waits, and is let go or dropped by a person', async () => {
    const runId = await seatRun(db);
    await db.run(`insert into installation (id, epoch) values ($1, 2)`, [newId()]);
    const key = await planMessage(db, account, { runId });
    expect((await served.ask<{ held: number }>(anna, 'GET /messages/waiting')).body.held).to.be.at.least(1);
    await served.ask(maria, 'POST /messages/held', { decision: 'drop' });
    expect((await stateOf(db, key)).state).to.equal('refused');
    expect((await inputs(runId))[0]?.what.as).to.equal('refused');
    await db.run('delete from installation');
  });

  describe('replies', () => {
    it('reach the run whose mail they answer, once', async () => {
      const runId = await seatRun(db);
      await db.run(
        `insert into run_waits (run_id, token, event, subject_kind, subject_id) values ($1, 1, 'reply', 'company', $2)`,
        [runId, companies.drewPol.id],
      );
      const { header } = await sentMail(runId);
      const reply = { inReplyTo: header, text: 'Tak, proszę zadzwonić.', externalId: '<r1@drewpol.example>' };
      const first = await served.ask<RecordedReply>(anna, 'POST /messages/replies', reply);
      const again = await served.ask<RecordedReply>(anna, 'POST /messages/replies', reply);
      expect(first.body).to.include({ known: false, runs: 1 });
      expect(again.body).to.deep.equal({ id: first.body.id, known: true, runs: 0 });
      const happened = (await inputs(runId)).filter(({ kind }) => kind === 'happened');
      expect(happened.map(({ what }) => what.event)).to.deep.equal(['reply']);
      const { body } = await served.ask<Rows<Line>>(anna, 'GET /messages?list=replies');
      expect(body.rows.map((row) => row.id)).to.include(first.body.id);
    });

    it('that several write down at once are one', async () => {
      const { header } = await sentMail();
      const reply = { inReplyTo: header, text: 'Tak.', externalId: '<naraz@drewpol.example>' };
      const send = () => served.ask<RecordedReply>(anna, 'POST /messages/replies', reply);
      const answers = await Promise.all(Array.from({ length: 6 }, send));
      expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
      expect(answers.filter(({ body }) => !body.known)).to.have.length(1);
    });

    it('without a reference go to the last mail that went to that address', async () => {
      const { id } = await sentMail();
      const { body } = await served.ask<RecordedReply>(anna, 'POST /messages/replies', {
        from: companies.drewPol.email,
        text: 'Dzień dobry',
      });
      expect(await db.one('select in_reply_to from messages where id = $1', [body.id])).to.deep.equal({
        inReplyTo: id,
      });
    });

    it('from an address that we never wrote to are refused with the address', async () => {
      const reply = { from: 'ktos@obcy.example', text: 'Dzień dobry' };
      const { body } = await served.ask<{ message: string }>(anna, 'POST /messages/replies', reply);
      expect(body.message).to.contain('ktos@obcy.example');
    });
  });

  describe('templates', () => {
    const draft = {
      code: 'oferta',
      name: 'Oferta',
      purpose: 'marketing',
      language: 'pl',
      subject: 'Oferta dla {{ company.name }}',
      bodyHtml: '<p>Dzień dobry</p><script>x()</script>',
      bodyText: '',
    };

    it('are saved as versions that never change; a mail keeps the one with which it was planned', async () => {
      const { body: made } = await served.ask<{ id: string }>(maria, 'POST /templates', draft);
      const { body: first } = await served.ask<Template>(maria, `GET /templates/${made.id}`);
      expect(first).to.include({ number: 1, bodyHtml: '<p>Dzień dobry</p>', bodyText: 'Dzień dobry' });
      const { key } = await planned(first.versionId);
      const change = { ...draft, subject: 'Nowa oferta', version: first.version };
      const saved = await served.ask<{ number: number }>(maria, `PUT /templates/${made.id}`, change);
      expect(saved.body.number).to.equal(2);
      const { id } = await db.one<{ id: string }>('select id from messages where effect_key = $1', [key]);
      const { body: read } = await served.ask<ReadMessage>(maria, `GET /messages/${id}`);
      expect(read.subject).to.equal('Oferta dla');
    });

    async function planned(templateVersionId: string): Promise<{ key: string }> {
      return { key: await planMessage(db, account, { templateVersionId }) };
    }

    it('are refused with field and place when a field is unknown', async () => {
      const body = { ...draft, code: 'zla', bodyText: 'Dzień dobry {{ osoba.imie }}' };
      const answer = await served.ask<{ code: string; field: string; message: string }>(maria, 'POST /templates', body);
      expect(answer.body).to.include({ code: 'template.unknown_field', field: 'bodyText' });
      expect(answer.body.message).to.contain('wiersz 1, znak 16');
    });

    it('are not saved over what somebody else has just saved', async () => {
      const { body } = await served.ask<Rows<Template>>(maria, 'GET /templates');
      const { id } = body.rows[0]!;
      const answer = await served.ask<{ code: string }>(maria, `PUT /templates/${id}`, { ...draft, version: 0 });
      expect(answer.body.code).to.equal('template.changed');
    });

    it('are read but not changed by an operator', async () => {
      expect((await served.ask(anna, 'GET /templates')).status).to.equal(200);
      expect((await served.ask(anna, 'POST /templates', { ...draft, code: 'b' })).status).to.equal(403);
    });

    it('are shown as a recipient gets them, or with all that is wrong', async () => {
      const { code: _code, name: _name, ...text } = draft;
      const good = await served.ask<{ mail: { subject: string; text: string } }>(anna, 'POST /templates/preview', text);
      expect(good.body.mail.subject).to.equal('Oferta dla Drew-Pol Zieliński sp.j.');
      expect(good.body.mail.text).to.contain('Wypisz się');
      const bad = await served.ask<{ problems: unknown[] }>(anna, 'POST /templates/preview', {
        ...text,
        subject: '{{ a.b }} {{ c.d }}',
      });
      expect(bad.body.problems).to.have.length(2);
    });
  });

  describe('unsubscribing', () => {
    const link = (messageId: string) => `${served.url}/u/${unsubscribeToken(served.door.secretKey, messageId)}`;

    async function marketing(): Promise<string> {
      const key = await planMessage(db, account, { purpose: 'marketing' });
      return (await db.one<{ id: string }>('select id from messages where effect_key = $1', [key])).id;
    }

    it('by GET only shows a page, for mail scanners open every link', async () => {
      const response = await fetch(link(await marketing()));
      const page = await response.text();
      expect(response.status).to.equal(200);
      expect(page).to.contain('Wypisz mnie').and.to.contain(companies.drewPol.email);
      expect(response.headers.get('content-security-policy')).to.contain("default-src 'none'");
      expect(await db.rows('select 1 from suppressions')).to.have.length(0);
    });

    it('by one POST withdraws the consent and suppresses the address; pressed twice it changes nothing', async () => {
      const id = await marketing();
      const post = () =>
        fetch(link(id), { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
      expect((await post()).status).to.equal(200);
      expect((await post()).status).to.equal(200);
      expect(await db.rows('select normalised, purpose, reason from suppressions')).to.deep.equal([
        { normalised: companies.drewPol.email, purpose: 'marketing', reason: 'unsubscribed' },
      ]);
      const newest = await db.one(
        `select status from consents where company_id = $1 order by recorded_at desc, id desc limit 1`,
        [companies.drewPol.id],
      );
      expect(newest).to.deep.equal({ status: 'withdrawn' });
      expect(await (await fetch(link(id))).text()).to.contain('jest wypisany');
    });

    it('with a token that was not made by us answers 404', async () => {
      const id = await marketing();
      const forged = unsubscribeToken('another key', id);
      expect(readUnsubscribeToken(served.door.secretKey, forged)).to.equal(undefined);
      for (const token of [forged, 'x', unsubscribeToken(served.door.secretKey, newId())]) {
        expect((await fetch(`${served.url}/u/${token}`, { method: 'POST' })).status).to.equal(404);
      }
    });

    it('is slow for whoever tries out tokens', async () => {
      const id = await marketing();
      const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${served.url}/u/x`)));
      expect(answers.map(({ status }) => status)).to.include(429);
      // A large mail provider sends the clicks of all its people from a few addresses.
      const clicks = Array.from({ length: 40 }, () => fetch(link(id), { method: 'POST' }));
      expect(new Set((await Promise.all(clicks)).map(({ status }) => status))).to.deep.equal(new Set([200]));
    });
  });

  describe('the catcher', () => {
    it('shows a caught mail as its reader would see it, to whoever may', async () => {
      const catcher = await startMailCatcher({ port: 0, folder: path.join(home, 'mail') });
      const transport = createTransport({ host: '127.0.0.1', port: catcher.port, ignoreTLS: true });
      await transport.sendMail({
        from: 'nurt@nurt.example',
        to: 'biuro@drewpol.example',
        subject: 'Zażółć',
        text: 'Treść',
        html: '<p>Treść</p>',
        list: { unsubscribe: 'https://nurt.example/u/x' },
      });
      await catcher.close();
      const { body } = await served.ask<Rows<{ id: string; subject: string }>>(maria, 'GET /catcher?to=drewpol');
      expect(body.rows.map((row) => row.subject)).to.deep.equal(['Zażółć']);
      const opened = await served.ask(maria, `GET /catcher/${body.rows[0]!.id}`);
      expect(opened.body).to.deep.include({ html: '<p>Treść</p>', unsubscribeUrl: 'https://nurt.example/u/x' });
      expect((await served.ask(anna, 'GET /catcher')).status).to.equal(403);
      expect((await served.ask(maria, 'GET /catcher/..%2F..%2Fsecrets')).status).to.be.within(400, 499);
    });
  });
});
