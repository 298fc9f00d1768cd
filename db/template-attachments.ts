/** Files that go with every mail of a template. A version never changes, so each change here makes the next one. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { demandMailable } from './attachment-limits.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { changedMeanwhile, insertVersion, templateById, type Attachment, type Template } from './templates.ts';

export type AttachedUpload = {
  readonly name: string;
  readonly mediaType: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** `seen` is the version of the template that the person had before them. */
export type Attaching = { readonly id: string; readonly seen: number };

export type Attached = {
  readonly version: number;
  readonly number: number;
  readonly attachments: readonly Attachment[];
};

export async function attachFile(
  tx: Tx,
  viewer: Viewer,
  { file, ...attaching }: Attaching & { readonly file: AttachedUpload },
): Promise<Attached> {
  const before = await lockTemplate(tx, viewer, attaching);
  demandMailable([...before.attachments.map(({ bytes }) => bytes), file.bytes]);
  const { versionId } = await insertVersion(tx, actorOf(viewer), { id: before.id, text: before });
  await tx.run(
    `insert into attachments (template_version_id, file_name, media_type, bytes, sha256, path, created_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [versionId, file.name, file.mediaType, file.bytes, file.sha256, file.path, actorText(actorOf(viewer))],
  );
  return afterwards(tx, viewer, { before, what: 'attach', name: file.name });
}

/** Earlier versions keep the file: mails that were planned with them go out as they were planned. */
export async function detachFile(
  tx: Tx,
  viewer: Viewer,
  { attachmentId, ...attaching }: Attaching & { readonly attachmentId: string },
): Promise<Attached> {
  const before = await lockTemplate(tx, viewer, attaching);
  const gone = before.attachments.find(({ id }) => id === attachmentId);
  if (!gone) throw notThere();
  await insertVersion(tx, actorOf(viewer), { id: before.id, text: before, without: attachmentId });
  return afterwards(tx, viewer, { before, what: 'detach', name: gone.fileName });
}

export type AttachmentBytes = { readonly name: string; readonly mediaType: string; readonly path: string };

/** Where an attachment lies, for a download. */
export async function readAttachment(db: Tx, viewer: Viewer, id: string): Promise<AttachmentBytes> {
  demand(viewer, 'template.read');
  const found = await db.maybe<AttachmentBytes>(
    'select file_name as name, media_type, path from attachments where id = $1 and template_version_id is not null',
    [id],
  );
  if (!found) throw notThere();
  return found;
}

async function lockTemplate(tx: Tx, viewer: Viewer, { id, seen }: Attaching): Promise<Template> {
  demand(viewer, 'template.edit');
  const saved = await tx.run(
    `update templates set version = version + 1, updated_at = now(), updated_by = $3 where id = $1 and version = $2`,
    [id, seen, actorText(actorOf(viewer))],
  );
  const template = await templateById(tx, viewer, id);
  if (saved === 0) throw changedMeanwhile();
  return template;
}

type Change = { readonly before: Template; readonly what: 'attach' | 'detach'; readonly name: string };

async function afterwards(tx: Tx, viewer: Viewer, { before, what, name }: Change): Promise<Attached> {
  const changed = what === 'attach' ? ([null, name] as const) : ([name, null] as const);
  await recordAudit(tx, {
    actor: actorOf(viewer),
    noun: 'template',
    recordId: before.id,
    verb: what,
    changes: { attachment: changed },
  });
  const { version, number, attachments } = await templateById(tx, viewer, before.id);
  return { version, number, attachments };
}

function notThere(): DomainError {
  return new DomainError('attachment.not_found', {
    pl: 'Tego załącznika już nie ma w szablonie. Odśwież stronę.',
    en: 'This attachment is no longer part of the template. Reload the page.',
  });
}
