/** On which days somebody is not there: what their work that comes again is made by. */
import type { Tx } from './database.ts';

/** Days as on the wall, both ends included. */
type Span = { readonly fromOn: string; readonly toOn: string };

/** The days in the span on which somebody is away, with who stands in. Nobody is never away. */
export async function daysAway(
  tx: Tx,
  userId: string | null,
  { fromOn, toOn }: Span,
): Promise<Map<string, string | null>> {
  if (!userId) return new Map();
  const rows = await tx.rows<{ day: string; substituteId: string | null }>(
    `select to_char(d, 'YYYY-MM-DD') as day, a.substitute_id from absences a,
       generate_series(greatest(a.from_on, $2::date), least(a.to_on, $3::date), interval '1 day') d
     where a.user_id = $1 and a.to_on >= $2::date and a.from_on <= $3::date`,
    [userId, fromOn, toOn],
  );
  return new Map(rows.map(({ day, substituteId }) => [day, substituteId]));
}
