/** Own fields of messages: what people note about one beside what was said in it. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { messageNotFound, visibleMessages } from './message-scope.ts';
import { ownWritten, settleOwn } from './own-values.ts';
import { actorBy } from './scope.ts';
import { parameters } from './task-scope.ts';

type Edit = { readonly id: string; readonly version: number; readonly changes: { readonly own?: OwnValues } };

/** Fills own fields of a message; what was written in it stays as it was written. */
export async function editMessage(
  tx: Tx,
  viewer: Viewer,
  { id, version, changes: { own: sent } }: Edit,
): Promise<{ readonly version: number }> {
  const actor = actorBy(viewer, 'company.edit');
  const params = parameters();
  const before = await tx.maybe<{ version: number; own: OwnValues }>(
    `select m.version, m.own from messages m where m.id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)}
     for no key update of m`,
    params.list,
  );
  if (!before) throw messageNotFound();
  if (before.version !== version) throw withNow(changedMeanwhile(), before);
  const written = await ownWritten(tx, viewer, { record: 'message', before: before.own, sent });
  if (Object.keys(written.changes).length === 0) return { version };
  await tx.run(
    'update messages set own = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1',
    [id, JSON.stringify(written.own), actorText(actor)],
  );
  await settleOwn(tx, viewer, { record: 'message', id, written });
  await recordAudit(tx, { actor, noun: 'message', recordId: id, verb: 'edit', changes: written.changes });
  return { version: version + 1 };
}

function changedMeanwhile(): DomainError {
  return new DomainError('message.changed', {
    pl: 'Ta wiadomość zmieniła się w międzyczasie. Wczytaj stronę ponownie i sprawdź, co się zmieniło.',
    en: 'This message has changed meanwhile. Reload the page and see what changed.',
  });
}
