/** Files: kept, described, given new versions, hung on records and taken off them. Their bytes are in the store. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { demandPlace, findFile, lockFile, visibleLinks, type File, type FilePlace } from './file-scope.ts';
import { refreshFormulas } from './own-formulas.ts';
import { ownWritten, settleOwn } from './own-values.ts';
import { parameters } from './task-scope.ts';

/** What has been written into the store. */
export type Stored = {
  readonly name: string;
  readonly mediaType: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly note?: string | null;
};

/** A new file on a record; without one it hangs nowhere until a field of a record names it. */
export async function keepFile(
  tx: Tx,
  viewer: Viewer,
  {
    stored,
    place,
    categoryId,
  }: { readonly stored: Stored; readonly place: FilePlace | undefined; readonly categoryId?: string | null },
): Promise<{ readonly id: string }> {
  demand(viewer, 'file.edit');
  if (place) await demandPlace(tx, viewer, { ...place, add: true });
  else await demandRoomForLoose(tx, viewer, stored.bytes);
  const actor = actorOf(viewer);
  const { id } = await tx.one<{ id: string }>(
    `insert into files (name, category_id, media_type, bytes, search_text, created_by, updated_by)
     values ($1, $2, $3, $4, plain_text($1), $5, $5) returning id`,
    [stored.name, categoryId ?? null, stored.mediaType, stored.bytes, actorText(actor)],
  );
  await insertVersion(tx, viewer, { id, number: 1, stored });
  if (place) await insertLink(tx, viewer, { id, place });
  const at = place ? { [place.noun]: [null, place.recordId] as const } : {};
  const changes = { name: [null, stored.name] as const, ...at };
  await recordAudit(tx, { actor, noun: 'file', recordId: id, verb: 'create', changes });
  await refreshSearch(tx, id);
  await refreshFormulas(tx, 'file', [id]);
  return { id };
}

/** One more version of a file; the one before stays. */
export async function addVersion(
  tx: Tx,
  viewer: Viewer,
  { id, stored }: { readonly id: string; readonly stored: Stored },
): Promise<{ readonly number: number }> {
  const before = await lockFile(tx, viewer, id);
  const number = before.versions + 1;
  const actor = actorOf(viewer);
  await insertVersion(tx, viewer, { id, number, stored });
  await tx.run(
    `update files set media_type = $2, bytes = $3, versions = $4, version = version + 1, updated_at = now(), updated_by = $5
     where id = $1`,
    [id, stored.mediaType, stored.bytes, number, actorText(actor)],
  );
  await refreshFormulas(tx, 'file', [id]);
  const changes = { versions: [before.versions, number] } as const;
  await recordAudit(tx, { actor, noun: 'file', recordId: id, verb: 'add version', changes });
  return { number };
}

export type FileChange = Partial<Pick<File, 'name' | 'categoryId' | 'description' | 'keywords' | 'own'>>;
const columns = { name: 'name', categoryId: 'category_id', description: 'description', keywords: 'keywords' } as const;

/** Changes what is said about a file. Answers the new version of the record. */
export async function describeFile(
  tx: Tx,
  viewer: Viewer,
  { id, version, changes }: { readonly id: string; readonly version: number; readonly changes: FileChange },
): Promise<{ readonly version: number }> {
  const before = await lockFile(tx, viewer, id);
  if (before.version !== version) throw withNow(changedMeanwhile(before), before);
  if (changes.categoryId) await demandCategory(tx, changes.categoryId);
  const { own: sent, ...said } = changes;
  const changed = changesBetween(before, tidy(said));
  const written = await ownWritten(tx, viewer, { record: 'file', before: before.own, sent });
  const keys = Object.keys(changed) as (keyof typeof columns)[];
  const all = { ...changed, ...written.changes };
  if (Object.keys(all).length === 0) return { version };
  const actor = actorOf(viewer);
  const sets = ['own = $3', ...keys.map((key, at) => `${columns[key]} = $${at + 4}`)];
  await tx.run(
    `update files set ${[...sets, 'version = version + 1', 'updated_at = now()', 'updated_by = $2'].join(', ')} where id = $1`,
    [id, actorText(actor), JSON.stringify(written.own), ...keys.map((key) => changed[key]![1])],
  );
  await settleOwn(tx, viewer, { record: 'file', id, written });
  await refreshSearch(tx, id);
  await recordAudit(tx, { actor, noun: 'file', recordId: id, verb: 'edit', changes: all });
  return { version: version + 1 };
}

function tidy(changes: FileChange): FileChange {
  const words = changes.keywords?.map((word) => word.trim()).filter((word) => word !== '');
  return {
    ...changes,
    ...(changes.description === undefined ? {} : { description: changes.description?.trim() || null }),
    ...(words ? { keywords: [...new Set(words)] } : {}),
  };
}

/** Hangs a file on one more record. */
export async function linkFile(
  tx: Tx,
  viewer: Viewer,
  { id, place }: { readonly id: string; readonly place: FilePlace },
): Promise<void> {
  await findFile(tx, viewer, { id, lock: true });
  await demandPlace(tx, viewer, { ...place, add: true });
  if (!(await insertLink(tx, viewer, { id, place }))) return;
  const changes = { [place.noun]: [null, place.recordId] } as const;
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'file', recordId: id, verb: 'link', changes });
}

/** Takes a file off a record. Off its last one it cannot be taken: nobody could read it any more. */
export async function unlinkFile(
  tx: Tx,
  viewer: Viewer,
  { id, place }: { readonly id: string; readonly place: FilePlace },
): Promise<void> {
  await findFile(tx, viewer, { id, lock: true });
  await demandPlace(tx, viewer, { ...place, add: true });
  const { links } = await tx.one<{ links: number }>('select count(*) as links from file_links where file_id = $1', [
    id,
  ]);
  if (links <= 1) throw lastPlace();
  const gone = await tx.run('delete from file_links where file_id = $1 and noun = $2 and record_id = $3', [
    id,
    place.noun,
    place.recordId,
  ]);
  if (gone === 0) return;
  const changes = { [place.noun]: [place.recordId, null] } as const;
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'file', recordId: id, verb: 'unlink', changes });
}

/** Deletes a file from all its records. It stays in the store for thirty days and can be brought back until then. */
export async function deleteFile(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await lockFile(tx, viewer, id);
  await setDeleted(tx, viewer, { id, verb: 'delete' });
}

/** Brings back what somebody has just deleted, while they still see a record that it hangs on. */
export async function restoreFile(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  demand(viewer, 'file.edit');
  const params = parameters();
  const found = await tx.maybe<FilePlace>(
    `select l.noun, l.record_id from files f join file_links l on l.file_id = f.id
     where f.id = ${params.add(id)} and f.deleted_at is not null and f.updated_by = ${params.add(actorText(actorOf(viewer)))}
       and (${visibleLinks(viewer, params)}) limit 1`,
    params.list,
  );
  if (!found) await findFile(tx, viewer, { id });
  else await setDeleted(tx, viewer, { id, verb: 'restore' });
}

async function setDeleted(
  tx: Tx,
  viewer: Viewer,
  { id, verb }: { readonly id: string; readonly verb: 'delete' | 'restore' },
): Promise<void> {
  const actor = actorOf(viewer);
  await tx.run(
    `update files set deleted_at = ${verb === 'delete' ? 'now()' : 'null'}, version = version + 1, updated_at = now(),
       updated_by = $2 where id = $1`,
    [id, actorText(actor)],
  );
  await recordAudit(tx, { actor, noun: 'file', recordId: id, verb });
}

const KEPT_DAYS = 30;
/** As long as a draft is kept in the browser. */
const LOOSE_DAYS = 7;

/**
 * Forgets files that were deleted a month ago, and those that were sent in for a record that nobody has saved. What a
 * recurrence names hangs on its tasks, of which the first may be months away. Answers how many; their bytes are loose then.
 */
export async function forgetDeletedFiles(tx: Tx): Promise<number> {
  return tx.run(
    `delete from files f where f.deleted_at < now() - make_interval(days => $1)
       or (f.created_at < now() - make_interval(days => $2) and not exists (select 1 from file_links l where l.file_id = f.id)
         and not exists (select 1 from recurrences r, jsonb_each_text(r.task -> 'own') o
           where r.ended_at is null and o.value = f.id::text))`,
    [KEPT_DAYS, LOOSE_DAYS],
  );
}

/** Paths in the store that are still needed, among these: bytes, pictures of previews, attachments of templates. */
export async function keptFilePaths(tx: Tx, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ path: string }>(
    `select path from file_versions where path = any($1::text[])
     union all select preview ->> 'path' from file_versions where preview ->> 'path' = any($1::text[])
     union all select path from attachments where path = any($1::text[])`,
    [paths],
  );
  return new Set(rows.map(({ path }) => path));
}

/** Bytes of files that one person has sent in and that hang nowhere yet: enough for any form, too little to fill a disk. */
const MOST_LOOSE = 1_000_000_000;

async function demandRoomForLoose(tx: Tx, viewer: Viewer, bytes: number): Promise<void> {
  const { loose } = await tx.one<{ loose: number }>(
    `select coalesce(sum(f.bytes), 0)::float8 as loose from files f
     where f.deleted_at is null and f.created_by = $1 and f.created_at > now() - make_interval(days => $2)
       and not exists (select 1 from file_links l where l.file_id = f.id)`,
    [actorText(actorOf(viewer)), LOOSE_DAYS],
  );
  if (loose + bytes <= MOST_LOOSE) return;
  throw new DomainError('file.too_many_loose', {
    pl: 'Wysłano już 1 GB plików, które nie są jeszcze podpięte do żadnego wpisu. Zapisz formularze, w których są, albo poczekaj: po tygodniu znikną same.',
    en: 'Files of 1 GB have been sent in that hang on no record yet. Save the forms they are in, or wait: they go by themselves after a week.',
  });
}

type Inserting = { readonly id: string; readonly number: number; readonly stored: Stored };

async function insertVersion(tx: Tx, viewer: Viewer, { id, number, stored }: Inserting): Promise<void> {
  await tx.run(
    `insert into file_versions (file_id, number, name, media_type, bytes, sha256, path, note, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      number,
      stored.name,
      stored.mediaType,
      stored.bytes,
      stored.sha256,
      stored.path,
      stored.note?.trim() || null,
      actorText(actorOf(viewer)),
    ],
  );
}

async function insertLink(
  tx: Tx,
  viewer: Viewer,
  { id, place }: { readonly id: string; readonly place: FilePlace },
): Promise<boolean> {
  const added = await tx.run(
    'insert into file_links (file_id, noun, record_id, created_by) values ($1, $2, $3, $4) on conflict do nothing',
    [id, place.noun, place.recordId, actorText(actorOf(viewer))],
  );
  return added > 0;
}

/** What it is called and what is said about it; not what is in it. */
async function refreshSearch(tx: Tx, id: string): Promise<void> {
  await tx.run(
    `update files f set search_text = plain_text(concat_ws(' ', f.name, (select name from file_categories c where c.id = f.category_id),
       left(f.description, 2000), array_to_string(f.keywords, ' '))) where f.id = $1`,
    [id],
  );
}

async function demandCategory(tx: Tx, id: string): Promise<void> {
  if (await tx.maybe('select 1 from file_categories where id = $1', [id])) return;
  throw new DomainError(
    'file.category_unknown',
    {
      pl: 'Nie ma takiej kategorii plików. Wybierz kategorię z listy.',
      en: 'There is no such category of files. Choose one from the list.',
    },
    'categoryId',
  );
}

function changedMeanwhile({ name }: File): DomainError {
  return new DomainError('file.changed', {
    pl: `Ktoś zmienił opis pliku ${name}, odkąd go otwarto. Odśwież go i wprowadź zmianę jeszcze raz.`,
    en: `Somebody has changed what is said about ${name} since you opened it. Refresh it and make your change again.`,
  });
}

function lastPlace(): DomainError {
  return new DomainError('file.last_place', {
    pl: 'To jedyny rekord, przy którym jest ten plik. Usuń plik albo najpierw dołącz go gdzie indziej.',
    en: 'This is the only record that the file hangs on. Delete the file, or hang it on another record first.',
  });
}
