/** Booking the payments of a bank statement, each once: what settles which invoice, and what stands to a customer's credit (N-17). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import type { BankLine } from '../domain/banking/line.ts';
import type { Share } from '../domain/banking/match.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { formatMoney } from '../texts/formats.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { reachable } from './scope.ts';
import { feedTransactions, holdSources, type Feed, type FedTransaction } from './transactions.ts';
import { visibleTransactions } from './transaction-scope.ts';

/** A line of the statement as it was read, and what a person decided about it. */
export type BookedLine = BankLine & {
  readonly key: string;
  readonly shares: readonly Share[];
  /** To whose credit it stands where it settles nothing. */
  readonly companyId?: string | undefined;
};
export type Booking = { readonly lines: readonly BookedLine[] };
export type Booked = {
  readonly booked: number;
  readonly already: number;
  /** Lines that were left out, each with what to do about it; the others are booked. */
  readonly refused: readonly (Refusal & { readonly key: string })[];
};

type Refusal = { readonly code: string; readonly said: Said };

/**
 * Books payments: each share settles its invoice, and what is left over, or settles nothing, stands to the credit of the
 * customer. A line that was booked before is passed over, one that cannot be booked is refused by itself.
 */
export async function bookPayments(tx: Tx, viewer: Viewer, { lines }: Booking): Promise<Booked> {
  demand(viewer, 'transaction.feed');
  // Two who book the same statement at once wait for each other.
  await tx.run(`select pg_advisory_xact_lock(hashtext('bank statements'))`);
  const each = new Map(lines.map((line) => [line.key, line]));
  const before = await bookedOf(tx, [...each.keys()]);
  const fresh = [...each.values()].filter(({ key }) => !before.has(key));
  const known = await knownOf(tx, viewer, fresh);
  const refused: Booked['refused'][number][] = [];
  const rows: Paid[] = [];
  for (const line of fresh) {
    const refusal = refusalOf(line, known);
    if (refusal) refused.push({ key: line.key, ...refusal });
    else rows.push(...paymentsOf(line, known));
  }
  for (const [source, ofSource] of Map.groupBy(rows, (row) => row.source))
    await book(tx, viewer, { source, rows: ofSource.map(({ source: _, ...row }) => row) });
  const booked = fresh.length - refused.length;
  if (booked > 0) {
    const recordId = rows[0]!.externalId.split(':', 2).join(':');
    const changes = { rows: [null, booked] as const };
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'transaction feed', recordId, verb: 'feed', changes });
  }
  return { booked, already: before.size, refused };
}

/** Lines were looked at under the same locks, so no payment of theirs is left out: one that is undoes the whole booking. */
async function book(tx: Tx, viewer: Viewer, feed: Feed): Promise<void> {
  const [first] = (await feedTransactions(tx, viewer, feed)).refused;
  if (first) throw new DomainError(first.code, first.said);
}

/** Keys that have been booked, under whatever source: there are few of those, and each is looked up. */
export async function bookedOf(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
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

type Invoice = {
  readonly id: string;
  readonly companyId: string;
  readonly source: string;
  readonly externalId: string;
  readonly number: string;
  readonly openMinor: number;
  readonly currency: string;
};

type Known = {
  /** `left`: what the lines before have left of it. */
  readonly invoices: ReadonlyMap<string, Invoice & { left: number }>;
  /** Customers to whom the viewer may book. */
  readonly companies: ReadonlySet<string>;
};

async function knownOf(tx: Tx, viewer: Viewer, lines: readonly BookedLine[]): Promise<Known> {
  const ids = lines.flatMap(({ shares }) => shares.map(({ invoiceId }) => invoiceId));
  await holdSourcesOf(tx, ids);
  const found = await tx.rows<Invoice>(
    `select x.id, x.company_id, x.source, x.external_id, coalesce(x.number, x.external_id) as number, x.open_minor, x.currency
     from transactions x where x.id = any($1::uuid[]) and x.kind = 'invoice' and x.stated_open_minor is null
       and ${visibleTransactions(viewer)} order by x.id for update`,
    [[...new Set(ids)]],
  );
  const owners = [...lines.flatMap(({ companyId }) => companyId ?? []), ...found.map(({ companyId }) => companyId)];
  const reached = await tx.rows<{ id: string }>(
    `select c.id from companies c where c.id = any($1::uuid[]) and ${reachable('companies', viewer, 'c')}`,
    [[...new Set(owners)]],
  );
  return {
    invoices: new Map(found.map((invoice) => [invoice.id, { ...invoice, left: invoice.openMinor }])),
    companies: new Set(reached.map(({ id }) => id)),
  };
}

/** A feed takes its source before its documents: so does who books payments of them. */
async function holdSourcesOf(tx: Tx, invoiceIds: readonly string[]): Promise<void> {
  const found = await tx.rows<{ source: string }>(
    'select distinct source from transactions where id = any($1::uuid[])',
    [invoiceIds],
  );
  await holdSources(tx, [BANK, ...found.map(({ source }) => source)]);
}

/** Why a line cannot be booked so; nothing where it can. */
function refusalOf(line: BookedLine, { invoices, companies }: Known): Refusal | undefined {
  const { shares, companyId, currency, amountMinor } = line;
  if (shares.length === 0) return companyId && companies.has(companyId) ? undefined : noCustomer;
  for (const [invoiceId, same] of Map.groupBy(shares, (share) => share.invoiceId)) {
    const invoice = invoices.get(invoiceId);
    if (!invoice || !companies.has(invoice.companyId)) return invoiceGone;
    if (invoice.currency !== currency) return otherCurrency(invoice, currency);
    const wanted = sumOf(same);
    if (wanted > invoice.left) return tooMuchOf(invoice, wanted);
  }
  return sumOf(shares) > amountMinor ? moreThanPaid(line) : undefined;
}

function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

type Paid = FedTransaction & { readonly source: string };

/** The source of what settles no invoice of another system. */
const BANK = 'bank';

function paymentsOf(line: BookedLine, { invoices }: Known): Paid[] {
  const details = { account: line.account, party: line.party, title: line.title };
  const shared = {
    kind: 'payment',
    happenedOn: line.on,
    currency: line.currency,
    title: line.title.slice(0, 500) || null,
    details,
  } as const;
  const rows = line.shares.map(({ invoiceId, amountMinor }, at): Paid => {
    const invoice = invoices.get(invoiceId)!;
    invoice.left -= amountMinor;
    const { source, companyId, externalId } = invoice;
    return { ...shared, source, companyId, settles: externalId, amountMinor, externalId: `bank:${line.key}:${at}` };
  });
  const rest = line.amountMinor - sumOf(line.shares);
  if (rest === 0) return rows;
  const { source, companyId = null } = rows[0] ?? { source: BANK, companyId: line.companyId! };
  const part = rows.length > 0 ? 'rest' : '0';
  return [...rows, { ...shared, source, companyId, amountMinor: rest, externalId: `bank:${line.key}:${part}` }];
}

const noCustomer: Refusal = {
  code: 'statement.no_customer',
  said: {
    pl: 'Nie wiadomo, na czyje konto zapisać tę wpłatę. Wybierz fakturę albo klienta, którego widzisz.',
    en: 'Nobody is named to whose credit this payment stands. Choose an invoice, or a customer whom you see.',
  },
};

const invoiceGone: Refusal = {
  code: 'statement.share_wrong',
  said: {
    pl: 'Wybranej faktury już nie ma, nie masz do niej dostępu albo to, ile na niej zostało, podaje jej własny system. Wybierz inną fakturę albo zapisz wpłatę jako nadpłatę klienta.',
    en: 'The chosen invoice is gone, you have no access to it, or its own system says what is left of it. Choose another one, or book the payment to the credit of the customer.',
  },
};

function otherCurrency({ number, currency }: Invoice, paid: string): Refusal {
  return {
    code: 'statement.share_wrong',
    said: {
      pl: `Faktura ${number} jest w ${currency}, a wpłata w ${paid}. Wybierz fakturę w walucie wpłaty albo zapisz wpłatę jako nadpłatę klienta.`,
      en: `The invoice ${number} is in ${currency}, the payment in ${paid}. Choose an invoice in the currency of the payment, or book it to the credit of the customer.`,
    },
  };
}

function tooMuchOf({ number, currency, left }: Invoice & { left: number }, wanted: number): Refusal {
  return {
    code: 'statement.share_wrong',
    said: {
      pl: `Na fakturze ${number} zostało do zapłaty ${formatMoney(left, currency, 'pl')}, a ta wpłata miała z niej rozliczyć ${formatMoney(wanted, currency, 'pl')}. Wybierz inną fakturę albo zapisz wpłatę jako nadpłatę klienta.`,
      en: `Of the invoice ${number} ${formatMoney(left, currency, 'en')} is left to pay, and this payment was to settle ${formatMoney(wanted, currency, 'en')} of it. Choose another invoice, or book the payment to the credit of the customer.`,
    },
  };
}

function moreThanPaid({ amountMinor, currency, shares }: BookedLine): Refusal {
  const said = (language: 'pl' | 'en') =>
    [sumOf(shares), amountMinor].map((minor) => formatMoney(minor, currency, language));
  const [[plShared, plPaid], [enShared, enPaid]] = [said('pl'), said('en')];
  return {
    code: 'statement.share_wrong',
    said: {
      pl: `Rozliczono ${plShared}, a wpłacono ${plPaid}. Zmniejsz kwoty przy fakturach.`,
      en: `${enShared} is settled, but ${enPaid} was paid. Take less for the invoices.`,
    },
  };
}
