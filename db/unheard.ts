/** What has happened to a stuck run since it stopped: it waits to be heard, or to be skipped. */
import type { Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import type { EffectKey, InputWhat, Version } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import { parameters, visibleFew } from './task-scope.ts';

/** Something that the run has not heard yet. */
export type Unheard = {
  readonly seq: number;
  /** The effect that it is about. */
  readonly key: EffectKey | null;
  /** `outcome`, `closed` (a task without an outcome), `settled` (a message), `deferred`, `happened` or `cancel`. */
  readonly kind: string;
  /** Of an outcome, its name; of an event, its code. */
  readonly name: Said | null;
  readonly at: string | null;
  /** The person who did it. */
  readonly by: string | null;
  /** It is about a task that the viewer does not see: no more is told than that it is there. */
  readonly hidden: boolean;
};

const MOST_UNHEARD = 100;

type Stored = Pick<Unheard, 'seq' | 'at' | 'by'> & { readonly what: string };

/**
 * In the order in which it came. What may still be taken back is not there yet, and what a campaign says is told only once,
 * so that nobody skips it. Read as text: a NUL, which may be why the run is stuck, would end every JSON operator.
 */
export async function unheardBy(
  tx: Tx,
  viewer: Viewer,
  { id, graph }: { readonly id: string; readonly graph: Version },
): Promise<readonly Unheard[]> {
  const rows = await tx.rows<Stored>(
    `select i.seq, i.what::text as what, i.recorded_at as at, u.name as by
     from run_inputs i left join users u on 'user:' || u.id = i.actor
     where i.run_id = $1 and i.taken_rev is null and i.withdrawn_at is null and (i.not_before is null or i.not_before <= now())
       and (i.kind <> 'control' or i.source = 'person') order by i.seq limit ${MOST_UNHEARD}`,
    [id],
  );
  const told = rows.map((row) => ({ ...row, what: JSON.parse(row.what) as InputWhat }));
  const about = await effectsOf(
    tx,
    viewer,
    told.flatMap(({ what }) => ('key' in what ? [what.key] : [])),
  );
  return told.map(({ seq, what, at, by }): Unheard => {
    const key = 'key' in what ? what.key : null;
    const effect = about.get(key ?? '');
    const kind = kindOf(what, effect);
    if (effect?.hidden) return { seq, key, kind, name: null, at: null, by: null, hidden: true };
    return { seq, key, kind, name: nameOf(what, { graph, step: effect?.step }), at, by, hidden: false };
  });
}

type Effect = { readonly key: EffectKey; readonly step: string; readonly kind: string; readonly hidden: boolean };

async function effectsOf(tx: Tx, viewer: Viewer, keys: readonly EffectKey[]): Promise<ReadonlyMap<EffectKey, Effect>> {
  if (keys.length === 0) return new Map();
  const params = parameters();
  const rows = await tx.rows<Effect>(
    `select e.key, e.step, e.kind, t.id is not null and not coalesce(${visibleFew(viewer, params)}, false) as hidden
     from effects e left join tasks t on t.effect_key = e.key where e.key = any(${params.add(keys)}::text[])`,
    params.list,
  );
  return new Map(rows.map((row) => [row.key, row]));
}

function kindOf(what: InputWhat, effect: Effect | undefined): string {
  if (what.kind === 'control') return what.what;
  return what.kind === 'settled' && effect?.kind === 'task' ? 'closed' : what.kind;
}

function nameOf(what: InputWhat, { graph, step }: { graph: Version; step: string | undefined }): Said | null {
  if (what.kind === 'happened') return { pl: what.event, en: what.event };
  if (what.kind !== 'outcome') return null;
  const of = step === undefined ? undefined : graph.steps[step];
  const outcome = of?.kind === 'task' ? of.outcomes.find(({ code }) => code === what.code) : undefined;
  return outcome?.name ?? { pl: what.code, en: what.code };
}
