import type { Viewer } from '../domain/access.ts';
import { oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { demandCompany } from './company-lock.ts';
import type { Tx } from './database.ts';
import { freeze, thaw } from './freezes.ts';
import { wakeAccounts } from './channel-accounts.ts';
import { actorBy } from './scope.ts';

/** Everything automatic stands still for this customer until somebody thaws it. */
export async function freezeCompany(
  tx: Tx,
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  const actor = actorBy(viewer, 'campaign.run');
  await demandCompany(tx, viewer, { companyId: id });
  const why = oneLine(reason);
  const done = await freeze(tx, { scope: { kind: 'company', id }, actor, ...(why ? { reason: why } : {}) });
  if (done === 'known') return;
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'freeze', changes: { reason: [null, why] } });
}

/** Goes on where it stood; deadlines move by as long as it lasted. */
export async function thawCompany(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const actor = actorBy(viewer, 'campaign.run');
  await demandCompany(tx, viewer, { companyId: id });
  if ((await thaw(tx, { scope: { kind: 'company', id }, actor })) === 'known') return;
  await recordAudit(tx, { actor, noun: 'company', recordId: id, verb: 'thaw' });
  await wakeAccounts(tx);
}
