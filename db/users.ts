import { actorOf, demand, demandPerson } from '../domain/access.ts';
import { roleOf, type Role, type Viewer } from '../domain/access.ts';
import type { Actor } from '../domain/actor.ts';
import { actorText } from '../domain/actor.ts';
import type { OpeningHours } from '../domain/calendar/compile.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { Language } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';
import { newId } from './new-id.ts';
import { endSessions, hashOf, userNotFound } from './passwords.ts';
import { knownZone } from './preferences.ts';
import { demandOver, giveProfiles } from './profiles.ts';
import { profilesOfUser } from './viewers.ts';
import { checkedHours } from './working-hours.ts';

export { viewerById } from './viewers.ts';

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password?: string;
  readonly language?: Language;
  /** None: that of the house. */
  readonly timeZone?: string | null;
  readonly phone?: string | null;
  readonly superiorId?: string | null;
  readonly teamIds?: readonly string[];
  /** None: those of the house. */
  readonly hours?: OpeningHours | null;
};

/** Adds somebody who may log in once they have a password. Answers the id. */
export async function createUser(tx: Tx, user: NewUser, actor: Actor): Promise<string> {
  const id = newId();
  const email = checkedEmail(user.email);
  const passwordHash = user.password === undefined ? null : await hashOf(user.password);
  await refuseTakenEmail(tx, email);
  await tx.run(
    `insert into users (id, email, name, role, password_hash, language, phone, superior_id, time_zone, hours, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    [
      id,
      email,
      checkedName(user.name),
      user.role,
      passwordHash,
      user.language ?? 'pl',
      user.phone ?? null,
      user.superiorId ?? null,
      await knownZone(tx, user.timeZone ?? null),
      jsonOf(checkedHours(user.hours ?? null)),
      actorText(actor),
    ],
  );
  await seatInTeams(tx, id, user.teamIds ?? []);
  await recordAudit(tx, {
    actor,
    noun: 'user',
    recordId: id,
    verb: 'create',
    changes: changesBetween({}, { email, name: user.name, role: user.role, teamIds: await teamsOf(tx, id) }),
  });
  return id;
}

export type UserEdit = {
  /** Codes of profiles; the role follows from them. */
  readonly profiles?: readonly string[];
  readonly id: string;
  /** The version that the person saw. */
  readonly version: number;
  readonly email?: string;
  readonly name?: string;
  readonly role?: Role;
  readonly language?: Language;
  readonly timeZone?: string | null;
  readonly phone?: string | null;
  readonly superiorId?: string | null;
  readonly active?: boolean;
  /** Null: those of the house. */
  readonly hours?: OpeningHours | null;
  readonly teamIds?: readonly string[];
};

/** Changes what is named; refuses to leave the house without an administrator, and circles of superiors. */
export async function editUser(tx: Tx, edit: UserEdit, viewer: Viewer): Promise<void> {
  demand(viewer, 'user.edit');
  const old = await lockUser(tx, edit.id, edit.version);
  const email = edit.email === undefined ? old.email : checkedEmail(edit.email);
  if (email.toLowerCase() !== old.email.toLowerCase()) await refuseTakenEmail(tx, email);
  const timeZone = edit.timeZone === undefined ? old.timeZone : await knownZone(tx, edit.timeZone);
  const now = { ...edited(old, edit, email), timeZone };
  const before = await profilesOfUser(tx, edit.id);
  const profiles = edit.profiles ?? (now.role === old.role ? before : [now.role]);
  const seats = await teamsOf(tx, edit.id);
  const regroups = profiles.toSorted().join() !== before.toSorted().join();
  // A superior and a team bring rows to see; with the address somebody logs in, and who is switched off does not.
  const logsIn = now.email !== old.email || now.active !== old.active;
  if (regroups || logsIn || now.superiorId !== old.superiorId || seatsDiffer(seats, edit)) {
    demandPerson(viewer);
    await demandOver(tx, viewer, edit.id);
  }
  if (isAdministrator(old) && !isAdministrator(now)) await refuseLastAdministrator(tx, edit.id);
  await refuseCircle(tx, edit.id, now.superiorId);
  const actor = actorOf(viewer);
  await tx.run(
    `update users set email = $2, name = $3, role = $4, language = $5, phone = $6, superior_id = $7, active = $8,
       time_zone = $9, hours = $10, version = version + 1, updated_at = now(), updated_by = $11 where id = $1`,
    [
      edit.id,
      now.email,
      now.name,
      now.role,
      now.language,
      now.phone,
      now.superiorId,
      now.active,
      now.timeZone,
      jsonOf(now.hours),
      actorText(actor),
    ],
  );
  if (edit.teamIds) await seatInTeams(tx, edit.id, edit.teamIds);
  if (regroups) await giveProfiles(tx, viewer, { userId: edit.id, codes: profiles });
  if (!now.active) await endSessions(tx, edit.id);
  await announce(tx, { about: 'session', to: { userIds: [edit.id] } });
  await recordAudit(tx, {
    actor,
    noun: 'user',
    recordId: edit.id,
    verb: 'edit',
    changes: changesBetween(
      { ...old, profiles: before, teamIds: seats },
      { ...now, profiles, teamIds: await teamsOf(tx, edit.id) },
    ),
  });
}

function isAdministrator({ role, active }: UserRow): boolean {
  return role === 'administrator' && active;
}

function seatsDiffer(seats: readonly string[] | null, { teamIds }: UserEdit): boolean {
  return teamIds !== undefined && [...new Set(teamIds)].toSorted().join() !== (seats ?? []).join();
}

/** What is not named stays. */
function edited(old: UserRow, edit: UserEdit, email: string): Omit<UserRow, 'timeZone'> {
  return {
    email,
    name: edit.name === undefined ? old.name : checkedName(edit.name),
    role: edit.profiles ? roleOf(edit.profiles) : (edit.role ?? old.role),
    language: edit.language ?? old.language,
    phone: edit.phone === undefined ? old.phone : edit.phone,
    superiorId: edit.superiorId === undefined ? old.superiorId : edit.superiorId,
    active: edit.active ?? old.active,
    hours: edit.hours === undefined ? old.hours : checkedHours(edit.hours),
  };
}

type UserRow = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly timeZone: string | null;
  readonly phone: string | null;
  readonly superiorId: string | null;
  readonly active: boolean;
  readonly hours: OpeningHours | null;
};

async function lockUser(tx: Tx, id: string, version: number): Promise<UserRow> {
  const found = await tx.maybe<UserRow & { version: number }>(
    'select email, name, role, language, time_zone, phone, superior_id, active, hours, version from users where id = $1 for no key update',
    [id],
  );
  if (!found) throw userNotFound(id);
  const { version: current, ...row } = found;
  if (current !== version) {
    const error = new DomainError('user.changed', {
      pl: `W międzyczasie ktoś zmienił dane użytkownika ${row.name}. Wczytaj stronę ponownie i nanieś zmiany.`,
      en: `Somebody changed ${row.name} in the meantime. Load the page again and make your changes.`,
    });
    const profiles = await profilesOfUser(tx, id);
    throw withNow(error, { ...found, profiles, teamIds: (await teamsOf(tx, id)) ?? [] });
  }
  return row;
}

function jsonOf(hours: OpeningHours | null): string | null {
  return hours && JSON.stringify(hours);
}

/** The ids of their teams in order; null for none. */
async function teamsOf(tx: Tx, userId: string): Promise<readonly string[] | null> {
  const { ids } = await tx.one<{ ids: string[] | null }>(
    'select array_agg(team_id::text order by team_id) as ids from team_members where user_id = $1',
    [userId],
  );
  return ids;
}

async function seatInTeams(tx: Tx, userId: string, teamIds: readonly string[]): Promise<void> {
  await tx.run('delete from team_members where user_id = $1 and team_id <> all($2::uuid[])', [userId, teamIds]);
  await tx.run(
    'insert into team_members (team_id, user_id) select id, $1 from teams where id = any($2::uuid[]) on conflict do nothing',
    [userId, teamIds],
  );
}

function checkedEmail(email: string): string {
  const trimmed = email.trim();
  if (/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(trimmed) && trimmed.length <= 200) return trimmed;
  throw new DomainError(
    'user.email_wrong',
    {
      pl: `„${trimmed}” nie jest adresem e-mail. Wpisz adres w postaci imie@firma.pl.`,
      en: `"${trimmed}" is not an e-mail address. Write it as name@company.com.`,
    },
    'email',
  );
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed && trimmed.length <= 200) return trimmed;
  throw new DomainError(
    'user.name_wrong',
    { pl: 'Podaj imię i nazwisko, najwyżej 200 znaków.', en: 'Give a name of at most 200 characters.' },
    'name',
  );
}

async function refuseTakenEmail(tx: Tx, email: string): Promise<void> {
  const other = await tx.maybe<{ name: string }>('select name from users where lower(email) = lower($1)', [email]);
  if (!other) return;
  throw new DomainError(
    'user.email_taken',
    {
      pl: `Adres ${email} ma już ${other.name}. Podaj inny albo zmień tamtego użytkownika.`,
      en: `${email} already belongs to ${other.name}. Use another address or change that user.`,
    },
    'email',
  );
}

async function refuseLastAdministrator(tx: Tx, id: string): Promise<void> {
  const others = await tx.rows(
    `select 1 from users where role = 'administrator' and active and id <> $1 order by id for no key update`,
    [id],
  );
  if (others.length > 0) return;
  throw new DomainError(
    'user.last_administrator',
    {
      pl: 'To jedyny czynny administrator. Najpierw nadaj tę rolę komuś innemu.',
      en: 'This is the only active administrator. Give somebody else that role first.',
    },
    'role',
  );
}

async function refuseCircle(tx: Tx, id: string, superiorId: string | null): Promise<void> {
  if (!superiorId) return;
  const circle = await tx.maybe<{ name: string }>(
    `with recursive above (id, superior_id, name, depth) as (
       select id, superior_id, name, 0 from users where id = $1
       union all
       select u.id, u.superior_id, u.name, a.depth + 1 from users u join above a on u.id = a.superior_id where a.depth < 50
     ) select name from above where id = $2 limit 1`,
    [superiorId, id],
  );
  if (!circle) return;
  throw new DomainError(
    'user.superior_circle',
    {
      pl: `${circle.name} byłby własnym przełożonym. Wybierz kogoś, kto mu nie podlega.`,
      en: `${circle.name} would be their own superior. Choose somebody who does not report to them.`,
    },
    'superiorId',
  );
}
