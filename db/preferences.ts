import { actorOf, type Viewer } from '../domain/access.ts';
import { isZone, unknownZone } from '../domain/calendar/zone.ts';
import type { Language } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

type Liked = {
  readonly language?: Language | undefined;
  /** Null: that of the house. */
  readonly timeZone?: string | null | undefined;
  readonly preferences?: Readonly<Record<string, string | undefined>> | undefined;
};

/** Keeps how a person likes the panel; what is not named stays. Throws `calendar.unknown_zone`. */
export async function rememberPreferences(tx: Tx, viewer: Viewer, liked: Liked): Promise<void> {
  const { language, preferences, timeZone } = liked;
  if (timeZone !== undefined) await keepZone(tx, viewer, timeZone);
  await tx.run(
    `update users set language = coalesce($2, language), preferences = preferences || $3::jsonb where id = $1`,
    [viewer.userId, language ?? null, JSON.stringify(preferences ?? {})],
  );
}

/** The clock by which somebody reads and writes every time; with it, when their day begins. */
async function keepZone(tx: Tx, viewer: Viewer, wanted: string | null): Promise<void> {
  const { userId } = viewer;
  const timeZone = await knownZone(tx, wanted);
  const old = await tx.one<{ timeZone: string | null }>('select time_zone from users where id = $1 for no key update', [
    userId,
  ]);
  if (old.timeZone === timeZone) return;
  await tx.run('update users set time_zone = $2 where id = $1', [userId, timeZone]);
  const changes = changesBetween(old, { timeZone });
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'user', recordId: userId, verb: 'edit', changes });
}

/** The zone as the database spells it: one that it does not know would fail each request of its owner. */
export async function knownZone(tx: Tx, typed: string | null): Promise<string | null> {
  if (typed === null || typed.trim() === '') return null;
  const found = isZone(typed)
    ? await tx.maybe<{ name: string }>('select name from pg_timezone_names where lower(name) = lower($1) limit 1', [
        typed.trim(),
      ])
    : undefined;
  if (!found) throw unknownZone(typed, 'timeZone');
  return found.name;
}
