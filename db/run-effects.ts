/** What runs want done, as rows: tasks on desks, messages for dispatch, fields of customers, notes to people, and what is taken back. */
import { actorText } from '../domain/actor.ts';
import type { Effect, PlannedEffect, Withdrawal } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import { callOff } from './invitations.ts';
import { moverOf, type Moving } from './run-context.ts';
import type { Wanted } from './run-ledger.ts';
import { saveFields, saveNotices } from './run-marks.ts';
import { planMessages } from './run-messages.ts';
import { instant } from './run-rows.ts';
import { planTasks } from './run-tasks.ts';

/** Writes all effects of the moves. Answers how many inputs came of it at once (refusals and shifts of the governor). */
export async function saveEffects(tx: Tx, moving: readonly Moving[], now: string): Promise<number> {
  await closeAnswered(tx, moving, now);
  const calls = await planTasks(tx, wantedOf(moving, 'task'), now);
  const messages = await planMessages(tx, wantedOf(moving, 'message'), now);
  await saveFields(tx, wantedOf(moving, 'set'));
  await saveNotices(tx, wantedOf(moving, 'notify'), now);
  await postpone(tx, moving, now);
  await withdraw(tx, moving, now);
  return calls + messages;
}

function wantedOf<Kind extends PlannedEffect['kind']>(moving: readonly Moving[], kind: Kind): Wanted<Kind>[] {
  return moving.flatMap(({ row, move }) =>
    move.effects.filter((effect) => effect.kind === kind).map((effect) => ({ row, effect }) as Wanted<Kind>),
  );
}

/** The outcome of a task that a run has taken settles its effect. */
async function closeAnswered(tx: Tx, moving: readonly Moving[], now: string): Promise<void> {
  const answered = moving.flatMap(({ inputs, move }) =>
    inputs.flatMap((input) =>
      input.kind === 'outcome' && move.taken.includes(input.seq) ? [{ key: input.key, by: actorText(input.by) }] : [],
    ),
  );
  if (answered.length === 0) return;
  await tx.prepared(
    'close-answered',
    `update effects e set state = 'done', settled_at = $3, settled_by = u.by
     from unnest($1::text[], $2::text[]) u(key, by) where e.key = u.key and e.kind = 'task' and e.state = 'planned'`,
    [answered.map((one) => one.key), answered.map((one) => one.by), now],
  );
}

/** After a thaw deadlines have moved: of tasks on desks, and of messages that wait. */
async function postpone(tx: Tx, moving: readonly Moving[], now: string): Promise<void> {
  const later = moving.flatMap(({ move }) => move.postponed);
  if (later.length === 0) return;
  const keys = later.map(({ key }) => key);
  const until = later.map((one) => instant(one.until));
  await tx.prepared(
    'postpone-messages',
    `update effects e set expires_at = u.until from unnest($1::text[], $2::timestamptz[]) u(key, until)
     where e.key = u.key and e.kind = 'message' and e.state = 'planned'`,
    [keys, until],
  );
  await tx.prepared(
    'postpone-tasks',
    `with later as (update tasks t set due_at = u.until, sequence = t.sequence + 1, version = t.version + 1, updated_at = $3
       from unnest($1::text[], $2::timestamptz[]) u(key, until) where t.effect_key = u.key and t.state = 'open'
       returning t.id, t.due_at, t.moment)
     update reminders r set remind_at = case r.kind when 'deadline' then l.due_at else l.moment - make_interval(mins => r.minutes) end,
       escalate_at = null, escalated_at = null
     from later l where r.task_id = l.id and r.shown_at is null and (r.kind = 'deadline' or r.minutes is not null)`,
    [keys, until, now],
  );
}

/**
 * Takes back what nobody needs any more (engine rule 8): planned messages are dropped and give their reserved contact back, open
 * tasks close with the reason. One that is being done finishes and is marked.
 */
async function withdraw(tx: Tx, moving: readonly Moving[], now: string): Promise<void> {
  const back = moving.flatMap(({ row, move }) =>
    move.effects.filter(isWithdrawal).map(({ key, why }) => ({ key, why, by: actorText(moverOf(row.id)) })),
  );
  if (back.length === 0) return;
  const keys = back.map((one) => one.key);
  const by = back.map((one) => one.by);
  await tx.prepared(
    'withdraw-effects',
    `update effects e set state = case when e.state = 'planned' then 'withdrawn' else e.state end,
       withdrawn_while_doing = e.state = 'doing', reason = u.why,
       settled_at = case when e.state = 'planned' then $4::timestamptz end,
       settled_by = case when e.state = 'planned' then u.by end
     from unnest($1::text[], $2::text[], $3::text[]) u(key, why, by)
     where e.key = u.key and e.state in ('planned', 'doing')`,
    [keys, back.map((one) => one.why), by, now],
  );
  const closed = await tx.prepared<{ id: string }>(
    'withdraw-tasks',
    `with closed as (
       update tasks t set state = 'withdrawn', state_reason = u.why, leased_by = null, leased_until = null,
         sequence = t.sequence + 1, version = t.version + 1, updated_at = $4, updated_by = u.by
       from unnest($1::text[], $2::text[], $3::text[]) u(key, why, by)
       where t.effect_key = u.key and t.state = 'open' returning t.id),
     quiet as (delete from reminders where task_id in (select id from closed) and shown_at is null)
     select id from closed`,
    [keys, back.map((one) => one.why), by, now],
  );
  await callOff(
    tx,
    closed.map(({ id }) => id),
  );
  await tx.prepared(
    'give-back-touches',
    `delete from touches t using effects e where t.effect_key = any($1::text[]) and e.key = t.effect_key
       and e.state = 'withdrawn'`,
    [keys],
  );
}

function isWithdrawal(effect: Effect): effect is Withdrawal {
  return effect.kind === 'withdraw';
}
