import { expect } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { partsOf, removeHome, temporaryHome } from '../support/started-home.ts';
import { until } from '../support/until.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs a command with a loopback of its own and no other network; only root may make one. */
const netless = ['-n', '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'netless'];

describe('a machine without network', () => {
  before(function () {
    try {
      execFileSync('unshare', [...netless, 'true'], { stdio: 'ignore' });
    } catch {
      console.log('      no network can be taken away here (only root on Linux may): skipped');
      this.skip();
    }
  });

  it('starts all of Nurt once everything has been installed, and stops it', async () => {
    const home = temporaryHome();
    const child = spawn('unshare', [...netless, process.execPath, join(root, 'setup.mjs'), 'start.ts'], {
      env: { ...process.env, NURT_HOME: home, NURT_LANG: 'en', PORT: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    try {
      await until(() => /To stop it/.test(said) || child.exitCode !== null, { within: 110_000 });
      expect(said).to.match(/Nurt is running: http:\/\/127\.0\.0\.1:\d+/);
      const states = partsOf(home).parts.map(({ name, state }) => `${name}: ${state}`);
      expect(states).to.have.members(['postgres', 'temporal', 'mail', 'worker', 'panel'].map((part) => `${part}: ok`));
      child.kill('SIGINT');
      expect(await ended).to.equal(0);
    } finally {
      child.kill('SIGINT');
      await ended;
      removeHome(home);
    }
  });
});
