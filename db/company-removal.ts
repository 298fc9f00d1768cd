/** Taking a customer off all lists, and putting one back. The history stays. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { changedMeanwhile } from './company-conflicts.ts';
import { demandCompany } from './company-lock.ts';
import { refreshClasses } from './class-members.ts';
import type { Tx } from './database.ts';
import { actorBy, type By } from './scope.ts';

type Deleting = { readonly id: string; readonly version: number };

/** Throws `company.in_use` while something is under way with the customer, saying what; `company.changed`. */
export async function deleteCompany(tx: Tx, by: By, { id, version }: Deleting): Promise<void> {
  const actor = actorBy(by, 'company.delete');
  await demandCompany(tx, by, { companyId: id });
  await demandUnused(tx, id);
  const done = await tx.run(
    `update companies set deleted_at = now(), version = version + 1, updated_at = now(), updated_by = $3
     where id = $1 and version = $2 and deleted_at is null`,
    [id, version, actorText(actor)],
  );
  if (done === 0) throw await changedMeanwhile(tx, by, { id, version });
  await refreshClasses(tx, [id]);
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'delete' });
}

/** Puts back a customer that the viewer has deleted, as long as nobody else has touched it. Throws `company.not_found`. */
export async function restoreCompany(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const actor = actorBy(viewer, 'company.delete');
  const mine = await tx.maybe(
    `select 1 from companies where id = $1 and deleted_at is not null and merged_into is null and updated_by = $2 for update`,
    [id, actorText(actor)],
  );
  // One that is there already stays as it is, for whoever sees it.
  if (!mine) return demandCompany(tx, viewer, { companyId: id });
  await tx.run('update companies set deleted_at = null, version = version + 1, updated_at = now() where id = $1', [id]);
  await refreshClasses(tx, [id]);
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'restore' });
}

/** What would be left without its customer, by the words in which it is said; no numbers, since some of it may be unseen. */
const hanging: readonly (readonly [pl: string, en: string, from: string])[] = [
  ['otwarte zadania', 'open tasks', `tasks where company_id = $1 and state = 'open'`],
  ['otwarte sprawy', 'open cases', `cases where company_id = $1 and state = 'open'`],
  ['otwarte szanse sprzedaży', 'open opportunities', `opportunities where company_id = $1 and state = 'open'`],
  ['trwające procedury', 'running procedures', `runs where company_id = $1 and state <> 'ended'`],
  [
    'wiadomości, które mają wyjść',
    'messages that are to go out',
    `messages m join effects e on e.key = m.effect_key where m.company_id = $1 and e.state in ('planned', 'doing', 'unknown')`,
  ],
  ['nierozliczone faktury', 'unsettled invoices', `company_balances where company_id = $1 and balance_minor <> 0`],
  ['oddziały', 'branches', `companies where parent_id = $1 and deleted_at is null`],
];

async function demandUnused(tx: Tx, id: string): Promise<void> {
  const columns = hanging.map(([, , from], at) => `exists (select 1 from ${from}) as h${at}`);
  const found = await tx.one<Record<string, boolean>>(`select ${columns.join(', ')}`, [id]);
  const left = hanging.filter((_, at) => found[`h${at}`]);
  if (left.length === 0) return;
  throw new DomainError('company.in_use', {
    pl: `Tego klienta nie można jeszcze usunąć. Ma: ${left.map(([pl]) => pl).join(', ')}. Zakończ je albo połącz klienta z innym.`,
    en: `This customer cannot be deleted yet. It has ${left.map(([, en]) => en).join(', ')}. Close them, or merge the customer with another.`,
  });
}
