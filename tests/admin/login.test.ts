import { expect } from 'chai';
import { users } from '../support/cast.ts';
import { logIn, password, startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

const anna = { email: users.anna.email, password };

describe('logging in', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  it('takes the right password, in any case of the address, and leads into the panel', async () => {
    const answer = await panel
      .nobody()
      .post('/admin/login')
      .type('form')
      .send({ ...anna, email: 'ANNA@nurt.example' });
    expect(answer.status).to.equal(303);
    expect(answer.headers['location']).to.equal('/admin');
  });

  it('answers 401 to a wrong password and to an unknown address alike', async () => {
    const wrong = await panel
      .nobody()
      .post('/admin/login')
      .type('form')
      .send({ ...anna, password: 'zgadywane hasło' });
    const unknown = await panel
      .nobody()
      .post('/admin/login')
      .type('form')
      .send({ ...anna, email: 'nikt@nurt.example' });
    expect([wrong.status, unknown.status]).to.deep.equal([401, 401]);
    expect(wrong.text.replace(users.anna.email, '')).to.equal(unknown.text.replace('nikt@nurt.example', ''));
  });

  it('writes what was typed into the page as text', async () => {
    const email = `"><script>alert(1)</script>'`;
    const { text } = await panel.nobody().post('/admin/login').type('form').send({ email, password: 'x' });
    expect(text).not.to.include('<script>alert');
  });

  it('is limited per account and per address', async () => {
    const strict = await startPanel({ loginLimits: { perAddress: 6, perAccount: 3 } });
    const statuses: number[] = [];
    const tryAs = async (email: string) => {
      const { status } = await strict.nobody().post('/admin/login').type('form').send({ email, password: 'nie to' });
      statuses.push(status);
    };
    for (let i = 0; i < 4; i++) await tryAs('anna@nurt.example');
    for (let i = 0; i < 3; i++) await tryAs(`other${i}@nurt.example`);
    await strict.stop();
    expect(statuses).to.deep.equal([401, 401, 401, 429, 401, 401, 429]);
  });

  it('is not shut to whoever has logged in here before, whoever else guesses', async () => {
    const strict = await startPanel({ loginLimits: { perAddress: 100, perAccount: 3 } });
    const owner = await logIn(strict.url, anna.email);
    const stranger = await logIn(strict.url, users.maria.email);
    const guess = (who: typeof owner) =>
      who
        .post('/admin/login')
        .type('form')
        .send({ ...anna, password: 'nie to' });
    for (let i = 0; i < 4; i++) await guess(stranger);
    expect((await guess(stranger)).status).to.equal(429);
    expect((await owner.post('/admin/login').type('form').send(anna)).status).to.equal(303);
    for (let i = 0; i < 3; i++) await guess(owner);
    expect((await guess(owner)).status).to.equal(429);
    await strict.stop();
  });

  it('counts only wrong passwords against an address from which a whole office logs in', async () => {
    const strict = await startPanel({ loginLimits: { perAddress: 3, perAccount: 3 } });
    const right = () => strict.nobody().post('/admin/login').type('form').send(anna);
    for (let i = 0; i < 6; i++) expect((await right()).status).to.equal(303);
    await strict.stop();
  });

  it('begins a new session, whatever session came before', async () => {
    const agent = await logIn(panel.url, users.anna.email);
    const before = cookieOf(await agent.patch('/api/v1/me').send({ language: 'pl' }), agent);
    const again = await agent.post('/admin/login').type('form').send(anna);
    expect(String(again.headers['set-cookie'])).to.match(/nurt-/).and.not.include(before);
    const { n } = await panel.db.one<{ n: number }>('select count(*) as n from sessions where sid = $1', [before]);
    expect(n).to.equal(0);
  });

  it('writes the new session once: one that a new password has ended meanwhile does not come back', async () => {
    await panel.db.run('create sequence session_writes');
    await panel.db.run(
      `create function count_session() returns trigger language plpgsql as 'begin perform nextval(''session_writes''); return new; end'`,
    );
    await panel.db.run(
      'create trigger count_session after insert or update on sessions for each row execute function count_session()',
    );
    await panel.nobody().post('/admin/login').type('form').send(anna).expect(303);
    await panel.db.run('drop function count_session() cascade');
    const { n } = await panel.db.one<{ n: number }>('select last_value::integer as n from session_writes');
    expect(n).to.equal(1);
  });

  it('keeps nothing about the user in the session but the id', async () => {
    await logIn(panel.url, users.anna.email);
    const { sess } = await panel.db.one<{ sess: object }>('select sess from sessions order by expire desc limit 1');
    expect(Object.keys(sess)).to.have.members(['cookie', 'userId', 'begunAt', 'prolongedAt']);
  });

  it('gives a cookie that scripts and foreign pages do not get, named after the installation (rule 3)', async () => {
    const { id } = await panel.db.one<{ id: string }>('select id from installation');
    const answer = await panel.nobody().post('/admin/login').type('form').send(anna);
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    const name = `nurt-${id.slice(0, 8)}`;
    expect(cookies.map((cookie) => cookie.split('=')[0])).to.have.members([name, `${name}-known`]);
    for (const cookie of cookies)
      expect(cookie).to.include('HttpOnly').and.include('SameSite=Lax').and.include('Path=/');
  });

  it('refuses a foreign page that wants to log somebody in', async () => {
    const post = () => panel.nobody().post('/admin/login').type('form');
    expect((await post().set('Sec-Fetch-Site', 'cross-site').send(anna)).status).to.equal(403);
    expect((await post().set('Origin', 'https://evil.example').send(anna)).status).to.equal(403);
  });

  /** Where whoever logs in comes to, who wanted to go there. */
  const leadsTo = async (way: string) =>
    (
      await panel
        .nobody()
        .post(`/admin/login?to=${encodeURIComponent(way)}`)
        .type('form')
        .send(anna)
    ).headers['location'];

  it('leads on to where one wanted to go, but never to another host', async () => {
    expect(await leadsTo('/admin/users?active=no')).to.equal('/admin/users?active=no');
    for (const foreign of [
      'https://evil.example',
      '//evil.example',
      '/admin@evil.example',
      '/\\evil.example',
      '/admin?\r\nLocation: https://evil.example',
    ]) {
      expect(await leadsTo(foreign)).to.equal('/admin');
    }
  });

  it('leads on to whoever calls, also where the exchange sends the plus as it is (rule 41)', async () => {
    const asked = async (address: string) => {
      const { headers } = await panel.nobody().get(address).set('Accept', 'text/html').expect(302);
      return headers['location']!;
    };
    const login = await asked(await asked('/call?number=+48602123456'));
    const { headers } = await panel.nobody().post(login).type('form').send(anna).expect(303);
    expect(headers['location']).to.equal('/admin/call?number=+48602123456');
    const odd = "/admin/call?number=(22)+123*45~6,7!'8'";
    expect(await leadsTo(odd)).to.equal(odd);
  });

  it('leads on to a long address whole, such as a calendar of five people, and to none that is cut', async () => {
    const people = new URLSearchParams({ people: Array.from({ length: 5 }, () => users.anna.id).join(',') });
    expect(await leadsTo(`/admin/calendar?${people}`)).to.equal(`/admin/calendar?${people}`);
    expect(await leadsTo(`/admin/calendar?people=${'a'.repeat(2_000)}`)).to.equal('/admin');
  });

  it('ends with a POST alone', async () => {
    const agent = await logIn(panel.url, users.anna.email);
    expect((await agent.get('/admin/logout').set('Accept', 'text/html')).status).not.to.equal(302);
    expect((await agent.get('/api/v1/me')).status).to.equal(200);
    expect((await agent.post('/admin/logout')).status).to.equal(204);
    expect((await agent.get('/api/v1/me')).status).to.equal(401);
  });

  it('ends other sessions when the password changes', async () => {
    const here = await logIn(panel.url, users.maria.email);
    const elsewhere = await logIn(panel.url, users.maria.email);
    const wrong = await here.put('/api/v1/me/password').send({ old: 'nie to', password: 'pięć całkiem nowych słów' });
    expect(wrong.body).to.include({ code: 'password.wrong', field: 'old' });
    const short = await here.put('/api/v1/me/password').send({ old: password, password: 'krótkie' });
    expect(short.body).to.include({ code: 'password.too_short', field: 'password' });
    const done = await here.put('/api/v1/me/password').send({ old: password, password: 'pięć całkiem nowych słów' });
    expect(done.status).to.equal(204);
    expect((await here.get('/api/v1/me')).status).to.equal(200);
    expect((await elsewhere.get('/api/v1/me')).status).to.equal(401);
  });
});

type Answer = { request: { cookies?: string; getHeader?: (name: string) => unknown } };

function cookieOf(answer: unknown, _agent: unknown): string {
  const { request } = answer as Answer;
  const header = String(request.cookies ?? request.getHeader?.('cookie') ?? '');
  return decodeURIComponent(/nurt-[^=]+=s%3A([^.]+)\./.exec(header)?.[1] ?? 'no cookie');
}
