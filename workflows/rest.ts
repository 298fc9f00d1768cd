import { condition, setHandler } from '@temporalio/workflow';
import { nudge } from './nudge.ts';

/** The workflow's own clock in epoch milliseconds: recorded, so that a replay sees the same, and skipped by tests. */
export function clock(): number {
  // eslint-disable-next-line no-restricted-globals -- the sandbox replaces Date by the recorded time; this is its one use
  return Date.now();
}

/** The longest timer: what is further away is looked at in between. */
const LONGEST_MS = 30 * 24 * 60 * 60_000;

export type Rest = {
  /** Call it before looking at PostgreSQL: whoever nudges from now on ends the next rest. */
  listen(): void;
  /** Has somebody nudged since? Then it is too early to end. */
  heard(): boolean;
  /** Until `at` (epoch ms), or until a nudge; null: only a nudge ends it. */
  until(at: number | null): Promise<void>;
};

/** How a workflow waits. Registers the one signal: create it before the first await. */
export function rest(): Rest {
  let woken = false;
  setHandler(nudge, () => {
    woken = true;
  });
  return {
    listen() {
      woken = false;
    },
    heard: () => woken,
    async until(at) {
      if (at === null) return condition(() => woken);
      const ms = Math.min(at - clock(), LONGEST_MS);
      if (ms > 0) await condition(() => woken, ms);
    },
  };
}
