/** Own fields of two records that are one: what both hold side by side, and what the one that stays holds from then on. */
import type { Viewer } from '../domain/access.ts';
import type { OwnRecord, OwnValues } from '../domain/own/shapes.ts';
import { bothValues, type BothValues } from './audit-telling.ts';
import { changesBetween, type Changes } from './audit.ts';
import type { Tx } from './database.ts';
import { definedFields, knownFields } from './own-fields.ts';
import { ownTables } from './own-sql.ts';
import { heldBefore, ownWritten } from './own-values.ts';

type Merged = Extract<OwnRecord, 'company' | 'person'>;
type Both = { readonly of: Merged; readonly keptId: string; readonly mergedId: string };
type Holding = { readonly id: string; readonly own: OwnValues };

/** Own fields in which they differ, as `own.<code>`: `yours` is what the one that stays holds. None that the viewer may not read. */
export async function ownOfBoth(
  tx: Tx,
  viewer: Viewer,
  { of, keptId, mergedId }: Both,
): Promise<Readonly<Record<string, BothValues>>> {
  const fields = (await knownFields(tx, viewer, [of])).filter(({ kind }) => kind !== 'formula');
  if (fields.length === 0) return {};
  const rows = await tx.rows<Holding>(`select id, own from ${ownTables[of]} where id in ($1, $2)`, [keptId, mergedId]);
  const [kept, merged] = [keptId, mergedId].map((id) => rows.find((row) => row.id === id)!.own);
  const theirs = Object.fromEntries(fields.map(({ code }) => [code, merged![code]]));
  return bothValues(tx, viewer, { noun: of, recordId: keptId, changes: ownChanges(kept!, theirs) });
}

type Uniting = {
  readonly record: Merged;
  readonly kept: Holding;
  readonly merged: Holding;
  /** Codes of fields whose value comes from the one that goes. */
  readonly fromMerged: readonly string[];
};

/**
 * What is empty is filled from the one that goes, and what was chosen comes from there. Throws `own.…` for a field that the
 * viewer may not write.
 */
export async function unitedOwn(tx: Tx, viewer: Viewer, { record, kept, merged, fromMerged }: Uniting) {
  const given = { ...merged.own };
  // They are worked out anew from what the one that stays holds.
  for (const { kind, code } of await definedFields(tx, record)) if (kind === 'formula') delete given[code];
  const filled = { ...given, ...kept.own };
  const chosen = Object.fromEntries(fromMerged.map((code) => [code, merged.own[code] ?? null]));
  const { own } = await ownWritten(tx, viewer, { record, before: filled, sent: heldBefore(chosen) });
  return own;
}

/** For the audit: what of them has come or is another. */
export function ownChanges(before: OwnValues, after: OwnValues): Changes {
  return Object.fromEntries(Object.entries(changesBetween(before, after)).map(([code, both]) => [`own.${code}`, both]));
}
