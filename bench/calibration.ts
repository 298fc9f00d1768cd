/** A loop that does the same work everywhere: absolute figures are read beside it, so that a slow machine is seen as one. */
import { createHash } from 'node:crypto';

/** SHA-256 of 64 KiB, how often in a second now: some 24,000 on the two shared cores that the goals are for. */
export function calibrate(): number {
  const block = Buffer.alloc(65_536, 'nurt');
  const end = performance.now() + 1_000;
  let turns = 0;
  while (performance.now() < end) {
    createHash('sha256').update(block).digest();
    turns++;
  }
  return turns;
}
