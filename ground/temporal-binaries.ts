/** The Temporal server's two programs: named folder, cache, official download, build from source; in this order. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DomainError, type Language, type Said } from '../domain/domain-error.ts';
import type { Speaker } from './say.ts';
import { sha256Of } from './sha256.ts';
import { buildTemporal, type Room } from './temporal-build.ts';
import { downloadTemporal, OFFICIAL_RELEASES } from './temporal-download.ts';
import { writeWhole } from './write-file.ts';

export const TEMPORAL_VERSION = '1.32.0';

export type TemporalBinaries = { readonly server: string; readonly sqlTool: string };

export type TemporalWish = {
  /** `TEMPORAL_SERVER_DIR` */
  readonly serverDir?: string;
  readonly cacheFolder: string;
  readonly speaker: Speaker;
  /** Where archives are published; tests name a server of their own. */
  readonly releases?: string;
  /** The Go to build with. */
  readonly go?: string;
  /** What is free for the build; tests say it themselves. */
  readonly room?: Room;
};

const names = ['temporal-server', 'temporal-sql-tool'] as const;

/** `XDG_CACHE_HOME/nurt`, shared by all checkouts of this user. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'nurt');
}

/** Finds or makes the programs. The error names everything that was tried and the ways out. */
export async function findTemporal(wish: TemporalWish): Promise<TemporalBinaries> {
  if (wish.serverDir && holdsBoth(wish.serverDir)) return inFolder(wish.serverDir);
  const cached = join(wish.cacheFolder, `temporal-${TEMPORAL_VERSION}-${process.platform}-${process.arch}`);
  if (holdsBoth(cached)) return inFolder(cached);

  const tried: Said[] = [{ pl: `${cached}: –`, en: `${cached}: –` }];
  for (const [where, make] of waysToMake(wish)) {
    const fresh = `${cached}.${process.pid}.new`;
    try {
      mkdirSync(fresh, { recursive: true });
      await make(fresh);
      await keep(fresh, cached);
      return inFolder(cached);
    } catch (error) {
      const why = sentenceOf(error);
      tried.push({ pl: `${where}: ${why.pl}`, en: `${where}: ${why.en}` });
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  throw temporalMissing(tried, cached);
}

type Way = readonly [where: string, make: (folder: string) => Promise<void>];

function waysToMake({ releases = OFFICIAL_RELEASES, go = 'go', cacheFolder, speaker, room }: TemporalWish): Way[] {
  const version = TEMPORAL_VERSION;
  return [
    [releases, (folder) => downloadTemporal({ releases, version, folder, speaker })],
    [`${go} install`, (folder) => buildTemporal({ go, version, folder, cacheFolder, speaker, room })],
  ];
}

/** What programs and the network say about themselves stays as it is. */
function sentenceOf(error: unknown): Said {
  if (error instanceof DomainError) return error.said;
  const text = error instanceof Error ? error.message : String(error);
  return { pl: text, en: text };
}

/** Writes down what the programs looked like when they came, then moves the folder to its place. */
async function keep(fresh: string, cached: string): Promise<void> {
  const sums = await Promise.all(names.map(async (name) => `${await sha256Of(join(fresh, name))}  ${name}\n`));
  writeWhole(join(fresh, 'sha256sums'), sums.join(''), 0o644);
  if (holdsBoth(cached)) return; // another start was quicker
  rmSync(cached, { recursive: true, force: true });
  renameSync(fresh, cached);
}

function holdsBoth(folder: string): boolean {
  return names.every((name) => existsSync(join(folder, name)));
}

function inFolder(folder: string): TemporalBinaries {
  return { server: join(folder, names[0]), sqlTool: join(folder, names[1]) };
}

function temporalMissing(tried: readonly Said[], cached: string): DomainError {
  const list = (language: Language) => tried.map((line) => `  - ${line[language]}`).join('\n');
  return new DomainError('temporal.missing', {
    pl: `Nie mam serwera Temporal ${TEMPORAL_VERSION}. Próbowałem:\n${list('pl')}\nCo można zrobić:\n  - podać w TEMPORAL_SERVER_DIR folder z plikami temporal-server i temporal-sql-tool,\n  - włożyć te dwa pliki do ${cached},\n  - zainstalować Go 1.26 (https://go.dev/dl) i uruchomić ponownie,\n  - podać własny serwer w TEMPORAL_ADDRESS.`,
    en: `There is no Temporal server ${TEMPORAL_VERSION}. Tried:\n${list('en')}\nWhat you can do:\n  - name a folder with temporal-server and temporal-sql-tool in TEMPORAL_SERVER_DIR,\n  - put these two files into ${cached},\n  - install Go 1.26 (https://go.dev/dl) and start again,\n  - name your own server in TEMPORAL_ADDRESS.`,
  });
}
