import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { Living, Speaker } from './say.ts';

/** What is free, in bytes. */
export type Room = { readonly disk: number; readonly memory: number };

export type Build = {
  readonly go: string;
  readonly version: string;
  /** Where the programs go. */
  readonly folder: string;
  readonly cacheFolder: string;
  readonly speaker: Speaker;
  /** What is free here; tests say it themselves. */
  readonly room?: Room | undefined;
};

const NEEDED_DISK = 6e9;
const NEEDED_MEMORY = 3e9;
const TEMPORAL = 'go.temporal.io/server';

/** Packages that Go compiles for the server, roughly: only to show how far it has come. */
const PACKAGES = 1900;

/** Builds both programs from source: some six minutes on two cores. Throws with the reason. */
export async function buildTemporal({ go, version, folder, cacheFolder, speaker, room }: Build): Promise<void> {
  await refuseWithoutGo(go);
  refuseSmallMachine(cacheFolder, room ?? roomOf(cacheFolder));
  // Folders of our own: 3.4 GB that are thrown away afterwards, and kept after a failure so that the next try is shorter.
  const work = join(cacheFolder, `temporal-build-${version}`);
  mkdirSync(work, { recursive: true });
  const env = {
    ...process.env,
    CGO_ENABLED: '0',
    GOBIN: folder,
    GOMODCACHE: join(work, 'modules'),
    GOCACHE: join(work, 'build'),
    GOFLAGS: `${process.env['GOFLAGS'] ?? ''} -modcacherw`.trim(),
  };
  const flags = ['install', '-v', '-trimpath', '-ldflags=-s -w'];
  await speaker.during(
    {
      pl: `Buduję serwer Temporal ${version} ze źródeł; za pierwszym razem trwa to kilka minut`,
      en: `Building the Temporal server ${version} from source; the first time this takes some minutes`,
    },
    async (living) => {
      const told = counting(living);
      await run(
        { go, args: [...flags, '-tags=disable_grpc_modules', `${TEMPORAL}/cmd/server@v${version}`], env },
        told,
      );
      await run({ go, args: [...flags, `${TEMPORAL}/cmd/tools/sql@v${version}`], env }, told);
    },
  );
  renameSync(join(folder, 'server'), join(folder, 'temporal-server'));
  renameSync(join(folder, 'sql'), join(folder, 'temporal-sql-tool'));
  rmSync(work, { recursive: true, force: true });
}

async function refuseWithoutGo(go: string): Promise<void> {
  try {
    await promisify(execFile)(go, ['version']);
  } catch {
    throw notBuilt({ pl: 'na tym komputerze nie ma Go', en: 'no Go on this machine' });
  }
}

function refuseSmallMachine(cacheFolder: string, { disk, memory }: Room): void {
  if (disk < NEEDED_DISK) {
    throw notBuilt({
      pl: `budowa wymaga 6 GB na dysku, a w ${cacheFolder} jest wolne ${gigabytes(disk)} GB`,
      en: `building needs 6 GB of disk, ${cacheFolder} has ${gigabytes(disk)} GB free`,
    });
  }
  if (memory < NEEDED_MEMORY) {
    throw notBuilt({
      pl: `budowa wymaga 3 GB pamięci, a wolne jest ${gigabytes(memory)} GB`,
      en: `building needs 3 GB of memory, ${gigabytes(memory)} GB are free`,
    });
  }
}

function notBuilt(why: Said): DomainError {
  return new DomainError('temporal.not_built', why);
}

function roomOf(folder: string): Room {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  return { disk: bavail * bsize, memory: availableMemory() };
}

/** What a new process may use: on Linux the kernel's own reckoning, within the limit of the container. */
function availableMemory(): number {
  if (process.platform !== 'linux') return Math.max(freemem(), NEEDED_MEMORY); // macOS gives up its caches on demand
  const kilobytes = /MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  const machine = kilobytes ? Number(kilobytes) * 1024 : freemem();
  const container = process.constrainedMemory();
  return container > 0 ? Math.min(machine, process.availableMemory()) : machine;
}

type GoRun = { readonly go: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };

/** In a process group of its own, so that stopping it stops its compilers too. */
function run({ go, args, env }: GoRun, told: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(go, args, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    const stop = () => child.pid && process.kill(-child.pid, 'SIGTERM');
    process.once('exit', stop);
    let last = '';
    child.stderr.on('data', (text: Buffer) => {
      told(text.toString());
      last = (last + text).slice(-1500);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`go ended with ${code}: ${last.trim().split('\n').slice(-6).join(' | ')}`));
    });
  });
}

/** `-v` names each package on a line when it is compiled, and each module when it is fetched. */
function counting(living: Living): (text: string) => void {
  let modules = 0;
  let packages = 0;
  return (text) => {
    for (const line of text.split('\n')) {
      if (line.startsWith('go: downloading')) modules++;
      else if (line.trim() !== '' && !line.startsWith('go:')) packages++;
    }
    living({
      pl: packages ? `skompilowane pakiety: ${packages} z około ${PACKAGES}` : `pobrane moduły: ${modules}`,
      en: packages ? `packages compiled: ${packages} of about ${PACKAGES}` : `modules fetched: ${modules}`,
    });
  };
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
