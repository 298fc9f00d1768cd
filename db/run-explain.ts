/** Any move can be computed again from what is stored, and must give the same run: nightly on a sample, always in tests. */
import { advance } from '../domain/scenario/advance.ts';
import type { Facts, Input, Run } from '../domain/scenario/shapes.ts';
import { loadCalendars } from './calendars.ts';
import type { Db, Tx } from './database.ts';
import { loadVersions, moverOf, progressOf } from './run-context.ts';
import { hashOf, stuckRun } from './run-moves.ts';
import { inputOf, lockRuns, type InputRow } from './run-rows.ts';

export type Recomputed = {
  readonly moves: number;
  /** Moves whose run came out differently, by their rev. Empty is well. */
  readonly differs: readonly number[];
  /** Moves that were reckoned in a working calendar that has changed since, and those that came after one: they cannot be compared. */
  readonly otherCalendar: readonly number[];
  /** The run as it comes out of the last move. */
  readonly run: Run;
};

type MoveRow = {
  readonly rev: number;
  readonly at: string;
  readonly inputSeqs: readonly string[];
  readonly facts: Facts;
  readonly stageEndsAt: string | null;
  readonly frozen: boolean;
  readonly priority: 1 | 2 | 3;
  readonly zone: string;
  readonly calendarVersion: string;
  readonly runHash: string;
  readonly setAside: string | null;
};

/** Computes every move of a run again, from its beginning. */
export async function recomputeRun(tx: Tx, runId: string): Promise<Recomputed> {
  const [row] = await lockRuns(tx, [runId]);
  if (!row) throw new Error(`There is no run ${runId}`);
  const versions = await loadVersions(tx, [row.versionId]);
  const calendars = await loadCalendars(tx);
  const inputs = await allInputs(tx, runId);
  const moves = await tx.rows<MoveRow>('select * from run_moves where run_id = $1 order by rev', [runId]);
  const differs: number[] = [];
  const otherCalendar: number[] = [];
  let run = progressOf({ ...row, progress: null }, { versions });

  for (const move of moves) {
    run = move.setAside === null ? again(move, run) : stuckRun(run, move.setAside);
    // What such a move reckoned the others began with: a wait until another day, and whatever was or was not due by then.
    if (otherCalendar.length > 0 || (move.setAside === null && move.calendarVersion !== calendars.version))
      otherCalendar.push(move.rev);
    else if (hashOf(run) !== move.runHash) differs.push(move.rev);
  }
  return { moves: moves.length, differs, otherCalendar, run };

  function again(move: MoveRow, before: Run): Run {
    const given = move.inputSeqs.flatMap((seq) => inputs.get(Number(seq)) ?? []);
    return advance(versions.get(row!.versionId)!.version, before, given, {
      now: Date.parse(move.at),
      calendars,
      facts: move.facts,
      priority: move.priority,
      zone: move.zone,
      by: moverOf(runId),
      ...(move.stageEndsAt === null ? {} : { stageEndsAt: Date.parse(move.stageEndsAt) }),
      ...(move.frozen ? { frozen: true } : {}),
    }).run;
  }
}

async function allInputs(tx: Tx, runId: string): Promise<Map<number, Input>> {
  const rows = await tx.rows<InputRow>(
    'select run_id, seq, what, recorded_at, occurred_at, actor from run_inputs where run_id = $1',
    [runId],
  );
  return new Map(rows.map((row) => [row.seq, inputOf(row)]));
}

export type Sample = { readonly checked: number; readonly wrong: readonly string[] };

/**
 * Computes a random sample of the runs moved since `from` again, each in a short transaction of its own, so that nobody
 * waits. `wrong`: ids of those that came out differently.
 */
export async function recomputeSample(
  db: Db,
  { size, from }: { readonly size: number; readonly from: string },
): Promise<Sample> {
  const runs = await db.rows<{ runId: string }>(
    `select run_id from (select distinct run_id from run_moves where at >= $2 limit 10000) lately
     order by random() limit $1`,
    [size, from],
  );
  const wrong: string[] = [];
  for (const { runId } of runs) {
    const { differs } = await db.transaction((tx) => recomputeRun(tx, runId));
    if (differs.length > 0) wrong.push(runId);
  }
  return { checked: runs.length, wrong };
}
