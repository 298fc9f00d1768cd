import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { forgetUploads } = proxyActivities<JobActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumAttempts: 3 },
});

/** Each night: uploaded files that nobody has used, or that nobody needs any more, are deleted. */
export async function uploads(): Promise<void> {
  await forgetUploads();
}
