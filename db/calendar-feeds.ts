/** Calendar feeds: an address that shows one person's tasks to their calendar app. Only the hash of the token is stored. */
import { createHash, randomBytes } from 'node:crypto';
import { actorOf, demand, demandPerson, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';
import { viewerById } from './viewers.ts';

export type FeedDetail = 'full' | 'short' | 'busy';

/** Whose calendar it shows: one's own, a team's, or that of something that is booked. */
export type FeedOf = { readonly teamId?: string | undefined; readonly resourceId?: string | undefined };

export type Feed = {
  readonly id: string;
  readonly detail: FeedDetail;
  /** Name of the team or resource; null for one's own. */
  readonly of: string | null;
  /** Codes of the types that are in it; null for all. */
  readonly types: readonly string[] | null;
  readonly createdAt: string;
  readonly lastReadAt: string | null;
};

export async function listFeeds(tx: Tx, viewer: Viewer): Promise<Feed[]> {
  return tx.rows<Feed>(
    `select f.id, f.detail, coalesce(t.name, r.name) as of, f.types, f.created_at, f.last_read_at
     from calendar_feeds f left join teams t on t.id = f.team_id left join resources r on r.id = f.resource_id
     where f.user_id = $1 and f.revoked_at is null order by f.id`,
    [viewer.userId],
  );
}

/** Of what a calendar may be subscribed beside one's own. */
export async function feedChoices(
  tx: Tx,
  viewer: Viewer,
): Promise<{
  readonly teams: readonly { id: string; name: string }[];
  readonly resources: readonly { id: string; name: string }[];
}> {
  demand(viewer, 'task.read');
  const teams = await tx.rows<{ id: string; name: string }>(
    'select id, name from teams where $1 or code = any($2::text[]) order by name',
    [viewer.scope === 'all', viewer.queues],
  );
  const resources = await tx.rows<{ id: string; name: string }>(
    'select id, name from resources where active order by name',
  );
  return { teams, resources };
}

export type NewFeed = { readonly id: string; readonly token: string };
export type WantedFeed = FeedOf & {
  readonly detail: FeedDetail;
  readonly types?: readonly string[] | undefined;
  readonly withInvited?: boolean | undefined;
};

/** A new address. The token is answered this once and cannot be read again. */
export async function createFeed(db: Db, viewer: Viewer, wanted: WantedFeed): Promise<NewFeed> {
  demand(viewer, 'task.read');
  demandPerson(viewer);
  const { detail, types, teamId, resourceId, withInvited = false } = wanted;
  return db.transaction(async (tx) => {
    const { teams, resources } = await feedChoices(tx, viewer);
    if (teamId && !teams.some(({ id }) => id === teamId)) throw feedRefused();
    if (resourceId && !resources.some(({ id }) => id === resourceId)) throw feedRefused();
    const token = newToken();
    const actor = actorOf(viewer);
    const { id } = await tx.one<{ id: string }>(
      `insert into calendar_feeds (user_id, token_hash, detail, types, team_id, resource_id, with_invited, created_by)
       values ($1, $2, $3, $4, $5, $6, $8, $7) returning id`,
      [
        viewer.userId,
        hashOf(token),
        detail,
        types?.length ? types : null,
        teamId ?? null,
        resourceId ?? null,
        actorText(actor),
        withInvited,
      ],
    );
    await recordAudit(tx, { actor, noun: 'calendar feed', recordId: id, verb: 'create' });
    return { id, token };
  });
}

/** A new token in place of the old one, which stops working at once. */
export async function renewFeed(db: Db, viewer: Viewer, id: string): Promise<NewFeed> {
  demand(viewer, 'task.read');
  demandPerson(viewer);
  return db.transaction(async (tx) => {
    const token = newToken();
    const count = await tx.run(
      `update calendar_feeds set token_hash = $3, last_read_at = null where id = $1 and user_id = $2 and revoked_at is null`,
      [id, viewer.userId, hashOf(token)],
    );
    if (count === 0) throw feedNotFound();
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'calendar feed', recordId: id, verb: 'renew' });
    return { id, token };
  });
}

/** The address stops working at once and for ever. */
export async function revokeFeed(db: Db, viewer: Viewer, id: string): Promise<void> {
  demandPerson(viewer);
  await db.transaction(async (tx) => {
    const count = await tx.run(
      `update calendar_feeds set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null`,
      [id, viewer.userId],
    );
    if (count === 0) throw feedNotFound();
    await recordAudit(tx, { actor: actorOf(viewer), noun: 'calendar feed', recordId: id, verb: 'revoke' });
  });
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function feedNotFound(): DomainError {
  return new DomainError('calendar_feed.not_found', {
    pl: 'Tego adresu kalendarza już nie ma. Utwórz nowy.',
    en: 'This calendar address is gone. Create a new one.',
  });
}

function feedRefused(): DomainError {
  return new DomainError(
    'calendar_feed.refused',
    {
      pl: 'Nie masz dostępu do kalendarza tego zespołu albo zasobu. Wybierz inny.',
      en: 'You have no access to the calendar of this team or resource. Choose another.',
    },
    'of',
  );
}

/** Whose feed it is, and a mark that changes with whatever the feed would show. */
export type OpenFeed = {
  readonly id: string;
  readonly detail: FeedDetail;
  readonly types: readonly string[] | null;
  readonly teamId: string | null;
  readonly resourceId: string | null;
  /** Meetings that came by mail as well. */
  readonly withInvited: boolean;
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
  readonly readLongAgo: boolean;
};

/** The feed behind a token; undefined for an unknown or revoked one, and for somebody who may no longer read it. */
export async function openFeed(db: Tx, token: string): Promise<OpenFeed | undefined> {
  const [found] = await db.prepared<Found>(
    'open-feed',
    `select f.id, f.detail, f.types, f.team_id, f.resource_id, f.with_invited, f.user_id, coalesce(m.name, r.name) as of, m.code as team_code,
       concat_ws(' ', f.id, f.detail, f.types, m.name, r.name, current_date, case
         when f.team_id is not null then (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from tasks t
           where t.owner_id in (select user_id from team_members where team_id = f.team_id))
         when f.resource_id is not null then (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from bookings b
           join tasks t on t.id = b.task_id where b.resource_id = f.resource_id)
         else (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from tasks t where t.owner_id = f.user_id)
           || (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from task_users p join tasks t on t.id = p.task_id
             where p.user_id = f.user_id)
           || (select count(*) || ' ' || coalesce(max(i.mails), 0) from invitations i where i.user_id = f.user_id) end) as mark,
       coalesce(f.last_read_at < now() - interval '10 minutes', true) as read_long_ago
     from calendar_feeds f left join teams m on m.id = f.team_id left join resources r on r.id = f.resource_id
     where f.token_hash = $1 and f.revoked_at is null`,
    [hashOf(token)],
  );
  const viewer = found && (await viewerById(db, found.userId));
  if (!viewer || !may(viewer, 'task.read')) return undefined;
  if (found.teamCode !== null && viewer.scope !== 'all' && !viewer.queues.includes(found.teamCode)) return undefined;
  if (found.readLongAgo) await db.run('update calendar_feeds set last_read_at = now() where id = $1', [found.id]);
  const { userId, of, readLongAgo: _, teamCode: __, ...feed } = found;
  const { language, name, timeZone, scope, seesUsers, queues } = viewer;
  const mark = [found.mark, userId, language, name, timeZone, scope, seesUsers, queues].join(' ');
  return { ...feed, viewer, name: of ?? name, mark };
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
  const { viewer, detail, types } = feed;
  const params = parameters();
  const seen = `coalesce(${visibleTasks(viewer, params)}, false)`;
  const span = `t.moment >= now() - interval '30 days' and t.moment < now() + interval '180 days'`;
  const ofTypes = types ? `and t.type = any(${params.add(types)}::text[])` : '';
  const full = params.add(detail === 'full');
  const phonesOf = (
    owner: string,
    unless: string,
  ) => `select distinct on (p.${owner}) p.${owner}, p.value from contact_points p
    where ${full}::boolean and p.kind = 'phone' and p.state = 'good' ${unless} and p.${owner} in (select ${owner} from shown)
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
function idsOf({ teamId, resourceId, withInvited, viewer }: OpenFeed, params: Params): string {
  if (resourceId) return `select b.task_id from bookings b where b.resource_id = ${params.add(resourceId)}`;
  const near = `o.moment >= now() - interval '30 days' and o.moment < now() + interval '180 days'`;
  if (teamId) {
    const members = `select user_id from team_members where team_id = ${params.add(teamId)}`;
    return `select o.id from tasks o where o.owner_id in (${members}) and ${near}`;
  }
  const me = params.add(viewer.userId);
  const mine = `select o.id from tasks o where o.owner_id = ${me} and ${near}
    union all select p.task_id from task_users p where p.user_id = ${me}`;
  // What came by mail stands in their calendar already (rule 31).
  return withInvited
    ? mine
    : `(${mine}) except select i.task_id from invitations i
    where i.user_id = ${me} and i.told ->> 'method' = 'REQUEST'`;
}
