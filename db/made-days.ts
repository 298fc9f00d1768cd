/** What becomes of the days of a rule that are made already: missed ones close, those of somebody who is away go to others. */
import { actorText, type Actor } from '../domain/actor.ts';
import { recordAudits } from './audit.ts';
import type { Tx } from './database.ts';
import { callOff } from './invitations.ts';
import { handed } from './task-receivers.ts';
import { keepReminders } from './task-reminders.ts';

const actor: Actor = { kind: 'system', id: 'recurring' };
const BY = actorText(actor);

/** Nobody has ticked or noted anything of the task `t`, or hung a letter or a file on it but those that its rule names. */
const UNMARKED = `t.ticks = '{}' and not exists (select 1 from notes n where n.task_id = t.id)
  and not exists (select 1 from task_links l where l.task_id = t.id or (l.noun = 'task' and l.record_id = t.id))
  and not exists (select 1 from file_links f where f.noun = 'task' and f.record_id = t.id and f.created_by <> '${BY}')`;

const UNBEGUN = `t.state = 'open' and (t.leased_until is null or t.leased_until < now()) and ${UNMARKED}
  and not exists (select 1 from tasks o where o.parent_id = t.id or o.after_id = t.id)
  and not exists (select 1 from bookings b where b.task_id = t.id)`;

/**
 * Nobody has begun, moved or noted anything of the task `t`, or hung a letter, a file or a room on it, none of which the rule
 * brings itself: it may go with what made it. Who was invited to it is to be called off.
 */
export const UNTOUCHED = `t.version = 1 and ${UNBEGUN}`;

/** Nobody was invited to the task `t`, who would hear that it is off although it is not. */
export const UNINVITED = 'not exists (select 1 from invitations i where i.task_id = t.id)';

/**
 * Of two tasks of one rule that are both due, only the later one stays on the desk: the earlier is closed and recorded as
 * missed. One that somebody has open or has begun stays.
 */
export async function closeMissed(tx: Tx, now: string): Promise<number> {
  const reason = 'pominięte: nadszedł następny termin';
  const missed = await tx.rows<{ id: string }>(
    `with missed as (
       update tasks t set state = 'withdrawn', state_reason = $2, percent = 0,
         sequence = sequence + 1, version = version + 1, updated_at = now(), updated_by = '${BY}'
       where t.recurrence_id is not null and t.state = 'open' and t.moment < $1 and t.percent = 0 and ${UNMARKED}
         and (t.leased_until is null or t.leased_until < $1)
         and exists (select 1 from tasks later where later.recurrence_id = t.recurrence_id and later.recurs_on > t.recurs_on
           and later.moment <= $1)
       returning t.id, t.recurrence_id, t.recurs_on),
     told as (delete from reminders r using missed m where r.task_id = m.id and r.acknowledged_at is null),
     marked as (update recurrence_days d set state = 'missed', reason = 'next came' from missed m
       where d.recurrence_id = m.recurrence_id and d.day = m.recurs_on)
     select id from missed`,
    [now, reason],
  );
  await recordWithdrawn(tx, { ids: missed.map(({ id }) => id), reason });
  return missed.length;
}

/** Absences that were written down after the tasks were made: those go to the substitute, or are left out. */
export async function applyAbsences(tx: Tx, now: string): Promise<number> {
  return (await giveToSubstitutes(tx, now)) + (await leaveOut(tx, now));
}

/** Of the instant `$1`: work still to come that its owner will not be there for. */
const AFFECTED = `from tasks t join recurrences r on r.id = t.recurrence_id
    join absences a on a.user_id = t.owner_id and (t.moment at time zone r.time_zone)::date between a.from_on and a.to_on
  where t.state = 'open' and t.moment > $1 and t.moment < 'infinity' and t.owner_id = r.owner_id`;

/** Their version stays: nobody has touched them, and they go with their rule as before. */
async function giveToSubstitutes(tx: Tx, now: string): Promise<number> {
  const given = await tx.rows<Given>(
    `with affected as (select t.id, t.owner_id, a.substitute_id ${AFFECTED}
       and r.when_away = 'substitute' and a.substitute_id is not null),
     given as (update tasks t set owner_id = x.substitute_id, updated_at = now(), updated_by = '${BY}'
       from affected x where t.id = x.id returning t.id, x.owner_id as was, t.owner_id, t.recurrence_id, t.recurs_on),
     marked as (update recurrence_days d set reason = 'substitute' from given g
       where d.recurrence_id = g.recurrence_id and d.day = g.recurs_on)
     select id, was, owner_id from given`,
    [now],
  );
  await follow(tx, { given, by: actor });
  return given.length;
}

export type EndedAbsence = {
  readonly userId: string;
  readonly substituteId: string;
  readonly fromOn: string;
  readonly toOn: string;
};

/** Somebody is not away after all: what is still to come and their substitute has not touched is theirs again. */
export async function giveBack(
  tx: Tx,
  { absence, by }: { readonly absence: EndedAbsence; readonly by: Actor },
): Promise<void> {
  const given = await tx.rows<Given>(
    `with given as (
       update tasks t set owner_id = r.owner_id, updated_at = now(), updated_by = $5 from recurrences r
       where r.id = t.recurrence_id and r.owner_id = $1 and t.owner_id = $2 and t.moment > now() and t.moment < 'infinity'
         and (t.moment at time zone r.time_zone)::date between $3::date and $4::date and t.updated_by = '${BY}' and ${UNBEGUN}
         and exists (select 1 from recurrence_days d where d.recurrence_id = r.id and d.day = t.recurs_on and d.reason = 'substitute')
       returning t.id, t.owner_id, t.recurrence_id, t.recurs_on),
     marked as (update recurrence_days d set reason = null from given g
       where d.recurrence_id = g.recurrence_id and d.day = g.recurs_on)
     select id, $2::uuid as was, owner_id from given`,
    [absence.userId, absence.substituteId, absence.fromOn, absence.toOn, actorText(by)],
  );
  await follow(tx, { given, by });
}

type Given = { readonly id: string; readonly was: string; readonly ownerId: string };

/** Reminders go along with the work, and the history says whose it was. */
async function follow(tx: Tx, { given, by }: { readonly given: readonly Given[]; readonly by: Actor }): Promise<void> {
  await keepReminders(
    tx,
    given.map(({ id }) => id),
  );
  await recordAudits(
    tx,
    given.map(({ id, was, ownerId }) => {
      const changes = handed({ ownerId: was, queue: null }, { ownerId, queue: null });
      return { actor: by, noun: 'task', recordId: id, verb: 'assign', changes };
    }),
  );
}

/** Why a task that is left out is closed. */
export const LEFT_OUT = 'nieobecność';

async function leaveOut(tx: Tx, now: string): Promise<number> {
  const dropped = await tx.rows<{ id: string }>(
    `with affected as (select t.id, t.recurrence_id, t.recurs_on ${AFFECTED} and r.when_away = 'skip'),
     closed as (update tasks t set state = 'withdrawn', state_reason = $2, sequence = sequence + 1, version = version + 1,
         updated_at = now(), updated_by = '${BY}' from affected x where t.id = x.id)
     update recurrence_days d set state = 'skipped', reason = 'away' from affected x
     where d.recurrence_id = x.recurrence_id and d.day = x.recurs_on returning x.id`,
    [now, LEFT_OUT],
  );
  const ids = dropped.map(({ id }) => id);
  await callOff(tx, ids);
  await recordWithdrawn(tx, { ids, reason: LEFT_OUT });
  return dropped.length;
}

type Withdrawn = { readonly ids: readonly string[]; readonly reason: string };

async function recordWithdrawn(tx: Tx, { ids, reason }: Withdrawn): Promise<void> {
  const changes = { state: ['open', 'withdrawn'], stateReason: [null, reason] } as const;
  await recordAudits(
    tx,
    ids.map((recordId) => ({ actor, noun: 'task', recordId, verb: 'withdraw', changes })),
  );
}
