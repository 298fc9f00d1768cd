/** Which open invoices a payment settles: by number, amount and account (N-17). What is not sure is left to a person. */
import type { BankLine } from './line.ts';
import { numbersIn } from './numbers.ts';

export type OpenInvoice = {
  readonly id: string;
  readonly companyId: string;
  readonly number: string;
  readonly openMinor: number;
  readonly currency: string;
  readonly dueOn: string | null;
  /** Accounts from which its customer pays: the one on the card, and those of earlier payments. */
  readonly accounts: readonly string[];
};

export type Share = { readonly invoiceId: string; readonly amountMinor: number };
export type Matched = {
  /** `sure` may be booked as it is; `decide` waits for a person, with what is likely; `unknown` fits nothing. */
  readonly state: 'sure' | 'decide' | 'unknown';
  readonly because:
    | 'number and amount'
    | 'account and amount'
    | 'number'
    | 'account'
    | 'amount'
    /** One of that day and amount stands among their payments already. */
    | 'booked alike'
    /** An invoice that the title names has been paid. */
    | 'paid already'
    | 'nothing';
  readonly shares: readonly Share[];
  /** What a person may choose from, the likeliest first. */
  readonly candidates: readonly string[];
};

const MOST_CANDIDATES = 8;

/** Each payment against those invoices alone that it may mean, so that a long statement takes no longer than it is long. */
export function matchPayments(lines: readonly BankLine[], invoices: readonly OpenInvoice[]): Matched[] {
  const open = invoices.filter(({ openMinor }) => openMinor > 0);
  const known = knownBy(open);
  return lines.map((line) => matchPayment(line, known));
}

type Known = ReturnType<typeof knownBy>;

/** Open invoices by all that a payment says of them. */
function knownBy(open: readonly OpenInvoice[]) {
  const byAmount = Map.groupBy(open, ({ openMinor, currency }) => `${openMinor} ${currency}`);
  const byAccount = new Map<string, OpenInvoice[]>();
  const byBoth = new Map<string, OpenInvoice[]>();
  const payers = new Map<string, Set<string>>();
  for (const invoice of open)
    for (const account of invoice.accounts) {
      const key = `${account} ${invoice.currency}`;
      add(byAccount, key, invoice);
      add(byBoth, `${key} ${invoice.openMinor}`, invoice);
      payers.set(key, (payers.get(key) ?? new Set()).add(invoice.companyId));
    }
  return { named: numbersIn(open), byAmount, byAccount, byBoth, payers };
}

function add(to: Map<string, OpenInvoice[]>, key: string, invoice: OpenInvoice): void {
  const there = to.get(key);
  if (there) there.push(invoice);
  else to.set(key, [invoice]);
}

function matchPayment(line: BankLine, known: Known): Matched {
  const { named, theirs, exact, equal, payers } = meantBy(line, known);
  const likely = [named, exact, theirs, equal].flatMap((some) => some.slice(0, 2 * MOST_CANDIDATES));
  const candidates = [...new Set(likely.map(({ id }) => id))].slice(0, MOST_CANDIDATES);
  const answer = (state: Matched['state'], because: Matched['because'], chosen: readonly OpenInvoice[]): Matched => ({
    ...{ state, because, candidates },
    shares: shared(line.amountMinor, chosen),
  });

  if (named.length > 0) {
    const isOneCustomer = new Set(named.map(({ companyId }) => companyId)).size === 1;
    const isExact = named.reduce((sum, { openMinor }) => sum + openMinor, 0) === line.amountMinor;
    const isTheirAccount = payers.size === 0 || payers.has(named[0]!.companyId);
    if (isOneCustomer && isExact && isTheirAccount) return answer('sure', 'number and amount', named);
    return answer('decide', 'number', isOneCustomer ? named : []);
  }
  if (exact.length === 1 && payers.size === 1) return answer('sure', 'account and amount', exact);
  if (theirs.length > 0) return answer('decide', 'account', exact.slice(0, 1));
  if (equal.length > 0) return answer('decide', 'amount', equal.length === 1 ? equal : []);
  return { state: 'unknown', because: 'nothing', shares: [], candidates: [] };
}

function meantBy({ account, currency, amountMinor, title }: BankLine, known: Known) {
  const from = `${account ?? ''} ${currency}`;
  return {
    named: known.named(title).filter((one) => one.currency === currency),
    theirs: known.byAccount.get(from) ?? [],
    exact: known.byBoth.get(`${from} ${amountMinor}`) ?? [],
    equal: known.byAmount.get(`${amountMinor} ${currency}`) ?? [],
    payers: known.payers.get(from) ?? new Set<string>(),
  };
}

/** The oldest due is settled first; nothing gets more than is left of it. */
function shared(amountMinor: number, chosen: readonly OpenInvoice[]): Share[] {
  const shares: Share[] = [];
  let left = amountMinor;
  for (const { id, openMinor } of chosen.toSorted((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'))) {
    const part = Math.min(left, openMinor);
    if (part <= 0) break;
    shares.push({ invoiceId: id, amountMinor: part });
    left -= part;
  }
  return shares;
}
