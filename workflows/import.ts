import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ImportActivities } from '../activities/imports.ts';
import { rest } from './rest.ts';

const { moveImport } = proxyActivities<ImportActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '1 minute',
  retry: { maximumInterval: '30 seconds' },
});

export type Importing = { readonly importId: string };

const MOST_EVENTS = 1_000;

/** Walks one import on, as far as people have let it go: counts, writes or takes back its rows. PostgreSQL knows where it is. */
export async function importing(work: Importing): Promise<void> {
  const waiting = rest();
  while (workflowInfo().historyLength < MOST_EVENTS) {
    waiting.listen();
    const { more } = await moveImport(work);
    if (!more && !waiting.heard()) return;
  }
  return continueAsNew<typeof importing>(work);
}
