/** What the supervisor writes about its parts, and everybody else may read: `NURT_HOME/run/parts.json`. */
import { join } from 'node:path';
import type { Known } from './processes.ts';
import { readJson, writeWhole } from './write-file.ts';

export type PartState = {
  readonly name: string;
  readonly state: 'starting' | 'ok' | 'degraded' | 'stopped';
  /** The process itself (the Temporal server, the worker …) and the guard above it. */
  readonly process?: Known;
  readonly guard?: Known;
  /** Deaths since the start of Nurt. */
  readonly deaths: number;
  /** The last lines of a part that keeps dying. */
  readonly lastLines?: readonly string[];
};

export type PartsFile = { readonly nonce: string; readonly parts: readonly PartState[] };

/** What the supervisor of this home last saw; nothing where a part runs alone. `runFolder` is `NURT_HOME/run`. */
export function readPartsFile(runFolder: string): PartsFile | undefined {
  return readJson<PartsFile>(join(runFolder, 'parts.json'));
}

export function writePartsFile(runFolder: string, file: PartsFile): void {
  writeWhole(join(runFolder, 'parts.json'), JSON.stringify(file, null, 2), 0o644);
}
