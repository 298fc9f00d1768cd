/** Work and mail that belong to an opportunity: made with it, tied to it later, taken off it. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { recordAudit } from './audit.ts';
import type { Db } from './database.ts';
import { messageNotFound, visibleMessages } from './message-scope.ts';
import { insertOpportunity, type NewOpportunity } from './opportunities.ts';
import { findOpportunity } from './opportunity-scope.ts';
import { otherCustomer, tieTask } from './task-opportunity.ts';
import { parameters } from './task-scope.ts';
import { createTaskIn, type NewTask } from './tasks.ts';

export type OpportunityWith = NewOpportunity & {
  /** A new task that comes with it. */
  readonly task?: Omit<NewTask, 'companyId' | 'personId'>;
  /** A task that is there already. */
  readonly taskId?: string;
};

/** A new opportunity, alone or together with a task: both or neither. */
export async function createOpportunity(
  db: Db,
  viewer: Viewer,
  { task, taskId, ...fields }: OpportunityWith,
): Promise<{ readonly id: string; readonly taskId: string | null }> {
  return db.transaction(async (tx) => {
    const id = await insertOpportunity(tx, viewer, fields);
    const { companyId, personId = null } = fields;
    if (task) {
      return { id, taskId: await createTaskIn(tx, viewer, { ...task, companyId, personId, opportunityId: id }) };
    }
    if (taskId) await tieTask(tx, viewer, { taskId, opportunityId: id });
    return { id, taskId: taskId ?? null };
  });
}

type MessageTie = { readonly messageId: string; readonly opportunityId: string | null };

/** Ties a message to an opportunity of the same customer, or unties it with null. */
export async function linkMessage(db: Db, viewer: Viewer, { messageId, opportunityId }: MessageTie): Promise<void> {
  demand(viewer, 'opportunity.edit');
  const params = parameters();
  await db.transaction(async (tx) => {
    const message = await tx.maybe<{ companyId: string | null; opportunityId: string | null }>(
      `select m.company_id, m.opportunity_id from messages m
       where m.id = ${params.add(messageId)} and ${visibleMessages(viewer, params)} for no key update of m`,
      params.list,
    );
    if (!message) throw messageNotFound();
    if (message.opportunityId) await findOpportunity(tx, viewer, { id: message.opportunityId });
    if (opportunityId) {
      const { companyId } = await findOpportunity(tx, viewer, { id: opportunityId });
      if (message.companyId !== null && message.companyId !== companyId) throw otherCustomer();
    }
    if (message.opportunityId === opportunityId) return;
    const actor = actorOf(viewer);
    await tx.run(
      'update messages set opportunity_id = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1',
      [messageId, opportunityId, actorText(actor)],
    );
    const changes = { opportunityId: [message.opportunityId, opportunityId] } as const;
    await recordAudit(tx, { actor, noun: 'message', recordId: messageId, verb: 'link', changes });
  });
}
