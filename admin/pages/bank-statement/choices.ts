import type { ShownInvoice, StatementLine } from '../../../db/bank-statements.ts';
import type { Share } from '../../../domain/banking/match.ts';
import type { Choice } from '../../components/field.tsx';
import type { Words } from '../../components/words.ts';

/** What was found is taken as it is; any other choice is the id of an invoice. */
export const PROPOSED = 'proposed';

/** What is sure is chosen, the rest waits for a person. */
export function firstChoices(lines: readonly StatementLine[]): Readonly<Record<string, string>> {
  return Object.fromEntries(lines.map(({ key, state }) => [key, state === 'sure' ? PROPOSED : '']));
}

type Line = Pick<StatementLine, 'shares' | 'amountMinor' | 'candidates'>;

export function optionsOf(
  { shares, candidates }: Line,
  invoices: ReadonlyMap<string, ShownInvoice>,
  { money }: Words,
): Choice[] {
  const numbers = shares.map(({ invoiceId }) => invoices.get(invoiceId)?.number ?? '');
  const single = shares.length === 1 ? shares[0]!.invoiceId : undefined;
  return [
    ...(shares.length > 0 ? [{ value: PROPOSED, label: numbers.join(' + ') }] : []),
    ...candidates
      .filter((id) => id !== single)
      .flatMap((id) => {
        const invoice = invoices.get(id);
        return invoice
          ? [
              {
                value: id,
                label: `${invoice.number} (${money(invoice.openMinor, invoice.currency)}, ${invoice.companyName})`,
              },
            ]
          : [];
      }),
  ];
}

export function chosenShares(
  { choice, shares, amountMinor }: Pick<Line, 'shares' | 'amountMinor'> & { readonly choice: string },
  invoices: ReadonlyMap<string, ShownInvoice>,
): readonly Share[] {
  if (choice === PROPOSED) return shares;
  const invoice = invoices.get(choice);
  return invoice ? [{ invoiceId: choice, amountMinor: Math.min(amountMinor, invoice.openMinor) }] : [];
}
