import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { createPanel, type Panel } from '../../admin/panel.ts';
import { openDatabase, type Db } from '../../db/database.ts';
import { migrateUp } from '../../db/migrate.ts';
import { foldersOfHome, watchDisk } from '../../ground/disk.ts';
import { openHome, type Home } from '../../ground/home.ts';
import { internalPorts } from '../../ground/ports.ts';
import { postgresPart, preparePostgres, superuserUrl } from '../../ground/postgres.ts';
import { createSupervisor, type Supervisor } from '../../ground/supervisor.ts';
import { cacheFolder } from '../../ground/temporal-binaries.ts';
import { logIn, seatInstallation } from '../support/panel.ts';
import { until } from '../support/until.ts';

const MEGABYTE = 1e6;

/** What is left for Nurt's data; the limits of this test lie in it as the usual ones lie on a disk. */
const SIZE = 400 * MEGABYTE;
const LIMITS = { low: 100 * MEGABYTE, full: 40 * MEGABYTE };

describe('a disk that fills up under PostgreSQL and the files (rule 10)', function () {
  const folder = mkdtempSync(join(tmpdir(), 'nurt-disk-'));
  let home: Home;
  let supervisor: Supervisor;
  let db: Db;
  let url: string;
  let panel: Panel;
  let maria: TestAgent;
  /** Reads English. */
  let jan: TestAgent;
  let close = async () => {};
  /** The panel judges by these; 0 leaves it to PostgreSQL and the file system to find out. */
  let limits = LIMITS;

  before(async function () {
    if (!mount(folder)) {
      console.log('      no small disk can be mounted here (only root may): skipped');
      return this.skip();
    }
    home = openHome(folder);
    supervisor = createSupervisor({ run: home.run, logs: home.logs, nonce: randomBytes(12).toString('hex') });
    const postgres = await preparePostgres({
      homeFolder: home.folder,
      cacheFolder: cacheFolder(),
      port: async () => (await internalPorts(1))[0]!,
      superuserPassword: 'a password of this test',
    });
    await supervisor.start({ ...postgresPart(postgres, { durable: false }), longestBackoffMs: 1_000 });
    const ours = new URL(superuserUrl(postgres));
    db = openDatabase(ours.href, { max: 6 });
    await migrateUp(db);
    await seatInstallation(db);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const watched = () => watchDisk(foldersOfHome(home.folder), { limits });
    panel = await createPanel({
      db,
      publicUrl: url,
      secretKey: 'a secret of the tests, long enough for anything',
      filesDir: home.files,
      disk: { level: () => watched().level() },
      log: () => {},
    });
    server.on('request', panel.app);
    maria = await logIn(url, 'maria@nurt.example');
    await db.run(`update users set language = 'en' where email = 'jan@nurt.example'`);
    jan = await logIn(url, 'jan@nurt.example');
    close = async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await panel.close();
    };
  });
  after(async () => {
    await close();
    await db?.close();
    await supervisor?.stop();
    unmount(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    limits = LIMITS;
  });
  afterEach(() => rmSync(join(folder, 'ballast'), { force: true }));

  const firm = (n: number) => ({ name: `Firma ${n}`, notes: 'x'.repeat(2_000) });
  const count = async (table: string) => (await db.one<{ n: number }>(`select count(*) as n from ${table}`)).n;
  const upload = (bytes: number, someone = maria) =>
    someone
      .post('/api/v1/imports?name=klienci.csv')
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.alloc(bytes, 'Nazwa;E-mail\nFirma;a@firma.pl\n'));

  it('jobs rest, then writes are refused, and both go on once there is room', async () => {
    fillUntil(folder, 70 * MEGABYTE);
    await expectStanding('low');
    await maria.post('/api/v1/companies').send(firm(1)).expect(200);
    fillUntil(folder, 20 * MEGABYTE);
    await expectStanding('full');
    const { body } = await maria.post('/api/v1/companies').send(firm(2)).expect(507);
    expect(body.message).to.match(/kończy się miejsce/);
    await maria.get('/api/v1/companies').expect(200);
    rmSync(join(folder, 'ballast'));
    await maria.post('/api/v1/companies').send(firm(2)).expect(200);
  });

  it('to the last byte: what fails is told in the same words, and nothing is half written', async () => {
    limits = { low: 0, full: 0 };
    const before = { companies: await count('companies'), audit: await count('audit') };
    fillUntil(folder, 0);
    let written = 0;
    for (let n = 0; ; n++) {
      expect(n, 'companies on a full disk').to.be.lessThan(2_000);
      const answer = await maria.post('/api/v1/companies').send(firm(n));
      if (answer.status === 200) written++;
      else {
        expect(answer.status).to.equal(507);
        expect(answer.body.message).to.match(/kończy się miejsce.*administratorowi/);
        break;
      }
    }
    for (const [someone, sentence] of [
      [maria, /zabrakło miejsca na plik klienci\.csv\. Niczego nie zapisano\. Powiadom administratora/],
      [jan, /has no room for the file klienci\.csv\. Nothing was stored\. Tell your administrator/],
    ] as const) {
      const uploaded = await upload(3 * MEGABYTE, someone);
      expect([uploaded.status, uploaded.body.code]).to.deep.equal([422, 'import.disk_full']);
      expect(uploaded.body.message).to.match(sentence);
    }
    rmSync(join(folder, 'ballast'));

    await until(
      () =>
        count('companies').then(
          () => true,
          () => false,
        ),
      { within: 30_000, what: 'PostgreSQL answers' },
    );
    expect(await count('companies')).to.equal(before.companies + written);
    expect(await count('audit'), 'an audit line each').to.be.at.least(before.audit + written);
    expect(await count('imports')).to.equal(0);
    await maria.post('/api/v1/companies').send(firm(0)).expect(200);
    await upload(1_000).expect(200);
  });

  async function expectStanding(disk: string): Promise<void> {
    expect((await maria.get('/api/v1/installation/standing').expect(200)).body).to.include({ disk });
  }
});

function mount(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0711`, 'nurt-test', folder], { stdio: 'ignore' });
    chmodSync(folder, 0o711);
    return true;
  } catch {
    return false;
  }
}

function unmount(folder: string): void {
  try {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  } catch {
    // It was never mounted.
  }
}

/** Lays ballast on the disk until only so many bytes are free. */
function fillUntil(folder: string, left: number): void {
  const file = openSync(join(folder, 'ballast'), 'a');
  try {
    for (let free = freeOf(folder); free > left; free = freeOf(folder))
      writeSync(file, Buffer.alloc(Math.min(free - left, 4 * MEGABYTE), 1));
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

function freeOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
