/** Bank statements: which payments settle which open invoices (N-17). */
import { createHash } from 'node:crypto';
import { demand, type Viewer } from '../domain/access.ts';
import type { BankLine } from '../domain/banking/line.ts';
import { matchPayments, type Matched, type OpenInvoice } from '../domain/banking/match.ts';
import { bookedOf } from './bank-bookings.ts';
import { doubtsOf } from './bank-doubles.ts';
import type { Tx } from './database.ts';
import { visibleTransactions } from './transaction-scope.ts';

export type ShownInvoice = Omit<OpenInvoice, 'accounts'> & { readonly companyName: string };
export type StatementLine = BankLine &
  Omit<Matched, 'state'> & {
    /** The same line of the same statement has it whenever it is read again. */
    readonly key: string;
    readonly state: Matched['state'] | 'booked' | 'out';
  };
export type ReadStatement = {
  readonly lines: readonly StatementLine[];
  /** Those that the lines name. */
  readonly invoices: readonly ShownInvoice[];
};

type Open = ShownInvoice & Pick<OpenInvoice, 'accounts'>;

/** What each line settles, and what of it has been booked already. Writes nothing. */
export async function readStatement(tx: Tx, viewer: Viewer, lines: readonly BankLine[]): Promise<ReadStatement> {
  demand(viewer, 'transaction.feed');
  const open = await openInvoices(tx, viewer);
  const keys = keysOf(lines);
  const booked = await bookedOf(tx, keys);
  const incoming = lines.map((line) => ({ ...line, amountMinor: Math.max(0, line.amountMinor) }));
  const matched = matchPayments(incoming, open);
  const read = lines.map((line, at): StatementLine => {
    const key = keys[at]!;
    const nothing = { because: 'nothing', shares: [], candidates: [] } as const;
    if (line.amountMinor <= 0) return { ...line, key, ...nothing, state: 'out' };
    return booked.has(key) ? { ...line, key, ...nothing, state: 'booked' } : { ...line, key, ...matched[at]! };
  });
  const once = onlyOnce(await doubted(tx, read, open), open);
  const named = new Set(once.flatMap(({ candidates, shares }) => [...candidates, ...shares.map((s) => s.invoiceId)]));
  const invoices = open.filter(({ id }) => named.has(id)).map(({ accounts: _, ...invoice }) => invoice);
  return { lines: once, invoices };
}

/** What is sure but for a payment that stands in the books already, a person decides. */
async function doubted(tx: Tx, lines: readonly StatementLine[], open: readonly Open[]): Promise<StatementLine[]> {
  const companyOf = new Map(open.map(({ id, companyId }) => [id, companyId]));
  const sure = lines.flatMap((line) => {
    const companyId = companyOf.get(line.shares[0]?.invoiceId ?? '');
    return line.state === 'sure' && companyId ? [{ ...line, companyId }] : [];
  });
  const keys = lines.map(({ key }) => key);
  const doubts = await doubtsOf(tx, sure, keys);
  return lines.map((line) => {
    const because = doubts.get(line.key);
    return because ? { ...line, because, state: 'decide' } : line;
  });
}

/** An invoice that two lines would settle beyond what is left of it is sure for neither but the first. */
function onlyOnce(lines: readonly StatementLine[], open: readonly Open[]): StatementLine[] {
  const left = new Map(open.map(({ id, openMinor }) => [id, openMinor]));
  return lines.map((line) => {
    if (line.state !== 'sure') return line;
    if (line.shares.some(({ invoiceId, amountMinor }) => (left.get(invoiceId) ?? 0) < amountMinor))
      return { ...line, state: 'decide', shares: [] };
    for (const { invoiceId, amountMinor } of line.shares) left.set(invoiceId, left.get(invoiceId)! - amountMinor);
    return line;
  });
}

async function openInvoices(tx: Tx, viewer: Viewer): Promise<Open[]> {
  return tx.rows<Open>(
    `with open as (
       select x.id, x.company_id, x.number, x.external_id, x.open_minor, x.currency, x.due_on from transactions x
       where x.kind = 'invoice' and x.open_minor > 0 and x.stated_open_minor is null and ${visibleTransactions(viewer)}),
     paid as (
       select p.company_id, array_agg(distinct p.details ->> 'account') as accounts from transactions p
       where p.kind = 'payment' and p.details ->> 'account' is not null and p.company_id in (select company_id from open) group by p.company_id)
     select o.id, o.company_id, coalesce(c.short_name, c.name) as company_name, coalesce(o.number, o.external_id) as number, o.open_minor,
       o.currency, to_char(o.due_on, 'YYYY-MM-DD') as due_on, array_remove(coalesce(p.accounts, '{}') || c.iban, null) as accounts
     from open o join companies c on c.id = o.company_id left join paid p on p.company_id = o.company_id
     order by o.due_on nulls last, o.id limit 200000`,
  );
}

/** Two lines of one statement that say the same are two payments: they are counted. */
function keysOf(lines: readonly BankLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(({ on, amountMinor, currency, title, party, account, reference }) => {
    const said = JSON.stringify([on, amountMinor, currency, title, party, account, reference]);
    const nth = (seen.get(said) ?? 0) + 1;
    seen.set(said, nth);
    return createHash('sha256').update(`${said} ${nth}`).digest('hex').slice(0, 32);
  });
}
