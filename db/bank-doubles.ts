/** Payments of a statement that may stand in the books already: read from a file of another format, or fed by an ERP. */
import type { BankLine } from '../domain/banking/line.ts';
import type { Matched } from '../domain/banking/match.ts';
import { numbersIn } from '../domain/banking/numbers.ts';
import type { Tx } from './database.ts';

export type SureLine = BankLine & { readonly key: string; readonly companyId: string };
type Doubt = Extract<Matched['because'], 'booked alike' | 'paid already'>;

/** Why a payment that looks sure is not, by its key. Payments of these keys themselves are no doubles. */
export async function doubtsOf(
  tx: Tx,
  sure: readonly SureLine[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, Doubt>> {
  const paid = await paidNumbers(tx, sure);
  const doubts = new Map<string, Doubt>();
  for (const { key, title, companyId } of sure)
    if (paid.get(companyId)?.(title).length) doubts.set(key, 'paid already');
  for (const key of await bookedAlike(tx, sure, keys)) doubts.set(key, 'booked alike');
  return doubts;
}

/** What one line of a statement paid may stand in several rows: they are added up. */
async function bookedAlike(tx: Tx, sure: readonly SureLine[], keys: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ key: string }>(
    `select s.key from jsonb_to_recordset($1::jsonb)
       as s(key text, "companyId" uuid, "on" date, "amountMinor" bigint, currency text)
     where exists (
       select 1 from transactions t
       where t.company_id = s."companyId" and t.kind = 'payment' and t.happened_on = s."on" and t.currency = s.currency
         and not (t.external_id like 'bank:%' and split_part(t.external_id, ':', 2) = any($2::text[]))
       group by case when t.external_id like 'bank:%' then split_part(t.external_id, ':', 2) else t.id::text end
       having sum(t.amount_minor) = s."amountMinor")`,
    [
      JSON.stringify(
        sure.map(({ key, companyId, on, amountMinor, currency }) => ({ key, companyId, on, amountMinor, currency })),
      ),
      keys,
    ],
  );
  return rows.map(({ key }) => key);
}

/** Older ones are hardly named any more. */
const MOST_PAID = 300;

/** By customer, what answers which of their last paid invoices a title names. */
async function paidNumbers(tx: Tx, sure: readonly SureLine[]) {
  const companies = [...new Set(sure.map(({ companyId }) => companyId))];
  const rows = await tx.rows<{ companyId: string; number: string }>(
    `select c.id as company_id, t.number from unnest($1::uuid[]) c(id) cross join lateral (
       select number, open_minor from transactions where company_id = c.id and kind = 'invoice'
       order by happened_on desc, id desc limit ${MOST_PAID}) t
     where t.open_minor <= 0 and t.number is not null`,
    [companies],
  );
  const byCompany = Map.groupBy(rows, ({ companyId }) => companyId);
  return new Map([...byCompany].map(([companyId, numbers]) => [companyId, numbersIn(numbers)]));
}
