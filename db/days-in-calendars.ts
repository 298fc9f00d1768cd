/** Important dates in calendars: the days of a span at the customers of some people (S2-16, S2-23, rule 31). */
import { may, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { toWall } from '../domain/calendar/wall.ts';
import { addDays, type Day } from '../domain/recurrence/days.ts';
import { namedDays, type DateKind, type PersonsDay } from '../domain/recurrence/important-days.ts';
import type { Tx } from './database.ts';
import type { OpenFeed } from './open-feeds.ts';
import { visible } from './scope.ts';

/** An important date on one of its days. */
export type ImportantDay = {
  /** Null for a day of a person that brings nothing. */
  readonly id: string | null;
  readonly on: Day;
  readonly kind: DateKind;
  readonly title: string | null;
  readonly companyId: string;
  readonly companyName: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly ownerId: string;
  /** `2026-11-27 08:15:00` in UTC: when what was written down last changed. */
  readonly changedAt: string | null;
};

export type DaysAsked = {
  readonly from: Day;
  readonly to: Day;
  /** Those who look after the customers. */
  readonly people: readonly string[];
  /** Only what somebody wrote down, or asked to be reminded of. */
  readonly kept?: boolean;
};

/** More than anybody reads in a few weeks. */
const MOST = 500;
const WEEK = 7;

/**
 * What falls into these days at the customers of these people. A day that has brought its task is left to the task. The first
 * week is read by itself: where thousands of customers fill it, nobody reads the weeks behind it.
 */
export async function importantDaysIn(tx: Tx, viewer: Viewer, asked: DaysAsked): Promise<ImportantDay[]> {
  const next = addDays(asked.from, WEEK);
  if (asked.to < next) return daysIn(tx, viewer, { ...asked, most: MOST });
  const week = await daysIn(tx, viewer, { ...asked, to: addDays(next, -1), most: MOST });
  const left = MOST - week.length;
  return left === 0 ? week : [...week, ...(await daysIn(tx, viewer, { ...asked, from: next, most: left }))];
}

async function daysIn(
  tx: Tx,
  viewer: Viewer,
  { from, to, people, kept = false, most }: DaysAsked & { readonly most: number },
): Promise<ImportantDay[]> {
  const customers = `companies c on c.owner_id = any($3::uuid[]) and ${visible('companies', viewer, 'c')}`;
  const days = namedDays(from, to);
  return tx.rows<ImportantDay>(
    `with found as (
       select ${shown('d.kind')} from ${NAMED} join important_dates d on d.yearly and ${monthAndDay('d.falls_on')} = e.named and d.falls_on <= e.day
         join ${customers} and c.id = d.company_id left join people p on p.id = d.person_id where d.deleted_at is null and p.deleted_at is null
       union all select ${shown('d.kind')} from important_dates d cross join lateral (select d.falls_on as day) e
         join ${customers} and c.id = d.company_id left join people p on p.id = d.person_id
         where d.deleted_at is null and not d.yearly and d.falls_on between $1::date and $2::date and p.deleted_at is null
       union all ${daysOfTheirPeople('birthday', { customers, kept })}
       union all ${daysOfTheirPeople('name day', { customers, kept })})
     select f.id, to_char(f.day, 'YYYY-MM-DD') as on, f.kind, f.title, f.company_id, f.company_name, f.person_id,
       nullif(concat_ws(' ', f.first_name, f.last_name), '') as person_name, f.owner_id, (f.updated_at at time zone 'UTC')::text as changed_at
     from found f where not exists (select 1 from important_days b where b.date_id = f.id and b.day = f.day and b.task_id is not null)
     order by f.day, f.kind, f.company_name, f.title limit $6`,
    [from, to, people, days.map(({ day }) => day), days.map(({ named }) => named), most],
  );
}

/**
 * Each part of the statement joins whose customers they are with which days they are, so that PostgreSQL begins where there
 * is less: with the customers of one person, or with the days where somebody sees all. An array says how many there are.
 */
const NAMED = 'unnest($4::date[], $5::numeric[]) e(day, named)';

function shown(kind: string): string {
  return `d.id, ${kind} as kind, d.title, d.updated_at, e.day, c.id as company_id, coalesce(c.short_name, c.name) as company_name,
    c.owner_id, p.id as person_id, p.first_name, p.last_name`;
}

/** Those that somebody is reminded of, or of all people. */
function daysOfTheirPeople(kind: PersonsDay, { customers, kept }: { customers: string; kept: boolean }): string {
  return `select ${shown(`'${kind}'`)} from ${NAMED} join people p on p.deleted_at is null and ${falls[kind]} join ${customers} and c.id = p.company_id
    ${kept ? 'join' : 'left join'} important_dates d on d.person_id = p.id and d.kind = '${kind}' and d.deleted_at is null`;
}

/** As the indexes say it. */
const falls: Readonly<Record<PersonsDay, string>> = {
  birthday: `p.born_on is not null and ${monthAndDay('p.born_on')} = e.named`,
  'name day': `p.name_day is not null and p.name_day = to_char(e.named, 'FM00"-"00')`,
};

function monthAndDay(column: string): string {
  return `extract(month from ${column}) * 100 + extract(day from ${column})`;
}

/**
 * What a calendar feed shows beside one's work (rule 31): the days that were written down or that one is reminded of, at the
 * customers one looks after. A feed of a team, of a resource, of chosen types or of busy time alone has none.
 */
export async function daysOfFeed(tx: Tx, feed: OpenFeed): Promise<ImportantDay[]> {
  const { viewer, detail, ofUserId, teamId, resourceId, types } = feed;
  if (ofUserId || teamId || resourceId || types || detail === 'busy' || !may(viewer, 'company.read')) return [];
  const { now } = await tx.one<{ now: string }>('select now() as now');
  const today = toWall(now, viewer.timeZone).slice(0, 10);
  const [from, to] = [addDays(today, -30), addDays(today, 180)];
  return importantDaysIn(tx, viewer, { from, to, people: [viewer.userId], kept: true });
}

/** What it is called where it stands alone. */
export function whatDay({ kind, title, personName }: Pick<ImportantDay, 'kind' | 'title' | 'personName'>): Said {
  if (kind === 'birthday') return { pl: `Urodziny: ${personName}`, en: `Birthday: ${personName}` };
  if (kind === 'name day') return { pl: `Imieniny: ${personName}`, en: `Name day: ${personName}` };
  const said = [title, personName].filter(Boolean).join(', ');
  return { pl: said, en: said };
}
