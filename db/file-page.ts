/** One file with its versions and the records it hangs on; its previews. */
import type { Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import type { SheetPreview } from '../domain/files/sheet-preview.ts';
import type { Tx } from './database.ts';
import {
  categoryName,
  fileNotFound,
  findFile,
  visibleLinks,
  type File,
  type FileNoun,
  type FilePlace,
} from './file-scope.ts';
import { ownForViewer } from './own-values.ts';
import { parameters } from './task-scope.ts';

type FileLine = File & {
  readonly categoryName: string | null;
  readonly updatedAt: string;
  readonly createdBy: string | null;
  /** How many records it hangs on, of those that the viewer sees. */
  readonly places: number;
};

const COLUMNS = `f.id, f.name, f.category_id, f.description, f.keywords, f.media_type, f.bytes, f.versions, f.own, f.version,
  f.updated_at, u.name as created_by`;
const BESIDE = `left join file_categories c on c.id = f.category_id left join users u on 'user:' || u.id = f.created_by`;

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
    lineOf(tx, viewer, id),
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
  return { ...line, own: await ownForViewer(tx, viewer, { record: 'file', own: line.own }), versionsKept, links };
}

async function lineOf(tx: Tx, viewer: Viewer, id: string): Promise<FileLine> {
  const params = parameters();
  return tx.one<FileLine>(
    `select ${COLUMNS}, ${categoryName(viewer, 'c')} as category_name, (select count(*) from file_links l where l.file_id = f.id and (${visibleLinks(viewer, params)})) as places
     from files f ${BESIDE} where f.id = ${params.add(id)}`,
    params.list,
  );
}

/** What a record is called, for the link `l` that leads to it. */
export const titles: Readonly<Record<FileNoun, string>> = {
  company: 'select name from companies where id = l.record_id',
  person: `select concat_ws(' ', first_name, last_name) from people where id = l.record_id`,
  case: `select number || ' ' || name from cases where id = l.record_id`,
  task: 'select title from tasks where id = l.record_id',
  message: 'select coalesce(subject, address) from messages where id = l.record_id',
  campaign: 'select name from campaigns where id = l.record_id',
  stage: 'select name from campaign_stages where id = l.record_id',
  opportunity: 'select name from opportunities where id = l.record_id',
  transaction: 'select coalesce(number, title, external_id) from transactions where id = l.record_id',
};

export type Preview =
  | SheetPreview
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

export type FileCategory = { readonly id: string; readonly name: Said };

/** What kinds of files there are. */
export async function fileCategories(tx: Tx): Promise<FileCategory[]> {
  return tx.rows<FileCategory>(
    `select id, jsonb_build_object('pl', name, 'en', coalesce(name_en, name)) as name from file_categories where active order by position, name`,
  );
}
