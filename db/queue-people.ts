/** Who hears of what concerns a queue: everybody who works in its team, and without one the administrators. */
import type { Tx } from './database.ts';

/** Their ids, of the team `q` (an outer join: a queue may have none). */
export const PEOPLE_OF_QUEUE = `coalesce(
  (select array_agg(u.id::text order by u.id) from team_members m join users u on u.id = m.user_id where m.team_id = q.id and u.active),
  array(select id::text from users where role = 'administrator' and active order by created_at limit 3))`;

/** By the code of the queue. */
export async function peopleOfQueues(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.prepared<{ code: string; userIds: string[] }>(
    'people-of-queues',
    `select l.code, ${PEOPLE_OF_QUEUE} as user_ids from unnest($1::text[]) l(code) left join teams q on q.code = l.code`,
    [[...new Set(codes)]],
  );
  return new Map(rows.map(({ code, userIds }) => [code, userIds]));
}
