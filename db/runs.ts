/** Runs: starting them, and moving them as far as they go now. Safe to repeat: inputs are drained and effects are keyed in one transaction. */
import { actorText, type Actor } from '../domain/actor.ts';
import { advance } from '../domain/scenario/advance.ts';
import type { Input, Instant, Ref, Run } from '../domain/scenario/shapes.ts';
import { whyStuck } from '../domain/scenario/stuck.ts';
import type { Target } from '../domain/target.ts';
import type { Db, Tx } from './database.ts';
import { TARGET } from './inputs.ts';
import { nudgeAtOnce } from './outbox.ts';
import { loadVersions, progressOf, surroundings, type Moving, type Surroundings } from './run-context.ts';
import { putOffTimeouts } from './run-timeouts.ts';
import { saveMoves, setAside, type Broken } from './run-moves.ts';
import {
  clock,
  inputsOf,
  IS_FROZEN,
  lockRuns,
  MOVES_RUN,
  OPEN_RUNS,
  pickDue,
  type Cohort,
  type RunRow,
} from './run-rows.ts';
import { dataError, patiently } from './sql-errors.ts';

export type NewRun = {
  readonly id: string;
  readonly kind: 'participant' | 'procedure' | 'collection' | 'visit';
  readonly versionId: string;
  readonly subject: Ref;
  readonly companyId?: string | null;
  readonly personId?: string | null;
  readonly caseId?: string | null;
  readonly campaignId?: string | null;
  readonly stageId?: string | null;
  readonly participantId?: string | null;
  readonly cohort?: number | null;
  readonly actor: Actor;
};

/**
 * Starts runs: they are due at once and their movers are told. One that exists, or a second one of a participant in a
 * stage, is left as it is. Answers how many were new.
 */
export async function startRuns(tx: Tx, rows: readonly NewRun[]): Promise<number> {
  if (rows.length === 0) return 0;
  const started = await tx.prepared<{ target: Target }>(
    'start-runs',
    `insert into runs as r (id, kind, version_id, subject_kind, subject_id, company_id, person_id, case_id, campaign_id,
       stage_id, participant_id, cohort, created_by, due_at)
     select u.*, date_trunc('milliseconds', now()) from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[],
       $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::int[], $13::text[]) u
     on conflict do nothing
     returning ${TARGET.replace('run_id', 'id')} as target`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.versionId),
      rows.map((row) => row.subject.kind),
      rows.map((row) => row.subject.id),
      rows.map((row) => row.companyId ?? null),
      rows.map((row) => row.personId ?? null),
      rows.map((row) => row.caseId ?? null),
      rows.map((row) => row.campaignId ?? null),
      rows.map((row) => row.stageId ?? null),
      rows.map((row) => row.participantId ?? null),
      rows.map((row) => row.cohort ?? null),
      rows.map((row) => actorText(row.actor)),
    ],
  );
  await nudgeAtOnce(
    tx,
    started.map((row) => row.target),
  );
  return started.length;
}

export type MovedRun = { readonly state: Run['state']; readonly dueAt: Instant | null };

/** Moves one run. `now` (epoch ms) is given under the test clock only; otherwise the database's clock counts. */
export async function moveRun(
  db: Db,
  { runId, now }: { readonly runId: string; readonly now?: Instant },
): Promise<MovedRun> {
  // A refusal of the governor is an input like any other: the run goes on from it at once.
  for (let again = true, rounds = 0; again && rounds < 20; rounds++) again = await moveByHalves(db, [runId], now);
  const run = await db.one<{ state: Run['state']; dueAt: string | null }>(
    `select state, least(case when r.state = 'running' and not ${IS_FROZEN} then due_at end,
       (select min(not_before) from run_inputs i where i.run_id = r.id and taken_rev is null and withdrawn_at is null
          and not_before is not null and ${MOVES_RUN})) as due_at from runs r where id = $1`,
    [runId],
  );
  return { state: run.state, dueAt: run.dueAt === null ? null : Date.parse(run.dueAt) };
}

export type Advanced = {
  readonly moved: number;
  /** There may be more to do at once. */
  readonly more: boolean;
  /** When the next wait of the cohort is over; null: only something that happens moves it. */
  readonly nextDueAt: Instant | null;
  /** Runs of the cohort that still go on; whoever counts more than 5,000 says 5,001. */
  readonly open: number;
};

/**
 * Moves up to `limit` runs of one cohort in one transaction. A run that cannot be moved is put aside as stuck and holds up
 * nobody: one that throws, and one whose rows PostgreSQL refuses (SQL class 22 or 23, found by halving).
 */
export async function advanceDue(
  db: Db,
  { now, limit = 500, ...cohort }: Cohort & { readonly limit?: number; readonly now?: Instant },
): Promise<Advanced> {
  let picked: string[] = [];
  let more = false;
  try {
    await patiently(() =>
      db.transaction(async (tx) => {
        picked = [];
        const at = await clock(tx, now);
        const due = await pickDue(tx, { ...cohort, limit, now: at });
        picked = due.rows.map((row) => row.id);
        const again = await moveRows(tx, due.rows, { now: at, virtual: now !== undefined });
        more = due.more || again;
      }),
    );
  } catch (error) {
    if (picked.length === 0 || !dataError(error)) throw error;
    await moveByHalves(db, picked, now);
    more = true;
  }
  if (more) return { moved: picked.length, more, nextDueAt: null, open: picked.length };
  return { moved: picked.length, more, ...(await outlook(db, cohort)) };
}

/** Moves exactly these runs; halves the batch until the one that PostgreSQL refuses stands alone. */
async function moveByHalves(db: Db, ids: readonly string[], now: Instant | undefined): Promise<boolean> {
  try {
    return await patiently(() =>
      db.transaction(async (tx) => {
        const at = await clock(tx, now);
        return moveRows(tx, await lockRuns(tx, ids), { now: at, virtual: now !== undefined });
      }),
    );
  } catch (error) {
    const refused = dataError(error);
    if (!refused) throw error;
    if (ids.length === 1) {
      await db.transaction(async (tx) => putAside(tx, ids[0]!, { why: refused, now: await clock(tx, now) }));
      return false;
    }
    const half = Math.ceil(ids.length / 2);
    const first = await moveByHalves(db, ids.slice(0, half), now);
    const second = await moveByHalves(db, ids.slice(half), now);
    return first || second;
  }
}

type Clocked = { readonly now: string; readonly virtual: boolean };

/** Moves locked runs and writes what came of it. True when some have to be moved again at once. */
async function moveRows(tx: Tx, rows: readonly RunRow[], { now, virtual }: Clocked): Promise<boolean> {
  if (rows.length === 0) return false;
  const around = await surroundings(tx, rows, now);
  await putOffTimeouts(
    tx,
    rows.filter((row) => isDue(row, now)),
    now,
  );
  const inputs = await inputsOf(tx, { rows, now, virtual });
  const moving: Moving[] = [];
  const broken: Broken[] = [];
  for (const row of rows) {
    const given = inputs.get(row.id) ?? [];
    if (!isDue(row, now) && given.length === 0) continue;
    try {
      const moved = moveOne(row, given, around);
      if (moved.move.run === moved.before && isDue(row, now)) throw new Error('it was due and did not move');
      moving.push(moved);
    } catch (error) {
      broken.push({ row, before: progressOf(row, around), zone: around.contextOf(row).zone, why: whyStuck(error) });
    }
  }
  await setAside(tx, broken, now);
  return (await saveMoves(tx, moving, now)) > 0;
}

function isDue(row: RunRow, now: string): boolean {
  return row.state === 'running' && !row.frozen && row.dueAt !== null && row.dueAt <= now;
}

function moveOne(row: RunRow, inputs: readonly Input[], around: Surroundings): Moving {
  const loaded = around.versions.get(row.versionId)!;
  const context = around.contextOf(row);
  const before = progressOf(row, around);
  return { row, loaded, context, inputs, before, move: advance(loaded.version, before, inputs, context) };
}

async function putAside(
  tx: Tx,
  runId: string,
  { why, now }: { readonly why: string; readonly now: string },
): Promise<void> {
  const [row] = await lockRuns(tx, [runId]);
  const versions = await loadVersions(tx, [row!.versionId]);
  await setAside(tx, [{ row: row!, before: progressOf(row!, { versions }), zone: 'UTC', why }], now);
}

/** What a cohort waits for. */
async function outlook(db: Db, { campaignId, cohort }: Cohort): Promise<Pick<Advanced, 'nextDueAt' | 'open'>> {
  const [row] = await db.prepared<{ dueAt: string | null; readableAt: string | null; open: number }>(
    'outlook',
    `select
       (select r.due_at from runs r where r.campaign_id = $1 and r.cohort = $2 and r.state = 'running'
          and r.due_at is not null and not ${IS_FROZEN} order by r.due_at limit 1) as due_at,
       (select min(i.not_before) from run_inputs i join runs r on r.id = i.run_id where i.campaign_id = $1 and i.cohort = $2
          and i.taken_rev is null and i.withdrawn_at is null and i.not_before is not null and ${MOVES_RUN}) as readable_at,
       (${OPEN_RUNS}) as open`,
    [campaignId, cohort],
  );
  const moments = [row!.dueAt, row!.readableAt].flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return { nextDueAt: moments.length > 0 ? Math.min(...moments) : null, open: row!.open };
}
