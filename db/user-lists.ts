import { demand, may } from '../domain/access.ts';
import type { Role, Viewer } from '../domain/access.ts';
import type { OpeningHours } from '../domain/calendar/compile.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Language } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { heldProfiles } from './viewers.ts';

export type ListedUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly superiorName: string | null;
  readonly teams: readonly string[];
  readonly lastSeenAt: string | null;
};

/** Everyone who works here, by name; at most 500, narrowed by `q`. */
export async function listUsers(
  db: Tx,
  viewer: Viewer,
  { q, active }: { readonly q?: string | undefined; readonly active: 'yes' | 'no' | 'all' },
): Promise<ListedUser[]> {
  demand(viewer, 'user.read');
  return db.rows<ListedUser>(
    `select u.id, u.name, u.email, u.role, u.active, s.name as superior_name,
            array(select t.name from teams t join team_members m on m.team_id = t.id where m.user_id = u.id order by 1) as teams,
            case when $3 then u.last_seen_at end as last_seen_at
     from users u left join users s on s.id = u.superior_id
     where ($1 = 'all' or u.active = ($1 = 'yes'))
       and ($2::text is null or plain_text(u.name || ' ' || u.email) like '%' || plain_text($2) || '%')
     order by plain_text(u.name), u.id limit 500`,
    [active, q ? q.replace(/[\\%_]/g, '\\$&') : null, may(viewer, 'user.edit')],
  );
}

export type ShownUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  /** Null: that of the house. */
  readonly timeZone: string | null;
  readonly phone: string | null;
  /** Null: those of the house. */
  readonly hours: OpeningHours | null;
  readonly superiorId: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly teamIds: readonly string[];
  readonly profiles: readonly string[];
};

/** One user for the form. Throws `user.not_found`. */
export async function userById(db: Tx, viewer: Viewer, id: string): Promise<ShownUser> {
  demand(viewer, 'user.edit');
  const found = await db.maybe<ShownUser>(
    `select id, name, email, role, language, time_zone, phone, hours, superior_id, active, version,
            array(select jsonb_array_elements(${heldProfiles('users')}) ->> 'code') as profiles,
            array(select m.team_id::text from team_members m where m.user_id = users.id) as team_ids
     from users where id = $1`,
    [id],
  );
  if (found) return found;
  throw new DomainError('user.not_found', {
    pl: `Nie ma użytkownika ${id}. Wróć do listy użytkowników.`,
    en: `There is no user ${id}. Go back to the list of users.`,
  });
}

/** Teams by name; their codes name the queues of tasks. */
export async function listTeams(db: Tx, viewer: Viewer): Promise<{ id: string; code: string; name: string }[]> {
  demand(viewer, 'user.read');
  return db.rows('select id, code, name from teams order by name, id limit 500');
}
