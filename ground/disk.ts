import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { diskLevel, usualLimits, type Disk, type DiskLevel, type DiskLimits } from '../domain/disk.ts';
import { readJson } from './write-file.ts';

export type Watching = {
  readonly limits?: DiskLimits;
  /** How much is free where this folder lies, in bytes. */
  readonly measure?: (folder: string) => number;
  readonly now?: () => number;
};

const FRESH_MS = 5000;
const levels: readonly DiskLevel[] = ['fine', 'low', 'full'];

/** The fullest of the disks that hold these folders; each is asked at most every five seconds. */
export function watchDisk(folders: readonly string[], watching: Watching = {}): Disk {
  const { limits = usualLimits, measure = freeBytes, now = Date.now } = watching;
  let seen: { readonly at: number; readonly level: DiskLevel } | undefined;
  return {
    level() {
      if (!seen || now() - seen.at >= FRESH_MS) {
        const found = folders.map((folder) => levels.indexOf(diskLevel(measure(folder), limits)));
        seen = { at: now(), level: levels[Math.max(0, ...found)]! };
      }
      return seen.level;
    },
  };
}

/** Where this home's things lie: itself, and the data of root's PostgreSQL where that lies elsewhere. */
export function foldersOfHome(home: string): string[] {
  const elsewhere = readJson<{ readonly folder?: string }>(join(home, 'postgres.json'))?.folder;
  return elsewhere ? [home, elsewhere] : [home];
}

/** A folder that is not there (any more) says nothing about room. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
