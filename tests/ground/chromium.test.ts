import { expect } from 'chai';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../ground/chromium.ts';

describe('the browser', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const program = (...path: string[]) => {
    const file = join(folder, ...path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    chmodSync(file, 0o755);
    return file;
  };

  it('that is named comes first, then the system’s, then puppeteer’s own', async () => {
    const named = program('named');
    const system = program('bin', 'chromium');
    const cache = join(folder, 'puppeteer');
    const own = program('puppeteer', 'linux-131', 'chrome-linux64', 'chrome');
    const env = { PATH: join(folder, 'bin'), PUPPETEER_CACHE_DIR: cache };
    expect((await findChromium({ ...env, CHROMIUM_PATH: named })).path).to.equal(named);
    expect((await findChromium(env)).path).to.equal(system);
    expect((await findChromium({ ...env, PATH: '/nowhere' })).path).to.equal(own);
  });

  it('of root runs without a sandbox, which root has not', async () => {
    const { args } = await findChromium({ CHROMIUM_PATH: program('named') });
    expect(args.includes('--no-sandbox')).to.equal(process.getuid!() === 0);
  });
});
