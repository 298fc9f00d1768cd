/**
 * What puts a timeout off: a task that somebody has open, or has just finished and may still take back, is not taken from
 * under their hands (engine rule 8); a message that may or may not have gone out waits for a person, however long (engine rule 7).
 */
import type { InputWhat } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import type { RunRow } from './run-rows.ts';

/** Records, for runs whose time is up, what puts it off. The move that follows reads it. */
export async function putOffTimeouts(tx: Tx, rows: readonly RunRow[], now: string): Promise<void> {
  const at = Date.parse(now);
  const keys = rows.flatMap(({ progress }) =>
    (progress?.tokens ?? []).flatMap(({ wait }) =>
      wait?.key && wait.until !== undefined && wait.until <= at ? [wait.key] : [],
    ),
  );
  if (keys.length === 0) return;
  const held = await tx.prepared<{ runId: string; key: string; until: string; reason: 'open' | 'unknown' }>(
    'held-timeouts',
    `select run_id, effect_key as key, leased_until as until, 'open' as reason from tasks
     where effect_key = any($1::text[]) and state in ('open', 'done') and leased_until > $2
     union all
     select run_id, key, $2::timestamptz, 'unknown' from effects
     where key = any($1::text[]) and kind = 'message' and state = 'unknown'`,
    [keys, now],
  );
  if (held.length === 0) return;
  const what = held.map(({ key, until, reason }): InputWhat => {
    return { kind: 'deferred', key, until: Date.parse(until), reason };
  });
  await tx.run(
    `insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, recorded_at, actor)
     select r.id, r.campaign_id, r.cohort, 'deferred', 'held', u.id, u.what::json, $4, 'run:' || r.id
     from unnest($1::uuid[], $2::text[], $3::text[]) u(run, id, what) join runs r on r.id = u.run
     on conflict (run_id, source, source_id) do nothing`,
    [
      held.map(({ runId }) => runId),
      held.map(({ key, until }) => `${key}@${until}`),
      what.map((one) => JSON.stringify(one)),
      now,
    ],
  );
}
