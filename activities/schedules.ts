/** Periodic workflows are Schedules that only tick: what was missed is worked off by the job's own mark. */
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type { PluginJob } from '../plugins/plugin.ts';
import { jobOfPlugin, scheduleId, taskQueue, workflowId, type Queue } from '../workflows/ids.ts';

type Job = {
  readonly name: string;
  readonly every: '1 minute' | '1 hour' | '1 day' | `${number} minutes`;
  /** After midnight UTC, for what runs once a day. */
  readonly offset?: '1 hour';
  readonly queue: Queue;
  /** A run that takes longer than this, with all its tries, is given up: 30 minutes. */
  readonly within?: '30 minutes' | '3 hours';
  /** Otherwise the workflow of this name, without arguments. */
  readonly workflow?: { readonly type: string; readonly args: readonly unknown[] };
};

const ofTheHouse: readonly Job[] = [
  { name: 'sweep', every: '1 minute', queue: 'now' },
  { name: 'reminders', every: '1 minute', queue: 'now' },
  { name: 'recurring', every: '1 hour', queue: 'bulk' },
  { name: 'partitions', every: '1 day', queue: 'bulk' },
  { name: 'recomputation', every: '1 day', offset: '1 hour', queue: 'bulk' },
  { name: 'shaping', every: '1 day', offset: '1 hour', queue: 'bulk', within: '3 hours' },
  { name: 'facts', every: '1 day', offset: '1 hour', queue: 'bulk' },
  { name: 'uploads', every: '1 day', offset: '1 hour', queue: 'bulk' },
];

/** Makes the schedules, or brings them up to what this program wants; those of earlier programs and of plugins that are gone go. Safe to repeat. */
export async function upsertSchedules(
  client: Client,
  installationId: string,
  ofPlugins: readonly PluginJob[] = [],
): Promise<void> {
  const jobs = [...ofTheHouse, ...ofPlugins.map(jobOf)];
  for (const job of jobs) {
    const wanted = scheduleOf(job, installationId);
    try {
      await client.schedule.create({
        scheduleId: scheduleId(installationId, job.name),
        ...wanted,
        state: { triggerImmediately: true },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = client.schedule.getHandle(scheduleId(installationId, job.name));
      await handle.update((known) => ({ ...wanted, state: known.state }));
    }
  }
  const known = jobs.map(({ name }) => scheduleId(installationId, name));
  await deleteUnknown(client, installationId, known);
}

/** One workflow for all of them: a plugin ships none. */
function jobOf({ id, everyMinutes }: PluginJob): Job {
  const workflow = { type: 'pluginJob', args: [{ id }] };
  return { name: jobOfPlugin(id), every: `${everyMinutes} minutes`, queue: 'bulk', workflow };
}

/** A job that this program no longer has would start a workflow that no worker knows, again and again. */
async function deleteUnknown(client: Client, installationId: string, known: readonly string[]): Promise<void> {
  const wanted = new Set(known);
  for await (const { scheduleId: id } of client.schedule.list()) {
    if (!id.startsWith(scheduleId(installationId, '')) || wanted.has(id)) continue;
    await client.schedule
      .getHandle(id)
      .delete()
      .catch((error: unknown) => {
        // Another worker that has just started was quicker.
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      });
  }
}

function scheduleOf({ name, every, offset, queue, workflow, within = '30 minutes' }: Job, installationId: string) {
  return {
    spec: { intervals: [{ every, ...(offset ? { offset } : {}) }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: workflow?.type ?? name,
      workflowId: workflowId(installationId, name),
      taskQueue: taskQueue(installationId, queue),
      args: [...(workflow?.args ?? [])],
      workflowRunTimeout: within,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' as const },
  };
}
