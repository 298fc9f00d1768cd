/** Passwords: set, asked for, and what ends with the old one. */
import { hash, verify } from '@node-rs/argon2';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './live.ts';

/** OWASP's argon2id: 19 MiB, two passes; about 20 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const LEAST_LENGTH = 10;

export type PasswordChange = {
  readonly userId: string;
  readonly password: string;
  /** The session that did it stays. */
  readonly keepSession?: string;
  /** Tokens and calendar addresses go on working. */
  readonly keepAccess?: boolean;
};

/**
 * Sets a password and ends what the old one may have opened to others: the user's sessions, but for the one that did it, and
 * their tokens and calendar addresses, of which the user is told.
 */
export async function changePassword(
  tx: Tx,
  { userId, password, keepSession, keepAccess = false }: PasswordChange,
  actor: Actor,
): Promise<void> {
  const passwordHash = await hashOf(password);
  const changed = await tx.run(
    'update users set password_hash = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1',
    [userId, passwordHash, actorText(actor)],
  );
  if (changed === 0) throw userNotFound(userId);
  await endSessions(tx, userId, keepSession);
  const ended = keepAccess ? { tokens: 0, feeds: 0 } : await endAccess(tx, userId);
  if (ended.tokens + ended.feeds > 0) await tellOwner(tx, { userId, ended, actor });
  const changes = changesBetween(ended, { tokens: 0, feeds: 0 });
  await recordAudit(tx, { actor, noun: 'user', recordId: userId, verb: 'change password', changes });
}

type Ended = { readonly tokens: number; readonly feeds: number };

async function endAccess(tx: Tx, userId: string): Promise<Ended> {
  const ended = (table: 'tokens' | 'calendar_feeds') =>
    tx.run(`update ${table} set revoked_at = now() where user_id = $1 and revoked_at is null`, [userId]);
  return { tokens: await ended('tokens'), feeds: await ended('calendar_feeds') };
}

type Telling = { readonly userId: string; readonly ended: Ended; readonly actor: Actor };

async function tellOwner(tx: Tx, { userId, ended: { tokens, feeds }, actor }: Telling): Promise<void> {
  await tx.run(
    `insert into reminders (user_id, remind_at, text_pl, text_en, created_by) values ($1, now(), $2, $3, $4)`,
    [
      userId,
      `Hasło zmienione, więc przestały działać: tokeny (${tokens}), adresy kalendarza (${feeds}). Utwórz nowe tam, gdzie są potrzebne.`,
      `The password was changed, so these stopped working: tokens (${tokens}), calendar addresses (${feeds}). Make new ones where they are needed.`,
      actorText(actor),
    ],
  );
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

/** Throws `password.too_short`. */
export async function hashOf(password: string): Promise<string> {
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

/** Logs somebody out everywhere, but for one session. */
export async function endSessions(tx: Tx, userId: string, keep = ''): Promise<void> {
  await tx.run(`delete from sessions where sess->>'userId' = $1 and sid <> $2`, [userId, keep]);
  await announce(tx, { about: 'session', to: { userIds: [userId] } });
}

export function userNotFound(id: string): DomainError {
  return new DomainError('user.not_found', {
    pl: `Nie ma użytkownika ${id}. Wróć do listy użytkowników.`,
    en: `There is no user ${id}. Go back to the list of users.`,
  });
}
