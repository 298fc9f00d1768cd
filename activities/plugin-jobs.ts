/** Periodic work of plugins: one workflow and one activity for all of it, started by a Schedule for each job. */
import { Context } from '@temporalio/activity';
import { readInstallation } from '../db/installation.ts';
import { runJob } from '../db/jobs.ts';
import type { PluginJob } from '../plugins/plugin.ts';
import { jobOfPlugin } from '../workflows/ids.ts';
import { beating } from './beating.ts';
import type { Services } from './services.ts';

export type PluginJobRun = { readonly as: 'done' | 'failed' | 'muted' | 'gone' };

export type PluginJobActivities = {
  /** Runs the job once. What it throws is logged and stands in `jobs`; its next turn tries again. */
  runPluginJob(job: { readonly id: string }): Promise<PluginJobRun>;
};

export function pluginJobActivities({ db, plugins, log }: Services): PluginJobActivities {
  return {
    async runPluginJob({ id }) {
      const job = plugins.jobs.find((one) => one.id === id);
      if (!job) return { as: 'gone' };
      // A copy of another installation must not act in its name.
      if ((await readInstallation(db))?.mutedBecause) return { as: 'muted' };
      const trouble = await troubleOf(job);
      if (trouble !== undefined) log('a job of a plugin failed', { job: id, error: trouble });
      await runJob(db, jobOfPlugin(id), { work: async () => trouble, complaint: (said) => said ?? null });
      return { as: trouble === undefined ? 'done' : 'failed' };
    },
  };
}

/** No transaction is open meanwhile: it may ask other machines. */
async function troubleOf(job: PluginJob): Promise<string | undefined> {
  try {
    await beating(() => job.run({ signal: cancellation() }));
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function cancellation(): AbortSignal {
  try {
    return Context.current().cancellationSignal;
  } catch {
    return new AbortController().signal;
  }
}
