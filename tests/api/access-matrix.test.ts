import { expect } from 'chai';
import type { Route } from '../../api/openapi.ts';
import { onlyReads } from '../../api/room.ts';
import { rightsFor } from '../../api/route-rights.ts';
import { routeShapes } from '../../api/route-shapes.ts';
import { rights, rightsOf, type Right } from '../../domain/access.ts';
import { users } from '../support/cast.ts';
import { startPanel, type Someone, type TestPanel } from '../support/panel.ts';
import { makeRecords, type RecordKind, type Records } from '../support/records.ts';
import { ask, everyRoute, partsOf, streams } from '../support/routes.ts';

const people = ['anna', 'maria', 'jan'] as const satisfies readonly Someone[];

const needed = ({ method, path }: Route): readonly Right[] => rightsFor(method, path) ?? [];

/** What somebody keeps for themselves: nobody else sees it, whatever their rights. */
const personal: ReadonlySet<RecordKind> = new Set(['view', 'bulk', 'export', 'feed', 'reminder']);

describe('the matrix of rights over the API', () => {
  let panel: TestPanel;
  let routes: readonly Route[];
  const records = {} as Record<(typeof people)[number], Records>;
  before(async () => {
    panel = await startPanel();
    routes = everyRoute(panel);
    for (const who of people) records[who] = await asAdministrator(who, () => makeRecords(panel, who));
  });
  after(() => panel.stop());

  async function asAdministrator<T>(who: Someone, work: () => Promise<T>): Promise<T> {
    const as = (role: string) => panel.db.run('update users set role = $2 where id = $1', [users[who].id, role]);
    await as('administrator');
    const done = await work();
    await as(users[who].role);
    return done;
  }

  it('says of every route what it asks for and what it reads, and of none that is not there', () => {
    const named = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const writing = [...named].filter((route) => /^(POST|PUT|PATCH)/.test(route));
    expect(
      routes.filter(({ method, path }) => !rightsFor(method, path)),
      'rights',
    ).to.deep.equal([]);
    expect(
      writing.filter((route) => !(route in routeShapes)),
      'shape',
    ).to.deep.equal([]);
    expect(
      Object.keys(routeShapes).filter((route) => !named.has(route)),
      'gone',
    ).to.deep.equal([]);
    for (const route of routes) partsOf(route);
  });

  it('holds for every role: a route about their own record is refused exactly where the role lacks one of its rights', async () => {
    const wrong: string[] = [];
    for (const who of people) {
      const mine = rightsOf(users[who].role);
      const token = await panel.token(who, rights);
      const lacking = (route: Route) => needed(route).some((right) => !mine.has(right));
      // What is refused changes nothing, so it is asked first.
      for (const route of routes.toSorted((a, b) => Number(lacking(b)) - Number(lacking(a)))) {
        const { status } = await ask(panel, token, { route, records: records[who] });
        if ((status === 403) !== lacking(route)) wrong.push(`${who} ${route.method} ${route.path}: ${status}`);
        if (status >= 500) wrong.push(`${who} ${route.method} ${route.path}: ${status}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('is closed by default: without a session nothing is answered, without rights nothing that is not everybody’s', async () => {
    const open: string[] = [];
    const token = await panel.token('jan', []);
    for (const route of routes) {
      const asking = { route, records: records.jan };
      if ((await ask(panel, undefined, asking)).status !== 401) open.push(`unknown ${route.method} ${route.path}`);
      const { status } = await ask(panel, token, asking);
      if ((status === 403) !== needed(route).length > 0)
        open.push(`without rights ${route.method} ${route.path}: ${status}`);
    }
    expect(open).to.deep.equal([]);
  });

  it('lets no token that only reads write anything, whatever may be asked of its owner', async () => {
    const reader = await panel.token(
      'jan',
      rights.filter((right) => right.endsWith('.read')),
    );
    const written: string[] = [];
    for (const route of routes) {
      // What is chosen is forgotten within a day, and done nothing to.
      if (onlyReads(route) || route.path === '/lists/:kind/selections') continue;
      const { status } = await ask(panel, reader, { route, records: records.jan });
      if (status < 400) written.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(written).to.deep.equal([]);
  });

  it('asks for no more than it says: exactly the named rights open a route', async () => {
    const tokens = new Map<string, string>();
    const tokenOf = async (named: readonly Right[]) => {
      const key = named.join();
      if (!tokens.has(key)) tokens.set(key, await panel.token('jan', named));
      return tokens.get(key)!;
    };
    const closed: string[] = [];
    for (const route of routes) {
      const asked = needed(route);
      const { status } = await ask(panel, await tokenOf(asked), { route, records: records.jan });
      if (status === 403) closed.push(`${route.method} ${route.path} with ${asked.join()}`);
    }
    expect(closed).to.deep.equal([]);
  });

  it('shows what is others’ to whoever sees all rows, but for what people keep for themselves', async () => {
    const theirs = await asAdministrator('pawel', () => makeRecords(panel, 'pawel'));
    const token = await panel.token('maria', rights);
    const wrong: string[] = [];
    const mine = rightsOf('supervisor');
    for (const route of routes) {
      if (route.method !== 'GET' || route.path.endsWith('/picture')) continue;
      if (needed(route).some((right) => !mine.has(right))) continue;
      for (const { name, kind } of partsOf(route)) {
        const { status } = await ask(panel, token, { route, records: theirs, part: { name, id: theirs[kind] } });
        if ((status !== 404) === personal.has(kind)) wrong.push(`${route.path} ${kind}: ${status}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('is told by the description of the API, in which every route stands', async () => {
    const token = await panel.token('anna', []);
    const response = await fetch(`${panel.url}/api/v1/openapi.json`, { headers: { Authorization: `Bearer ${token}` } });
    const { paths, openapi } = (await response.json()) as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { 'x-rights'?: Right[]; requestBody?: unknown; parameters: { in: string }[] }>
      >;
    };
    expect(openapi).to.equal('3.1.0');
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const real = [...routes, ...streams.map((path) => ({ method: 'GET', path }))];
    expect(told.toSorted()).to.deep.equal(
      real.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).toSorted(),
    );
    expect(paths['/companies']!['post']).to.deep.include({ 'x-rights': ['company.edit'] });
    expect(JSON.stringify(paths['/companies']!['post']!.requestBody)).to.contain('"shortName"');
    expect(paths['/companies/{id}']!['get']!.parameters[0]).to.deep.include({ name: 'id', in: 'path', required: true });
  });
});
