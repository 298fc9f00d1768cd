import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { RunActivities } from '../activities/runs.ts';
import { clock, rest } from './rest.ts';

const { advanceDue } = proxyActivities<RunActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

/** Looks after one cohort of a campaign. Carries no participant, so that it can be started again from nothing. */
export type Pumped = { readonly campaignId: string; readonly cohort: number };

const BATCH = 500;
const MOST_EVENTS = 1_000;

/** Moves what is due, batch after batch, then waits for the next moment on a coarse grid, or for a nudge. */
export async function pump(pumped: Pumped): Promise<void> {
  const waiting = rest();
  while (workflowInfo().historyLength < MOST_EVENTS) {
    waiting.listen();
    const { more, nextDueAt, gridMs, open } = await advanceDue({ ...pumped, limit: BATCH, now: clock() });
    if (more) continue;
    if (open > 0) await waiting.until(nextDueAt === null ? null : onGrid(nextDueAt, gridMs));
    else if (!waiting.heard()) return;
  }
  return continueAsNew<typeof pump>(pumped);
}

/** The first point of the grid at or after `at`: runs that are due close together are moved together. */
function onGrid(at: number, gridMs: number): number {
  return Math.ceil(at / gridMs) * gridMs;
}
