import { advanceDue, moveRun, type Advanced, type MovedRun } from '../db/runs.ts';
import type { Services } from './services.ts';

/** When the runs of a big cohort are looked at; a small one costs little and is looked at each minute. */
const GRID_MS = { small: 60_000, big: 5 * 60_000 } as const;
const BIG = 5_000;

export type Virtual = {
  /** The workflow's time, epoch ms. Counts only under the test clock. */
  readonly now: number;
};
export type MoveRun = Virtual & { readonly runId: string };
export type AdvanceDue = Virtual & { readonly campaignId: string; readonly cohort: number; readonly limit: number };

export type RunActivities = {
  /** Moves one run as far as it goes now. */
  moveRun(move: MoveRun): Promise<MovedRun>;
  /** Moves a batch of one cohort. */
  advanceDue(batch: AdvanceDue): Promise<Advanced & { readonly gridMs: number }>;
};

export function runActivities({ db, testClock }: Services): RunActivities {
  return {
    moveRun: ({ runId, now }) => moveRun(db, { runId, ...(testClock ? { now } : {}) }),
    async advanceDue({ now, ...batch }) {
      const advanced = await advanceDue(db, { ...batch, ...(testClock ? { now } : {}) });
      return { ...advanced, gridMs: advanced.open > BIG ? GRID_MS.big : GRID_MS.small };
    },
  };
}
