/** Calendar feeds: an address that shows one person's tasks to their calendar app. Only the hash of the token is stored. */
import { createHash, randomBytes } from 'node:crypto';
import { actorOf, demand, demandPerson, rightsOfProfile, type ProfileRights, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import type { Language } from '../domain/domain-error.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';
import { heldProfiles } from './viewers.ts';

export type FeedDetail = 'full' | 'short' | 'busy';

export type Feed = {
  readonly id: string;
  readonly detail: FeedDetail;
  readonly createdAt: string;
  readonly lastReadAt: string | null;
};

export async function listFeeds(tx: Tx, viewer: Viewer): Promise<Feed[]> {
  return tx.rows<Feed>(
    `select id, detail, created_at, last_read_at from calendar_feeds where user_id = $1 and revoked_at is null order by id`,
    [viewer.userId],
  );
}

export type NewFeed = { readonly id: string; readonly token: string };

/** A new address. The token is answered this once and cannot be read again. */
export async function createFeed(db: Db, viewer: Viewer, detail: FeedDetail): Promise<NewFeed> {
  demand(viewer, 'task.read');
  demandPerson(viewer);
  return db.transaction(async (tx) => {
    const token = newToken();
    const actor = actorOf(viewer);
    const { id } = await tx.one<{ id: string }>(
      'insert into calendar_feeds (user_id, token_hash, detail, created_by) values ($1, $2, $3, $4) returning id',
      [viewer.userId, hashOf(token), detail, actorText(actor)],
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

/** Whose feed it is, and a mark that changes with whatever the feed would show. */
export type OpenFeed = {
  readonly id: string;
  readonly detail: FeedDetail;
  readonly userId: string;
  readonly userName: string;
  readonly language: Language;
  readonly zone: string;
  readonly mark: string;
};

/** The feed behind a token; undefined for an unknown or revoked one, and for somebody who may no longer read tasks. */
export async function openFeed(db: Tx, token: string): Promise<OpenFeed | undefined> {
  const [found] = await db.prepared<OpenFeed & { held: ProfileRights[]; active: boolean; readLongAgo: boolean }>(
    'open-feed',
    `select f.id, f.detail, u.id as user_id, u.name as user_name, u.language, ${heldProfiles('u')} as held, u.active,
       coalesce(u.time_zone, i.time_zone, 'Europe/Warsaw') as zone,
       concat_ws(' ', f.id, f.detail, u.language, u.name, coalesce(u.time_zone, i.time_zone), current_date,
         (select count(*) || ' ' || coalesce(max(t.updated_at)::text, '') from tasks t where t.owner_id = u.id)) as mark,
       coalesce(f.last_read_at < now() - interval '10 minutes', true) as read_long_ago
     from calendar_feeds f join users u on u.id = f.user_id left join installation i on i.singleton
     where f.token_hash = $1 and f.revoked_at is null`,
    [hashOf(token)],
  );
  if (!found?.active || !found.held.some((profile) => rightsOfProfile(profile).has('task.read'))) return undefined;
  if (found.readLongAgo) await db.run('update calendar_feeds set last_read_at = now() where id = $1', [found.id]);
  return found;
}

export type FeedTask = {
  readonly id: string;
  readonly title: string;
  readonly typePl: string;
  readonly typeEn: string;
  readonly companyName: string | null;
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

/** The owner's tasks that have a date, from 30 days back to 180 ahead. */
export async function tasksOfFeed(db: Tx, { userId, zone, detail }: OpenFeed): Promise<FeedTask[]> {
  return db.prepared<FeedTask>(
    'tasks-of-feed',
    `select t.id, t.title, y.name_pl as type_pl, y.name_en as type_en, c.name as company_name,
       case when $3 then coalesce(pp.value, cp.value) end as phone,
       (t.planned_at at time zone 'UTC')::text as starts_at,
       ((t.planned_at + make_interval(mins => t.duration_minutes)) at time zone 'UTC')::text as ends_at,
       to_char(t.due_at at time zone $2, 'YYYY-MM-DD') as due_on, t.state, t.sequence, (t.updated_at at time zone 'UTC')::text as updated_at
     from tasks t join task_types y on y.code = t.type and y.in_calendar left join companies c on c.id = t.company_id
       left join lateral (select value from contact_points p where $3 and p.company_id = t.company_id and p.person_id is null
         and p.kind = 'phone' and p.state = 'good' order by p.is_main desc, p.id limit 1) cp on true
       left join lateral (select value from contact_points p where $3 and t.person_id is not null and p.person_id = t.person_id
         and p.kind = 'phone' and p.state = 'good' order by p.is_main desc, p.id limit 1) pp on true
     where t.owner_id = $1 and t.moment >= now() - interval '30 days' and t.moment < now() + interval '180 days'
     order by t.moment, t.id`,
    [userId, zone, detail === 'full'],
  );
}
