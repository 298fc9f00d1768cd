/** Files in own fields: sent in before the record is saved, and hung on it by the verb that saves it. */
import { actorOf, demand, may, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnField, OwnRecord, OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { visibleFiles } from './file-scope.ts';
import { activeFields } from './own-fields.ts';
import type { By } from './scope.ts';
import { parameters, type Params } from './task-scope.ts';

/** The file `f` as somebody may name it in an own field: one that they read, or have just sent in and hung nowhere yet. */
export function nameableFiles(viewer: Viewer, params: Params): string {
  if (!may(viewer, 'file.read')) return 'false';
  const mine = params.add(actorText(actorOf(viewer)));
  return `(${visibleFiles(viewer, params)} or (f.deleted_at is null and f.created_by = ${mine}
    and not exists (select 1 from file_links l where l.file_id = f.id)))`;
}

/** Throws `own.file_not_found` where the file is not there, or not for this viewer. */
export async function demandOwnFile(tx: Tx, by: By, { field, id }: { field: OwnField; id: string }): Promise<void> {
  const params = parameters();
  if ('rights' in by) demand(by, 'file.edit');
  const seen = 'rights' in by ? nameableFiles(by, params) : 'f.deleted_at is null';
  const found = await tx.maybe(`select 1 from files f where f.id = ${params.add(id)}::uuid and ${seen}`, params.list);
  if (found) return;
  throw new DomainError(
    'own.file_not_found',
    {
      pl: `Pliku w polu „${field.title.pl}” nie ma albo go nie widzisz. Dodaj plik jeszcze raz.`,
      en: `The file in the field "${field.title.en}" is not there, or you may not see it. Add it again.`,
    },
    `own.${field.code}`,
  );
}

type Hanging = { readonly record: OwnRecord; readonly id: string; readonly files: readonly string[] };

/** The ids of files that these values name, in fields that are in use. */
export async function filesNamed(
  tx: Tx,
  { record, own }: { readonly record: OwnRecord; readonly own: OwnValues },
): Promise<string[]> {
  if (Object.keys(own).length === 0) return [];
  const fields = (await activeFields(tx, record)).filter(({ kind }) => kind === 'file');
  return fields.flatMap(({ code }) => (own[code] ? [String(own[code])] : []));
}

/**
 * From now on whoever sees the record reads its files. One that leaves a field stays with the record, and one that is there no
 * more is left out.
 */
export async function hangOwnFiles(tx: Tx, by: By, { record, id, files }: Hanging): Promise<void> {
  if (files.length === 0) return;
  const actor = 'rights' in by ? actorOf(by) : by;
  await tx.run(
    `insert into file_links (file_id, noun, record_id, created_by) select f.id, $2, $3, $4 from files f
     where f.id = any($1::uuid[]) on conflict do nothing`,
    [files, record, id, actorText(actor)],
  );
}
