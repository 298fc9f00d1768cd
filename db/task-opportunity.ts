/** Which opportunity a task is for. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { findOpportunity } from './opportunity-scope.ts';
import { lockTask } from './task-rows.ts';

export type TaskTie = { readonly taskId: string; readonly opportunityId: string | null };

/** Ties a task to an opportunity of the same customer, or unties it with null. */
export async function linkTask(db: Db, viewer: Viewer, tie: TaskTie): Promise<void> {
  await db.transaction((tx) => tieTask(tx, viewer, tie));
}

/**
 * As `linkTask`, together with what else is done in this transaction. Whoever does not see the opportunity that it is tied to
 * does not take it off that one.
 */
export async function tieTask(tx: Tx, viewer: Viewer, { taskId, opportunityId }: TaskTie): Promise<void> {
  demand(viewer, 'task.edit');
  const { companyId } = await lockTask(tx, viewer, taskId);
  await demandOpportunity(tx, viewer, { companyId, opportunityId });
  const { before } = await tx.one<{ before: string | null }>(
    'select opportunity_id as before from tasks where id = $1',
    [taskId],
  );
  if (before === opportunityId) return;
  if (before) await findOpportunity(tx, viewer, { id: before });
  const actor = actorOf(viewer);
  await tx.run(
    'update tasks set opportunity_id = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1',
    [taskId, opportunityId, actorText(actor)],
  );
  const changes = { opportunityId: [before, opportunityId] } as const;
  await recordAudit(tx, { actor, noun: 'task', recordId: taskId, verb: 'link', changes });
}

type Meant = { readonly companyId?: string | null | undefined; readonly opportunityId?: string | null | undefined };

/** Throws unless the opportunity, where one is named, is in the viewer's sight and one of this customer. */
export async function demandOpportunity(tx: Tx, viewer: Viewer, { companyId, opportunityId }: Meant): Promise<void> {
  if (!opportunityId) return;
  const opportunity = await findOpportunity(tx, viewer, { id: opportunityId });
  if (companyId && companyId !== opportunity.companyId) throw otherCustomer();
}

/** What belongs to one customer is not for another’s opportunity. */
export function otherCustomer(): DomainError {
  return new DomainError(
    'opportunity.other_customer',
    {
      pl: 'Ta szansa dotyczy innego klienta. Wybierz szansę tego samego klienta.',
      en: 'This opportunity is another customer’s. Choose one of the same customer.',
    },
    'opportunityId',
  );
}
