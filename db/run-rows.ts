/** Runs as rows: which are to be moved, locked for it, with what happened to them since. */
import { parseActor } from '../domain/actor.ts';
import type { Input, InputWhat, Instant, RefKind, Run } from '../domain/scenario/shapes.ts';
import { uuids } from './columns.ts';
import type { Tx } from './database.ts';

/** A run that this transaction holds. */
export type RunRow = {
  readonly id: string;
  readonly versionId: string;
  readonly subjectKind: RefKind;
  readonly subjectId: string;
  readonly companyId: string | null;
  readonly personId: string | null;
  readonly caseId: string | null;
  readonly campaignId: string | null;
  readonly stageId: string | null;
  readonly participantId: string | null;
  readonly cohort: number | null;
  readonly state: Run['state'];
  readonly stuckWhy: string | null;
  readonly progress: Run | null;
  readonly rev: number;
  readonly dueAt: string | null;
  /** A freeze covers it. */
  readonly frozen: boolean;
};

const COLUMNS = `r.id, r.version_id, r.subject_kind, r.subject_id, r.company_id, r.person_id, r.case_id, r.campaign_id,
  r.stage_id, r.participant_id, r.cohort, r.state, r.stuck_why, r.progress, r.rev, r.due_at`;

/** Does the freeze `f` cover the run `r`? */
export const COVERS_RUN = `(f.scope_kind = 'everything' or (f.scope_kind = 'company' and f.scope_id = r.company_id)
  or (f.scope_kind = 'case' and f.scope_id = r.case_id) or (f.scope_kind = 'campaign' and f.scope_id = r.campaign_id)
  or (f.scope_kind = 'legal entity' and f.scope_id = (select c.legal_entity_id from campaigns c where c.id = r.campaign_id)))`;

/** Is the run `r` frozen? Where nothing is frozen at all, which is usual, one look is enough for every run. */
export const IS_FROZEN = `(exists (select 1 from freezes where frozen_to is null) and exists (select 1 from freezes f
  where f.frozen_to is null and ${COVERS_RUN}))`;

const FROZEN = `${IS_FROZEN} as frozen`;

/** The run `r` has not heard yet that it is no longer frozen: its moments have not moved. */
export const IS_THAWING = `(r.state <> 'ended' and exists (select 1 from run_inputs i where i.run_id = r.id and i.kind = 'control'
  and i.what ->> 'what' = 'thaw' and i.taken_rev is null and i.withdrawn_at is null))`;

/** The moments of the run `r` do not count: it is frozen, or has not heard yet that it no longer is. */
export const STANDS_STILL = `(${IS_FROZEN} or ${IS_THAWING})`;

/**
 * Somebody has ended the run `r`, and its next move will hear of it: one that the run broke at is no longer heard. Looked up
 * as text: see `setAside`.
 */
export const IS_ENDING = `(r.state <> 'ended' and exists (select 1 from run_inputs i where i.run_id = r.id and i.kind = 'control'
  and i.what::text ~ '"what": ?"cancel"' and i.taken_rev is null and i.withdrawn_at is null
  and (r.state <> 'stuck' or i.seq > coalesce(r.stuck_seq, 0))))`;

/** Somebody has said how the stuck run `r` goes on, and its next move will hear of it. */
export const IS_IN_REPAIR = `(r.state = 'stuck' and exists (select 1 from run_inputs i where i.run_id = r.id and i.kind = 'control'
  and i.what::text ~ '"what": ?"resume"' and i.taken_rev is null and i.withdrawn_at is null))`;

/** The run `r` waits for its first move, or for the one that ends or repairs it. */
export const UNSETTLED = `(r.rev = 0 and r.state = 'running' or ${IS_ENDING} or ${IS_IN_REPAIR})`;

/** Inputs `i` that a move may read at `$now`. Those of a stuck run wait until a person repairs it. */
const waiting = (now: string) =>
  `i.taken_rev is null and i.withdrawn_at is null and (i.not_before is null or i.not_before <= ${now})`;

/** Inputs `i` that move the run `r`: of a frozen one only control inputs do, of a stuck one those that came since. */
export const MOVES_RUN = `case when r.state = 'stuck' then i.kind = 'control' and i.seq > coalesce(r.stuck_seq, 0)
  else i.kind = 'control' or not ${IS_FROZEN} end`;

export type Cohort = { readonly campaignId: string; readonly cohort: number };

/**
 * Locks runs of a cohort that are due or have something to read and are not frozen: at most `limit`, at most one per
 * company. What somebody else holds is left to them. `more`: there may be others.
 */
export async function pickDue(
  tx: Tx,
  { campaignId, cohort, limit, now }: Cohort & { readonly limit: number; readonly now: string },
): Promise<{ rows: RunRow[]; more: boolean }> {
  // An array, not a join: a planner that expects many would read every run with a smaller id, batch after batch.
  const found = await tx.prepared<RunRow>(
    'pick-due',
    `with due as (
       select r.id from runs r
       where r.campaign_id = $1 and r.cohort = $2 and r.state = 'running' and r.due_at <= $3
         and not ${IS_FROZEN}
       order by r.due_at limit $4),
     told as (
       select distinct on (i.run_id) i.run_id as id from run_inputs i join runs r on r.id = i.run_id
       where i.campaign_id = $1 and i.cohort = $2 and ${waiting('$3')} and ${MOVES_RUN} limit $4)
     select ${COLUMNS}, ${FROZEN} from runs r where r.id = any(array(select id from due union select id from told))
     order by r.id limit $4 for no key update of r skip locked`,
    [campaignId, cohort, now, limit],
  );
  const rows = onePerCompany(found);
  return { rows, more: found.length === limit || rows.length < found.length };
}

function onePerCompany(found: readonly RunRow[]): RunRow[] {
  const seen = new Set<string>();
  return found.filter(({ companyId }) => {
    if (companyId === null) return true;
    if (seen.has(companyId)) return false;
    seen.add(companyId);
    return true;
  });
}

/** More runs of one cohort than this are looked at less often. */
const BIG = 5_000;

/** How many runs of a cohort still go on, counted up to just over 5,000. */
export const OPEN_RUNS = `select count(*) from (select 1 from runs where campaign_id = $1 and cohort = $2
  and state = 'running' limit ${BIG + 1}) capped`;

export async function isBigCohort(db: Tx, { campaignId, cohort }: Cohort): Promise<boolean> {
  const [row] = await db.prepared<{ count: number }>('open-runs', OPEN_RUNS, [campaignId, cohort]);
  return row!.count > BIG;
}

/** Locks the runs, in the order of their ids, and reads them. Runs that somebody else holds are waited for. */
export async function lockRuns(tx: Tx, ids: readonly string[]): Promise<RunRow[]> {
  return tx.prepared<RunRow>(
    'lock-runs',
    `select ${COLUMNS}, ${FROZEN} from runs r where r.id = any($1::uuid[]) order by r.id for no key update of r`,
    [ids],
  );
}

/** One run as it stands, without holding it: to say what would happen to it. */
export async function readRun(tx: Tx, id: string): Promise<RunRow | undefined> {
  return tx.maybe<RunRow>(`select ${COLUMNS}, ${FROZEN} from runs r where r.id = $1`, [id]);
}

/** What happened to these runs and no move has read, in the order in which it was recorded. */
export async function inputsOf(
  tx: Tx,
  { rows, now, virtual }: { readonly rows: readonly RunRow[]; readonly now: string; readonly virtual: boolean },
): Promise<Map<string, Input[]>> {
  const ids = rows.map((row) => row.id);
  if (virtual) await recordOnVirtualClock(tx, ids, now);
  const found = await tx.prepared<InputRow>(
    'inputs-of-runs',
    `select i.run_id, i.seq, i.what, i.recorded_at, i.occurred_at, i.actor from run_inputs i
     where i.run_id = any($1::uuid[]) and ${waiting('$2')} order by i.seq`,
    [uuids(ids), now],
  );
  const inputs = new Map<string, Input[]>();
  for (const row of found) {
    const known = inputs.get(row.runId);
    if (known) known.push(inputOf(row));
    else inputs.set(row.runId, [inputOf(row)]);
  }
  return inputs;
}

/** Tests only: what was recorded in real time counts as recorded when the virtual clock reads it. */
async function recordOnVirtualClock(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await tx.run(
    `update run_inputs set recorded_at = $2 where run_id = any($1::uuid[]) and taken_rev is null and recorded_at <> $2`,
    [ids, now],
  );
}

export type InputRow = {
  readonly runId: string;
  readonly seq: number;
  readonly what: InputWhat;
  readonly recordedAt: string;
  readonly occurredAt: string | null;
  readonly actor: string;
};

export function inputOf(row: InputRow): Input {
  return {
    seq: row.seq,
    recordedAt: Date.parse(row.recordedAt),
    ...(row.occurredAt ? { occurredAt: Date.parse(row.occurredAt) } : {}),
    by: parseActor(row.actor),
    ...row.what,
  };
}

/** The clock of a move: the database's own inside the transaction, or the virtual one of a test. */
export async function clock(tx: Tx, virtual?: Instant): Promise<string> {
  if (virtual !== undefined) return new Date(virtual).toISOString();
  const [row] = await tx.prepared<{ now: string }>('clock', 'select now() as now');
  return row!.now;
}

/** As it is written into a column. */
export function instant(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
