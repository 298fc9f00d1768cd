import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { sweepOverdue } = proxyActivities<JobActivities>({
  startToCloseTimeout: '50 seconds',
  retry: { maximumAttempts: 3 },
});

/** Each minute: overdue runs, undrained inputs, messages nobody sends. */
export async function sweep(): Promise<void> {
  await sweepOverdue();
}
