import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { DispatchActivities } from '../activities/dispatch.ts';
import { clock, rest } from './rest.ts';

const { sendDue } = proxyActivities<DispatchActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

/** Sends for one account of a channel. Carries no message, so that it can be started again from nothing. */
export type Dispatched = { readonly accountId: string };

const MOST_EVENTS = 1_000;

/** Sends what is due, then waits for what becomes due next, or for a nudge. Ends when nothing is planned. */
export async function dispatch({ accountId }: Dispatched): Promise<void> {
  const waiting = rest();
  while (workflowInfo().historyLength < MOST_EVENTS) {
    waiting.listen();
    const { more, nextAt } = await sendDue({ accountId, now: clock() });
    if (more) continue;
    if (nextAt !== null) await waiting.until(nextAt);
    else if (!waiting.heard()) return;
  }
  return continueAsNew<typeof dispatch>({ accountId });
}
