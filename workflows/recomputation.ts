import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { recomputeMoves } = proxyActivities<JobActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 3 },
});

/** Each night: some of the moves of the day are computed again and must give the same runs. */
export async function recomputation(): Promise<void> {
  await recomputeMoves();
}
