import { advanceDue, moveRun, type Advanced, type MovedRun } from '../db/runs.ts';
import { activityContext } from './activity-context.ts';
import type { Services } from './services.ts';

/** When the runs of a big cohort are looked at; a small one costs little and is looked at each minute. */
const GRID_MS = { small: 60_000, big: 5 * 60_000 } as const;
const BIG = 5_000;

/**
 * What Temporal spends on one activity would move three hundred runs, so that a burst holds many batches. Nothing waits for
 * it: who is frozen or ended is not picked by the next batch, a worker that stops ends it after the one at hand, and what
 * a killed one has committed stays.
 */
const BURST_MS = 5_000;

export type Virtual = {
  /** The workflow's time, epoch ms. Counts only under the test clock. */
  readonly now: number;
};
export type MoveRun = Virtual & { readonly runId: string };
export type AdvanceDue = Virtual & { readonly campaignId: string; readonly cohort: number; readonly limit: number };

export type RunActivities = {
  /** Moves one run as far as it goes now. */
  moveRun(move: MoveRun): Promise<MovedRun>;
  /** Moves one cohort, batch after batch, each in a transaction of its own: all that is due, or what a burst holds. */
  advanceDue(batch: AdvanceDue): Promise<Advanced & { readonly gridMs: number }>;
};

export function runActivities({ db, testClock }: Services): RunActivities {
  return {
    moveRun: ({ runId, now }) => moveRun(db, { runId, ...(testClock ? { now } : {}) }),
    async advanceDue({ now, ...batch }) {
      const advanced = await inOneBurst(() => advanceDue(db, { ...batch, ...(testClock ? { now } : {}) }));
      return { ...advanced, gridMs: advanced.open > BIG ? GRID_MS.big : GRID_MS.small };
    },
  };
}

async function inOneBurst(batch: () => Promise<Advanced>): Promise<Advanced> {
  const from = performance.now();
  const stop = activityContext()?.cancellationSignal;
  let moved = 0;
  for (;;) {
    const advanced = await batch();
    moved += advanced.moved;
    if (!advanced.more || performance.now() - from >= BURST_MS || stop?.aborted) return { ...advanced, moved };
  }
}
