import { demand } from '../domain/access.ts';
import type { Role, Viewer } from '../domain/access.ts';
import type { OpeningHours } from '../domain/calendar/compile.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Language } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';
import { heldProfiles } from './viewers.ts';

export type NamedUser = { readonly id: string; readonly name: string };

/** Everyone who works here by name, at most 500: whom one may choose. The list of users says more of them. */
export async function listUsers(
  db: Tx,
  viewer: Viewer,
  { active }: { readonly active: 'yes' | 'no' | 'all' },
): Promise<NamedUser[]> {
  demand(viewer, 'user.read');
  return db.rows<NamedUser>(
    `select id, name from users where ($1 = 'all' or active = ($1 = 'yes')) order by plain_text(name), id limit 500`,
    [active],
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
