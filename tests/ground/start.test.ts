import { expect } from 'chai';
import { createServer } from 'node:net';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signal } from '../../ground/processes.ts';
import {
  ask,
  part,
  partsOf,
  removeHome,
  start,
  stop,
  survivors,
  temporaryHome,
  type Started,
} from '../support/started-home.ts';
import { until } from '../support/until.ts';

describe('npm start', () => {
  const home = temporaryHome();
  let nurt: Started;

  before(async () => {
    nurt = await start(home);
    expect(nurt.output()).to.include('Nurt is running');
  });
  after(async () => {
    if (nurt.child.exitCode === null) await stop(nurt);
    removeHome(home);
  });

  it('answers at the address that it prints', async () => {
    expect((await fetch(nurt.address())).status).to.equal(200);
  });

  it('prints the first administrator once, who can log in with that password', async () => {
    const [, email, password] = /administrator: (\S+), password: (\S+)/.exec(nurt.output())!;
    const [user] = await ask<{ hash: string }>(
      home,
      `select password_hash as hash from users where email = '${email}'`,
    );
    const { verify } = await import('@node-rs/argon2');
    expect(await verify(user!.hash, password!)).to.equal(true);
  });

  it('keeps passwords in files that only their owner can read (rule 6)', () => {
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).to.equal(0o600);
  });

  it('lets nobody into the database without a password (rule 6)', async () => {
    const rules = await ask<{ method: string }>(home, 'select distinct auth_method as method from pg_hba_file_rules');
    expect(rules.map((rule) => rule.method)).to.deep.equal(['scram-sha-256']);
    const [sockets] = await ask<{ value: string }>(home, `select current_setting('unix_socket_directories') as value`);
    expect(sockets!.value).to.equal('');
  });

  it('gives internal ports below those of outgoing connections (rule 2)', async () => {
    const [row] = await ask<{ port: number }>(home, `select current_setting('port')::int as port`);
    expect(row!.port).to.be.within(20_000, 32_767);
  });

  it('a second start prints the running address and ends with 0 (rule 5)', async () => {
    const second = await start(home);
    expect(await second.exited).to.equal(0);
    expect(second.address()).to.equal(nurt.address());
    expect(second.output()).to.include('already running');
  });

  it('two homes run side by side', async () => {
    const other = temporaryHome();
    const beside = await start(other);
    try {
      expect(beside.address()).to.not.equal(nurt.address());
      expect((await fetch(beside.address())).status).to.equal(200);
    } finally {
      await stop(beside);
      removeHome(other);
    }
  });

  it('a part that is killed starts again (rule 10)', async () => {
    for (const name of ['worker', 'temporal', 'postgres']) {
      const { process: killed } = part(home, name);
      signal(killed!.pid, 'SIGKILL');
      await until(() => part(home, name).state === 'ok' && part(home, name).process!.pid !== killed!.pid, {
        within: 60_000,
      });
      expect(part(home, name).deaths).to.equal(1);
    }
    await until(async () => (await ask(home, 'select 1')).length === 1, { within: 30_000 });
  });

  it('a part whose guard is killed leaves no second one behind (rule 4)', async () => {
    const before = part(home, 'worker');
    signal(before.guard!.pid, 'SIGKILL');
    await until(() => part(home, 'worker').state === 'ok' && part(home, 'worker').guard!.pid !== before.guard!.pid, {
      within: 30_000,
    });
    expect(survivors({ nonce: partsOf(home).nonce, parts: [before] })).to.deep.equal([]);
  });

  it('Ctrl+C stops everything within ten seconds, and the next start keeps the port (rules 2 and 4)', async () => {
    const before = partsOf(home);
    const address = nurt.address();
    const began = Date.now();
    expect(await stop(nurt)).to.equal(0);
    expect(Date.now() - began).to.be.below(10_000);
    expect(survivors(before)).to.deep.equal([]);

    nurt = await start(home);
    expect(nurt.address()).to.equal(address);
    expect(nurt.output()).to.not.include('password');
  });

  it('kill -9 of the supervisor leaves no orphan, and the next start works (rule 4)', async () => {
    const before = partsOf(home);
    nurt.child.kill('SIGKILL');
    await until(() => survivors(before).length === 0, { within: 12_000 });
    nurt = await start(home);
    expect(nurt.output()).to.include('Nurt is running');
  });

  it('a start while an earlier life is still dying waits for its end (rule 4)', async () => {
    nurt.child.kill('SIGKILL');
    nurt = await start(home);
    expect(nurt.output()).to.include('Nurt is running').and.not.include('already');
  });

  it('a process that merely has the pid of a former part is let live (rule 4)', async () => {
    await stop(nurt);
    const { parts } = partsOf(home);
    const stranger = { ...parts[0]!, process: { pid: process.pid, startedAt: 'another time' }, guard: undefined };
    writeFileSync(join(home, 'run', 'parts.json'), JSON.stringify({ nonce: 'x', parts: [stranger] }));
    nurt = await start(home);
    expect(nurt.output()).to.include('Nurt is running');
  });

  it('a taken port of the panel ends the start by its number (rule 2)', async () => {
    await stop(nurt);
    const { port } = JSON.parse(readFileSync(join(home, 'port.json'), 'utf8')) as { port: number };
    const taker = createServer().listen(port, '127.0.0.1');
    try {
      nurt = await start(home);
      expect(await nurt.exited).to.equal(1);
      expect(nurt.output()).to.include(`Port ${port} is taken`);
    } finally {
      taker.close();
    }
  });

  it('another key of secrets than the database was made with ends the start', async () => {
    nurt = await start(home, { NURT_SECRET_KEY: 'another key of at least 32 characters' });
    expect(await nurt.exited).to.equal(1);
    expect(nurt.output()).to.include('NURT_SECRET_KEY').and.include('secrets.json');
  });

  it('a part that cannot run ends the start with its last words, and leaves nothing running', async () => {
    nurt = await start(home, { NURT_TEST_DIES: 'worker' });
    expect(await nurt.exited).to.equal(1);
    expect(nurt.output()).to.include('"worker"').and.include('told to die');
    expect(survivors(partsOf(home))).to.deep.equal([]);
  });

  it('a wrong variable ends the start before anything is touched', async () => {
    nurt = await start(home, { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/nothing' });
    expect(await nurt.exited).to.equal(1);
    expect(nurt.output()).to.include('DATABASE_URL').and.include('nobody answers').and.not.include('secret');
  });
});
