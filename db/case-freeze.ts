import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { oneLine } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import { demandOpenCase, findCase } from './case-scope.ts';
import { wakeAccounts } from './channel-accounts.ts';
import type { Tx } from './database.ts';
import { freeze, thaw } from './freezes.ts';

/**
 * Everything automatic in this case stands still until somebody thaws it, for whoever may start procedures there. Throws what
 * is wrong with the case.
 */
export async function freezeCase(
  tx: Tx,
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  demand(viewer, 'run.start');
  demandOpenCase(await findCase(tx, viewer, { id, level: 'add', lock: true }));
  const why = oneLine(reason);
  const actor = actorOf(viewer);
  const done = await freeze(tx, { scope: { kind: 'case', id }, actor, ...(why ? { reason: why } : {}) });
  if (done === 'known') return;
  await recordAudit(tx, { actor, noun: 'case', recordId: id, verb: 'freeze', changes: { reason: [null, why] } });
}

/** Goes on where it stood; deadlines move by as long as it lasted. */
export async function thawCase(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  demand(viewer, 'run.start');
  await findCase(tx, viewer, { id, level: 'add', lock: true });
  const actor = actorOf(viewer);
  if ((await thaw(tx, { scope: { kind: 'case', id }, actor })) === 'known') return;
  await recordAudit(tx, { actor, noun: 'case', recordId: id, verb: 'thaw' });
  await wakeAccounts(tx);
}
