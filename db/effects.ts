/**
 * What becomes of planned messages: `planned → doing → done | failed | unknown`. A message is `doing` only while a
 * connection has it, under a lease and a fencing token; the trigger of the table refuses every other way. The promise: at
 * most once per key, nothing forgotten, doubt shown.
 */
import type { SendResult } from '../domain/effects/results.ts';
import type { Target } from '../domain/target.ts';
import { reasonCode } from '../domain/reasons.ts';
import { isStill } from './corrected-addresses.ts';
import type { Db, Tx } from './database.ts';
import { TARGET } from './inputs.ts';
import { nudgeAll } from './outbox.ts';
import { IS_THAWING } from './run-rows.ts';

/** How long a sender may be silent before its messages count as doubtful; it renews the lease well within. */
export const LEASE_SECONDS = 60;

const DISPATCH = 'system:dispatch';

/** A message in the hands of one sender. The fence says which claim it was: a result with an old one is not written. */
export type Claimed = { readonly key: string; readonly fence: number };

export type Settlement = Claimed & {
  readonly result: SendResult;
  /** Kept with the message when it went out, or may have. */
  readonly sent?: { readonly subject: string; readonly merged: unknown };
};

/** What is written together: which messages go to a connection now, and how earlier ones ended. */
export type Turn = {
  readonly claims: readonly Claimed[];
  readonly settlements: readonly Settlement[];
  /** Tests only: the virtual time instead of the database's clock (ISO). */
  readonly now?: string;
};

export type Turned = {
  /** Those that may go; a claim that is missing here was withdrawn, frozen or taken by somebody else. */
  readonly claimed: readonly Claimed[];
  /** Who has to be told of the results (`nudgeAll`). */
  readonly targets: readonly Target[];
};

let lastFence = 0;

/** A fence that is higher than those of earlier claims, whoever made them. */
export function newFence(): number {
  // Milliseconds since 1970 and twelve bits: it stays a whole number that JavaScript can hold until the year 2039.
  lastFence = Math.max(lastFence + 1, Date.now() * 4096 + Math.floor(Math.random() * 2048));
  return lastFence;
}

/**
 * One turn of the sender's ledger, in one statement and so in one commit: results first, then the next claims. With it no
 * more rows are `doing` than there are connections, and whatever is lost with a killed process is at most what they held.
 * Asked again after a broken connection it changes nothing: claims carry the fence that the sender wants (`newFence`).
 */
export async function takeTurn(db: Tx, { claims, settlements, now }: Turn): Promise<Turned> {
  const steps = [...settlements.map(stepOfSettlement), ...claims.map(stepOfClaim)];
  const rows = await db.prepared<Taken>('take-turn', TURN, [JSON.stringify(steps), LEASE_SECONDS, now ?? null]);
  const refused = settlements.filter(({ result }) => result.state === 'failed' && result.address);
  if (refused.length > 0) await markAddresses(db, refused);
  return {
    claimed: rows.filter(({ state }) => state === 'doing').map(({ key, fence }) => ({ key, fence })),
    targets: [...new Set(rows.flatMap((row) => (row.state === null ? [row.key] : [])))],
  };
}

/** A message that has come to a state, or whom to tell of it. */
type Taken =
  | { readonly state: string; readonly key: string; readonly fence: number }
  | { readonly state: null; readonly key: Target; readonly fence: number };

/** One row of the statement, with its column names. */
type Step = Claimed & {
  readonly state: SendResult['state'] | 'doing';
  readonly reason: string | null;
  readonly ref: string | null;
  readonly retry_seconds: number | null;
  readonly subject: string | null;
  readonly merged: unknown;
};

function stepOfClaim({ key, fence }: Claimed): Step {
  return { key, fence, state: 'doing', reason: null, ref: null, retry_seconds: null, subject: null, merged: null };
}

function stepOfSettlement({ key, fence, result, sent }: Settlement): Step {
  return {
    key,
    fence,
    state: result.state,
    reason: 'reason' in result ? clean(result.reason) : null,
    ref: result.state === 'done' ? result.externalId : null,
    retry_seconds: result.state === 'planned' ? result.retrySeconds : null,
    subject: sent?.subject ?? null,
    merged: sent?.merged ?? null,
  };
}

/**
 * Settles one message that a sender has tried, with its input and nudge. For single results; a sender that has many uses
 * `takeTurn`. False if the fence is old or the message is settled already.
 */
export async function settleEffect(tx: Tx, settlement: Settlement): Promise<boolean> {
  const before = await tx.maybe<{ state: string }>('select state from effects where key = $1 and fence = $2', [
    settlement.key,
    settlement.fence,
  ]);
  const { targets } = await takeTurn(tx, { claims: [], settlements: [settlement] });
  await nudgeAll(tx, targets);
  return before?.state === 'doing' || before?.state === 'unknown';
}

/** PostgreSQL holds no NUL in a text, and a server may send one. */
function clean(reason: string): string {
  return reason.replaceAll('\0', ' ');
}

/** Open freezes that cover the effect `e`. */
export const FREEZES_OF_EFFECT = `freezes f where f.frozen_to is null and (f.scope_kind = 'everything'
  or (f.scope_kind = 'company' and f.scope_id = e.company_id)
  or (f.scope_kind = 'campaign' and f.scope_id = e.campaign_id)
  or (f.scope_kind = 'case' and f.scope_id = (select r.case_id from runs r where r.id = e.run_id))
  or (f.scope_kind = 'legal entity' and f.scope_id in (
    (select k.legal_entity_id from campaigns k where k.id = e.campaign_id),
    (select a.legal_entity_id from channel_accounts a where a.id = e.channel_account_id))))`;

/**
 * Claims and results are one update, which halves what a turn costs. A late result of a message that had been given up as
 * `unknown` still counts, if its fence is the last one. One that was withdrawn meanwhile and has not gone out stays
 * withdrawn: it is not planned again. The states are told by what they are not, so that the planner goes by the key: the
 * index of what is `doing` is tiny in its statistics and full of dead entries, since every mail passes through it.
 * A commit of its own leaves no notes about companies for later: their facts are written at once.
 */
const TURN = `
  with step as (
    select s.* from json_to_recordset($1::json)
      s(key text, fence bigint, state text, reason text, ref text, retry_seconds float8, subject text, merged jsonb),
      (select set_config('nurt.facts', 'at once', true)) facts),
  moved as (
    update effects e set
      state = case when s.state = 'planned' and e.withdrawn_while_doing then 'refused' else s.state end,
      fence = case when s.state = 'doing' and e.state = 'planned' then greatest(e.fence + 1, s.fence) else e.fence end,
      attempt = case when s.state = 'doing' and e.state = 'planned' then e.attempt + 1 else e.attempt end,
      lease_until = case when s.state = 'doing' then now() + make_interval(secs => $2) end,
      reason = coalesce(s.reason, e.reason), provider_ref = coalesce(s.ref, e.provider_ref),
      not_before = case when s.state = 'planned' then coalesce($3::timestamptz, now()) + make_interval(secs => s.retry_seconds)
        else e.not_before end,
      settled_at = case when s.state in ('done', 'failed') then now() end,
      settled_by = case when s.state in ('done', 'failed') then '${DISPATCH}' end
    from step s
    where e.key = s.key and e.state not in ('done', 'failed', 'refused', 'withdrawn') and case when s.state = 'doing'
      then (e.state = 'planned' or (e.state = 'doing' and e.fence = s.fence))
        and (e.not_before is null or e.not_before <= coalesce($3::timestamptz, now()))
        and (e.expires_at is null or e.expires_at > coalesce($3::timestamptz, now()))
        and (not exists (select 1 from freezes where frozen_to is null) or not exists (select 1 from ${FREEZES_OF_EFFECT}))
        and not exists (select 1 from installation where muted_because is not null)
      else e.fence = s.fence and (e.state = 'doing' or (e.state = 'unknown' and s.state in ('done', 'failed'))) end
    returning e.key, e.run_id, e.state, e.reason, e.fence, s.subject, s.merged),
  sent as (
    update messages m set sent_at = case when v.state = 'done' then now() end, subject = coalesce(v.subject, m.subject),
      updated_at = now(), updated_by = '${DISPATCH}'
    from moved v where m.effect_key = v.key and v.state in ('done', 'unknown')
    returning m.id, v.merged),
  kept as (
    insert into sent_mails (message_id, merged) select id, merged from sent where merged is not null
    on conflict (message_id) do nothing),
  told as (
    insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
    select n.id, n.campaign_id, n.cohort, 'settled', 'effect', v.key,
      jsonb_strip_nulls(jsonb_build_object('kind', 'settled', 'key', v.key, 'as', v.state,
        'reason', case when v.state = 'failed' then v.reason end)), '${DISPATCH}'
    from moved v join runs n on n.id = v.run_id where v.state in ('done', 'failed')
    on conflict (run_id, source, source_id) do nothing
    returning run_id, campaign_id, cohort)
  select state, key, fence from moved where state = 'doing' union all select null, ${TARGET}, 0 from told`;

/** What the far side said about an address: it is not written to again until a person says it is good. */
async function markAddresses(db: Tx, refused: readonly Settlement[]): Promise<void> {
  const marks = refused.map(({ result }) => (result.state === 'failed' ? result : undefined));
  await db.run(
    `update contact_points p set state = u.state, state_reason = left(u.reason, 500), version = p.version + 1,
       updated_at = now(), updated_by = '${DISPATCH}'
     from unnest($1::text[], $2::text[], $3::text[]) u(key, state, reason)
       join messages m on m.effect_key = u.key
     where p.id = m.contact_point_id and p.state = 'good' and ${isStill('p')}`,
    [
      refused.map(({ key }) => key),
      marks.map((mark) => mark?.address ?? null),
      marks.map((mark) => mark?.reason ?? null),
    ],
  );
}

/** A live sender says that it still has these. */
export async function renewLeases(db: Tx, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  await db.run(
    `update effects e set lease_until = now() + make_interval(secs => $3)
     from unnest($1::text[], $2::bigint[]) u(key, fence) where e.key = u.key and e.fence = u.fence and e.state = 'doing'`,
    [claimed.map(({ key }) => key), claimed.map(({ fence }) => fence), LEASE_SECONDS],
  );
}

const BROKE_OFF = reasonCode('The sender ended before the answer of the mail server was recorded.');
const EXPIRED = reasonCode('expired');

/**
 * Messages whose sender is gone may or may not have gone out: they become `unknown` and wait for a person (engine rule 7).
 * Answers how many.
 */
export async function giveUpDeadLeases(db: Tx, accountId: string): Promise<number> {
  return db.run(
    `update effects set state = 'unknown', lease_until = null,
       reason = '${BROKE_OFF}'
     where channel_account_id = $1 and state = 'doing' and lease_until < now()`,
    [accountId],
  );
}

/**
 * Messages whose time is over are not sent any more; their runs hear of it. While one is frozen its time stands still, until
 * its run has heard of the thaw and moved it on. Answers how many.
 */
export async function expireMessages(db: Db, accountId: string, now?: string): Promise<number> {
  return db.transaction(async (tx) => {
    const expired = await tx.rows<{ key: string; target: Target | null }>(
      `with over as (
         update effects e set state = 'failed', reason = '${EXPIRED}', settled_at = now(), settled_by = '${DISPATCH}'
         where e.channel_account_id = $1 and e.kind = 'message' and e.state = 'planned'
           and e.expires_at <= coalesce($2::timestamptz, now())
           and (not exists (select 1 from freezes where frozen_to is null) or not exists (select 1 from ${FREEZES_OF_EFFECT}))
           and not exists (select 1 from runs r where r.id = e.run_id and ${IS_THAWING})
         returning e.key, e.run_id),
       freed as (delete from touches t using over where t.effect_key = over.key),
       told as (
         insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
         select n.id, n.campaign_id, n.cohort, 'settled', 'effect', o.key,
           jsonb_build_object('kind', 'settled', 'key', o.key, 'as', 'failed', 'reason', '${EXPIRED}'), '${DISPATCH}'
         from over o join runs n on n.id = o.run_id
         on conflict (run_id, source, source_id) do nothing
         returning run_id, campaign_id, cohort)
       select o.key, null as target from over o union all select null, ${TARGET} from told`,
      [accountId, now ?? null],
    );
    await nudgeAll(
      tx,
      expired.flatMap(({ target }) => (target === null ? [] : [target])),
    );
    return expired.filter(({ key }) => key !== null).length;
  });
}
