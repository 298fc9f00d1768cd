/** Important dates on the desk: the task or the reminder that one brings in advance (S2-16, S2-23). */
import { fromWall, toWall } from '../domain/calendar/wall.ts';
import { addDays, type Day } from '../domain/recurrence/days.ts';
import { comingDays, type Brings, type DateKind, type DateThatBrings } from '../domain/recurrence/important-days.ts';
import type { Db, Tx } from './database.ts';
import { whatDay } from './days-in-calendars.ts';
import { announce } from './live.ts';
import { refreshFormulas } from './own-formulas.ts';
import { UNINVITED, UNTOUCHED } from './made-days.ts';
import type { Watched } from './recurrence-days.ts';
import { setReminders } from './task-reminders.ts';

const BY = 'system:recurring';
const MORNING = '09:00';

export type Brought = { readonly brought: number; readonly missed: number; readonly failed: number };

/**
 * The job: every day that is to be on a desk at `now`, in a transaction of its own. Each comes once, under its date and day;
 * one that went by while Nurt was away is recorded as missed and not piled up.
 */
export async function bringImportantDays(db: Db, now: string, { alive, failed }: Watched = {}): Promise<Brought> {
  const done = { brought: 0, missed: 0, failed: 0 };
  for (const one of await dueDays(db, now)) {
    alive?.();
    try {
      const state = await db.transaction((tx) => bring(tx, one, now));
      if (state) done[state]++;
    } catch (error) {
      done.failed++;
      failed?.(one.id, error);
    }
  }
  return done;
}

/** As the job, for a date that has just been written down. */
export async function bringDaysOf(tx: Tx, id: string): Promise<void> {
  const { now } = await tx.one<{ now: string }>('select now() as now');
  for (const one of await dueDays(tx, now, id)) await bring(tx, one, now);
}

/** As for a date that was changed: the birthday or the name day of these people has become another one. */
export async function bringDaysOfPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  for (const { id, kind } of await bringingOf(tx, personIds)) {
    if (kind === 'date') continue;
    await takeBackDays(tx, id);
    await bringDaysOf(tx, id);
  }
}

/** Of somebody who is deleted: what nobody has touched goes with them. */
export async function takeBackDaysOfPerson(tx: Tx, personId: string): Promise<void> {
  for (const { id } of await bringingOf(tx, [personId])) await takeBackDays(tx, id);
}

/** Of somebody who is there again. */
export async function bringBackDaysOfPerson(tx: Tx, personId: string): Promise<void> {
  for (const { id } of await bringingOf(tx, [personId])) await bringDaysOf(tx, id);
}

async function bringingOf(tx: Tx, personIds: readonly string[]) {
  return tx.rows<{ id: string; kind: DateKind }>(
    `select d.id, d.kind from important_dates d where d.person_id = any($1::uuid[]) and d.brings is not null and d.deleted_at is null
     order by d.id`,
    [personIds],
  );
}

/**
 * Takes off the desk what this date has brought for days to come, where nobody has touched it. What was touched, done or
 * acknowledged has come and does not come again.
 */
export async function takeBackDays(tx: Tx, id: string): Promise<void> {
  await tx.run(
    `with coming as (select b.* from important_days b where b.date_id = $1 and b.day >= current_date),
     gone as (delete from tasks t using coming b where t.id = b.task_id and ${UNTOUCHED} and ${UNINVITED} returning t.id),
     told as (delete from reminders r using coming b where r.id = b.reminder_id and r.acknowledged_at is null returning r.id)
     delete from important_days d using coming b where d.date_id = b.date_id and d.day = b.day
       and (b.task_id in (select id from gone) or b.reminder_id in (select id from told))`,
    [id],
  );
}

type Dated = DateThatBrings & {
  readonly id: string;
  readonly kind: DateKind;
  readonly title: string | null;
  readonly brings: Brings;
  readonly companyId: string;
  readonly companyName: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly ownerId: string | null;
  readonly language: 'pl' | 'en' | null;
  readonly zone: string;
};
type Due = Dated & { readonly day: Day; readonly missed: boolean; readonly today: Day };

/** Days that are due and stand nowhere yet. Whose desk it is: the owner's of the customer, else of whoever wrote it down. */
async function dueDays(tx: Tx, now: string, id: string | null = null): Promise<Due[]> {
  const dates = await tx.rows<Dated>(
    `select d.id, d.kind, d.title, d.brings, d.ahead_days, d.yearly, to_char(f.falls_on, 'YYYY-MM-DD') as falls_on,
       to_char(d.updated_at, 'YYYY-MM-DD') as since, c.id as company_id, coalesce(c.short_name, c.name) as company_name, p.id as person_id,
       concat_ws(' ', p.first_name, p.last_name) as person_name, coalesce(o.id, m.id) as owner_id, coalesce(o.language, m.language) as language,
       coalesce(o.time_zone, m.time_zone, (select time_zone from installation), 'Europe/Warsaw') as zone
     from important_dates d join companies c on c.id = d.company_id and c.deleted_at is null left join people p on p.id = d.person_id
       cross join lateral (select case d.kind when 'date' then d.falls_on when 'birthday' then p.born_on
         else to_date('2000-' || p.name_day, 'YYYY-MM-DD') end as falls_on) f
       left join users o on o.id = c.owner_id and o.active
       left join users m on m.active and m.id = case when d.created_by like 'user:%' then substr(d.created_by, 6)::uuid end
     where d.brings is not null and d.deleted_at is null and ($2::uuid is null or d.id = $2) and p.deleted_at is null and f.falls_on is not null
       -- Roughly those that are near; which day it is, is reckoned below.
       and case when d.yearly then mod(extract(doy from f.falls_on)::int - extract(doy from $1::date)::int + 794, 366) <= 66 + d.ahead_days
         else f.falls_on between $1::date - 61 and $1::date + d.ahead_days + 1 end
     order by d.id`,
    [now, id],
  );
  const coming = dates.flatMap((date) => {
    const today = toWall(now, date.zone).slice(0, 10);
    return comingDays(date, today).map((one) => ({ ...date, ...one, today }));
  });
  const known = await tx.rows<{ id: string; day: Day }>(
    `select b.date_id as id, to_char(b.day, 'YYYY-MM-DD') as day from unnest($1::uuid[], $2::date[]) x(id, day)
       join important_days b on b.date_id = x.id and b.day = x.day`,
    [coming.map((one) => one.id), coming.map(({ day }) => day)],
  );
  const there = new Set(known.map((one) => `${one.id} ${one.day}`));
  // Nobody to bring it to: once somebody looks after the customer it comes, and else it is recorded when it has passed.
  return coming.filter((one) => !there.has(`${one.id} ${one.day}`) && (one.missed || one.ownerId !== null));
}

async function bring(tx: Tx, one: Due, now: string): Promise<'brought' | 'missed' | undefined> {
  const state = one.missed ? 'missed' : 'brought';
  const first = await tx.run(
    'insert into important_days (date_id, day, state, at) values ($1, $2, $3, $4) on conflict do nothing',
    [one.id, one.day, state, now],
  );
  if (first === 0) return undefined;
  if (state === 'missed') return state;
  const [column, id] =
    one.brings === 'task' ? ['task_id', await bringTask(tx, one, now)] : ['reminder_id', await remind(tx, one, now)];
  await tx.run(`update important_days set ${column} = $3 where date_id = $1 and day = $2`, [one.id, one.day, id]);
  return state;
}

/** Due on the day itself; it rings on the morning on which it comes, so many days ahead. */
async function bringTask(tx: Tx, one: Due, now: string): Promise<string> {
  const dueAt = fromWall(`${one.day}T23:59`, one.zone);
  const title = whatDay(one)[one.language ?? 'pl'];
  const { id } = await tx.one<{ id: string }>(
    `insert into tasks (type, title, company_id, person_id, owner_id, due_at, duration_minutes, search_text, created_by, updated_by)
     select y.code, $1, $2, $3, $4, $5, y.default_minutes, plain_text($1), '${BY}', '${BY}'
     from task_types y where y.active order by y.by_default desc, (y.channel is null) desc, y.position, y.code limit 1 returning id`,
    [title, one.companyId, one.personId, one.ownerId, dueAt],
  );
  await refreshFormulas(tx, 'task', [id]);
  const minutesBefore = [Math.floor((Date.parse(dueAt) - Date.parse(ringsAt(one, now))) / 60_000)];
  await setReminders(tx, { taskId: id, minutesBefore, actor: { kind: 'system', id: 'recurring' } });
  await announce(tx, { about: 'tasks', to: { userIds: [one.ownerId!] }, id });
  return id;
}

async function remind(tx: Tx, one: Due, now: string): Promise<string> {
  const what = whatDay(one);
  const says = (language: 'pl' | 'en') => `${sayDay(one.day, language)}: ${what[language]} – ${one.companyName}`;
  const { id } = await tx.one<{ id: string }>(
    `insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by) values ($1, $2, $3, $4, $5, '${BY}') returning id`,
    [one.ownerId, ringsAt(one, now), says('pl'), says('en'), `/admin/companies/${one.companyId}`],
  );
  return id;
}

/** What was written down too late for its morning rings at once, and is not called late. */
function ringsAt({ day, aheadDays, zone }: Due, now: string): string {
  const morning = fromWall(`${addDays(day, -aheadDays)}T${MORNING}`, zone);
  return morning > now ? morning : now;
}

function sayDay(day: Day, language: 'pl' | 'en'): string {
  const format = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
