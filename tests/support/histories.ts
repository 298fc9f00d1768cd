/** Leads a workflow through a script and keeps its history. */
import { randomBytes } from 'node:crypto';
import type { temporal } from '@temporalio/proto';
import { connectTemporal } from './temporal.ts';
import { until } from './until.ts';

export type Script = {
  readonly name: string;
  readonly workflow: string;
  readonly args: readonly unknown[];
  /** What the activity answers to its n-th call (from 1) at the workflow's time; it may nudge the workflow before. */
  readonly activities: Readonly<Record<string, (call: number, now: number, nudge: () => Promise<void>) => unknown>>;
  /** How often it is nudged while it rests without a timer. */
  readonly nudges?: number;
};

export type History = temporal.api.history.v1.IHistory;

export async function recorder(): Promise<{ record(script: Script): Promise<History>; close(): Promise<void> }> {
  const temporal = await connectTemporal();
  return {
    async record({ name, workflow, args, activities, nudges = 0 }) {
      const taskQueue = `record-${name}-${randomBytes(4).toString('hex')}`;
      const calls = new Map<string, number>();
      const nudge = () => temporal.client.workflow.getHandle(taskQueue).signal('nudge');
      const scripted = Object.entries(activities).map(([activity, answer]) => [
        activity,
        async (input?: { now?: number }) => {
          const call = (calls.get(activity) ?? 0) + 1;
          calls.set(activity, call);
          return answer(call, input?.now ?? Date.now(), nudge);
        },
      ]);
      await temporal.worker({ taskQueue, activities: Object.fromEntries(scripted) });
      const handle = await temporal.client.workflow.start(workflow, {
        taskQueue,
        workflowId: taskQueue,
        args: [...args],
      });
      for (let left = nudges; left > 0; left--) {
        await restsWithoutTimer(handle);
        await nudge();
      }
      await handle.result();
      return handle.fetchHistory();
    },
    close: () => temporal.close(),
  };
}

type Handle = { fetchHistory(): Promise<History> };

/** The last thing that happened is a finished workflow task, and no timer is under way. */
async function restsWithoutTimer(handle: Handle): Promise<void> {
  await until(
    async () => {
      const events = (await handle.fetchHistory()).events ?? [];
      const started = events.filter((event) => event.timerStartedEventAttributes).length;
      const over = events.filter(
        (event) => event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes,
      ).length;
      return started === over && events.at(-1)?.workflowTaskCompletedEventAttributes != null;
    },
    { within: 20_000, what: 'the workflow rests' },
  );
}
