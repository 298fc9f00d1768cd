import { expect } from 'chai';
import type { Door } from '../../api/door.ts';
import { routesOf, type Route } from '../../api/openapi.ts';
import { rightsFor } from '../../api/route-rights.ts';
import { routeShapes } from '../../api/route-shapes.ts';
import { apiRoutes } from '../../api/routes.ts';
import { rights, rightsOf, type Right } from '../../domain/access.ts';
import { newId } from '../../db/new-id.ts';
import { users } from '../support/cast.ts';
import { startPanel, type Someone, type TestPanel } from '../support/panel.ts';
import { sampleOf } from '../support/sample.ts';

/** A stream never ends: it is asked in tests of its own. */
const streams = ['/live'];

describe('the matrix of rights over the API', () => {
  let panel: TestPanel;
  let routes: readonly Route[];
  before(async () => {
    panel = await startPanel();
    const door = {
      db: panel.db,
      secretKey: 'x'.repeat(40),
      publicUrl: panel.url,
      filesDir: panel.filesDir,
      log: () => {},
    };
    routes = routesOf(door as unknown as Door, apiRoutes).filter(({ path }) => !streams.includes(path));
  });
  after(() => panel.stop());

  /** The status of a request of the right shape about a record that is not there. */
  async function status({ method, path }: Route, token: string | undefined): Promise<number> {
    const shape = routeShapes[`${method} ${path}`];
    const query = new URLSearchParams(sampleOf(shape?.query) as Record<string, string>).toString();
    const fixed = path.replace(':kind', 'companies').replace(':record', 'company').replace(':code', 'industry');
    const response = await fetch(
      `${panel.url}/api/v1${fixed.replace(/:\w+/g, () => newId())}${query ? `?${query}` : ''}`,
      {
        method,
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
        ...(method === 'GET' ? {} : { body: JSON.stringify(sampleOf(shape?.body)) }),
      },
    );
    await response.arrayBuffer();
    return response.status;
  }

  it('holds for every role: a route is refused exactly where the role lacks one of its rights', async () => {
    const wrong: string[] = [];
    for (const who of ['anna', 'maria', 'jan'] as const satisfies readonly Someone[]) {
      const mine = rightsOf(users[who].role);
      const token = await panel.token(who, rights);
      for (const route of routes) {
        const needed = rightsFor(route.method, route.path);
        if (!needed) continue;
        const lacks = needed.some((right) => !mine.has(right));
        if (((await status(route, token)) === 403) !== lacks) wrong.push(`${who} ${route.method} ${route.path}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('is closed by default: without a session nothing is answered, without rights nothing that is not everybody’s', async () => {
    const open: string[] = [];
    const token = await panel.token('jan', []);
    for (const route of routes) {
      if ((await status(route, undefined)) !== 401) open.push(`unknown ${route.method} ${route.path}`);
      const needed = rightsFor(route.method, route.path);
      const answered = await status(route, token);
      const refused = needed?.length ? answered === 403 : needed !== undefined || answered >= 400;
      if (!refused) open.push(`without rights ${route.method} ${route.path}: ${answered}`);
    }
    expect(open).to.deep.equal([]);
  });

  it('asks for no more than it says: exactly the named rights open a route', async () => {
    const tokens = new Map<string, string>();
    const tokenOf = async (needed: readonly Right[]) => {
      const key = needed.join();
      if (!tokens.has(key)) tokens.set(key, await panel.token('jan', needed));
      return tokens.get(key)!;
    };
    const closed: string[] = [];
    for (const route of routes) {
      const needed = rightsFor(route.method, route.path);
      if (needed?.length && (await status(route, await tokenOf(needed))) === 403)
        closed.push(`${route.method} ${route.path} with ${needed.join()}`);
    }
    expect(closed).to.deep.equal([]);
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
