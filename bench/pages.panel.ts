/** The panel as it is started for people, over the demo company, in a process of its own so that its memory can be told. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Db } from '../db/database.ts';
import { panelFlags, panelMemory, partScripts } from '../ground/our-parts.ts';
import { internalPorts } from '../ground/ports.ts';
import { users } from '../tests/support/cast.ts';
import { dropTemplate, freshDatabase } from '../tests/support/database.ts';
import { fillCompany } from '../tests/support/every-page.ts';
import { cookieOf, seatInstallation } from '../tests/support/panel.ts';

export type WorkingPanel = {
  readonly url: string;
  readonly db: Db;
  /** Of its administrator. */
  readonly cookie: string;
  /** The customer with the most tasks. */
  readonly companyId: string;
  /** What the process holds now. */
  megabytes(): Promise<number>;
  stop(): Promise<void>;
};

export async function startWorkingPanel(): Promise<WorkingPanel> {
  const base = await freshDatabase();
  await seatInstallation(base.db);
  await fillCompany(base.db);
  const { id: companyId } = await base.db.one<{ id: string }>(
    'select id from companies order by (select count(*) from tasks t where t.company_id = companies.id) desc, id limit 1',
  );
  const home = await mkdtemp(join(tmpdir(), 'nurt-bench-'));
  const port = (await internalPorts(1))[0]!;
  const child = spawn(process.execPath, [...panelFlags, partScripts.panel], {
    env: {
      ...panelMemory,
      ...process.env,
      NURT_HOME: home,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: base.url,
      NURT_SECRET_KEY: 'a secret of the benches, long enough for anything',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const leave = () => child.kill();
  process.once('exit', leave);
  await ready(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    db: base.db,
    companyId,
    cookie: await cookieOf(url, users.jan.email),
    megabytes: async () =>
      Number((await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)])).stdout) / 1000,
    async stop() {
      process.off('exit', leave);
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await base.drop();
      await dropTemplate();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  await Promise.race([
    once(child.stdout!, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('The panel did not start');
    }),
  ]);
}
