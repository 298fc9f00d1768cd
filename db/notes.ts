/** What people write down about a customer or one of their people. Notes of a task are in `task-notes.ts`. */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import { manyLines } from '../domain/text/clean.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { demandCompany } from './company-lock.ts';
import { actorBy, reachable, visible, type By } from './scope.ts';

export type Note = {
  readonly id: string;
  readonly companyId: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly body: string;
  readonly pinned: boolean;
  readonly writtenBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
};

export type NewNote = {
  readonly companyId: string;
  readonly personId?: string | null;
  readonly body: string;
  readonly pinned?: boolean;
};

/** A new note. Throws `note.empty` for one without a word. */
export async function addNote(tx: Tx, by: By, note: NewNote): Promise<{ readonly id: string }> {
  const actor = actorBy(by, 'company.edit');
  const { companyId, personId = null } = note;
  const body = demandBody(note.body);
  await demandCompany(tx, by, { companyId, personId });
  const { id } = await tx.one<{ id: string }>(
    `insert into notes (company_id, person_id, body, pinned, created_by, updated_by) values ($1, $2, $3, $4, $5, $5) returning id`,
    [companyId, personId, body, note.pinned ?? false, actorText(actor)],
  );
  await recordAudit(tx, { actor, noun: 'company', recordId: companyId, verb: 'add note' });
  return { id };
}

export type NoteEdit = {
  readonly id: string;
  readonly version: number;
  readonly body?: string;
  readonly pinned?: boolean;
};

/** Corrects or pins a note. Throws `note.changed` where somebody else was quicker. */
export async function editNote(tx: Tx, by: By, { id, version, body, pinned }: NoteEdit): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const text = body === undefined ? null : demandBody(body);
  const before = await lockNote(tx, by, { id, version });
  await tx.run(
    `update notes set body = coalesce($2, body), pinned = coalesce($3, pinned), version = version + 1, updated_at = now(), updated_by = $4
     where id = $1`,
    [id, text, pinned ?? null, actorText(actor)],
  );
  const changes = {
    ...(text === null || text === before.body ? {} : { note: [before.body, text] as const }),
    ...(pinned === undefined || pinned === before.pinned ? {} : { pinned: [before.pinned, pinned] as const }),
  };
  await recordAudit(tx, { actor, noun: 'company', recordId: before.companyId, verb: 'edit note', changes });
}

/** Takes a note away; its words stay in the history of changes. */
export async function deleteNote(tx: Tx, by: By, { id, version }: { id: string; version: number }): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const before = await lockNote(tx, by, { id, version });
  await tx.run(
    'update notes set deleted_at = now(), version = version + 1, updated_at = now(), updated_by = $2 where id = $1',
    [id, actorText(actor)],
  );
  const changes = { note: [before.body, null] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: before.companyId, verb: 'delete note', changes });
}

/** Brings back what the same person has just deleted. */
export async function restoreNote(tx: Tx, by: By, id: string): Promise<void> {
  const actor = actorBy(by, 'company.edit');
  const back = await tx.maybe<{ companyId: string; body: string }>(
    `update notes n set deleted_at = null, version = n.version + 1, updated_at = now() from companies c
     where n.id = $1 and n.deleted_at is not null and n.updated_by = $2 and c.id = n.company_id and ${reachable('companies', by, 'c')}
     returning n.company_id, n.body`,
    [id, actorText(actor)],
  );
  if (!back) throw missingNote();
  const changes = { note: [null, back.body] as const };
  await recordAudit(tx, { actor, noun: 'company', recordId: back.companyId, verb: 'restore note', changes });
}

export type NotesAsked = {
  readonly companyId: string;
  readonly personId?: string | undefined;
  readonly limit: number;
};

/** Pinned ones first, then the newest. */
export async function notesOf(tx: Tx, viewer: Viewer, { companyId, personId, limit }: NotesAsked): Promise<Note[]> {
  return tx.rows<Note>(
    `select n.id, n.company_id, n.person_id, nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, n.body, n.pinned,
       u.name as written_by, n.created_at, n.updated_at, n.version
     from notes n join companies c on c.id = n.company_id left join people p on p.id = n.person_id
       left join users u on n.created_by = 'user:' || u.id
     where n.company_id = $1 and n.task_id is null and n.deleted_at is null and ($2::uuid is null or n.person_id = $2) and ${visible('companies', viewer, 'c')}
     order by n.pinned desc, n.created_at desc, n.id desc limit $3`,
    [companyId, personId ?? null, limit],
  );
}

async function lockNote(tx: Tx, by: By, { id, version }: Pick<NoteEdit, 'id' | 'version'>): Promise<Note> {
  const note = await tx.maybe<Note>(
    `select n.* from notes n join companies c on c.id = n.company_id and ${reachable('companies', by, 'c')}
     where n.id = $1 and n.task_id is null and n.deleted_at is null for update of n`,
    [id],
  );
  if (!note) throw missingNote();
  if (note.version === version) return note;
  const error = new DomainError('note.changed', {
    pl: 'Ktoś inny zmienił w międzyczasie tę notatkę. Skopiuj swój tekst, odśwież stronę i popraw jeszcze raz.',
    en: 'Somebody else has changed this note meanwhile. Copy your text, reload the page and correct it again.',
  });
  throw withNow(error, note);
}

function missingNote(): DomainError {
  return new DomainError('note.not_found', {
    pl: 'Nie ma takiej notatki. Może ktoś ją usunął.',
    en: 'There is no such note. Somebody may have deleted it.',
  });
}

/** Throws `note.empty` where not a word was written. */
export function demandBody(body: string): string {
  const text = manyLines(body);
  if (text !== '') return text;
  throw new DomainError(
    'note.empty',
    { pl: 'Notatka jest pusta. Napisz choć słowo.', en: 'The note is empty. Write at least a word.' },
    'body',
  );
}
