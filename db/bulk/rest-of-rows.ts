import type { Said } from '../../domain/domain-error.ts';
import type { Tx } from '../database.ts';

type Stopped = { readonly id: string; readonly state: 'running' | 'undoing' };

/** Which rows wait for their turn, what becomes of them where it does not come, and why. */
const rest = {
  running: [
    'chosen',
    'skipped',
    { pl: 'Przerwano, zanim na to przyszła kolej.', en: 'It was stopped before its turn.' },
  ],
  undoing: ['done', 'kept', { pl: 'Przerwano cofanie.', en: 'Taking back was stopped.' }],
} as const satisfies Record<Stopped['state'], readonly [waiting: string, left: string, why: Said]>;

/** Marks the rows that are left of a bulk; the next look at it finds nothing to do, and ends it. */
export async function leaveRest(tx: Tx, { id, state }: Stopped): Promise<void> {
  const [waiting, left, why] = rest[state];
  const count = await tx.run('update bulk_rows set state = $3, why = $4 where bulk_id = $1 and state = $2', [
    id,
    waiting,
    left,
    JSON.stringify(why),
  ]);
  await tx.run(
    'update bulks set counts = counts || jsonb_build_object($2::text, coalesce((counts ->> $2)::int, 0) + $3::int) where id = $1',
    [id, left, count],
  );
}
