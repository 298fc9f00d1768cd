/** What becomes of freezes when two customers are put together and taken apart (rule 26). */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Target } from '../domain/target.ts';
import { wakeAccounts } from './channel-accounts.ts';
import type { Tx } from './database.ts';
import { freeze, holdThaws, thaw } from './freezes.ts';
import { TARGET } from './inputs.ts';
import type { Pair } from './merge-preview.ts';
import { nudgeAtOnce } from './outbox.ts';
import { IS_FROZEN } from './run-rows.ts';

type Open = { readonly id: string; readonly of: string; readonly reason: string | null };

/**
 * Runs of a frozen customer hear for how long they stood still, then stand still with the kept one. Those that come to a frozen
 * one stand still from now on, not from when that freeze began.
 */
export async function uniteFreezes(tx: Tx, actor: Actor, { keptId, mergedId }: Pair): Promise<void> {
  const open = await tx.rows<Open>(
    `select id, scope_id as of, reason from freezes where scope_kind = 'company' and scope_id in ($1, $2) and frozen_to is null`,
    [keptId, mergedId],
  );
  if (open.length === 0) return;
  await holdFrozen(tx, [mergedId]);
  const ofMerged = open.find(({ of }) => of === mergedId);
  if (!ofMerged) return tellStood(tx, actor, { companyId: mergedId, freezeId: open[0]!.id });
  await thaw(tx, { scope: { kind: 'company', id: mergedId }, actor });
  const scope = { kind: 'company', id: keptId } as const;
  await freeze(tx, { scope, actor, ...(ofMerged.reason ? { reason: ofMerged.reason } : {}) });
}

type Stood = {
  readonly companyId: string;
  /** What they come under, or come out of. */
  readonly freezeId: string;
  /** Since when they stood under it; missing: they have not until now. */
  readonly since?: string;
};

/** Runs that nothing else holds hear for how long they stood still with another customer: what a later thaw reckons from. */
async function tellStood(tx: Tx, actor: Actor, { companyId, freezeId, since }: Stood): Promise<void> {
  const told = await tx.rows<{ target: Target }>(
    `with at as (select (extract(epoch from date_trunc('milliseconds', now())) * 1000)::bigint as now)
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select r.id, r.campaign_id, r.cohort, 'control', 'freeze', $2 || ':' || at.now,
       json_build_object('kind', 'control', 'what', 'thaw', 'to', at.now, 'from', least(at.now, greatest(
         (extract(epoch from date_trunc('milliseconds', greatest(coalesce($3::timestamptz, now()), r.started_at))) * 1000)::bigint,
         (select max((i.what ->> 'to')::bigint) from run_inputs i where i.run_id = r.id and i.source = 'freeze')))), $4
     from runs r cross join at where r.company_id = $1 and r.state <> 'ended' and not ${IS_FROZEN}
     on conflict (run_id, source, source_id) do nothing
     returning ${TARGET} as target`,
    [companyId, freezeId, since ?? null, actorText(actor)],
  );
  await nudgeAtOnce(
    tx,
    told.map(({ target }) => target),
  );
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
  const open = await tx.maybe<{ id: string; since: string; byMerge: boolean; unbroken: boolean }>(
    `select id, greatest(frozen_from, $2)::text as since, frozen_from = ${AT} as by_merge, frozen_from <= ${AT} as unbroken
     from freezes where scope_kind = 'company' and scope_id = $1 and frozen_to is null`,
    [keptId, mergedAt],
  );
  // Those that go back go on, or stand still from now on: what they lost with the kept one is made up for first.
  if (open && !(ended && open.unbroken))
    await tellStood(tx, actor, { companyId: mergedId, freezeId: open.id, since: open.since });
  if (!ended) return;
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
