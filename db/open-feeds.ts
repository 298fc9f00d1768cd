/** Calendar feeds as they are read: whose it is and whether it may still be read, and what stands in it. */
import { may, type Viewer } from '../domain/access.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { hashOf, type FeedDetail } from './calendar-feeds.ts';
import type { Tx } from './database.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';
import { viewerById } from './viewers.ts';

/** Whose feed it is, and a mark that changes with the work and the days that the feed would show. */
export type OpenFeed = {
  readonly id: string;
  readonly detail: FeedDetail;
  readonly types: readonly string[] | null;
  /** Of whom, where it is not the reader's own. */
  readonly ofUserId: string | null;
  readonly teamId: string | null;
  readonly resourceId: string | null;
  /** Meetings that came by mail as well. */
  readonly withInvited: boolean;
  /** Days on which those whom it shows are away as well. */
  readonly withAbsences: boolean;
  /** Whose rights count. */
  readonly viewer: Viewer;
  /** What the calendar is called. */
  readonly name: string;
  readonly mark: string;
};

type Found = Omit<OpenFeed, 'viewer' | 'name'> & {
  readonly userId: string;
  readonly of: string | null;
  readonly teamCode: string | null;
  /** Whom it shows works here no more. */
  readonly left: boolean;
  readonly readLongAgo: boolean;
};

/** How much there is of theirs and when it was last changed: own work, what they take part in, and when they are away. */
const stateOf = (
  who: string,
) => `(select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from tasks t where t.owner_id ${who})
  || case when f.with_absences then (select count(*) || ' ' || coalesce(max(a.id::text), '') from absences a where a.user_id ${who}) else '' end
  || (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from task_users p join tasks t on t.id = p.task_id where p.user_id ${who})`;

const HOUR = 3_600_000;

/**
 * The feed behind a token; undefined for an unknown or revoked one, and for somebody who may no longer read it. Its mark
 * changes with the hour of `now` as well: by then names and numbers of customers may have changed, and looking at every one of
 * them would cost as much as the feed.
 */
export async function openFeed(db: Tx, token: string, now: number): Promise<OpenFeed | undefined> {
  const [found] = await db.prepared<Found>(
    'open-feed',
    `select f.id, f.detail, f.types, f.of_user_id, f.team_id, f.resource_id, f.with_invited, f.with_absences, f.user_id,
       coalesce(o.name, m.name, r.name) as of, m.code as team_code, coalesce(not o.active, false) as left,
       concat_ws(' ', f.id, f.detail, f.types, o.name, m.name, r.name, case
         when f.of_user_id is not null then ${stateOf('= f.of_user_id')}
         when f.team_id is not null then ${stateOf('in (select user_id from team_members where team_id = f.team_id)')}
         when f.resource_id is not null then (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from bookings b
           join tasks t on t.id = b.task_id where b.resource_id = f.resource_id)
         else ${stateOf('= f.user_id')}
           || (select count(*) || ' ' || coalesce(max(d.updated_at)::text, '') from important_dates d join companies c on c.id = d.company_id
             where c.owner_id = f.user_id)
           || (select count(*) || ' ' || coalesce(max(i.mails), 0) from invitations i where i.user_id = f.user_id) end) as mark,
       coalesce(f.last_read_at < now() - interval '10 minutes', true) as read_long_ago
     from calendar_feeds f left join users o on o.id = f.of_user_id left join teams m on m.id = f.team_id
       left join resources r on r.id = f.resource_id
     where f.token_hash = $1 and f.revoked_at is null`,
    [hashOf(token)],
  );
  const viewer = found && (await viewerById(db, found.userId));
  if (!viewer || !may(viewer, 'task.read')) return undefined;
  if (found.left || !mayRead(viewer, found)) return undefined;
  if (found.readLongAgo) await db.run('update calendar_feeds set last_read_at = now() where id = $1', [found.id]);
  const { userId, of, readLongAgo: _, teamCode: __, left: ___, ...feed } = found;
  const { language, name, timeZone, scope, seesUsers, queues } = viewer;
  const hour = Math.floor(now / HOUR);
  const reader = [userId, language, name, timeZone, scope, seesUsers, queues, tellsPhones(viewer, feed)];
  return { ...feed, viewer, name: of ?? name, mark: [found.mark, hour, ...reader].join(' ') };
}

/** Numbers are the customer's: they stand on its card, which not everybody may read who has work there. */
function tellsPhones(viewer: Viewer, { detail }: Pick<OpenFeed, 'detail'>): boolean {
  return detail === 'full' && may(viewer, 'company.read');
}

/** A feed ends with what it rests on: with the membership in the team, and with being somebody's superior. */
function mayRead({ scope, seesUsers, queues }: Viewer, { ofUserId, teamCode }: Found): boolean {
  if (scope === 'all') return true;
  if (ofUserId !== null && !seesUsers.includes(ofUserId)) return false;
  return teamCode === null || queues.includes(teamCode);
}

export type FeedTask = {
  readonly id: string;
  /** The viewer may not see it: only that the time is taken. */
  readonly busy: boolean;
  readonly title: string;
  readonly typePl: string;
  readonly typeEn: string;
  readonly companyName: string | null;
  readonly ownerName: string | null;
  readonly place: string | null;
  readonly phone: string | null;
  /** `2026-11-27 08:15:00` in UTC, as text: reading ten thousand dates would cost more than writing them. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** Day of the deadline, in the owner's zone. */
  readonly dueOn: string | null;
  readonly state: 'open' | 'done' | 'withdrawn' | 'cancelled';
  readonly sequence: number;
  readonly updatedAt: string;
};

/**
 * The tasks of a feed that have a date, from 30 days back to 180 ahead. Phones are found once per customer and person, not
 * once per task, and nothing is sorted: with both it took more than linear time.
 */
export async function tasksOfFeed(db: Tx, feed: OpenFeed): Promise<FeedTask[]> {
  const { viewer, types } = feed;
  const params = parameters();
  const seen = `coalesce(${visibleTasks(viewer, params)}, false)`;
  const span = `t.moment >= now() - interval '30 days' and t.moment < now() + interval '180 days'`;
  const ofTypes = types ? `and t.type = any(${params.add(types)}::text[])` : '';
  const phones = params.add(tellsPhones(viewer, feed));
  const phonesOf = (
    owner: string,
    unless: string,
  ) => `select distinct on (p.${owner}) p.${owner}, p.value from contact_points p
    where ${phones}::boolean and p.kind = 'phone' and p.state = 'good' ${unless} and p.${owner} in (select ${owner} from shown)
    order by p.${owner}, p.is_main desc, p.id`;
  const sql = `with shown as materialized (
       select t.id, t.type, t.title, t.company_id, t.person_id, t.owner_id, t.place, t.planned_at, t.duration_minutes, t.due_at,
         t.state, t.sequence, t.updated_at, ${seen} as seen
       from tasks t where t.id in (${idsOf(feed, params)}) and ${span} ${ofTypes}),
     company_phones as (${phonesOf('company_id', 'and p.person_id is null')}),
     person_phones as (${phonesOf('person_id', '')})
     select t.id, not t.seen as busy, t.title, y.name_pl as type_pl, y.name_en as type_en, c.name as company_name,
       o.name as owner_name, t.place, coalesce(pp.value, cp.value) as phone,
       (t.planned_at at time zone 'UTC')::text as starts_at,
       ((t.planned_at + make_interval(mins => t.duration_minutes)) at time zone 'UTC')::text as ends_at,
       to_char(t.due_at at time zone ${params.add(viewer.timeZone)}, 'YYYY-MM-DD') as due_on, t.state, t.sequence,
       (t.updated_at at time zone 'UTC')::text as updated_at
     from shown t join task_types y on y.code = t.type and y.in_feed left join companies c on c.id = t.company_id
       left join users o on o.id = t.owner_id
       left join company_phones cp on cp.company_id = t.company_id left join person_phones pp on pp.person_id = t.person_id
     where t.seen or t.planned_at is not null`;
  // One name per text: what is asked differs by scope, by whose feed it is and by what was chosen.
  return db.prepared<FeedTask>(`tasks-of-feed-${fingerprint(sql).toString(36)}`, sql, params.list);
}

/** Ids that may be in it; what of them lies in the span is asked after. */
function idsOf({ ofUserId, teamId, resourceId, withInvited, viewer }: OpenFeed, params: Params): string {
  if (resourceId) return `select b.task_id from bookings b where b.resource_id = ${params.add(resourceId)}`;
  if (teamId) return idsOfPeople(`in (select user_id from team_members where team_id = ${params.add(teamId)})`);
  if (ofUserId) return idsOfPeople(`= ${params.add(ofUserId)}`);
  const me = params.add(viewer.userId);
  // What came by mail stands in their calendar already (rule 31).
  return withInvited
    ? idsOfPeople(`= ${me}`)
    : `(${idsOfPeople(`= ${me}`)}) except select i.task_id from invitations i
    where i.user_id = ${me} and i.told ->> 'method' = 'REQUEST'`;
}

/** Their own work, and that in which they take part. */
function idsOfPeople(who: string): string {
  return `select o.id from tasks o where o.owner_id ${who}
      and o.moment >= now() - interval '30 days' and o.moment < now() + interval '180 days'
    union all select p.task_id from task_users p where p.user_id ${who}`;
}

export type FeedAbsence = {
  readonly id: string;
  readonly userName: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly updatedAt: string;
};

/** When those whom a feed shows are away, in the same span as their work. */
export async function absencesOfFeed(db: Tx, feed: OpenFeed): Promise<FeedAbsence[]> {
  const { withAbsences, resourceId, teamId, ofUserId, viewer } = feed;
  if (!withAbsences || resourceId) return [];
  return db.rows<FeedAbsence>(
    `select a.id, u.name as user_name, to_char(a.from_on, 'YYYY-MM-DD') as from_on, to_char(a.to_on, 'YYYY-MM-DD') as to_on,
       (a.created_at at time zone 'UTC')::text as updated_at
     from absences a join users u on u.id = a.user_id
     where a.user_id ${teamId ? 'in (select user_id from team_members where team_id = $1)' : '= $1'}
       and a.to_on >= current_date - 30 and a.from_on < current_date + 180`,
    [teamId ?? ofUserId ?? viewer.userId],
  );
}
