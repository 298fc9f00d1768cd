import { createServer, request as open } from 'node:http';
import { expect } from 'chai';
import type { Route } from '../../api/openapi.ts';
import { pages } from '../../admin/pages/list.ts';
import { unsubscribeUrl } from '../../db/unsubscribe.ts';
import { askList } from '../../plugins/vat-white-list/ask.ts';
import { changePassword } from '../../db/passwords.ts';
import { newId } from '../../db/new-id.ts';
import { users } from '../support/cast.ts';
import { password, sessionCookie, startPanel, type TestPanel } from '../support/panel.ts';
import { makeRecords, type Records } from '../support/records.ts';
import { everyRoute, partsOf } from '../support/routes.ts';

/** Somebody on another page, on another machine, or with a mail of ours in hand, and without an account. */
describe('a stranger', () => {
  let panel: TestPanel;
  let cookie: string;
  let routes: readonly Route[];
  let records: Records;
  before(async () => {
    panel = await startPanel();
    routes = everyRoute(panel);
    records = await makeRecords(panel, 'jan');
    cookie = await logIn();
  });
  after(() => panel.stop());

  async function logIn(): Promise<string> {
    const form = { email: users.jan.email, password };
    const { headers } = await panel.nobody().post('/admin/login').type('form').send(form);
    return sessionCookie(headers['set-cookie']);
  }

  const addressOf = (route: Route) =>
    `/api/v1${partsOf(route)
      .reduce((path, { name, kind }) => path.replace(`:${name}`, records[kind]), route.path)
      .replace(/:\w+/g, 'companies')}`;
  const asked = (method: string, path: string, headers: Record<string, string>) =>
    fetch(`${panel.url}${path}`, { method, headers: { Cookie: cookie, ...headers }, redirect: 'manual' });

  it('gets no route of the API done through somebody’s browser, read or written (rule 21)', async () => {
    const page = { 'Sec-Fetch-Mode': 'navigate', Accept: 'text/html' };
    const from = {
      'another site': { 'Sec-Fetch-Site': 'cross-site', 'X-Nurt': '1' },
      'an old browser': { Origin: 'https://evil.example', 'X-Nurt': '1' },
      'a link': { 'Sec-Fetch-Site': 'cross-site', ...page },
    };
    const through: string[] = [];
    const before = await marks();
    for (const route of routes) {
      for (const [who, headers] of Object.entries(from)) {
        const { status } = await asked(route.method, addressOf(route), headers);
        if (status !== 403) through.push(`${who}: ${route.method} ${route.path}: ${status}`);
      }
      if (route.method === 'GET') continue;
      const { status } = await asked(route.method, addressOf(route), {});
      if (status !== 403) through.push(`a form: ${route.method} ${route.path}: ${status}`);
    }
    expect(through).to.deep.equal([]);
    expect(await marks()).to.equal(before);
  });

  /** What any change would move. */
  async function marks(): Promise<number> {
    return (await panel.db.one<{ count: number }>('select count(*) as count from audit')).count;
  }

  it('finds every page closed to frames, foreign scripts and caches', async () => {
    const addresses = [
      '/admin/login',
      unsubscribeUrl({ publicUrl: '', secretKey: 'x' }, newId()),
      '/m/x',
      '/ical/x.ics',
      '/nowhere',
      ...pages.map(({ path }) => path.replace(/:\w+/g, newId())),
    ];
    const open: string[] = [];
    for (const address of addresses) {
      const { headers } = await asked('GET', address, { Accept: 'text/html' });
      const policy = headers.get('content-security-policy') ?? '';
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1] ?? '*';
      const faults = [
        ...(policy.includes(`frame-ancestors 'none'`) ? [] : ['may be framed']),
        ...(/unsafe|\*|https?:/.test(scripts) ? [`scripts: ${scripts}`] : []),
        ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['may be sniffed']),
        ...(address === '/nowhere' || /no-store|no-cache/.test(headers.get('cache-control') ?? '')
          ? []
          : ['is cached']),
        ...(headers.get('x-powered-by') ? ['says what it is made with'] : []),
      ];
      open.push(...faults.map((fault) => `${address} ${fault}`));
    }
    expect(open).to.deep.equal([]);
  });

  it('is led to no other host by any address of ours', async () => {
    const tries = [
      ...[
        '//evil.example',
        '/\\evil.example',
        'https://evil.example',
        '/admin/../..//evil.example',
        '/admin%2f%2fevil',
      ],
      ...[
        '/admin\\@evil.example',
        '/admin.evil.example',
        'javascript:alert(1)',
        '/admin?x=\r\nLocation: //evil.example',
      ],
    ];
    for (const to of tries) {
      const body = new URLSearchParams({ email: users.jan.email, password });
      const { headers, status } = await fetch(`${panel.url}/admin/login?to=${encodeURIComponent(to)}`, {
        method: 'POST',
        body,
        redirect: 'manual',
      });
      const led = new URL(headers.get('location') ?? '', panel.url);
      expect([status, led.origin], to).to.deep.equal([303, panel.url]);
      expect(led.pathname, to).to.match(/^\/admin(\/|$)/);
    }
    for (const path of ['//evil.example', '//evil.example/%2e%2e', '/static//evil.example/..', '/call//evil.example']) {
      const location = await rawLocation(path);
      expect(new URL(location ?? '', panel.url).origin, path).to.equal(panel.url);
    }
  });

  /** As sent on the wire: `fetch` would tidy the address. */
  function rawLocation(path: string): Promise<string | undefined> {
    const { port } = new URL(panel.url);
    return new Promise((done, failed) => {
      open({ host: '127.0.0.1', port, path, headers: { Host: `127.0.0.1:${port}`, Cookie: cookie } }, (response) => {
        response.resume();
        done(response.headers.location);
      })
        .on('error', failed)
        .end();
    });
  }

  it('who knows an old session has nothing: it ends with logging out and after twelve hours', async () => {
    const me = (of: string) => fetch(`${panel.url}/api/v1/me`, { headers: { Cookie: of } });
    const own = await logIn();
    expect((await me(own)).status).to.equal(200);
    await fetch(`${panel.url}/admin/logout`, { method: 'POST', headers: { Cookie: own, 'X-Nurt': '1' } });
    expect((await me(own)).status).to.equal(401);

    const late = await logIn();
    await panel.db.run(`update sessions set expire = now() - interval '1 second' where sess ->> 'userId' = $1`, [
      users.jan.id,
    ]);
    expect((await me(late)).status).to.equal(401);
    cookie = await logIn();
    const { expire } = await panel.db.one<{ expire: string }>(
      `select max(expire) - now() as expire from sessions where sess ->> 'userId' = $1`,
      [users.jan.id],
    );
    expect(JSON.stringify(expire)).to.match(/"hours":1[12]/);
  });

  it('learns nothing about who works here from how long a login takes', async () => {
    const took = async (email: string) => {
      const began = performance.now();
      await panel.nobody().post('/admin/login').type('form').send({ email, password: 'nie to hasło' });
      return performance.now() - began;
    };
    // At what it really costs: the passwords of the cast are cheap.
    const change = { userId: users.maria.id, password: 'zupełnie nowe hasło' };
    await panel.db.transaction((tx) => changePassword(tx, change, { kind: 'user', id: users.jan.id }));
    // In turns, for the machine may be busy with something else: what counts is the fastest of each.
    const [known, unknown]: number[][] = [[], []];
    for (let n = 0; n < 10; n++) {
      known!.push(await took(users.maria.email));
      unknown!.push(await took('nikogo@takiego.example'));
    }
    expect(Math.min(...unknown!)).to.be.greaterThan(Math.min(...known!) / 2);
  });

  it('has no answer grow by a size that they name: 2 GB that never say how much they are, with flat memory', async () => {
    const headers = { Cookie: cookie, 'X-Nurt': '1', 'Content-Type': 'application/octet-stream' };
    const { port } = new URL(panel.url);
    const path = `/api/v1/files?noun=company&recordId=${records.company}&name=duzy.bin`;
    const before = process.memoryUsage().rss;
    let most = before;
    const status = await new Promise<number>((done) => {
      const upload = open({
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: { ...headers, Host: `127.0.0.1:${port}` },
      });
      upload.on('response', (response) => {
        response.resume();
        done(response.statusCode!);
      });
      upload.on('error', () => done(0));
      const chunk = Buffer.alloc(1024 * 1024, 65);
      let sent = 0;
      const send = () => {
        most = Math.max(most, process.memoryUsage().rss);
        while (sent < 2048 && !upload.destroyed) {
          sent++;
          if (!upload.write(chunk)) return void upload.once('drain', send);
        }
        upload.end();
      };
      send();
    });
    expect(status).to.be.oneOf([0, 422, 413]);
    expect((most - before) / 1024 / 1024, 'megabytes more').to.be.below(200);
    expect(await panel.db.maybe(`select 1 from files where name = 'duzy.bin'`)).to.equal(undefined);
  });

  it('makes no header of a name: what is downloaded is called as it was, on one line', async () => {
    const names = [
      'a\r\nSet-Cookie: x=1.txt',
      '../../x.txt',
      '"; filename=x.exe; y=".txt',
      'zażółć 😀.txt',
      '\u202etxt.exe',
    ];
    for (const name of names) {
      const query = new URLSearchParams({ noun: 'company', recordId: records.company, name });
      const sent = await fetch(`${panel.url}/api/v1/files?${query}`, {
        method: 'POST',
        headers: { Cookie: cookie, 'X-Nurt': '1', 'Content-Type': 'application/octet-stream' },
        body: 'x',
      });
      if (sent.status !== 200) continue;
      const { id } = (await sent.json()) as { id: string };
      const { headers } = await asked('GET', `/api/v1/files/${id}/versions/1`, {});
      expect(headers.get('set-cookie'), name).to.equal(null);
      const disposition = headers.get('content-disposition') ?? '';
      expect(disposition, name)
        .to.match(/^attachment; filename/)
        .and.not.match(/[\r\n/\u202e]/);
      expect(headers.get('content-security-policy')).to.include('sandbox');
    }
  });

  it('makes no field of a mail’s head of a subject, a name or an address', async () => {
    const jan = await panel.as('jan');
    await panel.db.run(`update channel_accounts set sender_address = 'biuro@nurt.example'`);
    const evil = 'Oferta\r\nBcc: evil@evil.example';
    const { body } = await jan
      .post(`/api/v1/companies/${records.company}/letters`)
      .send({ subject: evil, text: 'Treść' })
      .expect(200);
    const { subject } = await panel.db.one<{ subject: string }>('select subject from messages where id = $1', [
      body.id,
    ]);
    expect(subject).not.to.match(/[\r\n]/);
    for (const value of ['a@b.example\r\nBcc: x@evil.example', 'a@b.example,x@evil.example', 'a@b'])
      await jan
        .post(`/api/v1/companies/${records.company}/contact-points`)
        .send({ kind: 'email', value })
        .expect((answer) => expect(answer.status, value).to.be.within(400, 499));
  });

  it('who answers for a register in its place is not followed to other hosts', async () => {
    const asked: string[] = [];
    const inner = createServer((request, response) => {
      asked.push(String(request.url));
      response.end('{}');
    });
    await new Promise<void>((done) => inner.listen(0, '127.0.0.1', done));
    const { port } = inner.address() as { port: number };
    const outer = createServer((_request, response) => {
      response.writeHead(302, { Location: `http://127.0.0.1:${port}/secret` }).end();
    });
    await new Promise<void>((done) => outer.listen(0, '127.0.0.1', done));
    const { port: at } = outer.address() as { port: number };
    const answer = await askList({ url: `http://127.0.0.1:${at}`, timeoutMs: 5_000 }, '5260250274');
    outer.close();
    inner.close();
    expect(answer.as).to.equal('failed');
    expect(asked).to.deep.equal([]);
  });
});
