/** What becomes of freezes when two customers are put together and taken apart (rule 26). */
import type { Actor } from '../domain/actor.ts';
import { wakeAccounts } from './channel-accounts.ts';
import type { Tx } from './database.ts';
import { freeze, holdThaws, thaw } from './freezes.ts';
import type { Pair } from './merge-preview.ts';

/** Runs of a frozen customer hear for how long they stood still, then stand still with the kept one. */
export async function uniteFreezes(tx: Tx, actor: Actor, { keptId, mergedId }: Pair): Promise<void> {
  const open = await tx.maybe<{ reason: string | null }>(
    `select reason from freezes where scope_kind = 'company' and scope_id = $1 and frozen_to is null`,
    [mergedId],
  );
  if (!open) return;
  await holdFrozen(tx, [mergedId]);
  await thaw(tx, { scope: { kind: 'company', id: mergedId }, actor });
  const scope = { kind: 'company', id: keptId } as const;
  await freeze(tx, { scope, actor, ...(open.reason ? { reason: open.reason } : {}) });
}

/**
 * Their branches and cases, as whoever thaws one of these holds it, then all thaws: in this order nobody waits for each
 * other.
 */
export async function holdFrozen(tx: Tx, companyIds: readonly string[]): Promise<void> {
  await tx.run('select 1 from companies where parent_id = any($1::uuid[]) order by id for no key update', [companyIds]);
  await tx.run('select 1 from cases where company_id = any($1::uuid[]) order by id for no key update', [companyIds]);
  await holdThaws(tx);
}

type Separating = Pair & { readonly mergedAt: string };

/**
 * Whoever was frozen when they were merged is frozen again, for the same reason; the kept one goes on only where the merge
 * itself froze it. The freezes tell by their edges what the merge did: it ends and begins them at its own moment.
 */
export async function separateFreezes(tx: Tx, actor: Actor, { keptId, mergedId, mergedAt }: Separating): Promise<void> {
  const ended = await tx.maybe<{ reason: string | null; since: string }>(
    `select reason, frozen_from as since from freezes where scope_kind = 'company' and scope_id = $1 and frozen_to = ${AT}`,
    [mergedId, mergedAt],
  );
  if (!ended) return;
  const open = await tx.maybe<{ byMerge: boolean; unbroken: boolean }>(
    `select frozen_from = ${AT} as by_merge, frozen_from <= ${AT} as unbroken from freezes
     where scope_kind = 'company' and scope_id = $1 and frozen_to is null`,
    [keptId, mergedAt],
  );
  if (open?.byMerge) await thaw(tx, { scope: { kind: 'company', id: keptId }, actor });
  await freeze(tx, {
    scope: { kind: 'company', id: mergedId },
    actor,
    ...(ended.reason ? { reason: ended.reason } : {}),
    // Where somebody let both go on in the meantime, their runs did not stand still.
    ...(open?.unbroken ? { since: ended.since } : {}),
  });
  if (open?.byMerge) await wakeAccounts(tx);
}

/** The moment of the merge, as freezes have their edges. */
const AT = `date_trunc('milliseconds', $2::timestamptz)`;
