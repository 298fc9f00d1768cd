import { proxyActivities } from '@temporalio/workflow';
import type { JobActivities } from '../activities/jobs.ts';

const { showReminders } = proxyActivities<JobActivities>({
  startToCloseTimeout: '50 seconds',
  retry: { maximumAttempts: 3 },
});

/** Each minute: reminders whose time has come appear. */
export async function reminders(): Promise<void> {
  await showReminders();
}
