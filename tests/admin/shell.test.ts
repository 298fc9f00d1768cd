import { expect } from 'chai';
import { createHmac } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDir } from '../../admin/build.ts';
import type { Boot } from '../../admin/frame/boot.ts';
import { adminShell } from '../../admin/shell.ts';
import { users } from '../support/cast.ts';
import { secretKey, startPanel } from '../support/panel.ts';
import type { TestPanel } from '../support/panel.ts';

/** Of no other file in the temporary folder. */
const ODD_SIZE = 100_000 + process.pid;

/** Each title is a behaviour of stock AdminJS, shut. */
describe('the shell around AdminJS', () => {
  let panel: TestPanel;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.stop());

  const page = async (who: 'anna' | 'jan') => (await panel.as(who)).get('/admin').set('Accept', 'text/html');

  it('lets no script run but its own: a nonce of each answer, no inline, no eval', async () => {
    const [first, second] = [await page('anna'), await page('anna')];
    const policy = String(first.headers['content-security-policy']);
    const scripts = /script-src ([^;]+)/.exec(policy)![1]!;
    expect(scripts).to.match(/^'self' 'nonce-[^']+'$/);
    expect(policy).to.include(`frame-ancestors 'none'`).and.include(`base-uri 'none'`).and.include(`object-src 'none'`);
    expect(second.headers['content-security-policy']).not.to.equal(policy);
    const nonce = /nonce-([^']+)/.exec(scripts)![1];
    for (const [tag] of first.text.matchAll(/<script[^>]*>/g)) expect(tag).to.include(`nonce="${nonce}"`);
  });

  it('names no foreign host in its page', async () => {
    const { text } = await page('jan');
    expect(text).not.to.match(/(?:href|src)="(?:https?:)?\/\//);
    expect(text).not.to.include('fonts.googleapis');
  });

  it('writes names of people as data that cannot end a script', async () => {
    const evil = `Anna</script><script>alert(1)</script>\u2028`;
    await panel.db.run('update users set name = $2 where id = $1', [users.anna.id, evil]);
    const { text } = await page('anna');
    await panel.db.run('update users set name = $2 where id = $1', [users.anna.id, users.anna.name]);
    expect(text).not.to.include('<script>alert');
    expect(text).to.include('Anna\\u003c/script\\u003e');
  });

  it('knows all that its viewer has chosen: look, density and reminders by mail', async () => {
    const chosen = { theme: 'dark', density: 'dense', reminderMail: 'off' };
    await (await panel.as('anna')).patch('/api/v1/me').send({ preferences: chosen }).expect(204);
    const { viewer } = JSON.parse(/NURT = (.*);\n/.exec((await page('anna')).text)![1]!) as Boot;
    expect(viewer.preferences).to.deep.equal(chosen);
  });

  it('tells an operator nothing about tables that only administrators open', async () => {
    const tables = (text: string) => {
      const state = JSON.parse(/REDUX_STATE = (.*);\n/.exec(text)![1]!) as {
        resources: { id: string }[];
        session: object;
      };
      expect(state.session).to.have.all.keys('email');
      return state.resources.map(({ id }) => id);
    };
    expect(tables((await page('anna')).text)).to.have.members(['users', 'tokens']);
    expect(tables((await page('jan')).text)).to.include.members(['teams', 'task_types', 'legal_entities']);
  });

  it('asks for a login before it reads a body, and leaves no file', async () => {
    const upload = await panel
      .nobody()
      .post('/admin/api/resources/teams/actions/new')
      .attach('file', Buffer.alloc(ODD_SIZE), 'a.bin');
    expect(upload.status).to.equal(401);
    expect(await leftBehind()).to.deep.equal([]);
  });

  /** Files of that size where AdminJS's reader of forms would put them, and where ours lie. */
  async function leftBehind(): Promise<string[]> {
    const places = await Promise.all(
      [tmpdir(), panel.filesDir].map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
    );
    return places.flat().filter((path) => statSync(path, { throwIfNoEntry: false })?.size === ODD_SIZE);
  }

  it('takes no files in its forms, and no bodies that any page could send', async () => {
    const jan = await panel.as('jan');
    const to = '/admin/api/resources/teams/actions/new';
    expect((await jan.post(to).attach('file', Buffer.alloc(ODD_SIZE), 'a.txt')).status).to.equal(413);
    expect(await leftBehind()).to.deep.equal([]);
    expect((await jan.post(to).type('form').send({ name: 'A', code: 'a' })).status).to.equal(415);
    expect((await jan.post(to).set('Content-Type', 'text/plain').send('{"name":"A"}')).status).to.equal(415);
  });

  it('refuses foreign pages at AdminJS’s API as well (rule 21)', async () => {
    const jan = await panel.as('jan');
    const list = '/admin/api/resources/teams/actions/list';
    expect((await jan.get(list).set('Sec-Fetch-Site', 'cross-site')).status).to.equal(403);
    expect(
      (
        await jan
          .get(list)
          .set('Sec-Fetch-Site', 'cross-site')
          .set('Sec-Fetch-Mode', 'navigate')
          .set('Accept', 'text/html')
      ).status,
    ).to.equal(403);
    const write = jan.post('/admin/api/resources/teams/actions/new').unset('X-Nurt');
    expect((await write.send({ name: 'A', code: 'a' })).status).to.equal(403);
  });

  it('opens its page to a link in a mail', async () => {
    const anna = await panel.as('anna');
    const { status } = await anna
      .get('/admin')
      .set({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', Accept: 'text/html' });
    expect(status).to.equal(200);
  });

  it('has none of AdminJS’s dangerous addresses', async () => {
    const jan = await panel.as('jan');
    expect((await jan.post('/admin/refresh-token').send({})).status).to.equal(404);
    expect((await jan.get('/admin/api/pages/x')).status).to.equal(404);
    expect((await jan.get('/admin/api/dashboard')).status).to.equal(404);
    expect((await jan.get('/admin/frontend/assets/components.bundle.js')).text).not.to.include('UserComponents');
    expect((await panel.nobody().get('/healthz')).text).to.equal('ok');
  });

  it('changes nothing on GET', async () => {
    const jan = await panel.as('jan');
    await jan.post('/admin/api/resources/teams/actions/new').send({ name: 'Zostaje', code: 'zostaje' });
    const { id } = await panel.db.one<{ id: string }>(`select id from teams where code = 'zostaje'`);
    expect((await jan.get(`/admin/api/resources/teams/records/${id}/delete`)).status).to.equal(404);
    expect((await jan.get('/admin/api/resources/teams/bulk/bulkDelete').query({ recordIds: id })).status).to.equal(403);
    expect(await panel.db.maybe('select 1 from teams where id = $1', [id])).not.to.equal(undefined);
  });

  it('sends what one may not see to the login, and programs a 401', async () => {
    const page = await panel.nobody().get('/admin/users').set('Accept', 'text/html');
    expect(page.status).to.equal(302);
    expect(page.headers['location']).to.equal('/admin/login?to=%2Fadmin%2Fusers');
    expect((await panel.nobody().get('/admin/api/resources/teams/actions/list')).status).to.equal(401);
  });

  it('is bundled by esbuild alone: AdminJS’s Rollup is switched off and has written nothing', async () => {
    const { admin } = adminShell([]);
    expect(process.env['ADMIN_JS_SKIP_BUNDLE']).to.equal('true');
    await admin.initialize();
    expect(await readdir(buildDir)).to.have.members(['manifest.json', 'static']);
  });

  it('serves scripts for a year under names of their content, compressed, and nothing else from there', async () => {
    const { text } = await page('anna');
    const script = /src="(\/static\/design-system-[^"]+)"/.exec(text)![1]!;
    const { headers } = await panel.nobody().get(script).set('Accept-Encoding', 'br').buffer(false);
    expect(headers['cache-control']).to.include('immutable');
    expect(headers['content-encoding']).to.equal('br');
    for (const other of [
      '/static/../manifest.json',
      '/static/%2e%2e/manifest.json',
      '/static/manifest.json',
      '/static/',
    ]) {
      expect((await panel.nobody().get(other)).status, other).to.equal(404);
    }
  });

  it('answers probes: alive, ready with every part by name', async () => {
    expect((await panel.nobody().get('/healthz')).text).to.equal('ok');
    const ready = await panel.nobody().get('/readyz');
    expect(ready.body.parts).to.have.all.keys('postgres', 'worker', 'temporal', 'outbox', 'jobs', 'disk');
  });

  it('tells metrics to this machine, and behind a proxy only to who has their token (rule 10)', async () => {
    expect((await panel.nobody().get('/metrics')).text).to.include('nurt_outbox_waiting 0');
    const proxied = await startPanel({ trustProxy: 1 });
    const asked = (authorization: string) => proxied.nobody().get('/metrics').set('Authorization', authorization);
    const token = createHmac('sha256', secretKey).update('metrics').digest('base64url');
    try {
      expect((await proxied.nobody().get('/metrics')).status).to.equal(401);
      expect((await asked(`Bearer ${token.slice(1)}`)).status).to.equal(401);
      const open = await asked(`Bearer ${token}`);
      expect(open.status).to.equal(200);
      expect(open.text).to.include('nurt_outbox_waiting 0');
    } finally {
      await proxied.stop();
    }
  });
});
