/** PostgreSQL refuses to run as root: there it runs under an unprivileged user, in a folder that this user can reach. */
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '../domain/domain-error.ts';

export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** Users that systems have for such things, in the order in which they are taken. */
const UNPRIVILEGED = ['nurt', 'postgres', '_postgres', 'nobody'];

/** The user for PostgreSQL where we are root; undefined where we are not and our own will do. */
export function unprivilegedUser(passwd = '/etc/passwd'): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map<string, SystemUser>();
  for (const line of readFileSync(passwd, 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) users.set(name, { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 });
  }
  const found = UNPRIVILEGED.map((name) => users.get(name)).find((user) => user !== undefined && user.uid !== 0);
  if (found) return found;
  throw new DomainError('user.missing', {
    pl: 'PostgreSQL nie może działać jako root, a w systemie nie ma użytkownika „postgres” ani „nobody”. Uruchom Nurt jako zwykły użytkownik.',
    en: 'PostgreSQL cannot run as root, and this system has no user "postgres" or "nobody". Run Nurt as an ordinary user.',
  });
}

/** May this user walk down to the path and read it? */
export function reaches(user: SystemUser, path: string): boolean {
  return allows(user, path, 4) && passes(user, dirname(path));
}

/** May this user walk down into the folder? */
export function passes(user: SystemUser, folder: string): boolean {
  for (let here = folder; ; here = dirname(here)) {
    if (!allows(user, here, 1)) return false;
    if (here === dirname(here)) return true;
  }
}

function allows(user: SystemUser, path: string, bit: number): boolean {
  try {
    const { mode, uid, gid } = statSync(path);
    if (uid === user.uid) return Boolean(mode & (bit << 6));
    if (gid === user.gid) return Boolean(mode & (bit << 3));
    return Boolean(mode & bit);
  } catch {
    return false;
  }
}
