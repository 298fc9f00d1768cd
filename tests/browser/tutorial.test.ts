import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { copyProject, followSteps } from '../support/tutorial.ts';

/** Starts a panel of the copy and says where; ends when its input does. */
const start = `
  import { startPanel } from './tests/support/panel.ts';
  import { dropTemplate } from './tests/support/database.ts';
  const panel = await startPanel();
  console.log('at ' + panel.url);
  process.stdin.on('end', async () => { await panel.stop(); await dropTemplate(); process.exit(0); }).resume();
`;

describe('admin/README.md', function () {
  this.timeout(180_000);
  let folder: string;
  let browser: TestBrowser;
  let panel: ChildProcess | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nurt-tutorial-'));
    [browser] = await Promise.all([startBrowser(), copyProject(folder)]);
  });
  after(async () => {
    panel?.stdin?.end();
    await browser?.close();
    if (panel && panel.exitCode === null) await new Promise((ended) => panel!.once('exit', ended));
    await rm(folder, { recursive: true, force: true });
  });

  it('teaches to add a resource with a page of its own: who follows it reads and writes on that page', async () => {
    const document = await readFile(join(folder, 'admin/README.md'), 'utf8');
    const [, steps = ''] = /^## A resource with a page of its own[^\n]*\n(.*?)^## /ms.exec(document) ?? [];
    expect(await followSteps(steps, folder)).to.be.greaterThan(15);

    const page = await browser.open(await startCopy());
    await page.logIn('jan');
    await page.go('/admin/announcements');
    await page.see('Nie ma jeszcze ogłoszeń.');
    await page.click('Nowe ogłoszenie');
    await page.fill('Treść', 'O dziewiątej w małej sali.');
    await page.click('Zapisz');
    await page.see('Ogłoszenie musi mieć tytuł. Wpisz go.');
    await page.fill('Tytuł', 'Zebranie w piątek');
    await page.click('Zapisz');
    await page.see('O dziewiątej w małej sali.');

    await page.click('Zmień: Zebranie w piątek');
    await page.fill('Treść', 'O dziewiątej w dużej sali.');
    await page.click('Zapisz');
    await page.see('O dziewiątej w dużej sali.');
    await page.go('/admin/audit');
    await page.see('O dziewiątej w małej sali.');
    await page.see('ogłoszenie');

    await page.go('/admin/resources/announcements');
    await page.see('Zebranie w piątek');
    await page.go('/admin/settings');
    await page.see('To, co każdy tutaj powinien wiedzieć');
    const refused = page.complaints.filter((complaint) => !complaint.includes('422'));
    expect(refused).to.deep.equal([]);
  });

  // Minutes of checking: for the long run alone.
  if (process.env['NURT_TEST_LONG'])
    it('leaves nothing for the checks to find', async function () {
      this.timeout(900_000);
      const run = promisify(execFile);
      const tsc = ['node_modules/typescript/bin/tsc', '-p', '.', '--noEmit'];
      const prettier = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', 'admin', 'api', 'db'];
      const others = ['tests/check.ts', 'eslint', 'borders', 'knip'];
      for (const check of [tsc, prettier, others]) await run(process.execPath, check, { cwd: folder });
      const tests = [
        'tests/run.ts',
        'admin/locale',
        'audit-words',
        'admin/resources',
        'api/access-matrix',
        'both-values',
      ];
      await run(process.execPath, tests, { cwd: folder, env: process.env });
    });

  async function startCopy(): Promise<string> {
    panel = spawn(process.execPath, ['--input-type=module', '-e', start], { cwd: folder, stdio: 'pipe' });
    let said = '';
    panel.stderr!.on('data', (part: Buffer) => (said += part.toString()));
    return new Promise((at, failed) => {
      panel!.stdout!.on('data', (part: Buffer) => {
        const url = /^at (\S+)/m.exec(part.toString())?.[1];
        if (url) at(url);
      });
      panel!.once('exit', () => failed(new Error(`The copy does not start: ${said.slice(-2_000)}`)));
    });
  }
});
