import { expect } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');

describe('setup.mjs', () => {
  let folder: string;
  let checkout: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nurt-test-'));
    checkout = join(folder, 'a checkout');
    mkdirSync(join(folder, 'bin'));
    mkdirSync(checkout);
    cpSync(join(root, 'setup.mjs'), join(checkout, 'setup.mjs'));
    for (const name of ['npm.mjs', 'setup-lock.mjs', 'setup-platform.mjs', 'setup-words.mjs']) {
      cpSync(join(root, 'ground', name), join(checkout, 'ground', name));
    }
    writeFileSync(
      join(checkout, 'hello.ts'),
      'const words: string[] = process.argv.slice(2); console.log(words.join("|"));',
    );
    lockfile('1.0.0');
    npm('mkdir -p node_modules; sleep 0.3; exit 0');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('installs once, without anybody’s scripts, and runs the script with its arguments (rules 5 and 6)', async () => {
    const first = await run('hello.ts', 'one', 'two words');
    expect(first).to.include({ code: 0 });
    expect(first.output).to.match(/^Installing packages \(npm ci\)…\n {2}done \(\d+ s\)\none\|two words\n$/);
    expect(calls()).to.deep.equal(['ci --ignore-scripts --include=dev --no-audit --no-fund']);
    expect((await run('hello.ts')).code).to.equal(0);
    expect(calls()).to.have.length(1);
  });

  it('installs again when the lockfile has changed (rule 5)', async () => {
    await run('hello.ts');
    lockfile('1.0.1');
    await run('hello.ts');
    expect(calls()).to.have.length(2);
  });

  it('two at once install once (rule 5)', async () => {
    const both = await Promise.all([run('hello.ts'), run('hello.ts')]);
    expect(both.map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(calls()).to.have.length(1);
  });

  it('takes node_modules that somebody has filled already as they are', async () => {
    mkdirSync(join(checkout, 'node_modules'));
    cpSync(join(checkout, 'package-lock.json'), join(checkout, 'node_modules', '.package-lock.json'));
    await run('hello.ts');
    expect(calls()).to.deep.equal([]);
  });

  it('a failed installation says what failed and what to do, and is tried again next time', async () => {
    npm('echo "registry is asleep" >&2; exit 7');
    const { code, output } = await run('hello.ts');
    expect(code).to.equal(1);
    expect(output).to.include('npm ci').and.include('registry is asleep').and.include('Check the network');
    npm('mkdir -p node_modules');
    expect((await run('hello.ts')).code).to.equal(0);
  });

  it('a lock whose owner is gone is taken over (rule 5)', async () => {
    await run('hello.ts');
    lockfile('1.0.2');
    const name = createHash('sha256').update(checkout).digest('hex').slice(0, 16);
    const lock = join(folder, 'cache', 'nurt', 'locks', `install-${name}.lock`);
    writeFileSync(lock, '999999999');
    utimesSync(lock, new Date(0), new Date(0));
    expect((await run('hello.ts')).code).to.equal(0);
  });

  it('a script that does not exist is told by name', async () => {
    const { code, output } = await run('nothing.ts');
    expect(code).to.equal(1);
    expect(output).to.include('nothing.ts');
  });

  describe('where the Node of the machine is older than 24', () => {
    const platform = `${process.platform}-${process.arch}`;
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.9.0' } })`;
    const older = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}` };
    let node: { readonly name: string; readonly version: string; readonly integrity: string };
    let fetched: string;

    beforeEach(async () => {
      const path = join(checkout, 'ground', 'setup-platform.mjs');
      const { nodes } = (await import(pathToFileURL(path).href)) as { nodes: Record<string, typeof node> };
      node = nodes[platform]!;
      fetched = packed(`echo "this is the Node that was fetched"\nexec "${process.execPath}" "$@"`);
      const sha512 = createHash('sha512').update(readFileSync(fetched)).digest('base64');
      writeFileSync(path, readFileSync(path, 'utf8').replace(node.integrity, `sha512-${sha512}`));
      packs(fetched);
    });

    it('Node 24 is fetched through npm, once, and runs the script (rules 5 and 6)', async () => {
      const both = await Promise.all([run(older, 'hello.ts', 'one', 'two words'), run(older, 'hello.ts')]);
      expect(both.map(({ code }) => code)).to.deep.equal([0, 0]);
      expect(both[0].output).to.match(/(^|\n)this is the Node that was fetched\none\|two words\n$/);
      expect(both.map(({ output }) => output).join('')).to.include(
        `Fetching Node ${node.version} (npm pack ${node.name})…`,
      );
      expect((await run(older, 'hello.ts', 'again')).output).to.equal('this is the Node that was fetched\nagain\n');
      const [pack, ...more] = calls().filter((call) => !call.startsWith('ci '));
      expect(more).to.deep.equal([]);
      expect(pack).to.match(new RegExp(`^pack ${node.name}@${node.version} --pack-destination .* --ignore-scripts$`));
      expect(cached()).to.deep.equal([`node-${node.version}-${platform}`]);
    });

    it('a package with another checksum is refused, which says what to do, and leaves nothing behind (rule 6)', async () => {
      packs(packed('echo "I am somebody else"'));
      const { code, output } = await run(older, 'hello.ts');
      expect(code).to.equal(1);
      expect(output).to.match(
        /has another checksum \(sha512-\S+\) .*, so it is not used\. .*install Node 24 yourself\.\n$/,
      );
      expect(output).not.to.include('somebody else');
      expect(cached()).to.deep.equal([]);
      packs(fetched);
      expect((await run(older, 'hello.ts', 'then')).output).to.match(/\nthis is the Node that was fetched\nthen\n$/);
    });

    const cached = () => readdirSync(join(folder, 'cache', 'nurt')).filter((name) => name.startsWith('node-'));

    /** A package whose Node is this script. */
    function packed(script: string): string {
      const inside = mkdtempSync(join(folder, 'package-'));
      mkdirSync(join(inside, 'package', 'bin'), { recursive: true });
      writeFileSync(join(inside, 'package', 'bin', 'node'), `#!/bin/sh\n${script}\n`);
      const archive = `${inside}.tgz`;
      execFileSync('tar', ['-czf', archive, '-C', inside, 'package']);
      return archive;
    }

    /** An npm whose registry holds that package. */
    function packs(archive: string): void {
      const name = `${node.name}-${node.version}.tgz`;
      npm(`case "$1" in pack) sleep 0.2; cp "${archive}" "$4/${name}";; *) mkdir -p node_modules;; esac`);
    }
  });

  describe('on a machine that is not supported (rule 7)', () => {
    type Machine = Record<'node' | 'platform' | 'release' | 'home', string> & { readonly glibc: string | undefined };
    type Foreign = (machine: Machine) => { readonly pl: string; readonly en: string } | undefined;
    const debian = {
      node: '24.21.0',
      platform: 'linux-x64',
      glibc: '2.36',
      release: '6.1.0',
      home: '/home/anna/nurt/var',
    };
    const windows = { ...debian, release: '5.15.167.4-microsoft-standard-WSL2' };
    let foreign: Foreign;

    before(async () => {
      const path = join(root, 'ground', 'setup-platform.mjs');
      ({ foreignPlatform: foreign } = (await import(pathToFileURL(path).href)) as { foreignPlatform: Foreign });
    });

    const refused: readonly (readonly [string, Partial<Machine>, { readonly pl: RegExp; readonly en: RegExp }])[] = [
      ['an old Node', { node: '18.20.8' }, { pl: /^Node 18\.20\.8 .*zainstaluj/, en: /^Node 18\.20\.8 .*install/ }],
      ['Windows', { platform: 'win32-x64' }, { pl: /win32-x64: .*WSL2/, en: /win32-x64: .*WSL2/ }],
      ['another processor', { platform: 'linux-riscv64' }, { pl: /linux-riscv64: /, en: /linux-riscv64: / }],
      ['Linux with musl', { glibc: undefined }, { pl: /musl.*potrzebny.*glibc/, en: /musl.*needs glibc/ }],
      [
        'a home on the Windows disk of WSL2',
        { ...windows, home: '/mnt/c/Users/Anna/nurt/var' },
        { pl: /^Folder \/mnt\/c\/Users.*przenieś/, en: /^The folder \/mnt\/c\/Users.*move/ },
      ],
    ];
    for (const [what, machine, said] of refused)
      it(`${what} gets one sentence that says what is needed`, () => {
        const sentence = foreign({ ...debian, ...machine })!;
        expect(sentence.pl).to.match(said.pl);
        expect(sentence.en).to.match(said.en);
        for (const text of [sentence.pl, sentence.en]) expect(text).to.match(/^[^\n]+\.$/);
      });

    it('on one that is supported nothing is said', () => {
      for (const platform of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])
        expect(foreign({ ...debian, platform }), platform).to.equal(undefined);
      const macOS = { ...debian, platform: 'darwin-arm64', glibc: undefined, release: '24.6.0' };
      for (const machine of [macOS, windows, { ...debian, home: '/mnt/c' }, { ...debian, node: '20.0.0' }])
        expect(foreign(machine)).to.equal(undefined);
    });

    it('nothing is installed before that sentence', async () => {
      const checked = join(checkout, 'ground', 'setup-platform.mjs');
      writeFileSync(
        checked,
        "export const nodes = {}; export const foreignPlatform = () => ({ pl: 'Nie tutaj.', en: 'Not here.' });",
      );
      expect(await run('hello.ts')).to.deep.equal({ code: 1, output: 'Not here.\n' });
      expect(calls()).to.deep.equal([]);
    });
  });

  function lockfile(version: string): void {
    const packages = { '': {}, 'node_modules/one': { version } };
    writeFileSync(join(checkout, 'package-lock.json'), JSON.stringify({ packages }));
  }

  /** An npm that writes down how it was called. */
  function npm(body: string): void {
    const script = `#!/bin/sh\necho "$@" >> "${join(folder, 'calls')}"\n${body}\n`;
    writeFileSync(join(folder, 'bin', 'npm'), script, { mode: 0o755 });
  }

  function calls(): string[] {
    try {
      return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    } catch {
      return [];
    }
  }

  function run(...given: (string | NodeJS.ProcessEnv)[]): Promise<{ code: number | null; output: string }> {
    const args = given.filter((one) => typeof one === 'string');
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [join(checkout, 'setup.mjs'), ...args], {
        cwd: folder,
        env: {
          PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
          HOME: folder,
          XDG_CACHE_HOME: join(folder, 'cache'),
          NURT_LANG: 'en',
          ...given.find((one) => typeof one === 'object'),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
      child.on('close', (code) => resolve({ code, output }));
    });
  }
});
