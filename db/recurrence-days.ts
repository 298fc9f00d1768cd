/** Turns the days of a rule into tasks, ninety days ahead, and records what was left out or missed (rule 33). */
import { openDays } from '../domain/calendar/open-days.ts';
import { fromWall } from '../domain/calendar/wall.ts';
import { linesOf } from '../domain/tasks/checklist.ts';
import { addDays, daysOf, placed, type Day } from '../domain/recurrence/days.ts';
import { readRule } from '../domain/recurrence/rule.ts';
import { typeInUse } from '../domain/tasks/type-in-use.ts';
import { daysAway } from './days-away.ts';
import { isForbiddenCall } from './call-rules.ts';
import type { Db, Tx } from './database.ts';
import { filesNamed, hangOwnFiles } from './own-files.ts';
import { refreshFormulas } from './own-formulas.ts';
import { setParticipants, stillThere } from './task-company.ts';
import { rollUp } from './task-progress.ts';
import { setReminders } from './task-reminders.ts';
import { typeTraits } from './task-types.ts';
import type { NewTask } from './tasks.ts';
import { calendarOfPerson } from './working-hours.ts';
import { deadlineOn } from './recurrence-deadlines.ts';

const DAYS_AHEAD = 90;
/** Missed days that are older are not recorded: nobody reads them. */
const DAYS_TOLD = 60;
const BY = 'system:recurring';

export type Recurrence = {
  readonly id: string;
  readonly rule: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly localTime: string | null;
  readonly timeZone: string;
  readonly holidays: 'keep' | 'skip' | 'earlier' | 'later';
  readonly shortMonth: 'last' | 'skip';
  readonly whenAway: 'keep' | 'skip' | 'substitute';
  readonly task: RecurringTask;
  readonly ownerId: string | null;
  readonly companyId: string | null;
  readonly madeThrough: Day | null;
  readonly endedAt: string | null;
  readonly version: number;
};

/** Why a day that could not be made is missing. */
export const FAILED = 'failed';

/** What each of its tasks is made from. */
export type RecurringTask = Omit<
  NewTask,
  'plannedAt' | 'dueAt' | 'ownerId' | 'companyId' | 'afterId' | 'percent' | 'callAnyway'
>;

export const RECURRENCE_COLUMNS = `r.id, r.rule, to_char(r.starts_on, 'YYYY-MM-DD') as starts_on, to_char(r.ends_on, 'YYYY-MM-DD') as ends_on,
  r.local_time, r.time_zone, r.holidays, r.short_month, r.when_away, r.task, r.owner_id, r.company_id,
  to_char(r.made_through, 'YYYY-MM-DD') as made_through, r.ended_at, r.version`;

export type Made = { readonly made: number; readonly skipped: number; readonly missed: number };

export type Watched = {
  /** Called before each recurrence. */
  readonly alive?: () => void;
  readonly failed?: (id: string, error: unknown) => void;
};

/**
 * The job: each recurrence that is not made far enough, in a transaction of its own, so that one that cannot be made holds
 * up no other. That one is recorded as missed and tried again at the next turn. Safe to repeat; each day is made once.
 */
export async function makeDueDays(
  db: Db,
  now: string,
  { alive, failed }: Watched = {},
): Promise<Made & { readonly failed: number }> {
  const due = await db.rows<{ id: string }>(
    `select id from recurrences where ended_at is null and (made_through is null or made_through < $1::date)
     order by made_through nulls first, id`,
    [addDays(now.slice(0, 10), DAYS_AHEAD)],
  );
  const done = { made: 0, skipped: 0, missed: 0, failed: 0 };
  for (const { id } of due) {
    alive?.();
    try {
      const { made, skipped, missed } = await db.transaction((tx) => makeDueDaysOf(tx, id, now));
      done.made += made;
      done.skipped += skipped;
      done.missed += missed;
    } catch (error) {
      await recordFailure(db, id);
      done.failed++;
      failed?.(id, error);
    }
  }
  return done;
}

async function makeDueDaysOf(tx: Tx, id: string, now: string): Promise<Made> {
  const recurrence = await tx.maybe<Recurrence>(
    `select ${RECURRENCE_COLUMNS} from recurrences r where r.id = $1 and r.ended_at is null for update skip locked`,
    [id],
  );
  return recurrence ? makeDays(tx, recurrence, now) : { made: 0, skipped: 0, missed: 0 };
}

/** Stands on the first day that is not made yet, until it can be made. */
async function recordFailure(db: Db, id: string): Promise<void> {
  await db.run(
    `insert into recurrence_days (recurrence_id, day, state, reason)
     select id, coalesce(made_through + 1, starts_on), 'missed', '${FAILED}' from recurrences where id = $1
     on conflict (recurrence_id, day) do nothing`,
    [id],
  );
}

/** Nobody is asked when work makes itself: who has gone since is left out, and a type that is used no more is not made. */
async function asItIsNow(tx: Tx, { task, companyId }: Recurrence): Promise<RecurringTask> {
  const type = typeInUse(task.type, await typeTraits(tx));
  return { ...task, ...(await stillThere(tx, { ...task, companyId })), type };
}

type DayState = { readonly day: Day; readonly state: 'made' | 'skipped' | 'missed'; readonly reason: string | null };

/** Makes the days of one recurrence from its mark through ninety days from today. */
export async function makeDays(tx: Tx, recurrence: Recurrence, now: string): Promise<Made> {
  const today = now.slice(0, 10);
  const through = addDays(today, DAYS_AHEAD);
  const mark = recurrence.madeThrough ? addDays(recurrence.madeThrough, 1) : recurrence.startsOn;
  const oldest = addDays(today, -DAYS_TOLD);
  const from = mark > oldest ? mark : oldest;
  const rule = { ...recurrence, rule: readRule(recurrence.rule) };
  const days = await placesOf(tx, recurrence, daysOf(rule, from, through));
  const states = await makePlaced(tx, recurrence, { days, now });
  await tx.run(`delete from recurrence_days where recurrence_id = $1 and reason = '${FAILED}'`, [recurrence.id]);
  await tx.run(
    `insert into recurrence_days (recurrence_id, day, state, reason)
     select $1, * from unnest($2::date[], $3::text[], $4::text[]) on conflict (recurrence_id, day) do nothing`,
    [recurrence.id, states.map(({ day }) => day), states.map(({ state }) => state), states.map(({ reason }) => reason)],
  );
  await tx.run(
    `update recurrences set made_through = $2, ended_at = case when ends_on < $3::date then now() else ended_at end where id = $1`,
    [recurrence.id, through, today],
  );
  const count = (state: DayState['state']) => states.filter((one) => one.state === state).length;
  return { made: count('made'), skipped: count('skipped'), missed: count('missed') };
}

/** A day that a rule names, and the one on which its task lies: null where holidays leave it out. */
type Placed = { readonly day: Day; readonly on: Day | null };

/** Where the holidays of its owner put these days of a rule. */
export async function placesOf(
  tx: Tx,
  { ownerId, holidays }: Pick<Recurrence, 'ownerId' | 'holidays'>,
  days: readonly Day[],
): Promise<Placed[]> {
  if (days.length === 0) return [];
  const open = openDays(await calendarOfPerson(tx, ownerId), { ...around(days), language: 'pl' });
  const working = new Set(open.flatMap(({ on, hours }) => (hours.length > 0 ? [on] : [])));
  return days.map((day) => ({ day, on: placed(day, holidays, (d) => working.has(d)) }));
}

/** A day may be moved by holidays beyond either end. */
function around(days: readonly Day[]): { readonly first: Day; readonly last: Day } {
  return { first: addDays(days[0]!, -40), last: addDays(days.at(-1)!, 40) };
}

/** Makes these days of a recurrence as it is now, and says what has become of each. */
export async function makePlaced(
  tx: Tx,
  asked: Recurrence,
  { days, now }: { readonly days: readonly Placed[]; readonly now: string },
): Promise<DayState[]> {
  if (days.length === 0) return [];
  const recurrence = { ...asked, task: await asItIsNow(tx, asked) };
  const { companyId, ownerId, task } = recurrence;
  const { first, last } = around(days.map(({ day }) => day));
  const away = await daysAway(tx, ownerId, { fromOn: first, toOn: last });
  const forbidden = await isForbiddenCall(tx, { companyId, ...task, type: asked.task.type });
  const states: DayState[] = [];
  for (const one of days)
    states.push(await makeDay(tx, recurrence, { ...one, today: now.slice(0, 10), away, forbidden }));
  await rollUp(tx, task.parentId ?? null);
  return states;
}

type Making = Placed & {
  readonly today: Day;
  readonly away: ReadonlyMap<Day, string | null>;
  /** A call that nobody may make (rule 30). */
  readonly forbidden: boolean;
};

async function makeDay(tx: Tx, recurrence: Recurrence, { day, on, today, away, forbidden }: Making): Promise<DayState> {
  if (on === null) return { day, state: 'skipped', reason: 'holiday' };
  // Nurt was away, or the rule began in the past: what has gone by is recorded and not piled up on anybody's desk.
  if (on < today) return { day, state: 'missed', reason: 'past' };
  if (forbidden) return { day, state: 'skipped', reason: 'forbidden' };
  const isAway = recurrence.whenAway !== 'keep' && away.has(on);
  if (isAway && recurrence.whenAway === 'skip') return { day, state: 'skipped', reason: 'away' };
  const substitute = isAway ? (away.get(on) ?? null) : null;
  await insertOccurrence(tx, recurrence, { day, on, ownerId: substitute ?? recurrence.ownerId });
  return { day, state: 'made', reason: substitute ? 'substitute' : null };
}

type Occurrence = { readonly day: Day; readonly on: Day; readonly ownerId: string | null };

/** A main task that is finished takes no new parts, a case that is closed no tasks, and an opportunity that is gone no work. */
async function insertOccurrence(tx: Tx, recurrence: Recurrence, { day, on, ownerId }: Occurrence): Promise<void> {
  const { task, localTime, timeZone, companyId } = recurrence;
  const plannedAt = localTime ? fromWall(`${on}T${localTime}`, timeZone) : null;
  const dueAt = deadlineOn(on, { localTime, timeZone });
  const made = await tx.maybe<{ id: string }>(
    `insert into tasks (type, title, description, company_id, person_id, case_id, category_id, owner_id, caretaker_id, queue,
       priority, planned_at, due_at, duration_minutes, stage, checklist, place, private, recurrence_id, recurs_on, own, search_text,
       created_by, updated_by, opportunity_id, parent_id)
     select $1, $2, $3, $4, $5,
       case when exists (select 1 from cases k where k.id = $6 and k.state = 'closed') then null else $6::uuid end,
       $7, $8, $9, $10, $11, $12, $13, coalesce($14, y.default_minutes), $15, $16, $17, $18, $19, $20, $21,
       plain_text($2::text || ' ' || coalesce($3::text, '')), '${BY}', '${BY}',
       (select o.id from opportunities o where o.id = $22), (select p.id from tasks p where p.id = $23 and p.state = 'open')
     from task_types y where y.code = $1
     on conflict (recurrence_id, recurs_on) where recurrence_id is not null do nothing returning id`,
    [
      task.type,
      task.title,
      task.description,
      companyId,
      task.personId,
      task.caseId,
      task.categoryId,
      ownerId,
      task.caretakerId,
      ownerId ? null : task.queue,
      task.priority ?? 'normal',
      plannedAt,
      dueAt,
      task.durationMinutes,
      task.stage,
      JSON.stringify(linesOf(task.checklist ?? [])),
      task.place,
      task.private ?? false,
      recurrence.id,
      day,
      JSON.stringify(task.own ?? {}),
      task.opportunityId,
      task.parentId,
    ],
  );
  if (!made) return;
  const actor = { kind: 'system', id: 'recurring' } as const;
  const files = await filesNamed(tx, { record: 'task', own: task.own ?? {} });
  await hangOwnFiles(tx, actor, { record: 'task', id: made.id, files });
  await refreshFormulas(tx, 'task', [made.id]);
  const { userIds, personIds } = task;
  await setParticipants(tx, { taskId: made.id, companyId, userIds, personIds });
  await setReminders(tx, { taskId: made.id, minutesBefore: task.remindMinutes ?? [], actor });
}
