import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { RunActivities } from '../activities/runs.ts';
import { clock, rest } from './rest.ts';

const { moveRun } = proxyActivities<RunActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

export type Followed = { readonly runId: string };

/** A history of this length is replayed in about a second. */
const MOST_EVENTS = 1_000;

/** Follows one run until it ends: moves it, then waits for its next moment or a nudge. */
export async function follow(followed: Followed): Promise<void> {
  const waiting = rest();
  while (workflowInfo().historyLength < MOST_EVENTS) {
    waiting.listen();
    const { state, dueAt } = await moveRun({ ...followed, now: clock() });
    if (state !== 'ended') await waiting.until(dueAt);
    else if (!waiting.heard()) return;
  }
  return continueAsNew<typeof follow>(followed);
}
