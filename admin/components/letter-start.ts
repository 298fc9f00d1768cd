/** What a letter begins with, and what of it goes where. */
import type { EnclosedPlace } from './enclosed.tsx';

export type LetterStart = {
  readonly companyId: string;
  /** A person's id, or `company`. */
  readonly to?: string;
  readonly templateId?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly inReplyTo?: string;
  readonly opportunityId?: string;
  readonly caseId?: string;
  readonly transactionId?: string;
  readonly taskId?: string;
  readonly fileIds?: readonly string[];
};

/** What was begun waits where it belongs: as an answer to a message, at a task, a document, a case, an opportunity, or at the customer. */
export function letterName({
  companyId,
  inReplyTo,
  taskId,
  transactionId,
  caseId,
  opportunityId,
}: LetterStart): string {
  // A case and a task may have several customers: what was begun to one is nothing for another.
  return `letter ${companyId} ${inReplyTo ?? taskId ?? transactionId ?? caseId ?? opportunityId ?? ''}`;
}

/** A template may name the case and the opportunity that the letter is about. */
export function draftPath({ companyId, to = 'company', templateId = '', ...about }: LetterStart): string {
  const asked = new URLSearchParams({ templateId });
  if (to !== 'company') asked.set('personId', to);
  for (const name of ['caseId', 'opportunityId', 'taskId'] as const) {
    const id = about[name];
    if (id) asked.set(name, id);
  }
  return `/companies/${companyId}/letters/draft?${asked}`;
}

/** As it is sent. */
export function bodyOf({ companyId: _, to, templateId, subject = '', text = '', ...about }: LetterStart) {
  return { ...about, personId: to === 'company' ? null : to, templateId: templateId || null, subject, text };
}

/** Where its files lie: as near to what it is about as can be. */
export function placeOf({ opportunityId, caseId, transactionId, companyId }: LetterStart): EnclosedPlace {
  if (transactionId) return { noun: 'transaction', recordId: transactionId };
  if (opportunityId) return { noun: 'opportunity', recordId: opportunityId };
  return caseId ? { noun: 'case', recordId: caseId } : { noun: 'company', recordId: companyId };
}
