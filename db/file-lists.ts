/** Files of a record, and files found by their names, descriptions, keywords and categories. */
import type { Viewer } from '../domain/access.ts';
import type { Tx } from './database.ts';
import {
  demandPlace,
  fileNotFound,
  findFile,
  visibleFiles,
  visibleLinks,
  type File,
  type FileNoun,
  type FilePlace,
} from './file-scope.ts';
import { searchCondition } from './search-text.ts';
import { parameters, type Params } from './task-scope.ts';

export type FileLine = File & {
  readonly categoryName: string | null;
  readonly updatedAt: string;
  readonly createdBy: string | null;
  /** How many records it hangs on. */
  readonly places: number;
  /** What the list goes by, as the database wrote it. */
  readonly place: string;
};

const COLUMNS = `f.id, f.name, f.category_id, f.description, f.keywords, f.media_type, f.bytes, f.versions, f.version, c.name as category_name,
  f.updated_at, u.name as created_by, (select count(*) from file_links n where n.file_id = f.id) as places, f.updated_at::text as place`;
const BESIDE = `left join file_categories c on c.id = f.category_id left join users u on 'user:' || u.id = f.created_by`;

export type FileFilter = {
  readonly search?: string;
  readonly categoryId?: string;
  /** Only those of one record. */
  readonly at?: FilePlace;
};
type Listing = { readonly filter: FileFilter; readonly after?: readonly [string, string]; readonly limit: number };

const manyHits = 2_000;

/** One page, the last changed first. */
export async function listFiles(tx: Tx, viewer: Viewer, { filter, after, limit }: Listing): Promise<FileLine[]> {
  if (filter.at) await demandPlace(tx, viewer, filter.at);
  const params = parameters();
  const where = conditions(viewer, filter, params);
  if (after) where.push(`(f.updated_at, f.id) < (${params.add(after[0])}::timestamptz, ${params.add(after[1])}::uuid)`);
  // Few hits of a search are gathered by the trigram index and sorted; of many the walk along the list meets enough at once.
  const few = filter.at || (filter.search?.trim() && (await hitsUpTo(tx, viewer, filter)) < manyHits);
  const narrowed = `select f.id, f.updated_at from files f where ${where.join(' and ')}`;
  const limited = `limit ${params.add(limit)}`;
  const page = few
    ? `hits as materialized (${narrowed}), page as (select id from hits order by updated_at desc, id desc ${limited})`
    : `page as (${narrowed} order by f.updated_at desc, f.id desc ${limited})`;
  return tx.rows<FileLine>(
    `with ${page} select ${COLUMNS} from page p join files f on f.id = p.id ${BESIDE} order by f.updated_at desc, f.id desc`,
    params.list,
  );
}

async function hitsUpTo(tx: Tx, viewer: Viewer, filter: FileFilter): Promise<number> {
  const params = parameters();
  const where = conditions(viewer, filter, params).join(' and ');
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from (select 1 from files f where ${where} limit ${manyHits}) counted`,
    params.list,
  );
  return count;
}

function conditions(viewer: Viewer, filter: FileFilter, params: Params): string[] {
  const search = searchCondition(filter.search ?? '', 'f', (value) => params.add(value));
  return [
    visibleFiles(viewer, params),
    ...(filter.at
      ? [
          `f.id in (select file_id from file_links where noun = ${params.add(filter.at.noun)} and record_id = ${params.add(filter.at.recordId)}::uuid)`,
        ]
      : []),
    ...(filter.categoryId ? [`f.category_id = ${params.add(filter.categoryId)}::uuid`] : []),
    ...(search ? [search] : []),
  ];
}

export type FileVersion = {
  readonly number: number;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly note: string | null;
  readonly createdAt: string;
  readonly createdBy: string | null;
};
export type FileLink = FilePlace & { readonly title: string | null };
export type FilePage = FileLine & {
  readonly versionsKept: readonly FileVersion[];
  readonly links: readonly FileLink[];
};

/** A file with its versions and those of its records that the viewer sees. Throws `file.not_found`. */
export async function readFileRecord(tx: Tx, viewer: Viewer, id: string): Promise<FilePage> {
  await findFile(tx, viewer, { id });
  const params = parameters();
  const [line, versionsKept, links] = await Promise.all([
    tx.one<FileLine>(`select ${COLUMNS} from files f ${BESIDE} where f.id = $1`, [id]),
    tx.rows<FileVersion>(
      `select v.number, v.name, v.media_type, v.bytes, v.sha256, v.note, v.created_at, u.name as created_by
       from file_versions v left join users u on 'user:' || u.id = v.created_by where v.file_id = $1 order by v.number desc limit 200`,
      [id],
    ),
    tx.rows<FileLink>(
      `select l.noun, l.record_id, case l.noun ${(Object.keys(titles) as FileNoun[])
        .map((noun) => `when '${noun}' then (${titles[noun]})`)
        .join(' ')} end as title
       from file_links l where l.file_id = ${params.add(id)}::uuid and (${visibleLinks(viewer, params)}) order by l.created_at limit 100`,
      params.list,
    ),
  ]);
  return { ...line, versionsKept, links };
}

const titles: Readonly<Record<FileNoun, string>> = {
  company: 'select name from companies where id = l.record_id',
  person: `select concat_ws(' ', first_name, last_name) from people where id = l.record_id`,
  case: `select number || ' ' || name from cases where id = l.record_id`,
  task: 'select title from tasks where id = l.record_id',
  message: 'select coalesce(subject, address) from messages where id = l.record_id',
  campaign: 'select name from campaigns where id = l.record_id',
  stage: 'select name from campaign_stages where id = l.record_id',
  opportunity: 'select name from opportunities where id = l.record_id',
};

export type Preview =
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  | {
      readonly kind: 'picture';
      readonly path: string;
      readonly width: number;
      readonly height: number;
      /** Of a document: how many pages it has, and what the first ones say. */
      readonly pages?: number;
      readonly text?: string;
    };

export type KeptVersion = FileVersion & {
  readonly id: string;
  readonly path: string;
  readonly preview: Preview | null;
  readonly previewTrouble: string | null;
};

/** One version with its place in the store, for whoever may read the file. Throws `file.not_found`. */
export async function readVersion(
  tx: Tx,
  viewer: Viewer,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<KeptVersion> {
  await findFile(tx, viewer, { id });
  const found = await tx.maybe<KeptVersion>(
    `select v.id, v.number, v.name, v.media_type, v.bytes, v.sha256, v.note, v.created_at, null as created_by, v.path, v.preview,
       v.preview_trouble from file_versions v where v.file_id = $1 and v.number = $2`,
    [id, number],
  );
  if (!found) throw fileNotFound();
  return found;
}

/** Writes down what was made, or why nothing could be made. */
export async function keepPreview(
  tx: Tx,
  {
    versionId,
    preview,
    trouble,
  }: { readonly versionId: string; readonly preview?: Preview; readonly trouble?: string },
): Promise<void> {
  await tx.run('update file_versions set preview = $2, preview_trouble = $3 where id = $1', [
    versionId,
    preview ? JSON.stringify(preview) : null,
    trouble ?? null,
  ]);
}

export type FileCategory = { readonly id: string; readonly name: string };

/** What kinds of files there are. */
export async function fileCategories(tx: Tx): Promise<FileCategory[]> {
  return tx.rows<FileCategory>('select id, name from file_categories where active order by name');
}
