import { hash, verify } from '@node-rs/argon2';
import { actorOf, demand, demandPerson } from '../domain/access.ts';
import { roleOf, type Role, type Viewer } from '../domain/access.ts';
import type { Actor } from '../domain/actor.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { Language } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';
import { newId } from './new-id.ts';
import { demandOver, giveProfiles } from './profiles.ts';
import { profilesOfUser } from './viewers.ts';

export { viewerById } from './viewers.ts';

/** OWASP's argon2id: 19 MiB, two passes; about 20 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const LEAST_LENGTH = 10;

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password?: string;
  readonly language?: Language;
  readonly phone?: string | null;
  readonly superiorId?: string | null;
  readonly teamIds?: readonly string[];
};

/** Adds somebody who may log in once they have a password. Answers the id. */
export async function createUser(tx: Tx, user: NewUser, actor: Actor): Promise<string> {
  const id = newId();
  const email = checkedEmail(user.email);
  const passwordHash = user.password === undefined ? null : await hashOf(user.password);
  await refuseTakenEmail(tx, email);
  await tx.run(
    `insert into users (id, email, name, role, password_hash, language, phone, superior_id, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      id,
      email,
      checkedName(user.name),
      user.role,
      passwordHash,
      user.language ?? 'pl',
      user.phone ?? null,
      user.superiorId ?? null,
      actorText(actor),
    ],
  );
  await seatInTeams(tx, id, user.teamIds ?? []);
  await recordAudit(tx, {
    actor,
    noun: 'user',
    recordId: id,
    verb: 'create',
    changes: changesBetween({}, { email, name: user.name, role: user.role }),
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
  readonly phone?: string | null;
  readonly superiorId?: string | null;
  readonly active?: boolean;
  readonly teamIds?: readonly string[];
};

/** Changes what is named; refuses to leave the house without an administrator, and circles of superiors. */
export async function editUser(tx: Tx, edit: UserEdit, viewer: Viewer): Promise<void> {
  demand(viewer, 'user.edit');
  const old = await lockUser(tx, edit.id, edit.version);
  const email = edit.email === undefined ? old.email : checkedEmail(edit.email);
  if (email.toLowerCase() !== old.email.toLowerCase()) await refuseTakenEmail(tx, email);
  const now = edited(old, edit, email);
  const before = await profilesOfUser(tx, edit.id);
  const profiles = edit.profiles ?? (now.role === old.role ? before : [now.role]);
  const regroups = profiles.toSorted().join() !== before.toSorted().join();
  if (regroups) demandPerson(viewer);
  if (regroups || now.email !== old.email || now.active !== old.active) await demandOver(tx, viewer, edit.id);
  if (old.role === 'administrator' && old.active && !(now.role === 'administrator' && now.active)) {
    await refuseLastAdministrator(tx, edit.id);
  }
  await refuseCircle(tx, edit.id, now.superiorId);
  const actor = actorOf(viewer);
  await tx.run(
    `update users set email = $2, name = $3, role = $4, language = $5, phone = $6, superior_id = $7, active = $8,
       version = version + 1, updated_at = now(), updated_by = $9 where id = $1`,
    [edit.id, now.email, now.name, now.role, now.language, now.phone, now.superiorId, now.active, actorText(actor)],
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
    changes: changesBetween({ ...old, profiles: before }, { ...now, profiles }),
  });
}

/** What is not named stays. */
function edited(old: UserRow, edit: UserEdit, email: string): UserRow {
  return {
    email,
    name: edit.name === undefined ? old.name : checkedName(edit.name),
    role: edit.profiles ? roleOf(edit.profiles) : (edit.role ?? old.role),
    language: edit.language ?? old.language,
    phone: edit.phone === undefined ? old.phone : edit.phone,
    superiorId: edit.superiorId === undefined ? old.superiorId : edit.superiorId,
    active: edit.active ?? old.active,
  };
}

/** Sets a password and ends the user's sessions, but for the one that did it. */
export async function changePassword(
  tx: Tx,
  { userId, password, keepSession }: { userId: string; password: string; keepSession?: string },
  actor: Actor,
): Promise<void> {
  const passwordHash = await hashOf(password);
  const changed = await tx.run(
    'update users set password_hash = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1',
    [userId, passwordHash, actorText(actor)],
  );
  if (changed === 0) throw notFound(userId);
  await endSessions(tx, userId, keepSession);
  await recordAudit(tx, { actor, noun: 'user', recordId: userId, verb: 'change password' });
}

/** The user's id if e-mail and password belong together and the user is active. Takes as long for an unknown e-mail. */
export async function userByPassword(db: Tx, email: string, password: string): Promise<string | undefined> {
  const found = await db.maybe<{ id: string; passwordHash: string | null; active: boolean }>(
    'select id, password_hash, active from users where lower(email) = lower($1)',
    [email],
  );
  const right = await verify(found?.passwordHash ?? (await nobodysHash()), password).catch(() => false);
  return found?.active && found.passwordHash && right ? found.id : undefined;
}

/** Is this the password of this user? */
export async function isPassword(db: Tx, userId: string, password: string): Promise<boolean> {
  const found = await db.maybe<{ passwordHash: string | null }>('select password_hash from users where id = $1', [
    userId,
  ]);
  return found?.passwordHash ? verify(found.passwordHash, password) : false;
}

let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  return (nobody ??= hash('nobody has this password', cost));
}

async function hashOf(password: string): Promise<string> {
  if (password.length < LEAST_LENGTH) {
    throw new DomainError(
      'password.too_short',
      {
        pl: `Hasło ma ${password.length} znaków, a potrzeba co najmniej ${LEAST_LENGTH}. Wpisz dłuższe, na przykład kilka zwykłych słów.`,
        en: `The password has ${password.length} characters; at least ${LEAST_LENGTH} are needed. Use a longer one, such as a few ordinary words.`,
      },
      'password',
    );
  }
  return hash(password.slice(0, 200), cost);
}

type UserRow = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly phone: string | null;
  readonly superiorId: string | null;
  readonly active: boolean;
};

async function lockUser(tx: Tx, id: string, version: number): Promise<UserRow> {
  const found = await tx.maybe<UserRow & { version: number }>(
    'select email, name, role, language, phone, superior_id, active, version from users where id = $1 for no key update',
    [id],
  );
  if (!found) throw notFound(id);
  const { version: current, ...row } = found;
  if (current !== version) {
    const error = new DomainError('user.changed', {
      pl: `W międzyczasie ktoś zmienił dane użytkownika ${row.name}. Wczytaj stronę ponownie i nanieś zmiany.`,
      en: `Somebody changed ${row.name} in the meantime. Load the page again and make your changes.`,
    });
    throw withNow(error, found);
  }
  return row;
}

async function seatInTeams(tx: Tx, userId: string, teamIds: readonly string[]): Promise<void> {
  await tx.run('delete from team_members where user_id = $1 and team_id <> all($2::uuid[])', [userId, teamIds]);
  await tx.run(
    'insert into team_members (team_id, user_id) select id, $1 from teams where id = any($2::uuid[]) on conflict do nothing',
    [userId, teamIds],
  );
}

async function endSessions(tx: Tx, userId: string, keep = ''): Promise<void> {
  await tx.run(`delete from sessions where sess->>'userId' = $1 and sid <> $2`, [userId, keep]);
  await announce(tx, { about: 'session', to: { userIds: [userId] } });
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

function notFound(id: string): DomainError {
  return new DomainError('user.not_found', {
    pl: `Nie ma użytkownika ${id}. Wróć do listy użytkowników.`,
    en: `There is no user ${id}. Go back to the list of users.`,
  });
}
