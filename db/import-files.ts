/** Files of imports hold customers' data: they stay only as long as somebody may still need them. */
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

/** A file that was loaded and then left lying. */
const UNUSED_DAYS = 7;
/** After an import is done, its refused rows may be asked for as they stood in the file. */
const DONE_DAYS = 30;

export type Forgotten = {
  /** Imports that wrote nothing and are gone. */
  readonly unused: number;
  /** Imports that stay, without their file. */
  readonly done: number;
};

/** Forgets imports that nobody has gone on with for a week, and the files of those that were finished a month ago. */
export async function forgetOldImports(tx: Tx): Promise<Forgotten> {
  const unused = await tx.rows<{ id: string; fileName: string }>(
    `delete from imports i where state in ('uploaded', 'ready', 'failed') and updated_at < now() - make_interval(days => $1)
       and not exists (select 1 from companies c where c.import_id = i.id)
       and not exists (select 1 from campaign_audience a where a.ref_id = i.id) returning id, file_name`,
    [UNUSED_DAYS],
  );
  await tx.run('delete from import_rows where import_id = any($1::uuid[])', [unused.map(({ id }) => id)]);
  for (const { id, fileName } of unused)
    await recordAudit(tx, {
      actor: { kind: 'system', id: 'uploads' },
      noun: 'import',
      recordId: id,
      verb: 'discard',
      changes: { fileName: [fileName, null] },
    });
  const done = await tx.run(
    `update imports set file_path = null where state in ('done', 'undone') and file_path is not null
       and updated_at < now() - make_interval(days => $1)`,
    [DONE_DAYS],
  );
  return { unused: unused.length, done };
}

/** Paths of the files that imports still have. */
export async function keptImportFiles(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ path: string }>('select file_path as path from imports where file_path is not null');
  return new Set(rows.map(({ path }) => path));
}
