import type { TaskStart } from '../task/values.ts';
import type { TransactionPage } from '../../../db/transaction-page.ts';

/** What each part of the page is given. */
export type PartProps = { readonly document: TransactionPage };

/** What a task about the document begins with: its customer, and its case where one may add to that. */
export function startOf({ id, companyId, companyName, openCase }: TransactionPage, name: string): TaskStart {
  return {
    company: { id: companyId, name: companyName },
    document: { id, name },
    ...(openCase ? { case: { id: openCase.id, name: `${openCase.number} ${openCase.name}` } } : {}),
  };
}
