import type { ShownInvoice, StatementLine } from '../../../db/bank-statements.ts';
import type { Share } from '../../../domain/banking/match.ts';
import type { Choice } from '../../components/field.tsx';
import type { Chosen } from '../../components/finder-field.tsx';
import type { Words } from '../../components/words.ts';

/** What was found is taken as it is. */
export const PROPOSED = 'proposed';
/** It settles nothing: it stands to the credit of a customer. Any other choice is the id of an invoice. */
export const CREDIT = 'credit';

/** What was chosen for a line; empty: it is not booked. */
export type LineChoice = {
  readonly choice: string;
  /** Whose the invoice is, or to whose credit it stands. */
  readonly customer?: Chosen | undefined;
};
export type Choices = Readonly<Record<string, LineChoice>>;
export type Invoices = ReadonlyMap<string, ShownInvoice>;

/** What is sure is chosen, the rest waits for a person. */
export function firstChoices(lines: readonly StatementLine[], invoices: Invoices): Choices {
  const none: LineChoice = { choice: '' };
  return Object.fromEntries(
    lines.map((line) => [line.key, choiceOf(line.state === 'sure' ? PROPOSED : '', { line, invoices, before: none })]),
  );
}

type Line = Pick<StatementLine, 'key' | 'state' | 'shares' | 'amountMinor' | 'candidates'>;

export function optionsOf({ shares, candidates }: Line, invoices: Invoices, { money, t }: Words): Choice[] {
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
    { value: CREDIT, label: t('statement.credit') },
  ];
}

type Choosing = { readonly line: Line; readonly invoices: Invoices; readonly before: LineChoice };

/** A choice with the customer whom it means, or whom the line most likely means. */
export function choiceOf(choice: string, { line: { shares, candidates }, invoices, before }: Choosing): LineChoice {
  const likely = invoices.get(choice) ?? invoices.get(shares[0]?.invoiceId ?? candidates[0] ?? '');
  return { choice, customer: likely ? { id: likely.companyId, name: likely.companyName } : before.customer };
}

/** What becomes of a line that was chosen. */
export type Decision = {
  readonly shares: readonly Share[];
  /** To whose credit it stands where it settles nothing. */
  readonly companyId?: string;
  readonly restMinor: number;
  /** `over`: a part is left over; `taken`: other lines settle that invoice; `whose`: it waits for a customer. */
  readonly says?: 'over' | 'taken' | 'credit' | 'whose';
};

/** Together they take no more of an invoice than is left of it: what is sure first, the others as they stand. */
export function decisionsOf(
  lines: readonly Line[],
  choices: Choices,
  invoices: Invoices,
): ReadonlyMap<string, Decision> {
  const left = new Map([...invoices].map(([id, { openMinor }]) => [id, openMinor]));
  const chosen = lines.filter((line) => isOffered(line, choices[line.key]?.choice ?? '', invoices));
  const isSure = ({ key, state }: Line) => state === 'sure' && choices[key]!.choice === PROPOSED;
  const inOrder = [...chosen.filter(isSure), ...chosen.filter((line) => !isSure(line))];
  return new Map(inOrder.map((line) => [line.key, decide(line, choices[line.key]!, { left, invoices })]));
}

/** A statement that is read again offers less: what was chosen may be paid meanwhile. */
function isOffered({ state, shares }: Line, choice: string, invoices: Invoices): boolean {
  if (state === 'booked') return false;
  return choice === CREDIT || (choice === PROPOSED ? shares.length > 0 : invoices.has(choice));
}

type Left = { readonly left: Map<string, number>; readonly invoices: Invoices };

function decide(line: Line, { choice, customer }: LineChoice, { left, invoices }: Left): Decision {
  let restMinor = line.amountMinor;
  if (choice === CREDIT)
    return customer
      ? { shares: [], companyId: customer.id, restMinor, says: 'credit' }
      : { shares: [], restMinor, says: 'whose' };
  const wanted = choice === PROPOSED ? line.shares : [{ invoiceId: choice, amountMinor: restMinor }];
  const shares = wanted.flatMap(({ invoiceId, amountMinor }) => {
    const part = Math.min(amountMinor, left.get(invoiceId) ?? 0, restMinor);
    if (part <= 0) return [];
    left.set(invoiceId, left.get(invoiceId)! - part);
    restMinor -= part;
    return [{ invoiceId, amountMinor: part }];
  });
  if (shares.length > 0) return { shares, restMinor, ...(restMinor > 0 ? { says: 'over' as const } : {}) };
  return { shares, companyId: invoices.get(wanted[0]!.invoiceId)!.companyId, restMinor, says: 'taken' };
}
