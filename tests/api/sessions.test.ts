import { request as open } from 'node:http';
import { expect } from 'chai';
import { changePassword } from '../../db/passwords.ts';
import { users } from '../support/cast.ts';
import { password, sessionCookie, startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

describe('a session', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  async function logIn(email: string, cookie = ''): Promise<string> {
    const answer = await panel
      .nobody()
      .post('/admin/login')
      .set(cookie ? { Cookie: cookie } : {})
      .type('form')
      .send({ email, password });
    return sessionCookie(answer.headers['set-cookie']);
  }
  const me = (cookie: string) => panel.nobody().get('/api/v1/me').set('Cookie', cookie);

  it('has a new id after each login: a planted one is worth nothing', async () => {
    const planted = await logIn(users.pawel.email);
    const own = await logIn(users.anna.email, planted);
    expect(own).not.to.equal(planted);
    expect((await me(planted)).status).to.equal(401);
    expect((await me(own)).body.userId).to.equal(users.anna.id);
  });

  it('has eight tries at the old password when it wants a new one', async () => {
    const cookie = await logIn(users.pawel.email);
    const change = (old: string) =>
      panel
        .nobody()
        .put('/api/v1/me/password')
        .set({ Cookie: cookie, 'X-Nurt': '1' })
        .send({ old, password: 'zupełnie nowe hasło' });
    for (let attempt = 0; attempt < 8; attempt++) expect((await change(`nie to ${attempt}`)).status).to.equal(422);
    const { status, body } = await change(password);
    expect(status).to.equal(429);
    expect(body.code).to.equal('request.too_many');
  });

  it('lasts while it is used, but no longer than a week, and one that is gone is not prolonged', async () => {
    const cookie = await logIn(users.jan.email);
    const expiry = async () => {
      const { left } = await panel.db.one<{ left: number }>(
        `select extract(epoch from expire - now())::integer as left from sessions where sess->>'userId' = $1 order by expire desc limit 1`,
        [users.jan.id],
      );
      return Math.round(left / 360) / 10;
    };
    const long = (hours: number) =>
      panel.db.run(
        `update sessions set sess = (sess::jsonb || jsonb_build_object('prolongedAt', 1, 'begunAt', $2::bigint))::json where sess->>'userId' = $1`,
        [users.jan.id, Date.now() - hours * 3_600_000],
      );
    await long(24);
    expect((await me(cookie)).status).to.equal(200);
    expect(await expiry()).to.equal(12);
    await long(7 * 24 - 1);
    expect((await me(cookie)).status).to.equal(200);
    expect(await expiry()).to.equal(1);
    await long(7 * 24);
    await me(cookie);
    expect((await me(cookie)).status).to.equal(401);
  });

  it('that a new password ended does not come back with a slow request', async () => {
    const cookie = await logIn(users.maria.email);
    await panel.db.run(
      `update sessions set sess = jsonb_set(sess::jsonb, '{prolongedAt}', '1') where sess->>'userId' = $1`,
      [users.maria.id],
    );
    const headers = { Cookie: cookie, 'X-Nurt': '1', 'Content-Type': 'application/octet-stream' };
    const slow = open(`${panel.url}/api/v1/imports?name=a.csv`, { method: 'POST', headers });
    const answered = new Promise<number>((done, failed) => {
      slow.on('response', (response) => response.resume().on('end', () => done(response.statusCode!)));
      slow.on('error', failed);
    });
    slow.write('nazwa\n');
    const seen = () =>
      panel.db.maybe('select 1 from users where id = $1 and last_seen_at is not null', [users.maria.id]);
    await until(async () => (await seen()) !== undefined, { within: 5_000 });

    const change = { userId: users.maria.id, password: 'zupełnie nowe hasło' };
    await panel.db.transaction((tx) => changePassword(tx, change, { kind: 'user', id: users.jan.id }));
    slow.end('Drew-Pol\n');
    expect(await answered).to.equal(200);
    expect((await me(cookie)).status).to.equal(401);
  });

  it('a new password ends tokens and calendar addresses too, tells of it, and keeps them for whoever says so', async () => {
    const cookie = await logIn(users.anna.email);
    const anna = { Cookie: cookie, 'X-Nurt': '1' };
    const feed = async () =>
      (await panel.nobody().post('/api/v1/calendar-feeds').set(anna).send({}).expect(200)).body.address as string;
    const change = (body: object) => panel.nobody().put('/api/v1/me/password').set(anna).send(body).expect(204);
    const works = async (token: string, address: string) => [
      (await panel.nobody().get('/api/v1/me').set('Authorization', `Bearer ${token}`)).status,
      (await panel.nobody().get(new URL(address).pathname)).status,
    ];
    const [token, address] = [await panel.token('anna', ['task.read']), await feed()];
    const next = 'pięć całkiem nowych słów';
    await change({ old: password, password: next, keepAccess: true });
    expect(await works(token, address)).to.deep.equal([200, 200]);
    await change({ old: next, password });
    expect(await works(token, address)).to.deep.equal([401, 404]);
    const told = await panel.db.rows<{ textPl: string }>('select text_pl from reminders where user_id = $1', [
      users.anna.id,
    ]);
    expect(told.map(({ textPl }) => textPl)).to.have.length(1);
    expect(told[0]!.textPl).to.contain('tokeny (1), adresy kalendarza (1)');
  });
});
