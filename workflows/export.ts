import { proxyActivities } from '@temporalio/workflow';
import type { ExportActivities } from '../activities/exports.ts';

const { writeListFile } = proxyActivities<ExportActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { maximumInterval: '1 minute', maximumAttempts: 5 },
});

export type Exporting = { readonly exportId: string };

/** Writes one list into a file. A worker that dies over it begins the file anew elsewhere. */
export async function exporting(work: Exporting): Promise<void> {
  await writeListFile(work);
}
