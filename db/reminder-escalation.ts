/** Reminders that nobody has taken note of in their working time go on: substitute, superior, administrator (rule 34). */
import { addWorkingTime } from '../domain/calendar/add-span.ts';
import { calendarOf, type Person } from '../domain/calendar/compile.ts';
import { ESCALATE_MINUTES, nextToTell, type Chain, type ReminderLevel } from '../domain/reminders/escalation.ts';
import { loadCalendars, personalCalendars } from './calendars.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';

const BY = 'system:reminders';
/** One round of the job takes at most so many; the next one is a minute later. */
const MOST = 500;
/** Nobody is waited for longer than a year. */
const DAYS_AHEAD = 366;

type Reminded = Person & { readonly userId: string };

/** Which of the reminders `r` of tasks `t` ($1) go on at all: who only takes part is told, and nobody after them. */
const GOES_ON = `r.id = any($1::uuid[]) and r.level <> 'administrator' and t.id = r.task_id
  and (r.root_id is not null or r.user_id = t.owner_id)`;

/**
 * Says when these reminders go on: an hour of the recipient's own working time after they were shown, but no later than
 * was said before (`snoozeReminder`). Days on which the recipient is away count only where a substitute takes over at once.
 * Each day is asked once for each recipient, however many reminders and absences they have.
 */
export async function planEscalation(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return;
  const calendars = await loadCalendars(tx);
  const people = await tx.rows<Reminded>(
    `select u.id as user_id, u.hours, u.time_zone as zone, array(
       select to_char(d, 'YYYY-MM-DD')
       from generate_series($2::timestamptz::date, $2::timestamptz::date + ${DAYS_AHEAD}, interval '1 day') d
       where exists (select 1 from absences a
         where a.user_id = u.id and a.substitute_id is null and a.to_on >= d::date and a.from_on <= d::date) order by 1) as away
     from users u where u.id in (select r.user_id from reminders r, tasks t where ${GOES_ON})`,
    [ids, now],
  );
  const at = people.map((person) => {
    const calendar = calendarOf(personalCalendars(calendars, person));
    return new Date(addWorkingTime(calendar, Date.parse(now), ESCALATE_MINUTES * 60_000)).toISOString();
  });
  await tx.run(
    `update reminders r set escalate_at = least(r.escalate_at, u.at)
     from tasks t, unnest($2::uuid[], $3::timestamptz[]) u(user_id, at) where ${GOES_ON} and r.user_id = u.user_id`,
    [ids, people.map(({ userId }) => userId), at],
  );
}

type Due = Omit<Chain, 'told'> & {
  readonly id: string;
  readonly rootId: string;
  readonly taskId: string;
  readonly title: string;
  readonly private: boolean;
  readonly ownerName: string;
  readonly told: readonly string[];
};

/** Carries on what is due. Answers how many people were told. Safe to repeat: each reminder goes on once. */
export async function escalateDue(tx: Tx, now: string): Promise<number> {
  const due = await tx.rows<Due>(DUE, [now, MOST]);
  if (due.length === 0) return 0;
  await tx.run('update reminders set escalated_at = $2 where id = any($1::uuid[])', [due.map(({ id }) => id), now]);
  const made: string[] = [];
  for (const one of onePerChain(due)) {
    const step = nextToTell(one);
    if (step) made.push(...(await tell(tx, one, { ...step, now })));
  }
  await planEscalation(tx, made, now);
  return made.length;
}

/** Two of one chain may be due together: it goes on once. */
function onePerChain(due: readonly Due[]): Due[] {
  return [...new Map(due.map((one) => [one.rootId, one])).values()];
}

type Telling = { readonly level: ReminderLevel; readonly userIds: readonly string[]; readonly now: string };

async function tell(tx: Tx, one: Due, { level, userIds, now }: Telling): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `insert into reminders (task_id, user_id, remind_at, shown_at, late_seconds, text_pl, text_en, link, root_id, level, created_by)
     select $1, u, $2, $2, 0, $3, $4, $5, $6, $7, '${BY}' from unnest($8::uuid[]) u returning id`,
    [
      one.taskId,
      now,
      `${one.ownerName} nie potwierdził(a) przypomnienia: ${one.private ? 'zadanie prywatne' : one.title}`,
      `${one.ownerName} has not taken note of a reminder: ${one.private ? 'a private task' : one.title}`,
      `/admin/tasks/${one.taskId}`,
      one.rootId,
      level,
      userIds,
    ],
  );
  await announce(tx, { about: 'reminders', to: { userIds } });
  return rows.map(({ id }) => id);
}

const DUE = `
  select r.id, coalesce(r.root_id, r.id) as root_id, r.level, o.user_id as owner_id, r.task_id, t.title, t.private, u.name as owner_name,
    (select s.id from users s where s.id = u.superior_id and s.active) as superior_id,
    (select s.id from absences a join users s on s.id = a.substitute_id and s.active where a.user_id = o.user_id
      and ($1::timestamptz)::date between a.from_on and a.to_on order by a.from_on limit 1) as substitute_id,
    array(select id::text from users where role = 'administrator' and active order by created_at limit 3) as administrator_ids,
    array(select c.user_id::text from reminders c where coalesce(c.root_id, c.id) = coalesce(r.root_id, r.id)) as told
  from reminders r join reminders o on o.id = coalesce(r.root_id, r.id) join tasks t on t.id = r.task_id join users u on u.id = o.user_id
  where r.acknowledged_at is null and r.escalated_at is null and r.escalate_at <= $1 and t.state = 'open'
  order by r.escalate_at, r.id limit $2 for update of r skip locked`;
