import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pluginJobActivities } from '../../activities/plugin-jobs.ts';
import type { Services } from '../../activities/services.ts';
import { loadPlugin, loadRegistry } from '../../plugins/index.ts';
import { companies } from '../support/cast.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';
import { keepsTheContract } from '../support/plugin-contract.ts';
import { followSteps } from '../support/tutorial.ts';

const root = join(import.meta.dirname, '../..');

describe('plugins/README.md', () => {
  let home: string;
  let panel: TestPanel;
  let shop: Server | undefined;
  let factory: unknown;

  before(async () => {
    panel = await startPanel();
    home = await mkdtemp(join(tmpdir(), 'nurt-plugins-'));
    await installed('nurt-plugin-shop');
    factory = await loadPlugin('nurt-plugin-shop', join(home, 'plugins'));
    shop = createServer((_request, response) => response.end(JSON.stringify(orders))).listen(0, '127.0.0.1');
    await once(shop, 'listening');
  });
  after(async () => {
    shop?.close();
    await panel.stop();
    await rm(home, { recursive: true, force: true });
  });

  const orders = [
    { kind: 'order', externalId: 'Z-1', companyId: companies.drewPol.id, happenedOn: '2026-11-02', amountMinor: 99_00 },
  ];
  const ordersUrl = () => `http://127.0.0.1:${(shop!.address() as AddressInfo).port}/orders`;

  /** As npm would: the package of the page in `node_modules` of the folder of plugins, with what it depends on. */
  async function installed(name: string): Promise<void> {
    const packages = join(home, 'plugins/node_modules');
    await mkdir(packages, { recursive: true });
    await symlink(join(root, 'node_modules/zod'), join(packages, 'zod'));
    const page = await readFile(join(root, 'plugins/README.md'), 'utf8');
    const [, steps = ''] = /^## An example\n(.*?)^## /ms.exec(page) ?? [];
    expect(await followSteps(steps, join(packages, name))).to.equal(2);
  }

  async function activities() {
    const environment = {
      NURT_HOME: home,
      NURT_PLUGINS: 'nurt-plugin-shop',
      NURT_SHOP_ORDERS_URL: ordersUrl(),
      NURT_SHOP_TOKEN: await panel.token('jan', ['transaction.feed', 'company.read']),
    };
    const house = { publicUrl: panel.url, log: () => {} };
    const plugins = await loadRegistry({ environment, ...house });
    return pluginJobActivities({ db: panel.db, plugins, ...house } as unknown as Services);
  }

  const complaint = async () =>
    (
      await panel.db.maybe<{ lastError: string | null }>(
        `select last_error from jobs where name = 'plugin:shop-orders'`,
      )
    )?.lastError;
  const fedIn = () => panel.db.rows(`select 1 from transactions where external_id = 'Z-1'`);

  describe('its example', () => {
    keepsTheContract({ factory: () => factory, enough: { ordersUrl: 'http://127.0.0.1:9' } });
  });

  it('teaches to write a plugin that is found in the home and whose job works: an order of the shop comes in', async () => {
    const { runPluginJob } = await activities();
    expect(await runPluginJob({ id: 'shop-orders' })).to.deep.equal({ as: 'done' });
    expect(await fedIn()).to.have.length(1);
    expect(await complaint()).to.equal(null);
  });

  it('a job that fails says why on the page of the system until a turn goes well', async () => {
    const { runPluginJob } = await activities();
    const wrong = orders.splice(0, 1, { ...orders[0]!, kind: 'gift' });
    expect(await runPluginJob({ id: 'shop-orders' })).to.deep.equal({ as: 'failed' });
    expect(await complaint()).to.contain('Nurt took no orders: 400');
    const jan = await panel.as('jan');
    const { body } = await jan.get('/api/v1/system-state').expect(200);
    expect(body.jobs.map(({ name }: { name: string }) => name)).to.include('plugin:shop-orders');

    orders.splice(0, 1, ...wrong);
    await runPluginJob({ id: 'shop-orders' });
    expect(await complaint()).to.equal(null);
  });

  it('a muted copy runs no jobs, and one of a plugin that is gone does nothing', async () => {
    const { runPluginJob } = await activities();
    await panel.db.run(`update installation set muted_because = 'home moved'`);
    expect(await runPluginJob({ id: 'shop-orders' })).to.deep.equal({ as: 'muted' });
    expect(await runPluginJob({ id: 'fax' })).to.deep.equal({ as: 'gone' });
  });
});
