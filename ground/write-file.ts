import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** Writes a small file whole or not at all, also through a power cut: beside it first, synced, then renamed. */
export function writeWhole(path: string, text: string, mode = 0o600): void {
  const beside = `${path}.${randomBytes(4).toString('hex')}.new`;
  const file = openSync(beside, 'wx', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

/** The JSON in a file, or undefined where there is no such file or it is not JSON. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
