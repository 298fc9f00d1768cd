import type { Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';

/**
 * What counts against a limit of somebody's own is counted by one transaction of theirs at a time: else ten that come at
 * once each see room for one more. A statement before the one that counts, so that this one sees what was waited for.
 */
export async function oneAtATime(tx: Tx, { userId }: Pick<Viewer, 'userId'>): Promise<void> {
  await tx.run('select 1 from users where id = $1 for no key update', [userId]);
}
