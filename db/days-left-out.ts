/** What was left out because its owner would be away comes back where they are there after all. */
import { actorOf, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { fromWall } from '../domain/calendar/wall.ts';
import type { Day } from '../domain/recurrence/days.ts';
import { recordAudits } from './audit.ts';
import type { Tx } from './database.ts';
import { LEFT_OUT, type EndedAbsence } from './made-days.ts';
import { makePlaced, placesOf, RECURRENCE_COLUMNS, type Recurrence } from './recurrence-days.ts';
import { deadlineOn } from './recurrence-deadlines.ts';
import { bookAgain } from './resources.ts';
import { rollUp } from './task-progress.ts';
import { keepReminders } from './task-reminders.ts';

/** Holidays move a day by no more. */
const MOST_MOVED = 31;

type Ended = Omit<EndedAbsence, 'substituteId'>;

/**
 * Somebody is not away after all: of what is still to come and is left out for nothing else, tasks that were closed are open
 * again, and days that were reached meanwhile are made. Who had been invited is to be invited anew.
 */
export async function bringBack(tx: Tx, viewer: Viewer, ended: Ended): Promise<void> {
  // Whoever makes the days of a rule at this moment may know of the absence still: they come first.
  const rules = await tx.rows<Recurrence & { readonly now: string }>(
    `select ${RECURRENCE_COLUMNS}, now() as now from recurrences r
     where r.owner_id = $1 and r.when_away = 'skip' and (r.ends_on is null or r.ends_on >= $2::date - ${MOST_MOVED})
     order by r.id for update of r`,
    [ended.userId, ended.fromOn],
  );
  for (const rule of rules) {
    await reopen(tx, viewer, { rule, ended });
    await makeAfterAll(tx, { rule, ended, now: rule.now });
  }
}

type Returning = { readonly rule: Recurrence; readonly ended: Ended };

/** Day of the task `t`, on the wall of its rule. */
const ON = '(t.moment at time zone $2::text)::date';

async function reopen(tx: Tx, viewer: Viewer, { rule, ended }: Returning): Promise<void> {
  const actor = actorOf(viewer);
  const back = await tx.rows<{ id: string; parentId: string | null }>(
    `with back as (
       update tasks t set state = 'open', state_reason = null, sequence = sequence + 1, version = version + 1,
         updated_at = now(), updated_by = $5 from recurrence_days d
       where d.recurrence_id = $1 and d.reason = 'away' and t.recurrence_id = $1 and t.recurs_on = d.day
         and t.state = 'withdrawn' and t.state_reason = '${LEFT_OUT}' and t.moment > now() and t.moment < 'infinity'
         and ${ON} between $3::date and $4::date and d.day <= coalesce($6::date, d.day)
         and not exists (select 1 from absences a where a.user_id = t.owner_id and ${ON} between a.from_on and a.to_on)
       returning t.id, t.parent_id, t.recurs_on),
     marked as (update recurrence_days d set state = 'made', reason = null from back b
       where d.recurrence_id = $1 and d.day = b.recurs_on)
     select id, parent_id from back`,
    [rule.id, rule.timeZone, ended.fromOn, ended.toOn, actorText(actor), rule.endsOn],
  );
  const ids = back.map(({ id }) => id);
  await keepReminders(tx, ids);
  const changes = { state: ['withdrawn', 'open'], stateReason: [LEFT_OUT, null] } as const;
  await recordAudits(
    tx,
    ids.map((recordId) => ({ actor, noun: 'task', recordId, verb: 'restore', changes })),
  );
  for (const id of ids) await bookAgain(tx, viewer, id);
  for (const mainId of new Set(back.map(({ parentId }) => parentId))) await rollUp(tx, mainId);
}

/** Only days without a task: what somebody has dropped or done meanwhile stays as it is. */
async function makeAfterAll(tx: Tx, { rule, ended, now }: Returning & { readonly now: string }): Promise<void> {
  const left = await tx.rows<{ day: Day }>(
    `select to_char(d.day, 'YYYY-MM-DD') as day from recurrence_days d
     where d.recurrence_id = $1 and d.reason = 'away' and d.day between $2::date - ${MOST_MOVED} and $3::date + ${MOST_MOVED}
       and d.day <= coalesce($4::date, d.day)
       and not exists (select 1 from tasks t where t.recurrence_id = d.recurrence_id and t.recurs_on = d.day) order by d.day`,
    [rule.id, ended.fromOn, ended.toOn, rule.endsOn],
  );
  const places = await placesOf(
    tx,
    rule,
    left.map(({ day }) => day),
  );
  const days = places.filter(
    ({ on }) => on !== null && on >= ended.fromOn && on <= ended.toOn && isAhead(on, rule, now),
  );
  const states = await makePlaced(tx, rule, { days, now });
  await tx.run(
    `update recurrence_days d set state = s.state, reason = s.reason from unnest($2::date[], $3::text[], $4::text[]) s (day, state, reason)
     where d.recurrence_id = $1 and d.day = s.day`,
    [rule.id, states.map(({ day }) => day), states.map(({ state }) => state), states.map(({ reason }) => reason)],
  );
}

function isAhead(on: Day, { localTime, timeZone }: Recurrence, now: string): boolean {
  const at = deadlineOn(on, { localTime, timeZone }) ?? fromWall(`${on}T${localTime}`, timeZone);
  return Date.parse(at) > Date.parse(now);
}
