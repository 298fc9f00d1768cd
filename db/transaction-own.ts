/** Own fields of documents of trade: filled by the feeding system with its rows, and by hand on the page of one. */
import { seesEverybody, type Viewer } from '../domain/access.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { activeFields } from './own-fields.ts';
import { fillOwn, type OwnEdit } from './own-filling.ts';
import { seenReferences } from './own-references.ts';
import { ownWritten, type OwnWritten } from './own-values.ts';
import { actorBy, reachable } from './scope.ts';
import { findTransaction } from './transaction-scope.ts';

type FedRow = { readonly kind: string; readonly externalId: string; readonly own?: OwnValues };
type FedRows = { readonly source: string; readonly rows: readonly FedRow[] };

/**
 * What each row holds of own values after it is written, in the order of the rows, or why it is left out: what was
 * sent does not fit, or the row stands with a customer whom the viewer does not see. The rows that are there are locked, in
 * the order of ids, as by everybody who locks many.
 */
export async function ownOfFed(
  tx: Tx,
  viewer: Viewer,
  { source, rows }: FedRows,
): Promise<(OwnWritten | DomainError)[]> {
  const there = await tx.rows<FedRow & { own: OwnValues; seen: boolean }>(
    `select t.kind, t.external_id, t.own, ${mayTake(viewer)} as seen from transactions t
       join jsonb_to_recordset($1::jsonb) g(kind text, "externalId" text) on g.kind = t.kind and g."externalId" = t.external_id
     where t.source = $2 order by t.id for no key update of t`,
    [JSON.stringify(rows.map(({ kind, externalId }) => ({ kind, externalId }))), source],
  );
  const known = new Map(there.map((row) => [`${row.kind} ${row.externalId}`, row]));
  const fields = rows.some(({ own }) => own) ? await activeFields(tx, 'transaction') : [];
  const seen = await seenReferences(tx, viewer, { fields, sent: rows.map(({ own }) => own) });
  const written: (OwnWritten | DomainError)[] = [];
  for (const { kind, externalId, own: sent } of rows) {
    const stands = known.get(`${kind} ${externalId}`);
    if (stands?.seen === false) {
      written.push(unseenCompany(externalId));
      continue;
    }
    const before = stands?.own ?? {};
    written.push(
      await ownOrRefusal(() => ownWritten(tx, viewer, { record: 'transaction', before, sent, fields, seen })),
    );
  }
  return written;
}

/** Whether the viewer may take the transaction `t` from its customer. One who was deleted holds nothing from who sees all. */
function mayTake(viewer: Viewer): string {
  if (seesEverybody(viewer)) return 'true';
  return `exists (select 1 from companies c where c.id = t.company_id and ${reachable('companies', viewer, 'c')})`;
}

function unseenCompany(externalId: string): DomainError {
  return new DomainError('transaction.unseen_company', {
    pl: `Dokument „${externalId}” należy do klienta, którego nie widzisz, więc został bez zmian. Poproś o to kogoś, kto go widzi.`,
    en: `The document "${externalId}" belongs to a customer whom you do not see, so it was left as it is. Ask somebody who sees them.`,
  });
}

/** What does not fit one row leaves the others as they are. */
async function ownOrRefusal(write: () => Promise<OwnWritten>): Promise<OwnWritten | DomainError> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Fills own fields of a document; everything else in it is the word of the system that feeds it. */
export async function editTransaction(tx: Tx, viewer: Viewer, edit: OwnEdit): Promise<{ readonly version: number }> {
  const { id, version } = edit;
  const actor = actorBy(viewer, 'company.edit');
  await findTransaction(tx, viewer, { id, lock: true });
  const before = await tx.one<{ version: number; own: OwnValues }>(
    'select version, own from transactions where id = $1',
    [id],
  );
  if (before.version !== version) throw withNow(changedMeanwhile(), before);
  return fillOwn(tx, viewer, { record: 'transaction', edit, before: before.own, actor });
}

function changedMeanwhile(): DomainError {
  return new DomainError('transaction.changed', {
    pl: 'Ten dokument zmienił się w międzyczasie. Wczytaj stronę ponownie i sprawdź, co się zmieniło.',
    en: 'This document has changed meanwhile. Reload the page and see what changed.',
  });
}
