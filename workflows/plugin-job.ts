import { proxyActivities } from '@temporalio/workflow';
import type { PluginJobActivities } from '../activities/plugin-jobs.ts';

// Not tried again at once: its next turn is never far, and a plugin knows best what may be done twice.
const { runPluginJob } = proxyActivities<PluginJobActivities>({
  startToCloseTimeout: '25 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

/** One turn of a periodic job that a plugin offers. */
export async function pluginJob(job: { readonly id: string }): Promise<void> {
  await runPluginJob(job);
}
