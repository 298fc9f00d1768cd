import { expect } from 'chai';
import { simpleParser } from 'mailparser';
import ical from 'node-ical';
import type { Viewer } from '../../domain/access.ts';
import { mailWriter } from '../../activities/writing-mail.ts';
import { invitationDoor, invitationsApi } from '../../api/invitations.ts';
import { tasksApi } from '../../api/tasks.ts';
import { dueMessages } from '../../db/due-messages.ts';
import type { Telling } from '../../db/invitations.ts';
import type { SeenInvitee } from '../../db/invitees.ts';
import { editTask } from '../../db/task-edits.ts';
import { cancelTask, restoreTask } from '../../db/task-mistakes.ts';
import { createTask } from '../../db/tasks.ts';
import { composeMail } from '../../plugins/email/compose.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { seatAccount } from '../support/outgoing.ts';
import { serve, type Served } from '../support/served.ts';

const anna = viewer('anna');
const from = { name: 'Nurt', address: 'nurt@nurt.example' };
const inDays = (days: number) => new Date(Math.floor(Date.now() / 60_000) * 60_000 + days * 86_400_000).toISOString();

describe('an invitation by mail', () => {
  let base: TestDatabase;
  let served: Served;
  let accountId: string;

  before(async () => {
    base = await freshDatabase(6);
    await base.db.transaction(async (tx) => {
      await seatCast(tx);
      accountId = await seatAccount(tx);
    });
    served = await serve(base.db, { api: [invitationsApi, tasksApi], open: [{ at: '/m', open: invitationDoor }] });
  });
  afterEach(() => base.db.run('delete from messages; delete from effects; delete from tasks; delete from reminders'));
  after(async () => {
    await served.close();
    await base.drop();
  });

  const meeting = async (over: object = {}) =>
    (
      await createTask(base.db, anna, {
        ...{ type: 'meeting', title: 'Narada', companyId: companies.drewPol.id, plannedAt: inDays(3), place: 'Sala B' },
        ...{ userIds: [users.pawel.id], personIds: [people.jozef.id] },
        ...over,
      })
    ).id;
  const tell = (id: string) => served.ask<Telling & { code?: string }>(anna, `POST /tasks/${id}/invitations`);
  const change = async (id: string, what: object) => {
    const { version } = await base.db.one<{ version: number }>('select version from tasks where id = $1', [id]);
    await editTask(base.db, anna, { id, version, change: what });
  };
  /** The undo is over: what waits is written as it would go over the wire. */
  const mails = async () => {
    const due = await dueMessages(base.db, {
      ...{ accountId, limit: 50, without: [], withoutDomains: [], now: new Date(Date.now() + 11_000).toISOString() },
    });
    const writer = mailWriter(base.db, { publicUrl: 'https://nurt.example', secretKey: 'k', filesDir: '/tmp' });
    return Promise.all(
      due.map(async (message) => {
        const mail = await simpleParser(await composeMail(writer.write(message).outgoing, from, new Date()));
        const part = mail.attachments.find(({ contentType }) => contentType === 'text/calendar')!;
        const event = Object.values(ical.sync.parseICS(part.content.toString())).find(
          (one): one is ical.VEvent => one?.type === 'VEVENT',
        )!;
        const method = /METHOD:(\w+)/.exec(part.content.toString())?.[1];
        return { to: message.address, subject: mail.subject!, text: mail.text!, method, event, key: message.key };
      }),
    );
  };
  const sentAll = () =>
    base.db.run(
      `update effects set state = 'doing' where state = 'planned'; update effects set state = 'done', settled_at = now()`,
    );

  it('of a meeting that was dropped and comes back at once is not called off (rule 32)', async () => {
    const id = await meeting();
    await tell(id);
    await sentAll();
    expect(await cancelTask(base.db, anna, { id, reason: '' })).to.deep.equal({ calledOff: true });
    await restoreTask(base.db, anna, id);
    expect((await tell(id)).body).to.deep.equal({ sent: 0, cancelled: 0, unreachable: [] });
    expect(await mails()).to.deep.equal([]);
  });

  it('goes to the owner, our people and the customer’s, once, and waits until it cannot be taken back (rule 32)', async () => {
    const id = await meeting();
    expect((await tell(id)).body).to.deep.equal({ sent: 3, cancelled: 0, unreachable: [] });
    expect(await dueMessages(base.db, { accountId, limit: 9, without: [], withoutDomains: [] })).to.deep.equal([]);
    const all = await mails();
    expect(all.map(({ to }) => to).sort()).to.deep.equal(
      [users.anna.email, users.pawel.email, people.jozef.email].sort(),
    );
    const toJozef = all.find(({ to }) => to === people.jozef.email)!;
    expect(toJozef.method).to.equal('REQUEST');
    expect(toJozef.event).to.include({ uid: `${id}@nurt`, summary: 'Narada', location: 'Sala B' });
    expect(toJozef.event.organizer).to.deep.include({ val: 'mailto:nurt@nurt.example' });
    expect(toJozef.subject).to.match(/^Zaproszenie: Narada, /);
    expect(toJozef.text).to.contain('Odpowiedz tutaj: https://nurt.example/m/');
    await sentAll();
    expect((await tell(id)).body).to.include({ sent: 0, cancelled: 0 });
  });

  it('goes out with a new meeting in one step, or neither is made (S1-44)', async () => {
    const meant = { type: 'meeting', title: 'Narada', plannedAt: inDays(3), userIds: [users.pawel.id], invite: true };
    type Made = { readonly id: string; readonly told?: Telling; readonly code?: string };
    const { body } = await served.ask<Made>(anna, 'POST /tasks', meant);
    expect(body.told).to.deep.equal({ sent: 2, cancelled: 0, unreachable: [] });
    expect((await mails()).map(({ to }) => to).sort()).to.deep.equal([users.anna.email, users.pawel.email].sort());

    const before = await base.db.one('select count(*) as n from tasks');
    const untimed = await served.ask<Made>(anna, 'POST /tasks', { ...meant, plannedAt: null });
    expect([untimed.status, untimed.body.code]).to.deep.equal([422, 'invitation.no_time']);
    const call = await served.ask<Made>(anna, 'POST /tasks', { ...meant, type: 'call' });
    expect(call.body.code).to.equal('invitation.type');
    expect(await base.db.one('select count(*) as n from tasks')).to.deep.equal(before);
  });

  it('raises SEQUENCE with the time, and tells who was taken off that it is called off for them (rule 32)', async () => {
    const id = await meeting();
    await tell(id);
    await sentAll();
    await change(id, { plannedAt: inDays(4), userIds: [] });
    expect((await tell(id)).body).to.include({ sent: 2, cancelled: 1 });
    const all = await mails();
    expect(all.map(({ to, method, event }) => [to, method, Number(event.sequence)]).sort()).to.deep.equal(
      [
        [users.anna.email, 'REQUEST', 1],
        [people.jozef.email, 'REQUEST', 1],
        [users.pawel.email, 'CANCEL', 0],
      ].sort(),
    );
    expect(all.find(({ to }) => to === people.jozef.email)!.subject).to.match(/^Zmiana: /);
  });

  it('is replaced while it waits: what is taken back was never said (rule 32)', async () => {
    const plannedAt = inDays(3);
    const id = await meeting({ plannedAt });
    await tell(id);
    await sentAll();
    await change(id, { plannedAt: inDays(5) });
    expect((await tell(id)).body).to.include({ sent: 3 });
    await change(id, { plannedAt });
    expect((await tell(id)).body).to.include({ sent: 0, cancelled: 0 });
    expect(await mails()).to.deep.equal([]);
    await change(id, { plannedAt: inDays(6) });
    await tell(id);
    expect((await mails()).map(({ event }) => Number(event.sequence))).to.deep.equal([1, 1, 1]);
  });

  const linkIn = (text: string) => served.url + new URL(/https:\S+/.exec(text)![0]).pathname;
  const answerOf = async (id: string, who: string) =>
    (await served.ask<{ invitees: SeenInvitee[] }>(anna, `GET /tasks/${id}/invitations`)).body.invitees.find(
      ({ personId }) => personId === who,
    )!.answer;

  it('keeps what was answered where a change was told and taken back before its mail went out', async () => {
    const plannedAt = inDays(3);
    const id = await meeting({ plannedAt });
    await tell(id);
    const toJozef = (await mails()).find(({ to }) => to === people.jozef.email)!;
    await sentAll();
    await fetch(`${linkIn(toJozef.text)}/accepted`, { method: 'POST' });
    await change(id, { plannedAt: inDays(5) });
    await tell(id);
    expect(await answerOf(id, people.jozef.id), 'another time is another question').to.equal('none');
    await change(id, { plannedAt });
    await tell(id);
    expect([await mails(), await answerOf(id, people.jozef.id)]).to.deep.equal([[], 'accepted']);
  });

  it('goes to a corrected address as a new one, and is called off at the old one, whose link leads nowhere', async () => {
    const id = await meeting();
    await tell(id);
    const old = (await mails()).find(({ to }) => to === people.jozef.email)!;
    await sentAll();
    expect((await fetch(linkIn(old.text))).status).to.equal(200);
    const jozef = `kind = 'email' and person_id = '${people.jozef.id}'`;
    await base.db.run(`update contact_points set value = 'jozef@nowy.example' where ${jozef}`);
    try {
      expect((await tell(id)).body).to.deep.equal({ sent: 1, cancelled: 1, unreachable: [] });
      const all = await mails();
      expect(all.map(({ to, method }) => [to, method])).to.have.deep.members([
        ['jozef@nowy.example', 'REQUEST'],
        [people.jozef.email, 'CANCEL'],
      ]);
      const fresh = all.find(({ method }) => method === 'REQUEST')!;
      expect(fresh.subject).to.match(/^Zaproszenie: /);
      expect([(await fetch(linkIn(old.text))).status, (await fetch(linkIn(fresh.text))).status]).to.deep.equal([
        404, 200,
      ]);
      await sentAll();
      expect((await tell(id)).body).to.include({ sent: 0, cancelled: 0 });
    } finally {
      await base.db.run(`update contact_points set value = $1 where ${jozef}`, [people.jozef.email]);
    }
  });

  it('is called off when the meeting is dropped', async () => {
    const id = await meeting();
    await tell(id);
    await sentAll();
    await cancelTask(base.db, anna, { id, reason: 'Klient odwołał' });
    const all = await mails();
    expect(all.map(({ method }) => method)).to.deep.equal(['CANCEL', 'CANCEL', 'CANCEL']);
    expect(all[0]!.event.status).to.equal('CANCELLED');
    expect(all[0]!.subject).to.match(/^Odwołane: /);
  });

  it('is sent for no meeting of the past, for no other type, and for none without a time (rule 32)', async () => {
    const past = await meeting({ plannedAt: inDays(-2) });
    expect((await tell(past)).body).to.include({ sent: 0 });
    expect((await tell(await meeting({ type: 'call' }))).body.code).to.equal('invitation.type');
    expect((await tell(await meeting({ plannedAt: null }))).body.code).to.equal('invitation.no_time');
    expect(await mails()).to.deep.equal([]);
  });

  it('shows no address of a customer’s person to whoever does not see the customer, and reaches them all the same', async () => {
    const id = await meeting();
    const shown = async (asker: Viewer) => {
      const { body } = await served.ask<{ invitees: SeenInvitee[] }>(asker, `GET /tasks/${id}/invitations`);
      return body.invitees.filter(({ personId }) => personId).map(({ address, hasAddress }) => [address, hasAddress]);
    };
    expect(await shown(anna)).to.deep.equal([[people.jozef.email, true]]);
    const seesOwn = viewer('pawel', { customers: 'own' });
    expect(await shown(seesOwn)).to.deep.equal([[null, true]]);
    expect(await shown(viewer('anna', { rights: new Set(['task.read']) }))).to.deep.equal([[null, true]]);
    expect((await served.ask<Telling>(seesOwn, `POST /tasks/${id}/invitations`)).body.sent).to.equal(3);
  });

  it('goes to people of a customer only from whoever may send messages; colleagues are free', async () => {
    const narrow = viewer('anna', { rights: new Set(['company.read', 'task.read', 'task.edit']) });
    const ask = async (what: `${string} /${string}`, body?: object) => {
      const { body: said } = await served.ask<Telling & { code?: string; told?: Telling }>(narrow, what, body);
      return said.code ?? (said.told ?? said).sent;
    };
    const id = await meeting();
    expect(await ask(`POST /tasks/${id}/invitations`)).to.equal('right.missing');
    expect(await ask(`POST /tasks/${await meeting({ personIds: [] })}/invitations`)).to.equal(2);
    const meant = {
      type: 'meeting',
      title: 'Kup teraz',
      plannedAt: inDays(3),
      companyId: companies.drewPol.id,
      invite: true,
    };
    expect(await ask('POST /tasks', { ...meant, personIds: [people.jozef.id] })).to.equal('right.missing');
    expect(await ask('POST /tasks', { ...meant, userIds: [users.pawel.id] })).to.equal(2);
    expect((await mails()).map(({ to }) => to)).not.to.include(people.jozef.email);

    await tell(id);
    await sentAll();
    await change(id, { personIds: [] });
    const untold = () => served.ask<{ meetings: object[] }>(narrow, 'POST /tasks/untold', { ids: [id] });
    expect((await untold()).body.meetings).to.deep.equal([]);
    expect(await ask(`POST /tasks/${id}/invitations`)).to.equal('right.missing');
    await change(id, { personIds: [people.jozef.id], title: 'Kup teraz' });
    expect((await untold()).body.meetings).to.deep.equal([]);
    await cancelTask(base.db, narrow, { id, reason: '' });
    const off = (await mails()).find(({ to, method }) => to === people.jozef.email && method === 'CANCEL')!;
    expect([off.event.summary, off.subject.includes('Kup')]).to.deep.equal(['Narada', false]);
  });

  it('is answered on a page of our own; opening it answers nothing (rule 32)', async () => {
    const id = await meeting();
    await tell(id);
    const toJozef = (await mails()).find(({ to }) => to === people.jozef.email)!;
    const path = new URL(/https:\S+/.exec(toJozef.text)![0]).pathname;
    const answers = async () =>
      (await served.ask<{ invitees: SeenInvitee[] }>(anna, `GET /tasks/${id}/invitations`)).body.invitees
        .filter(({ personId }) => personId)
        .map(({ answer }) => answer);
    const page = await fetch(served.url + path);
    expect(page.status).to.equal(200);
    expect(await page.text())
      .to.contain('Narada')
      .and.contain('Nie przyjdę');
    expect(await answers()).to.deep.equal(['none']);
    await fetch(`${served.url}${path}/accepted`, { method: 'POST' });
    await fetch(`${served.url}${path}/accepted`, { method: 'POST' });
    expect(await answers()).to.deep.equal(['accepted']);
    const told = await base.db.rows<{ textPl: string }>('select text_pl from reminders where user_id = $1', [
      users.anna.id,
    ]);
    expect(told.map(({ textPl }) => textPl)).to.deep.equal(['Józef Zieliński przyjmuje zaproszenie: „Narada”.']);
    const other = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await fetch(served.url + other)).status).to.equal(404);
  });

  it('shows on that page what its mail told, and to whom is called off that alone', async () => {
    const id = await meeting();
    await tell(id);
    const toJozef = (await mails()).find(({ to }) => to === people.jozef.email)!;
    const path = new URL(/https:\S+/.exec(toJozef.text)![0]).pathname;
    const page = async () => (await fetch(served.url + path)).text();
    const told = await page();
    await sentAll();
    await change(id, { title: 'Przejęcie Omegi', place: 'Kancelaria', plannedAt: inDays(9) });
    expect(await page()).to.equal(told);
    await change(id, { personIds: [] });
    await tell(id);
    const off = await page();
    expect(off).to.contain('To spotkanie zostało odwołane.');
    for (const word of ['Narada', 'Sala B', 'Omegi', 'Kancelaria', '<form']) expect(off).not.to.contain(word);
    const late = await fetch(`${served.url}${path}/accepted`, { method: 'POST' });
    expect(await late.text()).to.equal(off);
  });

  it('is answered in a loop by nobody: one reminder tells of the last answer, and an hour holds ten', async () => {
    const id = await meeting();
    await tell(id);
    const toJozef = (await mails()).find(({ to }) => to === people.jozef.email)!;
    const path = new URL(/https:\S+/.exec(toJozef.text)![0]).pathname;
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) {
      const { status } = await fetch(`${served.url}${path}/${i % 2 ? 'declined' : 'accepted'}`, { method: 'POST' });
      statuses.push(status);
    }
    expect(statuses).to.deep.equal([...Array<number>(10).fill(200), 429]);
    const told = () =>
      base.db.rows<{ textPl: string }>('select text_pl from reminders where user_id = $1', [users.anna.id]);
    expect((await told()).map(({ textPl }) => textPl)).to.deep.equal([
      'Józef Zieliński odrzuca zaproszenie: „Narada”.',
    ]);
  });

  it('is asked for by nobody who may not see the task', async () => {
    const id = await meeting({ userIds: [] });
    expect((await served.ask(viewer('pawel'), `POST /tasks/${id}/invitations`)).status).to.equal(404);
  });
});
