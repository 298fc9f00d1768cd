/** Invoices, payments, orders, reservations and demands as another system tells of them: read here, never changed by hand. */
import type { Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import { reckonBalances } from './balances.ts';
import type { Tx } from './database.ts';
import { hangOwnFiles } from './own-files.ts';
import { refreshFormulas } from './own-formulas.ts';
import type { OwnWritten } from './own-values.ts';
import { actorBy } from './scope.ts';
import { ownOfFed } from './transaction-own.ts';
import { ownersOf, seenCases, unknownCase } from './transaction-owners.ts';

export const transactionKinds = ['invoice', 'payment', 'order', 'reservation', 'demand'] as const;
export type TransactionKind = (typeof transactionKinds)[number];

export type FedTransaction = {
  readonly kind: TransactionKind;
  /** Its id in the feeding system: sent again, the row is brought up to date. */
  readonly externalId: string;
  /** Whose it is: our id, or the NIP where exactly one customer has it. */
  readonly companyId?: string | null;
  readonly nip?: string | null;
  readonly caseId?: string | null;
  readonly number?: string | null;
  readonly title?: string | null;
  readonly state?: 'open' | 'done' | 'cancelled';
  readonly happenedOn: string;
  readonly dueOn?: string | null;
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly settles?: string | null;
  readonly openMinor?: number | null;
  readonly stage?: number | null;
  readonly link?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Own values by code; null empties one, those that are not sent stay. */
  readonly own?: OwnValues;
};

export type Fed = {
  readonly written: number;
  readonly unchanged: number;
  /** Rows that were left out, by their place in the batch; the others are written. */
  readonly refused: readonly { readonly index: number; readonly code: string; readonly said: Said }[];
};

export type Feed = { readonly source: string; readonly rows: readonly FedTransaction[] };

/** Writes one batch, in one transaction with the balances that it changes. The same batch again changes nothing. */
export async function feedTransactions(tx: Tx, viewer: Viewer, { source, rows }: Feed): Promise<Fed> {
  const actor = actorBy(viewer, 'transaction.feed');
  await holdSources(tx, [source]);
  const owners = await ownersOf(tx, viewer, rows);
  const cases = await seenCases(tx, viewer, rows);
  const refused: Fed['refused'][number][] = [];
  const known = new Map<string, Owned & { readonly index: number }>();
  rows.forEach((row, index) => {
    const companyId = owners[index]!;
    if (typeof companyId !== 'string') refused.push({ index, ...companyId });
    else if (row.caseId && !cases.has(`${row.caseId} ${companyId}`))
      refused.push({ index, ...unknownCase(row.caseId) });
    // Of two rows of one id the last one counts.
    else known.set(keyOf(row), { ...row, companyId, index });
  });
  const own = new Map<string, OwnWritten>();
  const fitting = [...known.values()];
  for (const [at, written] of (await ownOfFed(tx, viewer, { source, rows: fitting })).entries()) {
    const { index, ...row } = fitting[at]!;
    if (!(written instanceof DomainError)) own.set(keyOf(row), written);
    else refused.push({ index, code: written.code, said: written.said });
  }
  const given = fitting.flatMap((row) => {
    const written = own.get(keyOf(row));
    return written ? [{ ...row, own: written.own }] : [];
  });
  const touched = await upsert(tx, actor, { source, rows: given });
  await settleFed(tx, viewer, { touched, own });
  await reckonBalances(tx, await touchedBy(tx, source, touched));
  if (touched.length > 0) {
    const changes = { rows: [null, touched.length] as const, refused: [null, refused.length] as const };
    await recordAudit(tx, { actor, noun: 'transaction feed', recordId: source, verb: 'feed', changes });
  }
  refused.sort((one, other) => one.index - other.index);
  return { written: touched.length, unchanged: given.length - touched.length, refused };
}

/**
 * Until the transaction ends nobody else feeds from these sources: what a row holds is read before it is written, also of one
 * that two send for the first time. Taken before any of their documents.
 */
export async function holdSources(tx: Tx, sources: readonly string[]): Promise<void> {
  await tx.run(
    `select pg_advisory_xact_lock(source) from (
       select distinct hashtextextended('transactions of ' || s, 0) as source from unnest($1::text[]) s order by 1) o`,
    [sources],
  );
}

type Owned = FedTransaction & { readonly companyId: string };
type Given = Owned & { readonly own: OwnValues };
type Touched = {
  readonly id: string;
  readonly kind: string;
  readonly externalId: string;
  readonly companyId: string;
  readonly settles: string | null;
  /** Whose it was, and what it settled, before the feed; null: it is new. */
  readonly before: string | null;
  readonly settledBefore: string | null;
};

function keyOf({ kind, externalId }: Pick<Touched, 'kind' | 'externalId'>): string {
  return `${kind} ${externalId}`;
}

/**
 * Whose balances have changed: a row that has moved from one customer to another changes both, and a payment also that of
 * whom its invoice belongs to, as a head office pays for its branches.
 */
async function touchedBy(tx: Tx, source: string, touched: readonly Touched[]): Promise<string[]> {
  const invoices = touched.flatMap(({ settles, settledBefore }) => [settles ?? [], settledBefore ?? []].flat());
  const paid = await tx.rows<{ companyId: string }>(
    `select distinct company_id from transactions where source = $1 and kind = 'invoice' and external_id = any($2::text[])`,
    [source, [...new Set(invoices)]],
  );
  const owners = touched.flatMap(({ companyId, before }) => [companyId, before ?? companyId]);
  return [...new Set([...owners, ...paid.map(({ companyId }) => companyId)])];
}

type Settling = { readonly touched: readonly Touched[]; readonly own: ReadonlyMap<string, OwnWritten> };

/** Files of own fields hang on their documents from now on, and formulas are worked out anew. */
async function settleFed(tx: Tx, viewer: Viewer, { touched, own }: Settling): Promise<void> {
  for (const row of touched) {
    const files = own.get(keyOf(row))?.files ?? [];
    await hangOwnFiles(tx, viewer, { record: 'transaction', id: row.id, files });
  }
  await refreshFormulas(
    tx,
    'transaction',
    touched.map(({ id }) => id),
  );
}

type Upserting = { readonly source: string; readonly rows: readonly Given[] };

/** Answers the rows that have changed: whose each is and what it settles, and how both were. */
async function upsert(tx: Tx, actor: Actor, { source, rows }: Upserting): Promise<Touched[]> {
  if (rows.length === 0) return [];
  return tx.rows(
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) g(kind text, external_id text, company_id uuid, case_id uuid, number text,
         title text, state text, happened_on date, due_on date, amount_minor bigint, currency text, settles text,
         stated_open_minor bigint, stage integer, link text, details jsonb, own jsonb)),
     before as (
       select t.kind, t.external_id, t.company_id, t.settles from transactions t join given g using (kind, external_id)
       where t.source = $2),
     written as (
       insert into transactions as t (kind, source, external_id, company_id, case_id, number, title, state, happened_on, due_on,
         amount_minor, currency, settles, stated_open_minor, stage, link, details, own, created_by, updated_by)
       select kind, $2, external_id, company_id, case_id, number, title, state, happened_on, due_on, amount_minor, currency,
         settles, stated_open_minor, stage, link, details, own, $3, $3 from given order by kind, external_id
       on conflict (source, kind, external_id) do update set company_id = excluded.company_id, case_id = ${KEPT_CASE},
         number = excluded.number, title = excluded.title, state = excluded.state, happened_on = excluded.happened_on,
         due_on = excluded.due_on, amount_minor = excluded.amount_minor, currency = excluded.currency,
         settles = excluded.settles, stated_open_minor = excluded.stated_open_minor, stage = excluded.stage,
         link = excluded.link, details = excluded.details, own = excluded.own, case_by_hand = t.case_by_hand and excluded.case_id is null
           and t.company_id = excluded.company_id, version = t.version + 1, updated_at = now(), updated_by = $3
       where (t.company_id, t.case_id, t.number, t.title, t.state, t.happened_on, t.due_on, t.amount_minor, t.currency,
           t.settles, t.stated_open_minor, t.stage, t.link, t.details, t.own)
         is distinct from (excluded.company_id, ${KEPT_CASE}, excluded.number, excluded.title, excluded.state,
           excluded.happened_on, excluded.due_on, excluded.amount_minor, excluded.currency, excluded.settles,
           excluded.stated_open_minor, excluded.stage, excluded.link, excluded.details,
           excluded.own)
       returning id, kind, external_id, company_id, settles)
     select w.*, b.company_id as before, b.settles as settled_before
     from written w left join before b using (kind, external_id)`,
    [JSON.stringify(rows.map(columnsOf)), source, actorText(actor)],
  );
}

/** What a person chose stays where the feeding system knows of no case, unless the document goes to another customer. */
const KEPT_CASE = `case when t.case_by_hand and excluded.case_id is null and t.company_id = excluded.company_id then t.case_id
  else excluded.case_id end`;

function columnsOf(row: Given) {
  return {
    kind: row.kind,
    external_id: row.externalId,
    company_id: row.companyId,
    case_id: row.caseId ?? null,
    number: row.number ?? null,
    title: row.title ?? null,
    state: row.state ?? (row.kind === 'payment' ? 'done' : 'open'),
    happened_on: row.happenedOn,
    due_on: row.dueOn ?? null,
    amount_minor: row.amountMinor ?? 0,
    currency: row.currency ?? 'PLN',
    settles: row.kind === 'payment' ? (row.settles ?? null) : null,
    stated_open_minor: row.kind === 'invoice' ? (row.openMinor ?? null) : null,
    stage: row.stage ?? null,
    link: row.link ?? null,
    details: row.details ?? {},
    own: row.own,
  };
}

export type Transaction = {
  readonly id: string;
  readonly kind: TransactionKind;
  readonly source: string;
  readonly externalId: string;
  readonly caseId: string | null;
  readonly number: string | null;
  readonly title: string | null;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly happenedOn: string;
  readonly dueOn: string | null;
  readonly amountMinor: number;
  readonly openMinor: number;
  readonly overdue: boolean;
  readonly currency: string;
  readonly settles: string | null;
  readonly stage: number | null;
  readonly link: string | null;
};

/** What a `Transaction` is read from. */
export function transactionColumns(t: string): string {
  return `${t}.id, ${t}.kind, ${t}.source, ${t}.external_id, ${t}.case_id, ${t}.number, ${t}.title, ${t}.state, ${t}.happened_on,
    ${t}.due_on, ${t}.amount_minor, ${t}.open_minor, (${t}.open_minor > 0 and ${t}.due_on < current_date) is true as overdue,
    ${t}.currency, ${t}.settles, ${t}.stage, ${t}.link`;
}

/** What numbers are reckoned from, over the transaction `x`; never unknown. */
export const countsFor = {
  /** Invoices that are not settled, and payments that settle nothing. */
  owed: `(x.kind = 'invoice' and x.open_minor <> 0 or x.kind = 'payment' and x.settles is null and x.state <> 'cancelled')`,
  /** What of the invoices should have been paid before today. */
  overdue: `(x.kind = 'invoice' and x.open_minor <> 0 and x.due_on is not null and x.due_on < current_date)`,
  /** Invoiced in the last twelve months. */
  year: `(x.kind = 'invoice' and x.state <> 'cancelled' and x.happened_on > current_date - interval '1 year' and x.happened_on <= current_date)`,
} as const;

/** Number and title of the transaction `x`, as the index holds them. */
export const textOfTransaction = `plain_text(coalesce(x.number, '') || ' ' || coalesce(x.title, ''))`;

/** What people call the transaction `x`. */
export const nameOfTransaction = 'coalesce(x.number, x.title, x.external_id)';
