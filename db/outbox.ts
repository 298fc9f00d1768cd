/**
 * Everything that is to be done in Temporal is first a row here, written with the business change. The relay turns each
 * row into a signal-with-start of the workflow that its target names; the panel has no Temporal client.
 */
import type { Target } from '../domain/target.ts';
import type { Db, Tx } from './database.ts';

/** Who listens on this channel hears of new rows at once; who does not, finds them by polling. */
export const OUTBOX_CHANNEL = 'nurt_outbox';

/**
 * Wakes the workflow that looks after `target` once this transaction has committed. `at` (ISO) puts it off. Carries
 * nothing: a lost, late or doubled nudge does no harm.
 */
export async function nudge(tx: Tx, target: Target, at?: string): Promise<void> {
  await nudgeAll(tx, [target], at);
}

/** As `nudge`, for many targets in one statement; doubled ones are written once. */
export async function nudgeAll(tx: Tx, targets: readonly Target[], at?: string): Promise<void> {
  await write(tx, targets, { urgent: false, ...(at === undefined ? {} : { at }) });
}

/**
 * As `nudgeAll`, for what must not wait: a start, a stop, an end. A big cohort hears of outcomes and replies at most every
 * two minutes, of this at once.
 */
export async function nudgeAtOnce(tx: Tx, targets: readonly Target[]): Promise<void> {
  await write(tx, targets, { urgent: true });
}

async function write(
  tx: Tx,
  targets: readonly Target[],
  { urgent, at }: { readonly urgent: boolean; readonly at?: string },
): Promise<void> {
  const each = [...new Set(targets)];
  if (each.length === 0) return;
  await tx.rows(
    `with written as (
       insert into outbox (target, available_at, urgent) select t, coalesce($2::timestamptz, now()), $4 from unnest($1::text[]) t
       returning 1)
     select pg_notify($3, '') from (select count(*) from written) counted`,
    [each, at ?? null, OUTBOX_CHANNEL, urgent],
  );
}

/** Rows of the outbox that one relay has taken until its claim runs out, together for one target. */
export type Claimed = {
  readonly target: string;
  readonly ids: readonly string[];
  readonly attempts: number;
  readonly urgent: boolean;
};

/** Takes what is available, oldest first, for `seconds`. Short and committed at once: no call is made inside. */
export async function claimNudges(
  db: Db,
  { limit, seconds }: { readonly limit: number; readonly seconds: number },
): Promise<Claimed[]> {
  return db.rows<Claimed>(
    `with taken as (
       select id from outbox
       where available_at <= now() and (claimed_until is null or claimed_until < now())
       order by available_at, id limit $1 for update skip locked),
     claimed as (
       update outbox o set claimed_until = now() + make_interval(secs => $2), attempts = attempts + 1
       from taken where o.id = taken.id returning o.id, o.target, o.attempts, o.urgent)
     select target, array_agg(id::text) as ids, max(attempts) as attempts, bool_or(urgent) as urgent from claimed group by target`,
    [limit, seconds],
  );
}

/** The workflows have been told: the rows are done with. */
export async function forgetNudges(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.run('delete from outbox where id = any($1::bigint[])', [ids]);
}

/** Nobody could be told: the rows come back after `seconds`, with the reason for whoever looks. */
export async function putOffNudges(
  db: Db,
  { ids, seconds, reason }: { readonly ids: readonly string[]; readonly seconds: number; readonly reason?: string },
): Promise<void> {
  await db.run(
    `update outbox set claimed_until = null, last_error = left($3, 500), available_at = now() + make_interval(secs => $2)
     where id = any($1::bigint[])`,
    [ids, seconds, reason ?? null],
  );
}
