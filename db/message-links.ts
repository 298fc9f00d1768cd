/** Documents that a message is about. A tie gives nobody a sight of the other record. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { messageNotFound, visibleMessages } from './message-scope.ts';
import { parameters } from './task-scope.ts';
import { findTransaction, visibleTransactions } from './transaction-scope.ts';

export type MessageLink = { readonly messageId: string; readonly transactionId: string };

/** A document in few words. */
export type NamedDocument = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly happenedOn: string;
};
export type Documents = {
  readonly tied: readonly NamedDocument[];
  /** The customer's newest others. */
  readonly others: readonly NamedDocument[];
};

const COLUMNS = `x.id, x.kind, coalesce(x.number, x.title, x.external_id) as title, x.happened_on`;

/** What a message is about, and what else of its customer's it could be. */
export async function documentsOf(tx: Tx, viewer: Viewer, messageId: string): Promise<Documents> {
  const { companyId } = await seenMessage(tx, viewer, messageId);
  const tie = `exists (select 1 from message_links l where l.message_id = $1 and l.noun = 'transaction' and l.record_id = x.id)`;
  const order = 'order by x.happened_on desc, x.id desc';
  const [tied, others] = await Promise.all([
    tx.rows<NamedDocument>(
      `select ${COLUMNS} from transactions x where x.id in (select record_id from message_links where message_id = $1)
         and ${visibleTransactions(viewer)} ${order}`,
      [messageId],
    ),
    tx.rows<NamedDocument>(
      `select ${COLUMNS} from transactions x where x.company_id = $2 and not ${tie} and ${visibleTransactions(viewer)} ${order} limit 30`,
      [messageId, companyId],
    ),
  ]);
  return { tied, others };
}

/** Ties a document to a message, once. Both must be in the viewer's sight and of one customer. */
export async function tieDocument(tx: Tx, viewer: Viewer, { messageId, transactionId }: MessageLink): Promise<void> {
  demand(viewer, 'company.edit');
  const { companyId } = await seenMessage(tx, viewer, messageId);
  const document = await findTransaction(tx, viewer, { id: transactionId });
  if (companyId && document.companyId !== companyId) throw ofAnother();
  const actor = actorOf(viewer);
  const written = await insertTie(tx, viewer, { messageId, transactionId });
  if (written === 0) return;
  const changes = { 'link: transaction': [null, transactionId] as const };
  await recordAudit(tx, { actor, noun: 'message', recordId: messageId, verb: 'link', changes });
}

type LetterTie = {
  readonly id: string;
  readonly companyId: string;
  /** None: it is about no document. */
  readonly transactionId: string | null | undefined;
};

/** Ties the document that a letter is written about, which is the same customer's. */
export async function tieLetter(tx: Tx, viewer: Viewer, { id, companyId, transactionId }: LetterTie): Promise<void> {
  if (!transactionId) return;
  const document = await findTransaction(tx, viewer, { id: transactionId });
  if (document.companyId !== companyId) throw ofAnother();
  await insertTie(tx, viewer, { messageId: id, transactionId });
}

async function insertTie(tx: Tx, viewer: Viewer, { messageId, transactionId }: MessageLink): Promise<number> {
  return tx.run(
    `insert into message_links (message_id, noun, record_id, created_by) values ($1, 'transaction', $2, $3) on conflict do nothing`,
    [messageId, transactionId, actorText(actorOf(viewer))],
  );
}

/** Takes a document off a message; the document itself stays. */
export async function untieDocument(tx: Tx, viewer: Viewer, { messageId, transactionId }: MessageLink): Promise<void> {
  demand(viewer, 'company.edit');
  await seenMessage(tx, viewer, messageId);
  await findTransaction(tx, viewer, { id: transactionId });
  const gone = await tx.run(
    `delete from message_links where message_id = $1 and noun = 'transaction' and record_id = $2`,
    [messageId, transactionId],
  );
  if (gone === 0) return;
  const changes = { 'link: transaction': [transactionId, null] as const };
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'message', recordId: messageId, verb: 'unlink', changes });
}

async function seenMessage(tx: Tx, viewer: Viewer, id: string): Promise<{ readonly companyId: string | null }> {
  const params = parameters();
  const found = await tx.maybe<{ companyId: string | null }>(
    `select m.company_id from messages m where m.id = ${params.add(id)}::uuid and ${visibleMessages(viewer, params)}`,
    params.list,
  );
  if (!found) throw messageNotFound();
  return found;
}

function ofAnother(): DomainError {
  return new DomainError('message.other_customer', {
    pl: 'Ten dokument jest innego klienta niż wiadomość. Wybierz dokument tego samego klienta.',
    en: 'This document is of another customer than the message. Choose one of the same customer.',
  });
}
