import type { TransactionPage } from '../../../db/transaction-page.ts';

/** What each part of the page is given. */
export type PartProps = { readonly document: TransactionPage };
