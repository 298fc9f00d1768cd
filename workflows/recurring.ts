import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { makeRecurring } = proxyActivities<JobActivities>({
  startToCloseTimeout: '20 minutes',
  heartbeatTimeout: '2 minutes',
  retry: { maximumAttempts: 3 },
});

/** Each hour: tasks that come again are made ninety days ahead, important dates bring theirs, and what was missed is recorded. */
export async function recurring(): Promise<void> {
  await makeRecurring();
}
