import { expect } from 'chai';
import { users } from '../support/cast.ts';
import { password, startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

describe('the gate', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  it('lets somebody with a session in, with the rights of today', async () => {
    const anna = await panel.as('anna');
    expect((await anna.get('/api/v1/me')).body).to.include({ userId: users.anna.id, role: 'operator', scope: 'own' });

    await panel.db.run(`update users set role = 'supervisor' where id = $1`, [users.anna.id]);
    const changed = (await anna.get('/api/v1/me')).body as { role: string; rights: string[] };
    await panel.db.run(`update users set role = 'operator' where id = $1`, [users.anna.id]);
    expect(changed.role).to.equal('supervisor');
    expect(changed.rights).to.include('campaign.approve');
  });

  it('turns away whoever it does not know, in their language and before reading a body', async () => {
    const polish = await panel.nobody().get('/api/v1/me').set('Accept-Language', 'pl');
    expect(polish.status).to.equal(401);
    expect(polish.body).to.deep.include({ code: 'session.missing' });
    expect(polish.body.message).to.include('Zaloguj się');
    const english = await panel.nobody().get('/api/v1/me').set('Accept-Language', 'en');
    expect(english.body.message).to.include('Log in');
    const unread = await panel.nobody().post('/api/v1/users').set('Content-Type', 'application/json').send('{ broken');
    expect(unread.status).to.equal(401);
  });

  it('forgets a deactivated user at once', async () => {
    const pawel = await panel.as('pawel');
    await panel.db.run('update users set active = false where id = $1', [users.pawel.id]);
    const answer = await pawel.get('/api/v1/me');
    await panel.db.run('update users set active = true where id = $1', [users.pawel.id]);
    expect(answer.status).to.equal(401);
  });

  it('refuses a foreign page that uses the cookie, reading or writing (rule 21)', async () => {
    const jan = await panel.as('jan');
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect((await jan.get('/api/v1/me').set('Sec-Fetch-Site', site)).status, site).to.equal(403);
      expect((await jan.patch('/api/v1/me').set('Sec-Fetch-Site', site).send({})).status, site).to.equal(403);
    }
    expect((await jan.patch('/api/v1/me').set('Origin', 'https://evil.example').send({})).status).to.equal(403);
    expect((await jan.patch('/api/v1/me').set('Sec-Fetch-Site', 'same-origin').send({})).status).to.equal(204);
  });

  it('takes no address of the API for a page, however it is written (rule 21)', async () => {
    const jan = await panel.as('jan');
    for (const path of [
      '/api/v1/me',
      '/API/v1/me',
      '/admin/Api/resources/users/actions/list',
      '/ADMIN/api/resources/x',
    ]) {
      const asked = jan.get(path).set('Accept', 'text/html').set('Sec-Fetch-Mode', 'navigate');
      expect((await asked.set('Sec-Fetch-Site', 'cross-site')).status, path).to.equal(403);
    }
    const page = jan.get('/admin').set('Accept', 'text/html').set('Sec-Fetch-Mode', 'navigate');
    expect((await page.set('Sec-Fetch-Site', 'cross-site')).status).to.equal(200);
  });

  it('refuses a write with the cookie but without X-Nurt (rule 21)', async () => {
    const jan = (await panel.as('jan')).set('X-Nurt', '1');
    const { body } = await jan.get('/api/v1/me');
    expect(body.userId).to.equal(users.jan.id);
    const bare = await jan.patch('/api/v1/me').unset('X-Nurt').send({});
    expect(bare.status).to.equal(403);
    expect(bare.body.code).to.equal('request.foreign');
  });

  it('does not read the cookie of a request with a token (rule 21)', async () => {
    const jan = await panel.as('jan');
    const token = await panel.token('anna', ['task.read']);
    const asAnna = await jan.get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    expect(asAnna.body.userId).to.equal(users.anna.id);
    const wrong = await jan.get('/api/v1/me').set('Authorization', 'Bearer nobody-has-such-a-token-here');
    expect(wrong.status).to.equal(401);
  });

  it('gives a token no right that its user lacks, and none that it does not name', async () => {
    const token = await panel.token('anna', ['task.read', 'user.edit']);
    const { body } = await panel.nobody().get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    expect(body.rights).to.deep.equal(['task.read']);
    const users = await panel.nobody().get('/api/v1/users').set('Authorization', `Bearer ${token}`);
    expect(users.status).to.equal(403);
    expect(users.body.code).to.equal('right.missing');
  });

  it('refuses a revoked token', async () => {
    const token = await panel.token('anna', ['task.read']);
    await panel.db.run('update tokens set revoked_at = now()');
    expect((await panel.nobody().get('/api/v1/me').set('Authorization', `Bearer ${token}`)).status).to.equal(401);
  });

  it('makes tokens in one’s own name, tells them once, and ends them at once', async () => {
    const anna = await panel.as('anna');
    const wanted = { name: 'Skrypt', rights: ['task.read', 'user.edit'], days: 30 };
    const guessed = await anna.post('/api/v1/tokens').send({ ...wanted, password: 'nie to' });
    expect([guessed.status, guessed.body.code, guessed.body.field]).to.deep.equal([422, 'password.wrong', 'password']);
    const made = await anna.post('/api/v1/tokens').send({ ...wanted, password });
    const { id, token } = made.body as { id: string; token: string };
    const asProgram = () => panel.nobody().get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    expect((await asProgram()).body.rights).to.deep.equal(['task.read']);
    expect((await anna.get('/api/v1/tokens')).text).not.to.include(token.slice(5));
    const more = await panel
      .nobody()
      .post('/api/v1/tokens')
      .set('Authorization', `Bearer ${token}`)
      .send({ name: 'x', rights: ['task.read'], password });
    expect(more.body.code).to.equal('token.only_people');

    expect((await (await panel.as('pawel')).delete(`/api/v1/tokens/${id}`)).status).to.equal(404);
    expect((await anna.delete(`/api/v1/tokens/${id}`)).status).to.equal(204);
    expect((await asProgram()).status).to.equal(401);
  });

  it('lets in no token whose time is over', async () => {
    const anna = await panel.as('anna');
    const wanted = { name: 'Na miesiąc', rights: ['task.read'], days: 30, password };
    const { id, token } = (await anna.post('/api/v1/tokens').send(wanted)).body as { id: string; token: string };
    const status = async () => (await panel.nobody().get('/api/v1/me').set('Authorization', `Bearer ${token}`)).status;
    expect(await status()).to.equal(200);
    await panel.db.run(`update tokens set ends_at = ends_at - interval '30 days' where id = $1`, [id]);
    expect(await status()).to.equal(401);
  });

  it('answers to the name of PUBLIC_URL only (rule 21)', async () => {
    const foreign = await panel.nobody().get('/admin/login').set('Host', 'evil.example');
    expect(foreign.status).to.equal(421);
    expect((await panel.nobody().get('/healthz').set('Host', 'probe.internal')).text).to.equal('ok');
  });

  it('keeps answers out of every cache (rule 21)', async () => {
    const { headers } = await (await panel.as('anna')).get('/api/v1/me');
    expect(headers['cache-control']).to.equal('no-store');
    expect(headers['vary']).to.include('Cookie').and.include('Authorization');
  });

  it('reads JSON only, and says what is wrong with a value', async () => {
    const jan = await panel.as('jan');
    expect((await jan.patch('/api/v1/me').type('form').send({ language: 'en' })).status).to.equal(415);
    expect((await jan.patch('/api/v1/me').set('Content-Type', 'application/json').send('{ broken')).status).to.equal(
      400,
    );
    const wrong = await jan.patch('/api/v1/me').send({ language: 'de' });
    expect(wrong.status).to.equal(400);
    expect(wrong.body).to.include({ code: 'request.invalid', field: 'language' });
  });

  it('says nothing of the inside when something fails', async () => {
    const jan = await panel.as('jan');
    const wrong = await jan.get('/api/v1/users/not-a-uuid');
    expect(wrong.status).to.equal(400);
    expect(wrong.text).not.to.match(/uuid:|select|syntax/i);

    await panel.db.run('alter table teams rename to teams_away');
    const failed = await jan.get('/api/v1/teams');
    await panel.db.run('alter table teams_away rename to teams');
    expect(failed.status).to.equal(500);
    expect(failed.body.code).to.equal('server.failed');
    expect(failed.text).not.to.match(/teams|relation|select/i);
    expect(panel.logged.at(-1)?.facts['error']).to.include('teams');
  });
});
