/** Requests that make something, known again by a key of whoever sends them: sent twice, they are done once. */
import { createHash } from 'node:crypto';
import type { Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { within, type Db, type Tx } from './database.ts';

export type Keyed = {
  /** Chosen by whoever sends the request. */
  readonly key: string;
  /** Method, address and body. */
  readonly request: string;
};

/**
 * Does `work` and keeps its answer, both in one transaction; the same request under the same key is answered with what was
 * kept. Of two that come at once the second waits for the first. What was refused is not kept: it may be sent again.
 */
export async function once<T>(
  db: Db,
  { userId }: Viewer,
  { key, request, work }: Keyed & { readonly work: (db: Db) => Promise<T> },
): Promise<T | undefined> {
  const hash = createHash('sha256').update(request).digest('hex');
  return db.transaction(async (tx) => {
    const isNew = await tx.run(
      'insert into request_keys (user_id, key, request_hash) values ($1, $2, $3) on conflict (user_id, key) do nothing',
      [userId, key, hash],
    );
    if (isNew === 0) return keptAnswer<T>(tx, { userId, key, hash });
    const answer = await work(within(tx));
    await tx.run('update request_keys set answer = $3 where user_id = $1 and key = $2', [
      userId,
      key,
      answer === undefined ? null : JSON.stringify(answer),
    ]);
    return answer;
  });
}

type Asked = { readonly userId: string; readonly key: string; readonly hash: string };

async function keptAnswer<T>(tx: Tx, { userId, key, hash }: Asked): Promise<T | undefined> {
  const kept = await tx.one<{ requestHash: string; answer: T | null }>(
    'select request_hash, answer from request_keys where user_id = $1 and key = $2',
    [userId, key],
  );
  if (kept.requestHash === hash) return kept.answer ?? undefined;
  throw new DomainError('request.key_reused', {
    pl: 'Pod tym kluczem (Idempotency-Key) wysłano już inne żądanie. Do nowego żądania użyj nowego klucza.',
    en: 'Another request has been sent under this key (Idempotency-Key). Use a new key for a new request.',
  });
}

/** Forgets keys after a day: nobody repeats a request later. */
export async function forgetRequestKeys(tx: Tx): Promise<number> {
  return tx.run(`delete from request_keys where created_at < now() - interval '1 day'`);
}
