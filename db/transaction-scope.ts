/** Which documents of trade somebody sees: the one place where SQL says so. */
import { demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { visible } from './scope.ts';

/** The condition under which the viewer sees the transaction `x`: those of customers whom they see. No case opens more. */
export function visibleTransactions(viewer: Viewer, alias = 'x'): string {
  demand(viewer, 'transaction.read');
  return `exists (select 1 from companies c where c.id = ${alias}.company_id and ${visible('companies', viewer, 'c')})`;
}

export type SeenTransaction = { readonly id: string; readonly companyId: string; readonly caseId: string | null };

/** The transaction, if the viewer sees it; throws `transaction.not_found`. With `lock` nobody else changes it meanwhile. */
export async function findTransaction(
  tx: Tx,
  viewer: Viewer,
  { id, lock }: { readonly id: string; readonly lock?: boolean },
): Promise<SeenTransaction> {
  const found = await tx.maybe<SeenTransaction>(
    `select x.id, x.company_id, x.case_id from transactions x where x.id = $1 and ${visibleTransactions(viewer)}
     ${lock ? 'for no key update of x' : ''}`,
    [id],
  );
  if (found) return found;
  throw new DomainError('transaction.not_found', {
    pl: 'Nie ma takiego dokumentu albo nie masz do niego dostępu. Wróć do klienta i wybierz inny.',
    en: 'There is no such document, or you have no access to it. Go back to the customer and choose another.',
  });
}
