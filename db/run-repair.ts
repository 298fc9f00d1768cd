/** A stuck run waits for a person, who says how it goes on. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import {
  branchesOf,
  hindersRepair,
  spotsOf,
  whyStands,
  type Branch,
  type Repair,
  type Spot,
} from '../domain/scenario/repair.ts';
import type { InputWhat, Run, Version } from '../domain/scenario/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { newId } from './new-id.ts';
import { leadableRuns, reasonOf, runNotFound } from './run-reach.ts';
import { IS_IN_REPAIR } from './run-rows.ts';
import { parameters } from './task-scope.ts';

/** Something that the run has not heard yet. */
export type Unheard = {
  readonly seq: number;
  /** `outcome`, `settled`, `deferred`, `happened`, or what is meant by a control: `cancel`, `thaw`, ... */
  readonly kind: string;
  /** Of an outcome, its name; of an event, its code. */
  readonly name: Said | null;
  readonly at: string;
  /** The person who did it. */
  readonly by: string | null;
};

/** What a person has to know to repair a run. */
export type Repairable = {
  readonly why: Said;
  readonly branches: readonly Branch[];
  readonly steps: readonly Spot[];
  readonly unheard: readonly Unheard[];
};

/** Why a run is stuck and what may be done about it. Throws `run.not_found`, `run.not_stuck`, `right.missing`. */
export async function readRepairable(tx: Tx, viewer: Viewer, id: string): Promise<Repairable> {
  const { why, progress, graph } = await findStuck(tx, viewer, { id });
  return {
    why: whyStands(why, graph),
    branches: branchesOf(progress, graph),
    steps: spotsOf(graph),
    unheard: await unheardBy(tx, { id, graph }),
  };
}

/**
 * Tells a stuck run how to go on: try again, skip what it has not heard, move a branch to another step, or end; or one after
 * the other. Its next move does it. Throws `run.not_found`, `run.not_stuck`, `run.in_repair`, `run.no_input`, `run.no_branch`, `run.no_step`,
 * `run.reason_missing`, `right.missing`.
 */
export async function repairRun(
  db: Db,
  viewer: Viewer,
  { runId, hows }: { readonly runId: string; readonly hows: readonly Repair[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { progress: run, graph: version, inRepair } = await findStuck(tx, viewer, { id: runId, lock: true });
    if (inRepair) throw beingRepaired();
    const inputs = (await unheardBy(tx, { id: runId, graph: version })).map(({ seq }) => seq);
    const actor = actorOf(viewer);
    for (const one of hows) {
      const how =
        one.do === 'end' ? { ...one, result: { ...one.result, reason: reasonOf(one.result.reason ?? '') } } : one;
      const hindrance = hindersRepair(how, { run, version, inputs });
      if (hindrance) throw hindrance;
      if (how.do === 'skip') await dropControl(tx, { runId, seq: how.seq });
      const what = { kind: 'control', what: 'resume', how } as const;
      await recordInput(tx, { runId, source: 'repair', sourceId: newId(), what, actor });
      await recordAudit(tx, { actor, noun: 'run', recordId: runId, verb: 'repair', changes: { how: [null, how] } });
    }
  });
}

type StuckRun = {
  readonly state: Run['state'];
  readonly why: string;
  readonly progress: Run;
  readonly graph: Version;
  readonly inRepair: boolean;
};

type Sought = { readonly id: string; readonly lock?: boolean };

async function findStuck(tx: Tx, viewer: Viewer, { id, lock }: Sought): Promise<StuckRun> {
  demand(viewer, 'run.repair');
  const params = parameters();
  const found = await tx.maybe<StuckRun>(
    `select r.state, r.stuck_why as why, r.progress, v.graph, ${IS_IN_REPAIR} as in_repair
     from runs r join scenario_versions v on v.id = r.version_id
     where r.id = ${params.add(id)}::uuid and ${leadableRuns(viewer, params)} ${lock ? 'for no key update of r' : ''}`,
    params.list,
  );
  if (!found) throw runNotFound();
  if (found.state !== 'stuck') throw notStuck(found.state);
  return found;
}

const MOST_UNHEARD = 100;

type Waiting = { readonly seq: number; readonly what: string; readonly at: string; readonly by: string | null };

/** Read as text: a NUL, which may be why the run is stuck, would end every JSON operator. */
async function unheardBy(
  tx: Tx,
  { id, graph }: { readonly id: string; readonly graph: Version },
): Promise<readonly Unheard[]> {
  const rows = await tx.rows<Waiting>(
    `select i.seq, i.what::text as what, i.recorded_at as at, u.name as by
     from run_inputs i left join users u on 'user:' || u.id = i.actor
     where i.run_id = $1 and i.taken_rev is null and i.withdrawn_at is null order by i.seq limit ${MOST_UNHEARD}`,
    [id],
  );
  const told = rows.map((row) => ({ ...row, what: JSON.parse(row.what) as InputWhat }));
  const keys = told.flatMap(({ what }) => ('key' in what ? [what.key] : []));
  const steps = await stepsOf(tx, keys);
  return told.map(({ seq, what, at, by }) => ({
    ...{ seq, at, by },
    kind: what.kind === 'control' ? what.what : what.kind,
    name: nameOf(what, { graph, step: 'key' in what ? steps.get(what.key) : undefined }),
  }));
}

async function stepsOf(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.rows<{ key: string; step: string }>(
    'select key, step from effects where key = any($1::text[])',
    [keys],
  );
  return new Map(rows.map(({ key, step }) => [key, step]));
}

function nameOf(what: InputWhat, { graph, step }: { graph: Version; step: string | undefined }): Said | null {
  if (what.kind === 'happened') return { pl: what.event, en: what.event };
  if (what.kind !== 'outcome') return null;
  const of = step === undefined ? undefined : graph.steps[step];
  const outcome = of?.kind === 'task' ? of.outcomes.find(({ code }) => code === what.code) : undefined;
  return outcome?.name ?? { pl: what.code, en: what.code };
}

/** Controls of a stuck run are heard before its repair: one that is skipped is taken out of the way first. */
async function dropControl(tx: Tx, { runId, seq }: { readonly runId: string; readonly seq: number }): Promise<void> {
  await tx.run(
    `update run_inputs set withdrawn_at = now() where run_id = $1 and seq = $2 and kind = 'control' and taken_rev is null`,
    [runId, seq],
  );
}

function notStuck(state: Run['state']): DomainError {
  const pl = state === 'ended' ? 'już się zakończyła' : 'idzie dalej';
  const en = state === 'ended' ? 'has ended' : 'goes on';
  return new DomainError('run.not_stuck', {
    pl: `Ta procedura ${pl}, nie ma czego naprawiać. Odśwież stronę.`,
    en: `This procedure ${en}, there is nothing to repair. Refresh the page.`,
  });
}

function beingRepaired(): DomainError {
  return new DomainError('run.in_repair', {
    pl: 'Tę procedurę ktoś właśnie naprawia. Odśwież stronę za chwilę.',
    en: 'Somebody is repairing this procedure at this moment. Refresh the page in a while.',
  });
}
