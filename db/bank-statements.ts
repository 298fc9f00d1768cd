/** Bank statements: which payments settle which open invoices, and booking what was sure or decided, once (N-17). */
import { createHash } from 'node:crypto';
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import type { BankLine } from '../domain/banking/line.ts';
import { matchPayments, type Matched, type OpenInvoice, type Share } from '../domain/banking/match.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { doubtsOf } from './bank-doubles.ts';
import type { Tx } from './database.ts';
import { feedTransactions, type FedTransaction } from './transactions.ts';
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

/** Keys that have been booked, under whatever source: there are few of those, and each is looked up. */
async function bookedOf(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ key: string }>(
    `with recursive sources as (
       (select source from transactions order by source limit 1)
       union all select (select t.source from transactions t where t.source > s.source order by t.source limit 1) from sources s
         where s.source is not null)
     select k.key from unnest($1::text[]) k(key) where exists (
       select 1 from sources s join transactions t on t.source = s.source and t.kind = 'payment' and t.external_id = 'bank:' || k.key || ':0')`,
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
}

export type Booking = {
  /** The statement as it was read; the lines say themselves what they are. */
  readonly lines: readonly (BankLine & { readonly key: string; readonly shares: readonly Share[] })[];
};
export type Booked = { readonly booked: number; readonly already: number };

/**
 * Books payments: each share settles its invoice, and what is left over stands to the credit of that customer. A line that
 * was booked before is passed over. Throws `statement.share_wrong` where a share is not of an open invoice, or is too much.
 */
export async function bookPayments(tx: Tx, viewer: Viewer, { lines }: Booking): Promise<Booked> {
  demand(viewer, 'transaction.feed');
  // Two who book the same statement at once wait for each other.
  await tx.run(`select pg_advisory_xact_lock(hashtext('bank statements'))`);
  const before = await bookedOf(
    tx,
    lines.map(({ key }) => key),
  );
  const fresh = lines.filter(({ key, shares }) => !before.has(key) && shares.length > 0);
  const ids = [...new Set(fresh.flatMap(({ shares }) => shares.map(({ invoiceId }) => invoiceId)))];
  const settled = await settledBy(tx, viewer, ids);
  const rows = fresh.flatMap((line) => paymentsOf(line, settled));
  for (const [source, ofSource] of Map.groupBy(rows, (row) => row.source))
    await feedTransactions(tx, viewer, { source, rows: ofSource.map(({ source: _, ...row }) => row) });
  if (fresh.length > 0) {
    const changes = { rows: [null, fresh.length] as const };
    const { key } = fresh[0]!;
    await recordAudit(tx, {
      actor: actorOf(viewer),
      noun: 'transaction feed',
      recordId: `bank:${key}`,
      verb: 'feed',
      changes,
    });
  }
  return { booked: fresh.length, already: before.size };
}

type Settled = {
  readonly id: string;
  readonly companyId: string;
  readonly source: string;
  readonly externalId: string;
  readonly openMinor: number;
  readonly currency: string;
};

async function settledBy(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, { left: number } & Settled>> {
  const found = await tx.rows<Settled>(
    `select x.id, x.company_id, x.source, x.external_id, x.open_minor, x.currency from transactions x
     where x.id = any($1::uuid[]) and x.kind = 'invoice' and ${visibleTransactions(viewer)} order by x.id for update`,
    [ids],
  );
  return new Map(found.map((invoice) => [invoice.id, { ...invoice, left: invoice.openMinor }]));
}

type Paid = FedTransaction & { readonly source: string };

function paymentsOf(line: Booking['lines'][number], settled: Awaited<ReturnType<typeof settledBy>>): Paid[] {
  const details = { account: line.account, party: line.party, title: line.title };
  const shared = {
    kind: 'payment',
    happenedOn: line.on,
    currency: line.currency,
    title: line.title.slice(0, 500) || null,
    details,
  } as const;
  let rest = line.amountMinor;
  const rows = line.shares.map(({ invoiceId, amountMinor }, at): Paid => {
    const invoice = settled.get(invoiceId);
    if (
      !invoice ||
      invoice.currency !== line.currency ||
      amountMinor <= 0 ||
      amountMinor > Math.min(invoice.left, rest)
    )
      throw shareWrong(line);
    invoice.left -= amountMinor;
    rest -= amountMinor;
    const { source, companyId, externalId } = invoice;
    return { ...shared, source, companyId, settles: externalId, amountMinor, externalId: `bank:${line.key}:${at}` };
  });
  if (rest === 0) return rows;
  const { source, companyId = null } = rows[0]!;
  return [...rows, { ...shared, source, companyId, amountMinor: rest, externalId: `bank:${line.key}:rest` }];
}

function shareWrong({ on, title }: BankLine): DomainError {
  return new DomainError('statement.share_wrong', {
    pl: `Wpłaty z ${on} („${title.slice(0, 80)}”) nie da się tak rozliczyć: faktura jest już zapłacona albo kwota jest za duża. Wczytaj wyciąg jeszcze raz.`,
    en: `The payment of ${on} ("${title.slice(0, 80)}") cannot be settled so: the invoice is paid already, or the amount is too much. Read the statement again.`,
  });
}
