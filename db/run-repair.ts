/** A stuck run waits for a person, who says how it goes on. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import {
  branchesOf,
  hindersRepairs,
  spotsOf,
  strandedBranches,
  whyStands,
  type Branch,
  type Repair,
  type Spot,
  type Standing,
} from '../domain/scenario/repair.ts';
import type { Run, Version } from '../domain/scenario/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { newId } from './new-id.ts';
import { leadableRuns, reasonOf, runNotFound } from './run-reach.ts';
import { IS_IN_REPAIR } from './run-rows.ts';
import { parameters } from './task-scope.ts';
import { unheardBy, type Unheard } from './unheard.ts';

/** What a person has to know to repair a run. */
export type Repairable = {
  readonly rev: number;
  readonly why: Said;
  readonly branches: readonly Branch[];
  /** Branches that wait for what is closed already: moved, or ended with the run. */
  readonly stranded: readonly number[];
  readonly steps: readonly Spot[];
  readonly unheard: readonly Unheard[];
};

/**
 * Why a run is stuck and what may be done about it. Throws `run.not_found`, `run.not_stuck`, `right.missing`.
 */
export async function readRepairable(tx: Tx, viewer: Viewer, id: string): Promise<Repairable> {
  const stuck = await findStuck(tx, viewer, { id });
  const { why, rev, progress, graph } = stuck;
  const standing = await standingOf(tx, viewer, stuck);
  return {
    rev,
    why: whyStands(
      why,
      graph,
      standing.told.some(({ hidden }) => hidden),
    ),
    branches: branchesOf(progress, graph),
    stranded: strandedBranches(standing),
    steps: spotsOf(graph),
    unheard: standing.told,
  };
}

export type RepairOrder = {
  readonly runId: string;
  /** The state of the run that the person has seen. */
  readonly rev: number;
  /** One after the other. */
  readonly hows: readonly Repair[];
};

/**
 * Tells a stuck run how to go on: try again, skip what it has not heard, move a branch to another step, or end. Its next move
 * does it. Throws `run.not_found`, `run.not_stuck`, `run.changed`, `run.in_repair`, `run.no_input`, `run.no_branch`,
 * `run.no_step`, `run.strands`, `run.reason_missing`, `right.missing`.
 */
export async function repairRun(db: Db, viewer: Viewer, { runId, rev, hows }: RepairOrder): Promise<void> {
  await db.transaction(async (tx) => {
    const stuck = await findStuck(tx, viewer, { id: runId, lock: true });
    if (stuck.rev !== rev) throw changed();
    if (stuck.inRepair) throw beingRepaired();
    const said = hows.map(withReason);
    const hindrance = hindersRepairs(said, await standingOf(tx, viewer, stuck));
    if (hindrance) throw hindrance;
    const actor = actorOf(viewer);
    for (const how of said) {
      if (how.do === 'skip') await dropControl(tx, { runId, seq: how.seq });
      const what = { kind: 'control', what: 'resume', how } as const;
      await recordInput(tx, { runId, source: 'repair', sourceId: newId(), what, actor });
      await recordAudit(tx, { actor, noun: 'run', recordId: runId, verb: 'repair', changes: { how: [null, how] } });
    }
  });
}

function withReason(how: Repair): Repair {
  if (how.do !== 'end') return how;
  return { ...how, result: { ...how.result, reason: reasonOf(how.result.reason ?? '') } };
}

type StuckRun = {
  readonly id: string;
  readonly rev: number;
  readonly state: Run['state'];
  readonly why: string;
  readonly progress: Run;
  readonly graph: Version;
  readonly inRepair: boolean;
};

type Sought = { readonly id: string; readonly lock?: boolean };

async function findStuck(tx: Tx, viewer: Viewer, { id, lock }: Sought): Promise<StuckRun> {
  demand(viewer, 'run.repair');
  demand(viewer, 'run.read');
  const params = parameters();
  const found = await tx.maybe<StuckRun>(
    `select r.id, r.rev, r.state, r.stuck_why as why, r.progress, v.graph, ${IS_IN_REPAIR} as in_repair
     from runs r join scenario_versions v on v.id = r.version_id
     where r.id = ${params.add(id)}::uuid and ${leadableRuns(viewer, params)}
       and (r.campaign_id is null or ${may(viewer, 'campaign.read')}) ${lock ? 'for no key update of r' : ''}`,
    params.list,
  );
  if (!found) throw runNotFound();
  if (found.state !== 'stuck') throw notStuck(found.state);
  return found;
}

/** What a repair is measured by: what has not been heard, and which tasks and messages are closed. */
async function standingOf(
  tx: Tx,
  viewer: Viewer,
  { id, progress: run, graph: version }: StuckRun,
): Promise<Standing & { readonly told: readonly Unheard[] }> {
  const told = await unheardBy(tx, viewer, { id, graph: version });
  const rows = await tx.rows<{ key: string }>(
    `select key from effects where key = any($1::text[]) and state not in ('planned', 'doing', 'unknown')`,
    [run.tokens.flatMap(({ wait }) => wait?.key ?? [])],
  );
  const unheard = told.map(({ seq, key }) => ({ seq, key: key ?? undefined }));
  return { run, version, unheard, closed: new Set(rows.map(({ key }) => key)), told };
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

function changed(): DomainError {
  return new DomainError('run.changed', {
    pl: 'Ta procedura poszła tymczasem dalej i stoi w innym miejscu. Zamknij okno i otwórz je jeszcze raz.',
    en: 'This procedure has gone on meanwhile and stands somewhere else. Close the window and open it again.',
  });
}
