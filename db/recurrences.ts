/** Work that comes again: set up, changed for this, the following or all, and ended (rule 33). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { addDays, daysOf, type Day } from '../domain/recurrence/days.ts';
import { readRule, writeRule } from '../domain/recurrence/rule.ts';
import { movedDays, type MovedDay } from '../domain/recurrence/move.ts';
import { typeInUse } from '../domain/tasks/type-in-use.ts';
import { recordAudit } from './audit.ts';
import { demandStillWanted, demandWantedCall } from './call-rules.ts';
import type { Db, Tx } from './database.ts';
import { UNINVITED, UNTOUCHED } from './made-days.ts';
import { makeDays, RECURRENCE_COLUMNS, type Recurrence, type RecurringTask } from './recurrence-days.ts';
import { demandNoDeadline } from './recurrence-deadlines.ts';
import { ownWritten } from './own-values.ts';
import { demandCustomer, demandParticipants } from './task-company.ts';
import { callOff } from './invitations.ts';
import { findRecurrence } from './recurrence-page.ts';
import { demandReceiver } from './task-receivers.ts';
import { rollUp } from './task-progress.ts';
import { demandTies } from './task-ties.ts';
import { findType, typeTraits } from './task-types.ts';

const OLDEST_START_DAYS = 366;

export type NewRecurrence = Pick<Recurrence, 'rule' | 'startsOn'> & {
  readonly endsOn?: Day | null;
  readonly localTime?: string | null;
  readonly timeZone?: string;
  readonly holidays?: Recurrence['holidays'];
  readonly shortMonth?: Recurrence['shortMonth'];
  readonly whenAway?: Recurrence['whenAway'];
  readonly ownerId?: string | null;
  readonly companyId?: string | null;
  /** Calls to a customer who refused calls, which are not offers. */
  readonly callAnyway?: boolean;
  readonly task: RecurringTask;
};

/** Sets it up and makes the tasks of the next ninety days at once. Answers the first of them. */
export async function createRecurrence(
  db: Db,
  viewer: Viewer,
  wanted: NewRecurrence,
): Promise<{ readonly id: string; readonly taskId: string | null }> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    await demandStart(tx, wanted.startsOn);
    const { companyId, callAnyway, task } = wanted;
    await demandTies(tx, viewer, { companyId, ...task });
    await demandWantedCall(tx, { companyId, callAnyway, ...task });
    await demandParticipants(tx, { ...task, companyId });
    const { own } = await ownWritten(tx, viewer, { record: 'task', before: null, sent: wanted.task.own });
    const id = await insertRecurrence(tx, viewer, { ...wanted, task: { ...wanted.task, own } });
    const first = await tx.maybe<{ id: string }>(
      `select id from tasks where recurrence_id = $1 and state = 'open' order by recurs_on limit 1`,
      [id],
    );
    return { id, taskId: first?.id ?? null };
  });
}

/** An old rule is set up with the days that it names; one that began years ago is a slip of the pen. */
async function demandStart(tx: Tx, startsOn: Day): Promise<void> {
  if (startsOn >= addDays((await nowOf(tx)).slice(0, 10), -OLDEST_START_DAYS)) return;
  throw new DomainError(
    'recurrence.start_past',
    {
      pl: `Powtarzanie nie może zaczynać się dawniej niż rok temu (${startsOn}). Podaj późniejszy pierwszy dzień.`,
      en: `A recurrence cannot begin more than a year ago (${startsOn}). Give a later first day.`,
    },
    'startsOn',
  );
}

async function insertRecurrence(tx: Tx, viewer: Viewer, wanted: NewRecurrence): Promise<string> {
  const rule = writeRule(readRule(wanted.rule));
  const ownerId = wanted.ownerId ?? (wanted.task.queue ? null : viewer.userId);
  await findType(tx, wanted.task.type);
  if (ownerId !== viewer.userId)
    await demandReceiver(tx, viewer, { ownerId, queue: ownerId ? null : (wanted.task.queue ?? null) });
  await demandCustomer(tx, viewer, { companyId: wanted.companyId, personId: wanted.task.personId });
  const actor = actorOf(viewer);
  const recurrence = await tx.one<Recurrence>(
    `insert into recurrences as r (rule, starts_on, ends_on, local_time, time_zone, holidays, short_month, when_away, task, owner_id,
       company_id, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) returning ${RECURRENCE_COLUMNS}`,
    [
      rule,
      wanted.startsOn,
      wanted.endsOn ?? null,
      wanted.localTime ?? null,
      wanted.timeZone ?? viewer.timeZone,
      wanted.holidays ?? 'keep',
      wanted.shortMonth ?? 'last',
      wanted.whenAway ?? 'keep',
      JSON.stringify(wanted.task),
      ownerId,
      wanted.companyId ?? null,
      actorText(actor),
    ],
  );
  await makeDays(tx, recurrence, await nowOf(tx));
  const changes = { rule: [null, rule] as const };
  await recordAudit(tx, { actor, noun: 'recurrence', recordId: recurrence.id, verb: 'create', changes });
  return recurrence.id;
}

export type RecurrenceChange = Partial<Omit<NewRecurrence, 'startsOn' | 'companyId'>> & {
  /** Of one task alone: all of them are due on their day, or planned at a time. */
  readonly dueAt?: string | null;
};

export type RecurrenceEdit = {
  readonly id: string;
  readonly version: number;
  /** The day of the rule from which it holds; without it from today on, for all that are still to come. */
  readonly from?: Day;
  /** One of its days that goes to another one: the others follow by as much. */
  readonly moved?: MovedDay;
  /** The day whose task is answered; without it the first one. */
  readonly on?: Day;
  readonly change: RecurrenceChange;
};

/**
 * Changes the following ones, or all that are still to come. What somebody has touched, done or begun stays as it is; the
 * rest is made anew. "The following" ends this recurrence the day before and begins another one.
 */
export async function editRecurrence(db: Db, viewer: Viewer, edit: RecurrenceEdit): Promise<Renewed> {
  demand(viewer, 'task.edit');
  return db.transaction(async (tx) => {
    const before = await lockRecurrence(tx, viewer, edit);
    demandNoDeadline(before, edit.change);
    const today = (await nowOf(tx)).slice(0, 10);
    const from = firstOf(edit, today);
    await endAt(tx, viewer, { before, from, goesOn: true });
    // What it hung on already needs no second permission; what is new does.
    await demandTies(tx, viewer, { companyId: before.companyId, ...edit.change.task });
    const write = { record: 'task', before: before.task.own ?? {}, sent: edit.change.task?.own } as const;
    const { own } = await ownWritten(tx, viewer, write);
    if (edit.change.task) await demandParticipants(tx, { ...edit.change.task, companyId: before.companyId });
    const type = typeInUse(before.task.type, await typeTraits(tx));
    const task = { ...before.task, type, ...edit.change.task, own };
    const { holidays, shortMonth, whenAway, localTime, timeZone, ownerId, companyId, endsOn, rule } = before;
    const { callAnyway } = edit.change;
    await demandStillWanted(tx, { companyId, before: before.task, after: task, callAnyway });
    const kept = { holidays, shortMonth, whenAway, localTime, timeZone, ownerId, companyId, endsOn, rule };
    const next = { ...kept, ...edit.change, task };
    const id = await insertRecurrence(tx, viewer, { ...next, ...restOf(before, edit, from) });
    await dropDoubles(tx, { before: before.id, after: id, moved: edit.moved });
    await rollUp(tx, task.parentId ?? null);
    const stayed = await tx.rows<{ id: string }>(`select id from tasks where recurrence_id = $1 and state = 'open'`, [
      before.id,
    ]);
    const asked = await tx.maybe<{ id: string; on: Day }>(
      `select id, to_char(recurs_on, 'YYYY-MM-DD') as on from tasks where recurrence_id = $1 and state = 'open'
         and ($2::date is null or recurs_on >= $2) order by recurs_on limit 1`,
      [id, edit.on ?? null],
    );
    return { id, kept: stayed.map((one) => one.id), task: asked ?? null };
  });
}

/** The rule that holds from now on, and the open tasks that stayed with the one before. */
export type Renewed = {
  readonly id: string;
  readonly kept: readonly string[];
  /** Of the new rule on the day that was asked for, or the first after it. */
  readonly task: { readonly id: string; readonly on: Day } | null;
};

/** The first day that is made anew: one that is moved forward takes those between along. */
function firstOf({ from, moved }: RecurrenceEdit, today: Day): Day {
  const first = from && moved && moved.to < from ? moved.to : from;
  return first && first > today ? first : today;
}

type Doubled = { readonly before: string; readonly after: string; readonly moved: MovedDay | undefined };

/** A day whose task somebody has touched keeps that one: the new rule makes no second. */
async function dropDoubles(tx: Tx, { before, after, moved }: Doubled): Promise<void> {
  await tx.run(
    `with doubled as (delete from tasks n using tasks o where n.recurrence_id = $2 and o.recurrence_id = $1
         and (n.recurs_on = o.recurs_on or (o.recurs_on = $3 and n.recurs_on = $4)) returning n.id, n.recurs_on),
       freed as (delete from file_links l using doubled x where l.noun = 'task' and l.record_id = x.id)
     update recurrence_days d set state = 'skipped', reason = 'touched' from doubled x where d.recurrence_id = $2 and d.day = x.recurs_on`,
    [before, after, moved?.from ?? null, moved?.to ?? null],
  );
}

/**
 * What is left of the old rule at `from`: it goes on in the same step, another rule begins there; neither begins before the
 * old one was to. A count that stays the same runs on.
 */
function restOf(before: Recurrence, { moved, change }: RecurrenceEdit, from: Day): { rule: string; startsOn: Day } {
  const { endsOn, shortMonth } = before;
  const old = readRule(before.rule);
  const days = { rule: old, startsOn: before.startsOn, endsOn, shortMonth };
  const wanted = change.rule ? { ...days, rule: readRule(change.rule) } : moved ? movedDays(days, moved) : days;
  const { rule } = wanted;
  const begin = from > before.startsOn ? from : before.startsOn;
  const startsOn = change.rule ? begin : (daysOf(wanted, from, addDays(from, 3 * 366))[0] ?? from);
  if (rule.count === undefined || rule.count !== old.count) return { rule: writeRule(rule), startsOn };
  const gone = daysOf(days, days.startsOn, addDays(from, -1)).length;
  return { rule: writeRule({ ...rule, count: Math.max(1, rule.count - gone) }), startsOn };
}

export type Ending = { readonly id: string; readonly version: number; readonly from?: Day };

/** Ends it: what is still to come and untouched goes, what was done stays. */
export async function endRecurrence(db: Db, viewer: Viewer, ending: Ending): Promise<void> {
  demand(viewer, 'task.edit');
  await db.transaction(async (tx) => {
    const before = await lockRecurrence(tx, viewer, ending);
    const today = (await nowOf(tx)).slice(0, 10);
    await endAt(tx, viewer, { before, from: ending.from && ending.from > today ? ending.from : today });
  });
}

/** As `endRecurrence`, together with what it hung on: it was found and locked before. */
export async function endFromToday(tx: Tx, viewer: Viewer, before: Recurrence): Promise<void> {
  await endAt(tx, viewer, { before, from: (await nowOf(tx)).slice(0, 10) });
}

type Ended = {
  readonly before: Recurrence;
  readonly from: Day;
  /** Another rule takes its place: what people were invited to is not off. */
  readonly goesOn?: boolean;
};

async function endAt(tx: Tx, viewer: Viewer, { before, from, goesOn = false }: Ended): Promise<void> {
  const actor = actorOf(viewer);
  const untouched = await tx.rows<{ id: string }>(
    `select t.id from tasks t where t.recurrence_id = $1 and t.recurs_on >= $2 and ${UNTOUCHED}
       and (not $3 or ${UNINVITED}) for update of t`,
    [before.id, from, goesOn],
  );
  const ids = untouched.map(({ id }) => id);
  await callOff(tx, ids, viewer);
  await tx.run('delete from tasks where id = any($1::uuid[])', [ids]);
  await tx.run(`delete from file_links where noun = 'task' and record_id = any($1::uuid[])`, [ids]);
  await rollUp(tx, before.task.parentId ?? null);
  await tx.run(
    `delete from recurrence_days d where d.recurrence_id = $1 and d.day >= $2
       and not exists (select 1 from tasks t where t.recurrence_id = d.recurrence_id and t.recurs_on = d.day)`,
    [before.id, from],
  );
  await tx.run(
    `update recurrences set ends_on = $2, ended_at = now(), version = version + 1, updated_at = now(), updated_by = $3 where id = $1`,
    [before.id, addDays(from, -1), actorText(actor)],
  );
  const changes = { endsOn: [before.endsOn, addDays(from, -1)] as const };
  await recordAudit(tx, { actor, noun: 'recurrence', recordId: before.id, verb: 'end', changes });
}

async function lockRecurrence(
  tx: Tx,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<Recurrence> {
  const found = await findRecurrence(tx, viewer, { id, lock: 'for update of r' });
  if (found.endedAt) throw ended();
  // What its tasks are made from holds own fields, which have readers of their own.
  const { task: _, ...comparable } = found;
  if (found.version !== version) throw withNow(changed(), comparable);
  return found;
}

async function nowOf(tx: Tx): Promise<string> {
  return (await tx.one<{ now: string }>('select now() as now')).now;
}

function ended(): DomainError {
  return new DomainError('recurrence.ended', {
    pl: 'To powtarzanie już się skończyło. Ustaw nowe.',
    en: 'This recurrence has ended. Set up a new one.',
  });
}

function changed(): DomainError {
  return new DomainError('recurrence.changed', {
    pl: 'Ktoś zmienił to powtarzanie, odkąd je otwarto. Odśwież i spróbuj jeszcze raz.',
    en: 'Somebody has changed this recurrence since you opened it. Refresh and try again.',
  });
}
