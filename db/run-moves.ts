/**
 * Writes what `advance` answered, for one run or five hundred: one statement per table. Both ways of moving runs share
 * it, so that there is one place where a move becomes rows.
 */
import { hash } from 'node:crypto';
import { actorText } from '../domain/actor.ts';
import type { Run } from '../domain/scenario/shapes.ts';
import { waitsOf } from '../domain/scenario/advance.ts';
import { booleans, instants, integers, jsonbs, jsons, smallints, texts, uuids } from './columns.ts';
import type { Tx } from './database.ts';
import { moverOf, type Moving } from './run-context.ts';
import { saveEffects } from './run-effects.ts';
import type { RunRow } from './run-rows.ts';

/** Writes the moves. Answers how many inputs the governor gave at once: their runs have to be moved again. */
export async function saveMoves(tx: Tx, moves: readonly Moving[], now: string): Promise<number> {
  const moving = moves.filter(({ before, move }) => move.run !== before);
  if (moving.length === 0) return 0;
  const written = moving.map(({ move }) => JSON.stringify(move.run));
  await saveRuns(tx, { moving, written }, now);
  await saveWaits(tx, moving);
  await saveEvents(tx, moving);
  await saveGiven(tx, { moving, written }, now);
  await takeInputs(tx, moving);
  return saveEffects(tx, moving, now);
}

/** With the text of each run that comes out: it is stored, and its hash with the move. */
type Written = { readonly moving: readonly Moving[]; readonly written: readonly string[] };

async function saveRuns(tx: Tx, { moving, written }: Written, now: string): Promise<void> {
  const runs = moving.map(({ move }) => move.run);
  await tx.prepared(
    'save-runs',
    `update runs r set state = u.state, result = u.result, result_reason = u.reason, stuck_why = u.stuck,
       stuck_seq = null, progress = u.progress, rev = r.rev + 1, due_at = u.due, updated_at = $8,
       ended_at = case when u.state = 'ended' then coalesce(r.ended_at, $8) end
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::json[], $7::timestamptz[])
       u(id, state, result, reason, stuck, progress, due)
     where r.id = u.id`,
    [
      uuids(moving.map(({ row }) => row.id)),
      texts(runs.map((run) => run.state)),
      texts(runs.map((run) => run.result?.result ?? null)),
      texts(runs.map((run) => run.result?.reason ?? null)),
      texts(runs.map((run) => run.stuckWhy ?? null)),
      jsons(written),
      instants(runs.map((run) => (run.state === 'running' ? run.dueAt : null))),
      now,
    ],
  );
}

async function saveWaits(tx: Tx, moving: readonly Moving[]): Promise<void> {
  const stale = moving.filter(({ before }) => before.tokens.some((token) => token.wait?.on));
  if (stale.length > 0)
    await tx.prepared('drop-waits', 'delete from run_waits where run_id = any($1::uuid[])', [
      stale.map(({ row }) => row.id),
    ]);
  const waits = moving.flatMap(({ row, loaded, move }) =>
    move.run.state === 'ended' ? [] : waitsOf(move.run, loaded.version).map((wait) => ({ row, ...wait })),
  );
  if (waits.length === 0) return;
  await tx.prepared(
    'save-waits',
    `insert into run_waits (run_id, token, event, subject_kind, subject_id)
     select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::uuid[]) on conflict do nothing`,
    [
      uuids(waits.map((wait) => wait.row.id)),
      integers(waits.map((wait) => wait.token)),
      texts(waits.map((wait) => wait.event)),
      texts(waits.map((wait) => wait.row.subjectKind)),
      uuids(waits.map((wait) => wait.row.subjectId)),
    ],
  );
}

async function saveEvents(tx: Tx, moving: readonly Moving[]): Promise<void> {
  const events = moving.flatMap(({ row, move }) => move.events.map((event) => ({ runId: row.id, ...event })));
  if (events.length === 0) return;
  await tx.prepared(
    'save-events',
    `insert into run_events (run_id, at, step, visit, kind, why, actor)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::int[], $5::text[], $6::jsonb[], $7::text[])`,
    [
      uuids(events.map((event) => event.runId)),
      instants(events.map((event) => event.at)),
      texts(events.map((event) => event.step)),
      integers(events.map((event) => event.visit)),
      texts(events.map((event) => event.kind)),
      jsonbs(events.map((event) => JSON.stringify(event.why))),
      texts(events.map((event) => actorText(event.by))),
    ],
  );
}

/** All that `advance` was given. The run that went in is the one that came out of the move before. */
async function saveGiven(tx: Tx, { moving, written }: Written, now: string): Promise<void> {
  await tx.prepared(
    'save-moves',
    `insert into run_moves (run_id, rev, at, input_seqs, taken_seqs, facts, stage_ends_at, frozen, priority, zone,
       calendar_version, engine, run_hash)
     select id, rev, $12, inputs::bigint[], taken::bigint[], facts, ends, frozen, priority, zone, calendar, engine, hash
     from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::json[], $6::timestamptz[], $7::boolean[],
       $8::smallint[], $9::text[], $10::text[], $11::text[], $13::int[])
       u(id, rev, inputs, taken, facts, ends, frozen, priority, zone, calendar, hash, engine)`,
    [
      uuids(moving.map(({ row }) => row.id)),
      integers(moving.map(({ row }) => row.rev + 1)),
      texts(moving.map(({ inputs }) => list(inputs.map((input) => input.seq)))),
      texts(moving.map(({ move }) => list(move.taken))),
      jsons(moving.map(({ context }) => JSON.stringify(context.facts))),
      instants(moving.map(({ context }) => context.stageEndsAt ?? null)),
      booleans(moving.map(({ context }) => context.frozen === true)),
      smallints(moving.map(({ context }) => context.priority)),
      texts(moving.map(({ context }) => context.zone)),
      texts(moving.map(({ context }) => context.calendars.version)),
      texts(written.map(hashOfText)),
      now,
      integers(moving.map(({ move }) => move.run.engine)),
    ],
  );
}

async function takeInputs(tx: Tx, moving: readonly Moving[]): Promise<void> {
  const taken = moving.flatMap(({ row, move }) => move.taken.map((seq) => ({ seq, rev: row.rev + 1 })));
  if (taken.length === 0) return;
  await tx.prepared(
    'take-inputs',
    `update run_inputs i set taken_rev = u.rev from unnest($1::bigint[], $2::int[]) u(seq, rev) where i.seq = u.seq`,
    [taken.map((one) => one.seq), taken.map((one) => one.rev)],
  );
}

/** A run that the engine could not move: it stays as it was before, and waits for a person. */
export type Broken = { readonly row: RunRow; readonly before: Run; readonly zone: string; readonly why: string };

/** Puts runs aside as stuck, with the reason, on record like any other move. */
export async function setAside(tx: Tx, broken: readonly Broken[], now: string): Promise<void> {
  for (const { row, before, zone, why } of broken) {
    const run: Run = stuckRun(before, why);
    await tx.run(
      `update runs set state = 'stuck', stuck_why = $2, progress = $3::json, rev = rev + 1, due_at = null, updated_at = $4,
         stuck_seq = (select max(seq) from run_inputs where run_id = $1 and taken_rev is null)
       where id = $1`,
      [row.id, why, JSON.stringify(run), now],
    );
    // A repair that did not help is done with. Looked up as text: a NUL elsewhere in it would end every JSON operator.
    await tx.run(
      `update run_inputs set taken_rev = $2 where run_id = $1 and taken_rev is null and kind = 'control'
         and what::text ~ '"what": ?"resume"'`,
      [row.id, row.rev + 1],
    );
    await tx.run(
      `insert into run_events (run_id, at, step, visit, kind, why, actor) values ($1, $2, null, 0, 'stuck', $3, $4)`,
      [row.id, now, JSON.stringify({ text: why }), actorText(moverOf(row.id))],
    );
    await tx.run(
      `insert into run_moves (run_id, rev, at, input_seqs, taken_seqs, facts, priority, zone, calendar_version,
         engine, run_hash, set_aside)
       values ($1, $2, $3, '{}', '{}', '{}', 2, $4, '', $5, $6, $7)`,
      [row.id, row.rev + 1, now, zone, run.engine, hashOf(run), why],
    );
  }
}

/** The run as it was, but for its state. */
export function stuckRun(before: Run, why: string): Run {
  return { ...before, state: 'stuck', stuckWhy: why, dueAt: null, rev: before.rev + 1 };
}

/** Stands in `run_moves`, so that a move that is computed again can be compared. */
export function hashOf(run: Run): string {
  return hashOfText(JSON.stringify(run));
}

function hashOfText(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

function list(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}
