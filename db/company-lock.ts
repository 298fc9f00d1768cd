import type { Tx } from './database.ts';
import { notFound } from './scope.ts';

/** Holds a customer until the transaction ends. Throws `company.not_found`, `person.not_found` for somebody who is not theirs. */
export async function demandCompany(tx: Tx, companyId: string, personId: string | null = null): Promise<void> {
  const company = await tx.maybe('select 1 from companies where id = $1 and deleted_at is null for no key update', [
    companyId,
  ]);
  if (!company) throw notFound('company');
  if (!personId) return;
  const person = await tx.maybe('select 1 from people where id = $1 and company_id = $2 and deleted_at is null', [
    personId,
    companyId,
  ]);
  if (!person) throw notFound('person');
}
