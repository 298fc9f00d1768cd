/** Which open invoices a payment settles: by number, amount and account (N-17). What is not sure is left to a person. */
import type { BankLine } from './line.ts';

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
  readonly because: 'number and amount' | 'account and amount' | 'number' | 'account' | 'amount' | 'nothing';
  readonly shares: readonly Share[];
  /** What a person may choose from, the likeliest first. */
  readonly candidates: readonly string[];
};

const MOST_CANDIDATES = 8;

/** Each payment against those invoices alone that it may mean, so that a long statement takes no longer than it is long. */
export function matchPayments(lines: readonly BankLine[], invoices: readonly OpenInvoice[]): Matched[] {
  const byAmount = Map.groupBy(invoices, ({ openMinor, currency }) => `${openMinor} ${currency}`);
  const byNumber = new Map<string, OpenInvoice[]>();
  const byAccount = new Map<string, OpenInvoice[]>();
  const add = (to: Map<string, OpenInvoice[]>, key: string, invoice: OpenInvoice) =>
    to.set(key, [...(to.get(key) ?? []), invoice]);
  for (const invoice of invoices) {
    for (const key of keysOf(invoice.number)) add(byNumber, key, invoice);
    for (const account of invoice.accounts) add(byAccount, account, invoice);
  }
  return lines.map((line) => {
    const near = [
      ...tokensOf(line.title).flatMap((token) => byNumber.get(token) ?? []),
      ...(line.account ? (byAccount.get(line.account) ?? []) : []),
      ...(byAmount.get(`${line.amountMinor} ${line.currency}`) ?? []),
    ];
    return matchPayment(line, [...new Set(near)]);
  });
}

/** By what a number is looked for in a title: its last part, and all its digits where they are written as one. */
function keysOf(number: string): string[] {
  const tokens = tokensOf(number);
  return [...new Set([tokens.at(-1) ?? '', tokens.filter((token) => /\d/.test(token)).join('')])].filter(Boolean);
}

function tokensOf(text: string): string[] {
  return text.toUpperCase().match(/\p{L}+|\p{N}+/gu) ?? [];
}

export function matchPayment(line: BankLine, invoices: readonly OpenInvoice[]): Matched {
  const open = invoices.filter(({ currency, openMinor }) => currency === line.currency && openMinor > 0);
  const named = open.filter(({ number }) => names(line.title, number));
  const theirs = open.filter(({ accounts }) => line.account !== null && accounts.includes(line.account));
  const equal = open.filter(({ openMinor }) => openMinor === line.amountMinor);
  const candidates = [...new Set([...named, ...theirs.filter((one) => equal.includes(one)), ...theirs, ...equal])]
    .slice(0, MOST_CANDIDATES)
    .map(({ id }) => id);
  const answer = (state: Matched['state'], because: Matched['because'], chosen: readonly OpenInvoice[]): Matched => ({
    ...{ state, because, candidates },
    shares: shared(line.amountMinor, chosen),
  });

  if (named.length > 0) {
    const isOneCustomer = new Set(named.map(({ companyId }) => companyId)).size === 1;
    const isExact = named.reduce((sum, { openMinor }) => sum + openMinor, 0) === line.amountMinor;
    if (isOneCustomer && isExact) return answer('sure', 'number and amount', named);
    return answer('decide', 'number', isOneCustomer ? named : []);
  }
  const exact = theirs.filter((one) => equal.includes(one));
  const isOnlyOne = exact.length === 1 && new Set(theirs.map(({ companyId }) => companyId)).size === 1;
  if (isOnlyOne) return answer('sure', 'account and amount', exact);
  if (theirs.length > 0) return answer('decide', 'account', exact.slice(0, 1));
  if (equal.length > 0) return answer('decide', 'amount', equal.length === 1 ? equal : []);
  return { state: 'unknown', because: 'nothing', shares: [], candidates: [] };
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

/** The number as people and banks write it: `FV/2026/11/1` is also `fv 2026-11-1`, but not `FV/2026/11/12`. */
function names(title: string, number: string): boolean {
  const parts = tokensOf(number);
  // A bare short number would be found in anything.
  if (parts.join('').length < 4) return false;
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join('[^\\p{L}\\p{N}]*')}(?!\\p{N})`, 'u').test(title.toUpperCase());
}
