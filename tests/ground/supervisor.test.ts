import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPartsFile } from '../../ground/parts.ts';
import { isOurs, known } from '../../ground/processes.ts';
import { rotatingLog } from '../../ground/rotating-log.ts';
import { FIRST_BACKOFF_MS, nextBackoff } from '../../ground/supervised-part.ts';
import { createSupervisor, type PartSpec, type Supervisor } from '../../ground/supervisor.ts';
import { until } from '../support/until.ts';

describe('the supervisor', () => {
  let folder: string;
  let supervisor: Supervisor;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
    supervisor = createSupervisor({ run: folder, logs: folder, nonce: 'nonce-of-this-test' });
  });
  afterEach(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const state = () => supervisor.parts()[0]!;

  it('knows a part again by pid, start time and nonce (rule 4)', async () => {
    await supervisor.start(script('console.log("ready"); setInterval(() => {}, 1e6)'));
    const part = state().process!;
    expect(isOurs(part, 'nonce-of-this-test')).to.equal(true);
    expect(isOurs(part, 'another nonce')).to.equal(false);
    expect(isOurs({ ...part, startedAt: 'another time' }, 'nonce-of-this-test')).to.equal(false);
    expect(known(part.pid)).to.deep.equal(part);
  });

  it('stops a part that ends in good order, and waits for it', async () => {
    await supervisor.start(
      script(`
        process.on('SIGTERM', () => setTimeout(() => { console.log('good night'); process.exit(0); }, 200));
        setInterval(() => {}, 1e6);
        console.log('ready');`),
    );
    await supervisor.stop();
    expect(logOf(folder)).to.include('good night');
    expect(state().state).to.equal('stopped');
  });

  it('kills a part that does not listen, with all that it has started', async () => {
    await supervisor.start(
      script(`
        const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
        process.on('SIGTERM', () => {});
        setInterval(() => {}, 1e6);
        console.log('child ' + child.pid);
        console.log('ready');`),
    );
    const child = known(Number(/child (\d+)/.exec(logOf(folder))![1]))!;
    await supervisor.stop();
    await until(() => known(child.pid)?.startedAt !== child.startedAt);
  });

  it('gives up a first start that dies five times in a minute, with longer pauses and its last words (rule 10)', async () => {
    const began = Date.now();
    let error: unknown;
    await supervisor.start(script('console.log("no bread in the house"); process.exit(3)')).catch((e) => (error = e));
    expect(String(error)).to.include('no bread in the house').and.include('one.log');
    expect(state().state).to.equal('degraded');
    // 0.25 + 0.5 + 1 + 2 seconds of pauses lie between five deaths.
    expect(Date.now() - began).to.be.above(3700);
    expect(state().lastLines!.join()).to.include('no bread in the house');
  });

  it('shows a part that had been running as degraded after five deaths in a minute, with its last words, and goes on (rule 10)', async () => {
    const running = 'console.log("ready"); console.log("no bread in the house"); setInterval(() => {}, 1e6)';
    await supervisor.start({ ...script(running), longestBackoffMs: 400 });
    for (let deaths = 1; deaths <= 5; deaths++) {
      await until(() => state().state === 'ok');
      process.kill(state().process!.pid, 'SIGKILL');
      await until(() => state().deaths === deaths);
      expect(state().state, `after ${deaths} deaths`).to.equal(deaths < 5 ? 'starting' : 'degraded');
    }
    const [told] = readPartsFile(folder)!.parts;
    expect(told).to.include({ name: 'one', state: 'degraded', deaths: 5 });
    expect(told!.lastLines!.join()).to.include('no bread in the house');
    await until(() => state().state === 'ok');
    expect(state().lastLines).to.equal(undefined);
  });

  it('makes the pauses between lives longer, up to half a minute (rule 10)', () => {
    const pauses = [FIRST_BACKOFF_MS];
    while (pauses.length < 10) pauses.push(nextBackoff(pauses.at(-1)!));
    expect(pauses).to.deep.equal([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('says what every part does in a file that others read', async () => {
    await supervisor.start(script('console.log("ready"); setInterval(() => {}, 1e6)'));
    expect(readPartsFile(folder)!.parts[0]).to.include({ name: 'one', state: 'ok', deaths: 0 });
  });

  it('a program that does not exist is told by name', async () => {
    let error: unknown;
    await supervisor.start({ ...script(''), command: '/nowhere/at-all' }).catch((e) => (error = e));
    expect(String(error)).to.include('/nowhere/at-all');
  });

  it('a log moves aside at its size, and five are kept (rule 10)', () => {
    const path = join(folder, 'x.log');
    const log = rotatingLog(path, { maxBytes: 100 });
    for (let i = 0; i < 40; i++) log.write(`line ${String(i).padStart(3, '0')} of forty\n`);
    log.close();
    const files = ['x.log', 'x.1.log', 'x.2.log', 'x.3.log', 'x.4.log'];
    expect(files.every((file) => existsSync(join(folder, file)))).to.equal(true);
    expect(existsSync(join(folder, 'x.5.log'))).to.equal(false);
    expect(readFileSync(path, 'utf8')).to.include('line 039');
  });
});

function script(text: string): PartSpec {
  return {
    name: 'one',
    wave: 1,
    command: process.execPath,
    args: ['-e', text],
    env: { PATH: process.env['PATH'] },
    cwd: tmpdir(),
    stop: 'TERM:1',
    isReady: async (said) => said('ready'),
  };
}

function logOf(folder: string): string {
  return readFileSync(join(folder, 'one.log'), 'utf8');
}
