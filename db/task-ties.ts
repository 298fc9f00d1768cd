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
  await demandMainTask(tx, viewer, { id: null, from: null, to: parentId ?? null });
}

type MainTask = { readonly id: string | null; readonly from: string | null; readonly to: string | null };

/** Under another main task, or under none: both the new one and the one that it is taken off are the viewer's to add to. */
export async function demandMainTask(tx: Tx, viewer: Viewer, { id, from, to }: MainTask): Promise<void> {
  if (from === to) return;
  if (from) await lockTask(tx, viewer, from);
  if (!to) return;
  await lockTask(tx, viewer, to);
  await demandTree(tx, id, to);
}
