import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { makePartitions } = proxyActivities<JobActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 3 },
});

/** Each day: the next months of the append-only tables. */
export async function partitions(): Promise<void> {
  await makePartitions();
}
