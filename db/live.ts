/**
 * News for open pages. A row of news says what it is about, and of which record which version: whoever hears it reads
 * again, with their own rights (rule 22). It leaves with the transaction that made it; a lost one does no harm.
 */
import type { Right } from '../domain/access.ts';
import type { Tx } from './database.ts';

/** Panels listen on this channel of PostgreSQL. */
export const LIVE_CHANNEL = 'nurt_live';

/** `reminders`; `session`: rights or the session have changed; the name of a list: it has something new. */
export type Topic = 'reminders' | 'session' | 'tasks' | 'messages' | 'companies' | 'cases' | 'opportunities' | 'files';

export type News = {
  readonly about: Topic;
  /** Whom it concerns: these users, or everybody with the right. */
  readonly to: { readonly userIds: readonly string[] } | { readonly right: Right };
  /** Left out where the one who hears may not know which record it is. */
  readonly id?: string;
  readonly version?: number;
};

/** PostgreSQL takes 8,000 bytes at most: so many ids go into one piece of news. */
const MOST_USERS = 150;

/**
 * Tells open pages once this transaction has committed. The same news twice in one transaction goes out once. Not for
 * loops over thousands of rows: say once that the list has something new.
 */
export async function announce(tx: Tx, news: News): Promise<void> {
  for (const part of partsOf(news)) {
    await tx.rows('select pg_notify($1, $2)', [LIVE_CHANNEL, JSON.stringify(part)]);
  }
}

function partsOf(news: News): News[] {
  if (!('userIds' in news.to)) return [news];
  const ids = [...new Set(news.to.userIds)].sort();
  const count = Math.ceil(ids.length / MOST_USERS);
  return Array.from({ length: count }, (_, at) => ({
    ...news,
    to: { userIds: ids.slice(at * MOST_USERS, (at + 1) * MOST_USERS) },
  }));
}
