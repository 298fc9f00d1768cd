/** Own fields filled in by themselves, on a record of which people change nothing else: one verb for all such records. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Viewer } from '../domain/access.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { ownTables } from './own-sql.ts';
import { ownWritten, settleOwn } from './own-values.ts';

/** What was sent for a record, in the version that its sender saw. */
export type OwnEdit = {
  readonly id: string;
  readonly version: number;
  readonly changes: { readonly own?: OwnValues };
};

type Filling = {
  readonly record: 'message' | 'transaction' | 'campaign';
  readonly edit: OwnEdit;
  /** What stands there, once the caller has locked the row and compared its version. */
  readonly before: OwnValues;
  readonly actor: Actor;
};

/** Answers the version after it: the same where nothing differs. Throws `own.…` for what may not be written. */
export async function fillOwn(
  tx: Tx,
  viewer: Viewer,
  { record, edit: { id, version, changes }, before, actor }: Filling,
): Promise<{ readonly version: number }> {
  const written = await ownWritten(tx, viewer, { record, before, sent: changes.own });
  if (Object.keys(written.changes).length === 0) return { version };
  await tx.run(
    `update ${ownTables[record]} set own = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1`,
    [id, JSON.stringify(written.own), actorText(actor)],
  );
  await settleOwn(tx, viewer, { record, id, written });
  await recordAudit(tx, { actor, noun: record, recordId: id, verb: 'edit', changes: written.changes });
  return { version: version + 1 };
}
