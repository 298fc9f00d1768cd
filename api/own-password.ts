/** Asking people for their own password again, before something that outlasts their session. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { demandPerson, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Db } from '../db/database.ts';
import { isPassword } from '../db/passwords.ts';

/** As many tries as at the login: whoever finds an open panel shall not guess it. */
const TRIES = { points: 8, duration: 900 };
/** Of each database its own: ids of people say nothing elsewhere. */
const triesAt = new WeakMap<Db, RateLimiterMemory>();

/** Throws unless this is the viewer's password, naming the field; after too many tries whatever it is. */
export async function demandOwnPassword(
  db: Db,
  viewer: Viewer,
  { password, field }: { readonly password: string; readonly field: string },
): Promise<void> {
  // A program knows no password, and does not use up the tries of its owner.
  demandPerson(viewer);
  const tries = triesAt.get(db) ?? new RateLimiterMemory(TRIES);
  triesAt.set(db, tries);
  await tries.consume(viewer.userId).catch(() => Promise.reject(tooMany()));
  if (!(await isPassword(db, viewer.userId, password))) throw wrongPassword(field);
  await tries.delete(viewer.userId);
}

function tooMany(): DomainError {
  const minutes = TRIES.duration / 60;
  return new DomainError('request.too_many', {
    pl: `Za dużo prób. Odczekaj ${minutes} minut i spróbuj ponownie.`,
    en: `Too many tries. Wait ${minutes} minutes and try again.`,
  });
}

function wrongPassword(field: string): DomainError {
  return new DomainError(
    'password.wrong',
    {
      pl: 'Obecne hasło jest inne. Wpisz je jeszcze raz.',
      en: 'The current password is different. Type it again.',
    },
    field,
  );
}
