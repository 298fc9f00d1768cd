/** Work of a case that comes again: it ends with the case, and goes along when the case is handed over. */
import { actorOf, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { recordAudits } from './audit.ts';
import type { Tx } from './database.ts';
import { RECURRENCE_COLUMNS, type Recurrence } from './recurrence-days.ts';
import { seenRecurrences } from './recurrence-page.ts';
import { parameters } from './task-scope.ts';

/**
 * What of a case comes again and has not ended, locked: before its tasks, as by whoever changes a recurrence. A private one of
 * others is theirs to end.
 */
export async function lockRecurrencesOf(tx: Tx, viewer: Viewer, caseId: string): Promise<Recurrence[]> {
  const params = parameters();
  return tx.rows<Recurrence>(
    `select ${RECURRENCE_COLUMNS} from recurrences r where r.task ->> 'caseId' = ${params.add(caseId)} and r.ended_at is null
       and (r.task -> 'private' is distinct from 'true' or ${seenRecurrences(viewer, params)}) order by r.id for update of r`,
    params.list,
  );
}

export type Passing = { readonly id: string; readonly from: string; readonly ownerId: string };

/** Its days to come are the new owner's. Private work stays. Answers which went along. */
export async function passRecurrences(
  tx: Tx,
  viewer: Viewer,
  { id, from, ownerId }: Passing,
): Promise<readonly string[]> {
  const actor = actorOf(viewer);
  const passed = await tx.rows<{ id: string }>(
    `update recurrences r set owner_id = $3, version = version + 1, updated_at = now(), updated_by = $4
     where r.task ->> 'caseId' = $1 and r.owner_id = $2 and r.ended_at is null and r.task -> 'private' is distinct from 'true'
     returning id`,
    [id, from, ownerId, actorText(actor)],
  );
  const changes = { ownerId: [from, ownerId] } as const;
  const ids = passed.map((recurrence) => recurrence.id);
  await recordAudits(
    tx,
    ids.map((recordId) => ({ actor, noun: 'recurrence', recordId, verb: 'assign', changes })),
  );
  return ids;
}
