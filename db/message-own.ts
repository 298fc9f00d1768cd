/** Own fields of messages: what people note about one beside what was said in it. */
import type { Viewer } from '../domain/access.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { messageNotFound, visibleMessages } from './message-scope.ts';
import { fillOwn, type OwnEdit } from './own-filling.ts';
import { actorBy } from './scope.ts';
import { parameters } from './task-scope.ts';

/** Fills own fields of a message; what was written in it stays as it was written. */
export async function editMessage(tx: Tx, viewer: Viewer, edit: OwnEdit): Promise<{ readonly version: number }> {
  const { id, version } = edit;
  const actor = actorBy(viewer, 'company.edit');
  const params = parameters();
  const before = await tx.maybe<{ version: number; own: OwnValues }>(
    `select m.version, m.own from messages m where m.id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)}
     for no key update of m`,
    params.list,
  );
  if (!before) throw messageNotFound();
  if (before.version !== version) throw withNow(changedMeanwhile(), before);
  return fillOwn(tx, viewer, { record: 'message', edit, before: before.own, actor });
}

function changedMeanwhile(): DomainError {
  return new DomainError('message.changed', {
    pl: 'Ta wiadomość zmieniła się w międzyczasie. Wczytaj stronę ponownie i sprawdź, co się zmieniło.',
    en: 'This message has changed meanwhile. Reload the page and see what changed.',
  });
}
