/** What a letter belongs to: the message that it answers, a task, a case, an opportunity, each of the same customer. */
import { demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { demandOpenCase, findCase } from './case-scope.ts';
import type { Tx } from './database.ts';
import { reachableMessages } from './message-scope.ts';
import { findOpportunity } from './opportunity-scope.ts';
import { otherCustomer } from './task-opportunity.ts';
import { lockTask } from './task-rows.ts';
import { parameters } from './task-scope.ts';

export type Named = {
  /** Id of the message that this one answers: it belongs where that one does. */
  readonly inReplyTo?: string | null;
  readonly opportunityId?: string | null;
  readonly caseId?: string | null;
  /** The task from which it is written: it stands there, and in the task's case and opportunity where no other is named. */
  readonly taskId?: string | null;
};

type About = {
  readonly inReplyTo: string | null;
  readonly caseId: string | null;
  readonly opportunityId: string | null;
};

type Whose = Named & { readonly companyId: string };

/** An answer stays with its conversation: where nothing else is said, in the case and the opportunity of what it answers. */
export async function letterAbout(tx: Tx, viewer: Viewer, letter: Whose): Promise<About> {
  const answered = await messageAnswered(tx, viewer, letter);
  await demandNamed(tx, viewer, letter);
  const work = await workBehind(tx, viewer, letter);
  return {
    inReplyTo: answered?.inReplyTo ?? null,
    caseId: letter.caseId ?? answered?.caseId ?? work?.caseId ?? null,
    opportunityId: letter.opportunityId ?? answered?.opportunityId ?? work?.opportunityId ?? null,
  };
}

async function messageAnswered(tx: Tx, viewer: Viewer, { inReplyTo, companyId }: Whose): Promise<About | undefined> {
  if (!inReplyTo) return undefined;
  const params = parameters();
  return tx.maybe<About>(
    `select m.id as in_reply_to, m.case_id, m.opportunity_id from messages m where m.id = ${params.add(inReplyTo)}
       and m.company_id = ${params.add(companyId)} and ${reachableMessages(viewer, params)}`,
    params.list,
  );
}

async function demandNamed(tx: Tx, viewer: Viewer, { caseId, opportunityId, companyId }: Whose): Promise<void> {
  if (caseId) demandOpenCase(await findCase(tx, viewer, { id: caseId, level: 'add' }));
  if (!opportunityId) return;
  demand(viewer, 'opportunity.edit');
  const opportunity = await findOpportunity(tx, viewer, { id: opportunityId });
  if (opportunity.companyId !== companyId) throw otherCustomer();
}

/** The task that a letter is written from, which is the same customer's, with what it hangs on. */
export async function workBehind(
  tx: Tx,
  viewer: Viewer,
  { taskId, companyId }: Pick<Whose, 'taskId' | 'companyId'>,
): Promise<Omit<About, 'inReplyTo'> | undefined> {
  if (!taskId) return undefined;
  demand(viewer, 'task.edit');
  const task = await lockTask(tx, viewer, taskId);
  if (task.companyId !== companyId) throw taskOfAnother();
  const { opportunityId } = await tx.one<{ opportunityId: string | null }>(
    'select opportunity_id from tasks where id = $1',
    [taskId],
  );
  return { caseId: task.caseId, opportunityId };
}

function taskOfAnother(): DomainError {
  return new DomainError(
    'letter.other_customer',
    {
      pl: 'To zadanie jest innego klienta niż list. Napisz z zadania tego klienta.',
      en: 'This task is of another customer than the letter. Write from a task of this customer.',
    },
    'taskId',
  );
}
