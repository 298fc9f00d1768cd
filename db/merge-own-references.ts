/** Own fields that lead to a record: no key knows of them, so a merge turns them by their definitions (rule 26). */
import { ownRecords, type OwnRecord, type OwnTarget } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import type { Turn } from './merge-journal.ts';
import { ownFieldSql, ownTables } from './own-sql.ts';

/** Records whose own field was turned from one record to the other. */
export type OwnTurned = { readonly record: OwnRecord; readonly code: string; readonly ids: readonly string[] };

type Field = {
  readonly record: OwnRecord;
  readonly code: string;
  /** Only of these records. */
  readonly ids?: readonly string[];
};

/** Of fields that are switched off as well: they hold what they held when they come back. */
export async function turnOwnReferences(
  tx: Tx,
  target: Extract<OwnTarget, 'company' | 'person'>,
  turn: Turn,
): Promise<OwnTurned[]> {
  const fields = await tx.rows<Field>(
    `select record, code from own_fields where kind = 'reference' and coalesce(options ->> 'target', 'company') = $1
       and record = any($2::text[]) order by record, code`,
    [target, ownRecords],
  );
  const turned: OwnTurned[] = [];
  for (const field of fields) {
    const ids = await turnField(tx, field, turn);
    if (ids.length > 0) turned.push({ ...field, ids });
  }
  return turned;
}

/** Those that nobody has led elsewhere since. */
export async function turnOwnReferencesBack(tx: Tx, turned: readonly OwnTurned[], { from, to }: Turn): Promise<void> {
  for (const field of turned) await turnField(tx, field, { from: to, to: from });
}

/** The value is asked for as its index has it, where there is one. */
async function turnField(tx: Tx, { record, code, ids }: Field, { from, to }: Turn): Promise<string[]> {
  const value = ownFieldSql('t', { code, kind: 'reference', options: {} });
  const rows = await tx.rows<{ id: string }>(
    `update ${ownTables[record]} t set own = jsonb_set(t.own, array[$1], to_jsonb($2::text))
     where ${value} = $3 ${ids ? 'and t.id = any($4::uuid[])' : ''} returning t.id`,
    [code, to, from, ...(ids ? [ids] : [])],
  );
  return rows.map(({ id }) => id);
}
