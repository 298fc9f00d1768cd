import type { Tx } from './database.ts';
import { notFound, reachable, type By } from './scope.ts';

type Asked = { readonly companyId: string; readonly personId?: string | null };

/**
 * Holds a customer that is there for whoever asks until the transaction ends. Throws `company.not_found`, and
 * `person.not_found` for somebody who is not theirs.
 */
export async function demandCompany(tx: Tx, by: By, { companyId, personId = null }: Asked): Promise<void> {
  const company = await tx.maybe(
    `select 1 from companies c where c.id = $1 and ${reachable('companies', by, 'c')} for no key update of c`,
    [companyId],
  );
  if (!company) throw notFound('company');
  if (!personId) return;
  const person = await tx.maybe('select 1 from people where id = $1 and company_id = $2 and deleted_at is null', [
    personId,
    companyId,
  ]);
  if (!person) throw notFound('person');
}
