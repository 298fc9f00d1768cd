/** Entries of dictionaries. */
import type { Said } from '../domain-error.ts';

export type EntryColor = 'accent' | 'violet' | 'green' | 'orange' | 'red';
export type Entry = {
  readonly id: string;
  /** What records hold: it never changes. */
  readonly code: string;
  readonly name: Said;
  readonly color: EntryColor | null;
  readonly active: boolean;
  readonly version: number;
  /** Of a stage of opportunities, per cent. */
  readonly probability?: number;
};

/** Records that hold an entry are counted so far; one more stands for all beyond. */
export const MOST_USES = 1_000;
