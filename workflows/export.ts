import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { ExportActivities } from '../activities/exports.ts';
import { NO_ROOM } from '../domain/disk.ts';

const { writeListFile } = proxyActivities<ExportActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { maximumInterval: '1 minute', maximumAttempts: 5 },
});

const { giveUpExport } = proxyActivities<ExportActivities>({ startToCloseTimeout: '1 minute' });

export type Exporting = { readonly exportId: string };

/** Writes one list into a file. A worker that dies over it begins the file anew elsewhere, a few times. */
export async function exporting(work: Exporting): Promise<void> {
  try {
    await writeListFile(work);
  } catch (error) {
    // What only lacks room is begun again by the sweep.
    if (!lacksRoom(error)) await giveUpExport(work);
    throw error;
  }
}

function lacksRoom(error: unknown): boolean {
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === NO_ROOM;
}
