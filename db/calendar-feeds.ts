/**
 * Calendar feeds: an address that shows tasks to somebody's calendar app: their own, those of one of their people, of a team,
 * or for what something is booked. Only the hash of the token is stored.
 */
import { createHash, randomBytes } from 'node:crypto';
import { actorOf, demand, demandPerson, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Db, Tx } from './database.ts';

export type FeedDetail = 'full' | 'short' | 'busy';

/** Whose calendar it shows: one's own, or instead that of one of one's people, of a team, of something that is booked. */
export type FeedOf = {
  readonly userId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly resourceId?: string | undefined;
};

export type Feed = {
  readonly id: string;
  readonly detail: FeedDetail;
  /** Name of the person, team or resource; null for one's own. */
  readonly of: string | null;
  /** Its owner may no longer read it: their calendar app is answered that it is not there. */
  readonly ended: boolean;
  /** Codes of the types that are in it; null for all. */
  readonly types: readonly string[] | null;
  readonly createdAt: string;
  readonly lastReadAt: string | null;
};

export async function listFeeds(tx: Tx, viewer: Viewer): Promise<Feed[]> {
  return tx.rows<Feed>(
    `select f.id, f.detail, coalesce(u.name, t.name, r.name) as of, f.types, f.created_at, f.last_read_at,
       not (${OPEN}) as ended
     from calendar_feeds f left join users u on u.id = f.of_user_id left join teams t on t.id = f.team_id
       left join resources r on r.id = f.resource_id
     where f.user_id = $1 and f.revoked_at is null order by f.id`,
    [viewer.userId, viewer.scope === 'all', viewer.seesUsers, viewer.queues],
  );
}

/** Whether its owner may still read a feed: $2 sees all, else $3 are their people and $4 their teams. */
const OPEN = `case when f.of_user_id is not null then u.active and ($2 or u.id = any($3::uuid[]))
  when f.team_id is not null then $2 or t.code = any($4::text[]) else true end`;

type Named = { readonly id: string; readonly name: string };

/** Of what a calendar may be subscribed beside one's own. */
export async function feedChoices(
  tx: Tx,
  viewer: Viewer,
): Promise<{
  readonly people: readonly Named[];
  readonly teams: readonly Named[];
  readonly resources: readonly Named[];
}> {
  demand(viewer, 'task.read');
  const all = viewer.scope === 'all';
  const people = await tx.rows<Named>(
    `select id, name from users where active and id <> $1 and ($2 or id = any($3::uuid[])) order by plain_text(name), id limit 500`,
    [viewer.userId, all, viewer.seesUsers],
  );
  const teams = await tx.rows<Named>('select id, name from teams where $1 or code = any($2::text[]) order by name', [
    all,
    viewer.queues,
  ]);
  const resources = await tx.rows<Named>('select id, name from resources where active order by name');
  return { people, teams, resources };
}

export type NewFeed = { readonly id: string; readonly token: string };
export type WantedFeed = FeedOf & {
  readonly detail: FeedDetail;
  readonly types?: readonly string[] | undefined;
  readonly withInvited?: boolean | undefined;
  readonly withAbsences?: boolean | undefined;
};

/** A new address. The token is answered this once and cannot be read again. */
export async function createFeed(db: Db, viewer: Viewer, wanted: WantedFeed): Promise<NewFeed> {
  demand(viewer, 'task.read');
  demandPerson(viewer);
  const { detail, types, userId, teamId, resourceId, withInvited = false, withAbsences = false } = wanted;
  return db.transaction(async (tx) => {
    await demandChoice(tx, viewer, wanted);
    const token = newToken();
    const actor = actorOf(viewer);
    const { id } = await tx.one<{ id: string }>(
      `insert into calendar_feeds (user_id, token_hash, detail, types, of_user_id, team_id, resource_id, with_invited, with_absences, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
      [
        viewer.userId,
        hashOf(token),
        detail,
        types?.length ? types : null,
        userId === viewer.userId ? null : (userId ?? null),
        teamId ?? null,
        resourceId ?? null,
        withInvited,
        withAbsences,
        actorText(actor),
      ],
    );
    await recordAudit(tx, { actor, noun: 'calendar feed', recordId: id, verb: 'create' });
    return { id, token };
  });
}

/** One's own, or one thing of those that may be chosen. */
async function demandChoice(tx: Tx, viewer: Viewer, { userId, teamId, resourceId }: FeedOf): Promise<void> {
  const wanted = [userId, teamId, resourceId].filter((id) => id !== undefined);
  if (wanted.length === 0 || (wanted.length === 1 && userId === viewer.userId)) return;
  if (wanted.length > 1) throw feedRefused();
  // Asked by rights: a list of choices has an end, and whoever stands behind it may be chosen as well.
  const { open } = await tx.one<{ open: boolean | null }>(
    `select (${OPEN}) and (f.resource_id is null or exists (select from resources r where r.id = f.resource_id and r.active))
         and (f.team_id is null or t.id is not null) as open
     from (select $1::uuid as of_user_id, $5::uuid as team_id, $6::uuid as resource_id) f
       left join users u on u.id = f.of_user_id left join teams t on t.id = f.team_id`,
    [userId ?? null, viewer.scope === 'all', viewer.seesUsers, viewer.queues, teamId ?? null, resourceId ?? null],
  );
  if (!open) throw feedRefused();
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

/** All that is stored of a token. */
export function hashOf(token: string): string {
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
      pl: 'Nie masz dostępu do kalendarza tej osoby, zespołu albo zasobu. Wybierz jeden z tych, które są na liście.',
      en: 'You have no access to the calendar of this person, team or resource. Choose one of those on the list.',
    },
    'of',
  );
}
