import { rights, rightsOfProfile } from '../domain/access.ts';
import type { ProfileRights, Right, Role, Scope, Viewer } from '../domain/access.ts';
import type { Language } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';

type Found = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly timeZone: string;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly seesUsers: readonly string[];
  readonly queues: readonly string[];
  readonly operatorsSee: string | null;
  readonly held: readonly (ProfileRights & { readonly scope: Scope })[];
};

/** A viewer as the panel shows them. */
export type PanelViewer = Viewer & { readonly preferences: Readonly<Record<string, unknown>> };

/** Who asks, with today's rights; undefined for an unknown or deactivated user. One statement, run at every request. */
export async function viewerById(db: Tx, userId: string): Promise<PanelViewer | undefined> {
  const [found] = await db.prepared<Found>('viewer_by_id', viewerSql, [userId]);
  if (!found) return undefined;
  const { id, held, operatorsSee, ...rest } = found;
  const scope = held.some((profile) => profile.scope === 'all') ? 'all' : 'own';
  return {
    ...rest,
    userId: id,
    rights: new Set(held.flatMap((profile) => [...rightsOfProfile(profile)])),
    scope,
    ...(scope === 'own' && operatorsSee === 'own' ? { customers: 'own' as const } : {}),
    profiles: held.map(({ code }) => code),
  };
}

/** Codes of the profiles that a user has. */
export async function profilesOfUser(tx: Tx, userId: string): Promise<readonly string[]> {
  const found = await tx.maybe<Pick<Found, 'held'>>(
    `select ${heldProfiles('u')} as held from users u where u.id = $1`,
    [userId],
  );
  return (found?.held ?? []).map(({ code }) => code);
}

type Token = { readonly id: string; readonly userId: string; readonly rights: readonly string[] };

/** Who asks with a token: the rights of its user, and of those only the ones that the token names. */
export async function viewerByToken(db: Tx, hash: string): Promise<PanelViewer | undefined> {
  const token = await db.maybe<Token>(
    `update tokens set last_used_at = now() where hash = $1 and ${living} returning id, user_id, rights`,
    [hash],
  );
  return token && within(db, token);
}

/** Who has asked before, loaded anew: the person, or the program with what its token allows today. */
export async function viewerAgain(
  db: Tx,
  { userId, tokenId }: { readonly userId: string; readonly tokenId: string | null },
): Promise<Viewer | undefined> {
  if (tokenId === null) return viewerById(db, userId);
  const token = await db.maybe<Token>(`select id, user_id, rights from tokens where id = $1 and ${living}`, [tokenId]);
  return token && within(db, token);
}

const living = 'revoked_at is null and ends_at > now()';

/** Nothing that is left to a role leans on a program's: it has the least one. */
async function within(db: Tx, token: Token): Promise<PanelViewer | undefined> {
  const user = await viewerById(db, token.userId);
  if (!user) return undefined;
  const granted = new Set<Right>(rights.filter((right) => user.rights.has(right) && token.rights.includes(right)));
  return { ...user, role: 'operator', rights: granted, tokenId: token.id };
}

/** The profiles of a user as JSON. */
export function heldProfiles(alias: string): string {
  return `(select coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'shipped', p.shipped, 'added', p.added,
      'removed', p.removed, 'scope', p.scope) order by p.position, p.code), '[]') from ${profilesHeldBy(alias)})`;
}

/** The rows \`p\` of profiles that a user has: those that they were given, else the shipped one of their role. */
export function profilesHeldBy(alias: string): string {
  return `profiles p where (p.code in (select m.profile from user_profiles m where m.user_id = ${alias}.id)
      or (p.code = ${alias}.role and not exists (select 1 from user_profiles m where m.user_id = ${alias}.id)))`;
}

const viewerSql = `
  with recursive subordinates (id, depth) as (
    select id, 0 from users where id = $1
    union
    select u.id, s.depth + 1 from users u join subordinates s on u.superior_id = s.id where s.depth < 20
  )
  select u.id, u.email, u.name, u.role, u.language, u.preferences,
         coalesce(u.time_zone, (select time_zone from installation), 'Europe/Warsaw') as time_zone,
         (select settings ->> 'operatorsSee' from installation) as operators_see,
         array(select s.id::text from subordinates s group by s.id order by min(s.depth)) as sees_users,
         array(select t.code from teams t join team_members m on m.team_id = t.id where m.user_id = u.id order by t.code) as queues,
         ${heldProfiles('u')} as held
  from users u where u.id = $1 and u.active`;
