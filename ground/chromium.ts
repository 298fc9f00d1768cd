/** A browser for tests and for printing: named, the system's, puppeteer's own, or the one from npm. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DomainError } from '../domain/domain-error.ts';

export type Chromium = {
  readonly path: string;
  /** What it needs on its command line on this machine. */
  readonly args: readonly string[];
};

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];

const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Finds one. Throws `chromium.missing` with what was tried and the ways out. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<Chromium> {
  // Root has no sandbox of its own, and containers give Chromium too small a shared memory.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : ['--disable-dev-shm-usage'];
  const found = named(env) ?? ofTheSystem(env) ?? ofPuppeteer(env);
  if (found) return { path: found, args };
  const packed = await fromNpm();
  if (packed) return { path: packed.path, args: [...new Set([...packed.args, ...args])] };
  throw chromiumMissing();
}

function named(env: NodeJS.ProcessEnv): string | undefined {
  const path = env['CHROMIUM_PATH'];
  return path && existsSync(path) ? path : undefined;
}

function ofTheSystem(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...(process.platform === 'darwin' ? MAC_APPLICATIONS : [])].find(isProgram);
}

/** Where puppeteer keeps what it has downloaded, the newest first. */
function ofPuppeteer(env: NodeJS.ProcessEnv): string | undefined {
  const cache = env['PUPPETEER_CACHE_DIR'] ?? join(env['HOME'] || homedir(), '.cache', 'puppeteer', 'chrome');
  const builds = existsSync(cache) ? readdirSync(cache).sort().reverse() : [];
  return builds
    .flatMap((build) => ['chrome-linux64/chrome', 'chrome-linux/chrome'].map((path) => join(cache, build, path)))
    .find(isProgram);
}

/** Unpacks itself into the temporary folder; Linux only, needs libnss3. */
async function fromNpm(): Promise<Chromium | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return { path: await chromium.executablePath(), args: chromium.args };
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && (found.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}

function chromiumMissing(): DomainError {
  return new DomainError(
    'chromium.missing',
    {
      pl: 'Nie ma przeglądarki Chromium: ani w CHROMIUM_PATH, ani w systemie, ani od puppeteera, ani w pakiecie @sparticuz/chromium. Zainstaluj Chromium (np. apt install chromium) albo podaj jego ścieżkę w CHROMIUM_PATH.',
      en: 'There is no Chromium: not in CHROMIUM_PATH, not on this system, not from puppeteer, not in the package @sparticuz/chromium. Install Chromium (such as apt install chromium), or name its path in CHROMIUM_PATH.',
    },
    'CHROMIUM_PATH',
  );
}
