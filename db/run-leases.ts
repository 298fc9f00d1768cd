/** A task that somebody has open is not taken from under their hands: its timeout waits for the lease (rule 8). */
import type { InputWhat } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import type { RunRow } from './run-rows.ts';

/** Records, for runs whose time is up, that a leased task puts it off. The move that follows reads it. */
export async function respectLeases(tx: Tx, rows: readonly RunRow[], now: string): Promise<void> {
  const at = Date.parse(now);
  const keys = rows.flatMap(({ progress }) =>
    (progress?.tokens ?? []).flatMap(({ wait }) =>
      wait?.key && wait.until !== undefined && wait.until <= at ? [wait.key] : [],
    ),
  );
  if (keys.length === 0) return;
  const leased = await tx.prepared<{ runId: string; key: string; until: string }>(
    'leased-tasks',
    `select run_id, effect_key as key, leased_until as until from tasks
     where effect_key = any($1::text[]) and state = 'open' and leased_until > $2`,
    [keys, now],
  );
  if (leased.length === 0) return;
  const what = leased.map(({ key, until }): InputWhat => {
    return { kind: 'deferred', key, until: Date.parse(until), reason: 'open' };
  });
  await tx.run(
    `insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, recorded_at, actor)
     select r.id, r.campaign_id, r.cohort, 'deferred', 'lease', u.id, u.what::json, $4, 'run:' || r.id
     from unnest($1::uuid[], $2::text[], $3::text[]) u(run, id, what) join runs r on r.id = u.run
     on conflict (run_id, source, source_id) do nothing`,
    [
      leased.map(({ runId }) => runId),
      leased.map(({ key, until }) => `${key}@${until}`),
      what.map((one) => JSON.stringify(one)),
      now,
    ],
  );
}
