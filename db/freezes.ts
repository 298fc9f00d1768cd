/** Freezes: while one covers a run, its inputs and timers wait. Pausing a campaign is a freeze of it. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Control } from '../domain/scenario/shapes.ts';
import type { Target } from '../domain/target.ts';
import type { Tx } from './database.ts';
import { TARGET } from './inputs.ts';
import { newId } from './new-id.ts';
import { nudgeAtOnce } from './outbox.ts';
import { COVERS_RUN } from './run-rows.ts';

export type FreezeScope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'company' | 'case' | 'campaign' | 'legal entity'; readonly id: string };

type Freezing = {
  readonly scope: FreezeScope;
  readonly reason?: string;
  readonly since?: string;
  readonly actor: Actor;
};

/** Freezes a scope, from now on or as one that has lasted since. One that is frozen already stays as it is: `known`. */
export async function freeze(tx: Tx, { scope, reason, since, actor }: Freezing): Promise<'frozen' | 'known'> {
  const count = await tx.run(
    `insert into freezes (id, scope_kind, scope_id, frozen_from, reason, created_by) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [newId(), scope.kind, idOf(scope), since ?? (await wholeMillisecond(tx)), reason ?? null, actorText(actor)],
  );
  return count > 0 ? 'frozen' : 'known';
}

/**
 * Ends the freeze of a scope. Every run that no other freeze holds is told for how long it stood still, once: where freezes
 * overlapped, from the beginning of the first, and never again what it was told before. Answers how many runs go on, or
 * `known` if the scope was not frozen.
 */
export async function thaw(
  tx: Tx,
  { scope, actor }: { readonly scope: FreezeScope; readonly actor: Actor },
): Promise<number | 'known'> {
  await holdThaws(tx);
  const to = await wholeMillisecond(tx);
  const ended = await tx.maybe<{ id: string }>(
    `update freezes set frozen_to = $4, ended_by = $3
     where scope_kind = $1 and scope_id is not distinct from $2 and frozen_to is null returning id`,
    [scope.kind, idOf(scope), actorText(actor), to],
  );
  if (!ended) return 'known';
  const told = await tellThawed(tx, { freezeId: ended.id, scope, to, actor });
  await nudgeAtOnce(
    tx,
    told.map((row) => row.target),
  );
  return told.length;
}

/**
 * One freeze ends at a time: of two that end together each would find the other open, and nobody would tell the runs that
 * both covered. Whoever thaws in the middle of other work holds it before the rows that others change after a thaw.
 */
export async function holdThaws(tx: Tx): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtext('thaw'))`);
}

type Thawing = {
  readonly freezeId: string;
  readonly scope: FreezeScope;
  readonly to: string;
  readonly actor: Actor;
};

async function tellThawed(tx: Tx, { freezeId, scope, to, actor }: Thawing): Promise<{ target: Target }[]> {
  const what: Control & { kind: 'control' } = { kind: 'control', what: 'thaw', from: 0, to: Date.parse(to) };
  return tx.rows<{ target: Target }>(
    `with recursive thawed as (
       select r.id, r.company_id, r.case_id, r.campaign_id, r.cohort, greatest(r.started_at, e.frozen_from) as since
       from runs r join freezes e on e.id = $1
       where r.state <> 'ended' and ${covered[scope.kind]}
         and not exists (select 1 from freezes f where f.frozen_to is null and ${COVERS_RUN})),
     -- Backwards over freezes that overlap: the run has stood still since the first of an unbroken row of them.
     chain as (
       select id, since from thawed
       union
       select c.id, greatest(f.frozen_from, r.started_at) from chain c join runs r on r.id = c.id join freezes f
         on ${COVERS_RUN} and f.frozen_from < c.since and f.frozen_to > c.since and r.started_at < c.since),
     stood as (
       select c.id as run_id, greatest((extract(epoch from min(c.since)) * 1000)::bigint,
         (select max((i.what ->> 'to')::bigint) from run_inputs i where i.run_id = c.id and i.source = 'freeze')) as since
       from chain c group by c.id)
     insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
     select s.run_id, t.campaign_id, t.cohort, 'control', 'freeze', $1::text,
       ($2::jsonb || jsonb_build_object('from', s.since))::json, $3
     from stood s join thawed t on t.id = s.run_id
     on conflict (run_id, source, source_id) do nothing
     returning ${TARGET} as target`,
    [freezeId, JSON.stringify(what), actorText(actor), ...(scope.kind === 'everything' ? [] : [scope.id])],
  );
}

/** Runs of a scope, by an index. */
const covered: Readonly<Record<FreezeScope['kind'], string>> = {
  everything: 'true',
  company: 'r.company_id = $4',
  case: 'r.case_id = $4',
  campaign: 'r.campaign_id = $4',
  'legal entity': 'r.campaign_id in (select id from campaigns where legal_entity_id = $4)',
};

function idOf(scope: FreezeScope): string | null {
  return scope.kind === 'everything' ? null : scope.id;
}

/** Runs reckon in milliseconds; so do the edges of a freeze. */
async function wholeMillisecond(tx: Tx): Promise<string> {
  return (await tx.one<{ now: string }>("select date_trunc('milliseconds', now()) as now")).now;
}
