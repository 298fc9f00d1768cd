import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { BulkActivities } from '../activities/bulks.ts';
import { rest } from './rest.ts';

const { moveBulkRows } = proxyActivities<BulkActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '1 minute',
  retry: { maximumInterval: '30 seconds' },
});

export type BulkWork = { readonly bulkId: string };

const MOST_EVENTS = 1_000;

/** Works off what somebody does to many rows at once, or takes it back. PostgreSQL knows where it is. */
export async function bulk(work: BulkWork): Promise<void> {
  const waiting = rest();
  while (workflowInfo().historyLength < MOST_EVENTS) {
    waiting.listen();
    const { more } = await moveBulkRows(work);
    if (!more && !waiting.heard()) return;
  }
  return continueAsNew<typeof bulk>(work);
}
