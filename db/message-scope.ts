/** Which messages somebody sees: the one place where SQL says so. */
import { demand, seesEverybody, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { ownCaseIds } from './case-scope.ts';
import { reachable } from './scope.ts';
import type { Params } from './task-scope.ts';

/**
 * The condition under which the viewer sees the message `m`. Where customers of others are not seen, their messages are not
 * either, unless they belong to a case that the viewer has (rule 23); mail to people of ours is theirs.
 */
export function visibleMessages(viewer: Viewer, params: Params): string {
  demand(viewer, 'message.read');
  return reachableMessages(viewer, params);
}

/** As `visibleMessages`, for whoever may do something with a message without reading it. */
export function reachableMessages(viewer: Viewer, params: Params): string {
  if (viewer.scope === 'all') return 'true';
  const cases = ownCaseIds(viewer, params);
  const ofCase = cases ? `or m.case_id = any(${cases})` : '';
  const theirs = seesEverybody(viewer)
    ? 'm.company_id is not null'
    : `m.company_id in (select v.id from companies v where ${reachable('companies', viewer, 'v')})`;
  // Mail of the house is to one person: a digest of reminders, a test of an account, an invitation without a customer.
  const mine = `m.direction = 'in' or lower(m.address) = lower(${params.add(viewer.email)})`;
  return `(${theirs} or (m.company_id is null and (${mine})) ${ofCase})`;
}

/** The condition under which the viewer hears of the effect `e`: everybody's, or those of messages within reach. */
export function reachableEffects(viewer: Viewer, params: Params): string {
  if (viewer.scope === 'all') return 'true';
  return `exists (select 1 from messages m where m.effect_key = e.key and ${reachableMessages(viewer, params)})`;
}

export function messageNotFound(): DomainError {
  return new DomainError('message.not_found', {
    pl: 'Nie ma takiej wiadomości. Wróć do listy i wybierz inną.',
    en: 'There is no such message. Go back to the list and choose another.',
  });
}
