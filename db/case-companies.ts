/** Customers of a case beside its home one. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { recordAudit } from './audit.ts';
import { findCase } from './case-scope.ts';
import type { Db, Tx } from './database.ts';
import { notFound, visible } from './scope.ts';

export type CaseCompany = { readonly id: string; readonly companyId: string };

/** One more customer of a case. */
export async function addCaseCompany(db: Db, viewer: Viewer, asked: CaseCompany): Promise<void> {
  demand(viewer, 'case.edit');
  await db.transaction(async (tx) => {
    await findCase(tx, viewer, { id: asked.id, level: 'run', lock: true });
    await linkCompany(tx, viewer, asked);
  });
}

/** One customer fewer; the home customer is changed, not taken away. */
export async function removeCaseCompany(db: Db, viewer: Viewer, { id, companyId }: CaseCompany): Promise<void> {
  demand(viewer, 'case.edit');
  await db.transaction(async (tx) => {
    await findCase(tx, viewer, { id, level: 'run', lock: true });
    const gone = await tx.run('delete from case_companies where case_id = $1 and company_id = $2', [id, companyId]);
    if (gone === 0) return;
    const changes = { companies: [companyId, null] } as const;
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'case', recordId: id, verb: 'remove company', changes });
  });
}

/** Adds a customer in the transaction that makes or changes the case; one that is there already stays once. */
export async function linkCompany(tx: Tx, viewer: Viewer, { id, companyId }: CaseCompany): Promise<void> {
  await demandCustomer(tx, viewer, companyId);
  const actor = actorOf(viewer);
  const added = await tx.run(
    `insert into case_companies (case_id, company_id, created_by)
     select $1, $2, $3 where not exists (select 1 from cases where id = $1 and company_id = $2) on conflict do nothing`,
    [id, companyId, actorText(actor)],
  );
  if (added === 0) return;
  const changes = { companies: [null, companyId] } as const;
  await recordAudit(tx, { actor, noun: 'case', recordId: id, verb: 'add company', changes });
}

/** Throws `company.not_found` for a customer that the viewer does not see. */
export async function demandCustomer(tx: Tx, viewer: Viewer, companyId: string): Promise<void> {
  const seen = visible('companies', viewer, 'c');
  if (await tx.maybe(`select 1 from companies c where c.id = $1 and ${seen}`, [companyId])) return;
  throw notFound('company');
}
