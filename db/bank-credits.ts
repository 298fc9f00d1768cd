/** What stands to a customer's credit from a statement of a bank, settled with an invoice that came later (N-17). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { reckonBalances } from './balances.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';
import { refreshFormulas } from './own-formulas.ts';
import { findTransaction } from './transaction-scope.ts';

type Settling = { readonly id: string; readonly invoiceId: string };

type Payment = {
  readonly id: string;
  readonly companyId: string;
  /** Whose the cancelled invoice is that it has settled. */
  readonly cancelledOf: string | null;
  readonly amountMinor: number;
  readonly currency: string;
};
type Invoice = {
  readonly source: string;
  readonly externalId: string;
  readonly number: string;
  readonly openMinor: number;
};

/**
 * The payment settles the invoice as far as both reach; what is left of it goes on standing to the customer's credit.
 * Throws `transaction.not_found`, `credit.none`, `credit.invoice_wrong`.
 */
export async function settleCredit(
  tx: Tx,
  viewer: Viewer,
  { id, invoiceId }: Settling,
): Promise<{ readonly settledMinor: number; readonly leftMinor: number }> {
  demand(viewer, 'transaction.feed');
  await findTransaction(tx, viewer, { id, lock: true });
  await findTransaction(tx, viewer, { id: invoiceId, lock: true });
  const payment = await creditOf(tx, id);
  const invoice = await openInvoice(tx, payment, invoiceId);
  const settledMinor = Math.min(payment.amountMinor, invoice.openMinor);
  const leftMinor = payment.amountMinor - settledMinor;
  const actor = actorOf(viewer);
  if (leftMinor > 0) await splitOff(tx, { payment, invoice, settledMinor, by: actorText(actor) });
  else
    // A payment settles within its own source: it goes to that of the invoice.
    await tx.run(
      `update transactions set source = $2, settles = $3, version = version + 1, updated_at = now(), updated_by = $4 where id = $1`,
      [id, invoice.source, invoice.externalId, actorText(actor)],
    );
  await reckonBalances(tx, [...new Set([payment.companyId, payment.cancelledOf ?? payment.companyId])]);
  const changes = { settles: [null, invoice.number] as const };
  await recordAudit(tx, { actor, noun: 'transaction', recordId: id, verb: 'link', changes });
  return { settledMinor, leftMinor };
}

/**
 * What settles nothing, or an invoice that was cancelled since. What another system feeds it may feed again: only what was
 * booked here is settled here.
 */
async function creditOf(tx: Tx, id: string): Promise<Payment> {
  const payment = await tx.maybe<Payment>(
    `select p.id, p.company_id, p.amount_minor, p.currency, i.company_id as cancelled_of
     from transactions p left join transactions i
       on i.source = p.source and i.kind = 'invoice' and i.external_id = p.settles and i.state = 'cancelled'
     where p.id = $1 and p.kind = 'payment' and (p.settles is null or i.id is not null) and p.state <> 'cancelled'
       and p.amount_minor > 0 and p.external_id like 'bank:%'`,
    [id],
  );
  if (payment) return payment;
  throw new DomainError('credit.none', {
    pl: 'To nie jest nadpłata z wyciągu albo jest już rozliczona. Odśwież stronę.',
    en: 'This is no credit from a statement, or it is settled already. Load the page again.',
  });
}

async function openInvoice(tx: Tx, { companyId, currency }: Payment, invoiceId: string): Promise<Invoice> {
  const invoice = await tx.maybe<Invoice>(
    `select source, external_id, coalesce(number, external_id) as number, open_minor from transactions
     where id = $1 and kind = 'invoice' and company_id = $2 and currency = $3 and open_minor > 0 and stated_open_minor is null`,
    [invoiceId, companyId, currency],
  );
  if (invoice) return invoice;
  throw new DomainError(
    'credit.invoice_wrong',
    {
      pl: `Tej faktury nie da się rozliczyć tą wpłatą: jest już zapłacona, należy do innego klienta, nie jest w ${currency} albo to, ile na niej zostało, podaje jej własny system. Wybierz inną.`,
      en: `This payment cannot settle that invoice: it is paid already, belongs to another customer, is not in ${currency}, or its own system says what is left of it. Choose another one.`,
    },
    'invoiceId',
  );
}

type Splitting = {
  readonly payment: Payment;
  readonly invoice: Invoice;
  readonly settledMinor: number;
  readonly by: string;
};

/** The part that settles becomes a payment beside the credit, under the same line of the statement. */
async function splitOff(tx: Tx, { payment, invoice, settledMinor, by }: Splitting): Promise<void> {
  const { id: part } = await tx.one<{ id: string }>(
    `insert into transactions (kind, source, external_id, company_id, case_id, case_by_hand, number, title, state, happened_on,
       amount_minor, currency, settles, details, created_by, updated_by)
     select kind, $2, external_id || ':' || $3::text, company_id, case_id, case_by_hand, number, title, state, happened_on,
       $4::bigint, currency, $5, details, $6, $6 from transactions where id = $1
     returning id`,
    [payment.id, invoice.source, newId(), settledMinor, invoice.externalId, by],
  );
  await tx.run(
    `update transactions set amount_minor = amount_minor - $2::bigint, settles = null, version = version + 1, updated_at = now(),
       updated_by = $3 where id = $1`,
    [payment.id, settledMinor, by],
  );
  await refreshFormulas(tx, 'transaction', [part, payment.id]);
}
