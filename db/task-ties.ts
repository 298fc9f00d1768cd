/** What work hangs on: the case, the main task and the opportunity that it is made for. */
import type { Viewer } from '../domain/access.ts';
import { demandCaseMove } from './case-scope.ts';
import type { Tx } from './database.ts';
import { demandOpportunity } from './task-opportunity.ts';
import { demandTree } from './task-progress.ts';
import { lockTask } from './task-rows.ts';

export type Ties = {
  readonly companyId?: string | null | undefined;
  readonly caseId?: string | null | undefined;
  readonly parentId?: string | null | undefined;
  readonly opportunityId?: string | null | undefined;
};

/** Throws unless each that is named is there for the viewer and may take new work. */
export async function demandTies(
  tx: Tx,
  viewer: Viewer,
  { companyId, caseId, parentId, opportunityId }: Ties,
): Promise<void> {
  await demandCaseMove(tx, viewer, { from: null, to: caseId ?? null });
  await demandOpportunity(tx, viewer, { companyId, opportunityId });
  if (!parentId) return;
  await lockTask(tx, viewer, parentId);
  await demandTree(tx, null, parentId);
}
