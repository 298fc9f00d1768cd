import { expect } from 'chai';
import ical from 'node-ical';
import { calendarFeedsApi } from '../../api/calendar-feeds.ts';
import { icalDoor } from '../../api/ical.ts';
import { addAbsence } from '../../db/absences.ts';
import { addImportantDate, editImportantDate } from '../../db/important-dates.ts';
import { assignTask, createTask } from '../../db/tasks.ts';
import { editTask } from '../../db/task-edits.ts';
import { companies, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';
import { serve, type Served } from '../support/served.ts';

type Address = { id: string; address: string };

const anna = viewer('anna');
const inDays = (days: number) => new Date(Math.floor(Date.now() / 60_000) * 60_000 + days * 86_400_000).toISOString();

describe('an iCal address', () => {
  let base: TestDatabase;
  let served: Served;

  before(async () => {
    base = await freshDatabase(4);
    await base.db.transaction(seatCast);
    served = await serve(base.db, { api: [calendarFeedsApi], open: [{ at: '/ical', open: icalDoor }] });
  });
  after(async () => {
    await served.close();
    await base.drop();
  });

  const subscribe = async (detail = 'full'): Promise<Address> =>
    (await served.ask<Address>(anna, 'POST /calendar-feeds', { detail })).body;
  const local = ({ address }: Address) => served.url + new URL(address).pathname;
  const read = async (address: Address, headers = {}) => {
    const response = await fetch(local(address), { headers });
    return { response, text: await response.text() };
  };
  const events = async (address: Address): Promise<ical.VEvent[]> =>
    Object.values(ical.sync.parseICS((await read(address)).text)).filter(
      (part): part is ical.VEvent => part?.type === 'VEVENT',
    );
  const task = async (over: object) =>
    (await createTask(base.db, anna, { type: 'call', title: 'Telefon', companyId: companies.drewPol.id, ...over })).id;

  it('shows tasks with a time as events in UTC and those without as whole days (rule 31)', async () => {
    const plannedAt = inDays(2);
    const timed = await task({ plannedAt, durationMinutes: 25 });
    const untimed = await task({ title: 'Oferta', dueAt: inDays(3) });
    const found = await events(await subscribe());
    const call = found.find(({ uid }) => uid === `${timed}@nurt`)!;
    expect(call.start.toISOString()).to.equal(plannedAt);
    expect(call.end!.getTime() - call.start.getTime()).to.equal(25 * 60_000);
    expect(call.summary).to.equal('Telefon – Drew-Pol Zieliński sp.j.');
    expect(call.description).to.contain('+48602118340');
    expect(call.url).to.equal(`https://nurt.example/admin/tasks/${timed}`);
    const day = found.find(({ uid }) => uid === `${untimed}@nurt`)!;
    expect(day.datetype).to.equal('date');
    expect(day.transparency).to.equal('TRANSPARENT');
  });

  it('shows 30 days back and 180 ahead (rule 31)', async () => {
    const ids = [
      await task({ plannedAt: inDays(-31) }),
      await task({ plannedAt: inDays(-29) }),
      await task({ plannedAt: inDays(181) }),
    ];
    const uids = (await events(await subscribe())).map(({ uid }) => uid);
    expect(ids.map((id) => uids.includes(`${id}@nurt`))).to.deep.equal([false, true, false]);
  });

  it('shows important dates of one’s customers as whole days, until their task stands there (S2-23, rule 31)', async () => {
    const fallsOn = inDays(20).slice(0, 10);
    const date = { companyId: companies.drewPol.id, title: 'Koniec umowy', fallsOn };
    const { id } = await base.db.transaction((tx) => addImportantDate(tx, anna, date));
    const address = await subscribe();
    const shown = async (of = address) => (await events(of)).find(({ uid }) => uid.startsWith(id));
    const day = (await shown())!;
    expect([day.datetype, day.transparency, day.summary]).to.deep.equal([
      'date',
      'TRANSPARENT',
      'Koniec umowy – Drew-Pol Zieliński sp.j.',
    ]);
    expect(await shown(await subscribe('busy'))).to.equal(undefined);
    const tag = (await read(address)).response.headers.get('etag');
    const changes = { brings: 'task', aheadDays: 30 } as const;
    await base.db.transaction((tx) => editImportantDate(tx, anna, { id, version: 1, changes }));
    expect(await shown()).to.equal(undefined);
    expect((await events(address)).some(({ summary }) => String(summary).startsWith('Koniec umowy'))).to.equal(true);
    expect((await read(address)).response.headers.get('etag')).not.to.equal(tag);
  });

  it('counts changes of time and cancels what was dropped', async () => {
    const id = await task({ plannedAt: inDays(4) });
    const address = await subscribe();
    await editTask(base.db, anna, { id, version: 1, change: { plannedAt: inDays(5) } });
    const moved = (await events(address)).find(({ uid }) => uid === `${id}@nurt`)!;
    expect(Number(moved.sequence)).to.equal(1);
    await base.db.run(
      `update tasks set state = 'withdrawn', sequence = sequence + 1, updated_at = now() where id = $1`,
      [id],
    );
    const dropped = (await events(address)).find(({ uid }) => uid === `${id}@nurt`)!;
    expect(dropped.status).to.equal('CANCELLED');
    expect(Number(dropped.sequence)).to.equal(2);
  });

  it('answers 304 until something changes, also when a task goes to somebody else', async () => {
    const id = await task({ plannedAt: inDays(6) });
    const address = await subscribe();
    const tag = (await read(address)).response.headers.get('etag')!;
    const again = () => read(address, { 'if-none-match': tag });
    expect((await again()).response.status).to.equal(304);
    await assignTask(base.db, viewer('maria'), { id, ownerId: users.pawel.id, queue: null });
    const changed = await again();
    expect(changed.response.status).to.equal(200);
    expect(changed.text).not.to.contain(id);
  });

  it('tells as little as was asked for: short without the customer, busy without anything (rule 31)', async () => {
    await task({ title: 'Poufna sprawa', plannedAt: inDays(7) });
    const short = (await read(await subscribe('short'))).text;
    expect(short).to.contain('Poufna sprawa').and.not.to.contain('Drew-Pol');
    const busy = (await read(await subscribe('busy'))).text;
    expect(busy).to.contain('SUMMARY:zajęte').and.not.to.contain('Poufna').and.not.to.contain('Drew-Pol');
  });

  it('tells phones of customers only while its owner may read customers', async () => {
    await task({ title: 'Telefon z numerem', plannedAt: inDays(8) });
    const address = await subscribe();
    const first = await read(address);
    expect(first.text).to.contain('+48602118340');
    await base.db.run(`update profiles set removed = '{company.read}' where code = 'operator'`);
    const again = await read(address, { 'if-none-match': first.response.headers.get('etag')! });
    await base.db.run(`update profiles set removed = '{}' where code = 'operator'`);
    expect(again.response.status).to.equal(200);
    expect(again.text).to.contain('Telefon z numerem').and.not.to.contain('+48602118340');
  });

  it('stops working when it is renewed or revoked, and an unknown one is not there', async () => {
    const first = await subscribe();
    const renewed = (await served.ask<Address>(anna, `POST /calendar-feeds/${first.id}/renew`)).body;
    expect((await read(first)).response.status).to.equal(404);
    expect((await read(renewed)).response.status).to.equal(200);
    expect((await served.ask(viewer('pawel'), `DELETE /calendar-feeds/${first.id}`)).status).to.equal(404);
    await served.ask(anna, `DELETE /calendar-feeds/${first.id}`);
    expect((await read(renewed)).response.status).to.equal(404);
    const made = { id: '', address: 'https://nurt.example/ical/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics' };
    expect((await read(made)).response.status).to.equal(404);
  });

  it('checks at each reading that its owner still works here (rule 31)', async () => {
    const address = await subscribe();
    await base.db.run('update users set active = false where id = $1', [users.anna.id]);
    expect((await read(address)).response.status).to.equal(404);
    await base.db.run('update users set active = true where id = $1', [users.anna.id]);
    expect((await read(address)).response.status).to.equal(200);
  });

  it('shows the chosen types alone', async () => {
    await task({ title: 'Rozmowa', plannedAt: inDays(8) });
    await task({ title: 'Narada', type: 'meeting', plannedAt: inDays(8), place: 'Sala B' });
    const made = await served.ask<Address>(anna, 'POST /calendar-feeds', { detail: 'full', types: ['meeting'] });
    const { text } = await read(made.body);
    expect(text).to.contain('Narada').and.contain('LOCATION:Sala B').and.not.to.contain('Rozmowa');
  });

  it('shows what one takes part in', async () => {
    await task({ title: 'Wspólna narada', plannedAt: inDays(9), userIds: [users.pawel.id] });
    const made = await served.ask<Address>(viewer('pawel'), 'POST /calendar-feeds', {});
    expect((await read(made.body)).text).to.contain('Wspólna narada');
  });

  it('leaves out what came by mail, unless it was chosen (rule 31)', async () => {
    const id = await task({ title: 'Narada z zaproszeniem', type: 'meeting', plannedAt: inDays(12) });
    const address = await subscribe();
    expect((await read(address)).text).to.contain('zaproszeniem');
    await base.db.run(
      `insert into invitations (task_id, user_id, name, address, told, mails, created_by)
       values ($1, $2, 'Anna', 'anna@nurt.example', '{"method": "REQUEST"}', 1, 'system:test')`,
      [id, users.anna.id],
    );
    expect((await read(address)).text).not.to.contain('zaproszeniem');
    const all = await served.ask<Address>(anna, 'POST /calendar-feeds', { detail: 'full', withInvited: true });
    expect((await read(all.body)).text).to.contain('zaproszeniem');
  });

  it('of a team tells each reader what they may see, and ends with their membership (rule 31)', async () => {
    await task({ title: 'Telefon do Omegi', plannedAt: inDays(10) });
    await task({ title: 'Lekarz', companyId: null, private: true, plannedAt: inDays(10) });
    const team = await base.db.one<{ id: string }>(
      `insert into teams (code, name) values ('sales', 'Handel') returning id`,
    );
    const join = (id: string) => base.db.run('insert into team_members values ($1, $2)', [team.id, id]);
    await Promise.all([join(users.anna.id), join(users.pawel.id)]);
    const subscribeTo = (who: typeof anna) =>
      served.ask<Address & { code: string }>(who, 'POST /calendar-feeds', { teamId: team.id });
    expect((await subscribeTo(viewer('pawel'))).body.code).to.equal('calendar_feed.refused');
    const pawels = (await subscribeTo(viewer('pawel', { queues: ['sales'] }))).body;
    const marias = (await subscribeTo(viewer('maria'))).body;
    expect((await read(marias)).text)
      .to.contain('Wiśniewska: Telefon do Omegi')
      .and.not.to.contain('Lekarz');
    expect((await read(pawels)).text)
      .to.contain('Anna Wiśniewska: zajęte')
      .and.not.to.contain('Omegi');
    await base.db.run('delete from team_members where user_id = $1', [users.pawel.id]);
    expect((await read(pawels)).response.status).to.equal(404);
  });

  it('is of anybody whom one may see, also behind the end of the list of choices', async () => {
    const { id: last } = await base.db.one<{ id: string }>(
      `with more as (insert into users (email, name, role, created_by, updated_by)
         select 'a' || n || '@nurt.example', 'Aa' || lpad(n::text, 3, '0'), 'operator', 'system:test', 'system:test'
         from generate_series(1, 501) n returning id, name)
       select id from more order by name desc limit 1`,
    );
    const { status } = await served.ask(viewer('jan'), 'POST /calendar-feeds', { userId: last });
    expect(status).to.equal(200);
    const refused = await served.ask<{ code: string }>(anna, 'POST /calendar-feeds', { userId: last });
    expect(refused.body.code).to.equal('calendar_feed.refused');
    await base.db.run(`delete from calendar_feeds where of_user_id = $1`, [last]);
    await base.db.run(`delete from users where name like 'Aa%'`);
  });

  it('of one of one’s people shows what their superior may see, and ends with that relation (rule 31)', async () => {
    const superior = viewer('pawel', { seesUsers: [users.pawel.id, users.anna.id] });
    const underPawel = (yes: boolean) =>
      base.db.run('update users set superior_id = $2 where id = $1', [
        users.anna.id,
        yes ? users.pawel.id : users.maria.id,
      ]);
    await underPawel(true);
    await task({ title: 'Telefon do Beta', plannedAt: inDays(13) });
    await task({ title: 'Dentysta', companyId: null, private: true, plannedAt: inDays(13) });
    await task({ title: 'Oferta Beta', type: 'errand', plannedAt: inDays(13) });
    const of = (who: typeof anna, over: object = {}) =>
      served.ask<Address & { code: string }>(who, 'POST /calendar-feeds', { userId: users.anna.id, ...over });
    expect((await of(viewer('pawel'))).body.code).to.equal('calendar_feed.refused');
    expect((await of(superior, { resourceId: users.anna.id })).body.code).to.equal('calendar_feed.refused');
    const calls = (await of(superior, { types: ['call'] })).body;
    const { text } = await read(calls);
    expect(text).to.contain('X-WR-CALNAME:Nurt – Anna Wiśniewska').and.contain('Telefon do Beta');
    expect(text).to.contain('SUMMARY:zajęte').and.not.to.contain('Dentysta').and.not.to.contain('Oferta Beta');
    type Listed = { feeds: { id: string; of: string; ended: boolean }[]; people: { name: string }[] };
    const listed = async () => (await served.ask<Listed>(superior, 'GET /calendar-feeds')).body;
    expect((await listed()).people.map(({ name }) => name)).to.include('Anna Wiśniewska');
    expect((await listed()).feeds.find(({ id }) => id === calls.id)).to.include({
      of: 'Anna Wiśniewska',
      ended: false,
    });

    await underPawel(false);
    expect((await read(calls)).response.status).to.equal(404);
    await underPawel(true);
    expect((await read(calls)).response.status).to.equal(200);
    await base.db.run('update users set active = false where id = $1', [users.anna.id]);
    expect((await read(calls)).response.status).to.equal(404);
    expect((await listed()).feeds.find(({ id }) => id === calls.id)).to.include({ ended: true });
    await base.db.run('update users set active = true where id = $1', [users.anna.id]);
    await underPawel(false);
  });

  it('shows days of absence as whole days, where that was chosen', async () => {
    const day = (ahead: number) => inDays(ahead).slice(0, 10);
    const made = async (over: object) => (await served.ask<Address>(anna, 'POST /calendar-feeds', over)).body;
    const [with_, without] = [await made({ withAbsences: true }), await made({})];
    const tag = (await read(with_)).response.headers.get('etag');
    const { id } = await addAbsence(base.db, anna, { fromOn: day(20), toOn: day(22) });
    const { response, text } = await read(with_, { 'if-none-match': tag! });
    expect(response.status).to.equal(200);
    expect(text).to.contain(`UID:absence-${id}@nurt`).and.contain('SUMMARY:Anna Wiśniewska: nieobecność');
    expect(text).to.contain(`DTSTART;VALUE=DATE:${day(20).replaceAll('-', '')}`);
    expect(text).to.contain(`DTEND;VALUE=DATE:${day(23).replaceAll('-', '')}`);
    expect((await read(without)).text).not.to.contain('nieobecność');
    await base.db.run('delete from absences');
    expect((await read(with_)).text).not.to.contain('nieobecność');
  });

  it('of a resource shows when it is taken', async () => {
    const car = await base.db.one<{ id: string }>(
      `insert into resources (name, kind, created_by, updated_by) values ('Auto', 'car', 'system:test', 'system:test') returning id`,
    );
    await task({ title: 'Wyjazd', plannedAt: inDays(11), resourceIds: [car.id] });
    const address = (await served.ask<Address>(viewer('pawel'), 'POST /calendar-feeds', { resourceId: car.id })).body;
    const { text } = await read(address);
    expect(text).to.contain('X-WR-CALNAME:Nurt – Auto').and.contain('Anna Wiśniewska: zajęte');
    expect(text).not.to.contain('Wyjazd');
  });

  it('is slow for whoever tries out addresses', async () => {
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 40; attempt++) {
      const address = `https://nurt.example/ical/${String(attempt).padStart(32, 'a')}.ics`;
      statuses.add((await read({ id: '', address })).response.status);
    }
    expect([...statuses]).to.deep.equal([404, 429]);
  });
});
