import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { reconcileFacts } = proxyActivities<JobActivities>({
  startToCloseTimeout: '25 minutes',
  retry: { maximumAttempts: 2 },
});

/** Each night: what lists keep beside every company is compared with what it comes from. */
export async function facts(): Promise<void> {
  await reconcileFacts();
}
