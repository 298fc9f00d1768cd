import { statfsSync } from 'node:fs';

/** `low`: jobs stop (under 1 GB free). `full`: writes are refused with a sentence (under 300 MB). */
export type DiskLevel = 'fine' | 'low' | 'full';

const LOW = 1e9;
const FULL = 300e6;
const FRESH_MS = 5000;

const seen = new Map<string, { at: number; level: DiskLevel }>();

/** How much room the disk of this folder has; asked at most every five seconds. */
export function diskLevel(folder: string, now = Date.now()): DiskLevel {
  const known = seen.get(folder);
  if (known && now - known.at < FRESH_MS) return known.level;
  const level = levelOf(freeBytes(folder));
  seen.set(folder, { at: now, level });
  return level;
}

export function levelOf(free: number): DiskLevel {
  if (free < FULL) return 'full';
  return free < LOW ? 'low' : 'fine';
}

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
