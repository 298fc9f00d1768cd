/** Which runs somebody may lead: those of a case they may add to, others with the customer they see. */
import { may, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { oneLine } from '../domain/text/clean.ts';
import { visibleCases } from './case-scope.ts';
import { visible } from './scope.ts';
import type { parameters } from './task-scope.ts';

/** The condition on the run `r`. What right it takes to do anything to it is the caller's to demand. */
export function leadableRuns(viewer: Viewer, params: ReturnType<typeof parameters>): string {
  const ofCase = may(viewer, 'case.read')
    ? `exists (select 1 from cases k where k.id = r.case_id and ${visibleCases(viewer, params, 'add')})`
    : 'false';
  const ofCompany = may(viewer, 'company.read')
    ? `exists (select 1 from companies c where c.id = r.company_id and ${visible('companies', viewer, 'c')})`
    : 'false';
  return `case when r.case_id is null then ${ofCompany} else ${ofCase} end`;
}

export function runNotFound(): DomainError {
  return new DomainError('run.not_found', {
    pl: 'Nie ma takiej procedury albo nie możesz jej prowadzić. Odśwież stronę.',
    en: 'There is no such procedure, or it is not yours to run. Refresh the page.',
  });
}

/** Why somebody ends a run, in a line. Throws `run.reason_missing`. */
export function reasonOf(typed: string): string {
  const reason = oneLine(typed);
  if (reason) return reason;
  throw new DomainError(
    'run.reason_missing',
    { pl: 'Napisz, dlaczego procedura ma się skończyć.', en: 'Say why the procedure is to end.' },
    'reason',
  );
}
