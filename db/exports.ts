/** Files that people have made of lists: asked for here, written by the worker, fetched within a day (rule 18). */
import { actorOf, demand, demandOfProgram, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Said } from '../domain/domain-error.ts';
import { addressOfWork } from '../domain/lists/addresses.ts';
import type { ListKind, View } from '../domain/lists/shapes.ts';
import { fileFailed, fileReady, listNames } from '../domain/lists/told.ts';
import { recordAudit } from './audit.ts';
import { readBulk } from './bulk/bulks.ts';
import type { Tx } from './database.ts';
import { hasLostSight, sightOf } from './export-sight.ts';
import { demandView } from './lists/check-view.ts';
import type { ListDefinition } from './lists/definition.ts';
import { lists } from './lists/kinds/list.ts';
import { withOwnFields } from './lists/own.ts';
import { newId } from './new-id.ts';
import { tellOnce } from './notices.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { nudge } from './outbox.ts';

export type ExportFormat = 'xlsx' | 'csv';

/** An export as its requester sees it. */
export type Export = {
  readonly id: string;
  readonly kind: ListKind;
  readonly format: ExportFormat;
  readonly state: 'waiting' | 'writing' | 'done' | 'failed' | 'cancelled';
  /** Rows; null where it is more than one counts. */
  readonly total: number | null;
  readonly written: number;
  readonly fileBytes: number | null;
  readonly failure: Said | null;
  /** The moment of which the rows tell. */
  readonly asOf: string | null;
  readonly expiresAt: string | null;
  readonly createdAt: string;
};

const SHOWN = `select id, kind, format, state, total, written, file_bytes, failure, as_of, expires_at, created_at from exports`;
const kept = '24 hours';
const mostAtOnce = 3;

export type NewExport = {
  readonly list: ListDefinition;
  readonly format: ExportFormat;
  readonly view: View;
  readonly search?: string | undefined;
  /** Only the rows of a selection. */
  readonly bulkId?: string | undefined;
};

/** Has a file made of what a view finds, or of the rows that were selected. */
export async function requestExport(tx: Tx, viewer: Viewer, asked: NewExport): Promise<{ readonly id: string }> {
  demand(viewer, 'list.export');
  demandView(viewer, asked.list, asked.view);
  if (asked.bulkId) await readBulk(tx, viewer, asked.bulkId);
  await oneAtATime(tx, viewer);
  const { n } = await tx.one<{ n: number }>(
    `select count(*) as n from exports where user_id = $1 and state in ('waiting', 'writing') and created_at > now() - interval '${kept}'`,
    [viewer.userId],
  );
  if (n >= mostAtOnce) throw tooMany();
  const id = newId();
  const actor = actorOf(viewer);
  await tx.run(
    `insert into exports (id, kind, user_id, format, view, search, bulk_id, created_by, token_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      asked.list.kind,
      viewer.userId,
      asked.format,
      JSON.stringify(asked.view),
      asked.search ?? '',
      asked.bulkId ?? null,
      actorText(actor),
      viewer.tokenId ?? null,
    ],
  );
  await nudge(tx, `export:${id}`);
  const changes = { list: [null, asked.list.kind], format: [null, asked.format] } as const;
  await recordAudit(tx, { actor, noun: 'export', recordId: id, verb: 'request', changes });
  return { id };
}

/** One of the viewer's own. Throws `export.not_found`. */
export async function readExport(tx: Tx, { userId }: Viewer, id: string): Promise<Export> {
  const found = await tx.maybe<Export>(`${SHOWN} where id = $1 and user_id = $2`, [id, userId]);
  if (!found) throw notFound();
  return found;
}

/** The viewer's last ones, newest first. */
export async function latestExports(tx: Tx, { userId }: Viewer): Promise<Export[]> {
  return tx.rows<Export>(`${SHOWN} where user_id = $1 order by id desc limit 20`, [userId]);
}

/** Stops one that is under way. */
export async function cancelExport(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  demandOfProgram(viewer, 'list.export');
  await readExport(tx, viewer, id);
  await tx.run(`update exports set state = 'cancelled' where id = $1 and state in ('waiting', 'writing')`, [id]);
}

export type ExportFile = { readonly path: string; readonly name: string; readonly format: ExportFormat };

/**
 * The file, to be sent to its requester. Checked again: it is gone after a day, and who has lost rights or scope since it
 * was written does not get what they may not read any more.
 */
export async function exportFile(tx: Tx, viewer: Viewer, id: string): Promise<ExportFile> {
  const { kind, format, asOf } = await readExport(tx, viewer, id);
  demand(viewer, 'list.export');
  demand(viewer, lists[kind].right);
  const file = await tx.maybe<{ path: string; seenAs: string; view: View }>(
    `select file_path as path, seen_as, view from exports where id = $1 and state = 'done' and file_path is not null and expires_at > now()`,
    [id],
  );
  if (!file || !asOf) throw gone();
  if (await hasLostSight(tx, viewer, file.seenAs)) throw seesLess();
  // A field may have been hidden since.
  demandView(viewer, await withOwnFields(tx, viewer, lists[kind]), file.view);
  await recordAudit(tx, { actor: actorOf(viewer), noun: 'export', recordId: id, verb: 'download' });
  return { path: file.path, name: fileName(viewer, { kind, format, asOf }), format };
}

/** An export as the worker takes it up. */
export type ExportWork = {
  readonly id: string;
  readonly kind: ListKind;
  readonly userId: string;
  /** Of the program that asked for it. */
  readonly tokenId: string | null;
  readonly format: ExportFormat;
  readonly view: View;
  readonly search: string;
  readonly bulkId: string | null;
};

/** Takes an export up, from its beginning; undefined where nobody waits for it any more. */
export async function takeExport(tx: Tx, id: string): Promise<ExportWork | undefined> {
  return tx.maybe<ExportWork>(
    `update exports set state = 'writing', written = 0, as_of = now(), moved_at = now() where id = $1 and state in ('waiting', 'writing')
     returning id, kind, user_id, token_id, format, view, search, bulk_id`,
    [id],
  );
}

/** Says how far it is; false where it was cancelled. */
export async function noteProgress(
  tx: Tx,
  { id, written, total }: { readonly id: string; readonly written: number; readonly total: number | null },
): Promise<boolean> {
  return (
    (await tx.run(`update exports set written = $2, total = $3, moved_at = now() where id = $1 and state = 'writing'`, [
      id,
      written,
      total,
    ])) > 0
  );
}

export type Finished = { readonly id: string; readonly path: string; readonly bytes: number; readonly viewer: Viewer };

/** The file is ready, and whoever asked for it is told; false where nobody waits for it any more. */
export async function finishExport(tx: Tx, { id, path, bytes, viewer }: Finished): Promise<boolean> {
  const done = await tx.maybe<Asker & { readonly written: number }>(
    `update exports set state = 'done', file_path = $2, file_bytes = $3, seen_as = $4, total = written,
       expires_at = now() + interval '${kept}' where id = $1 and state = 'writing' returning ${ASKER}, written`,
    [id, path, bytes, await sightOf(tx, viewer)],
  );
  if (done) await tell(tx, done, fileReady(done.kind, done.written));
  return done !== undefined;
}

/** As `finishExport`, for one that could not be made. */
export async function failExport(tx: Tx, id: string, failure: Said): Promise<boolean> {
  const failed = await tx.maybe<Asker>(
    `update exports set state = 'failed', failure = $2 where id = $1 and state in ('waiting', 'writing') returning ${ASKER}`,
    [id, JSON.stringify(failure)],
  );
  if (failed) await tell(tx, failed, fileFailed(failed.kind, failure));
  return failed !== undefined;
}

type Asker = Pick<ExportWork, 'id' | 'kind' | 'userId' | 'tokenId'>;
const ASKER = 'id, kind, user_id, token_id';

/** A program asks by itself what became of its export. */
async function tell(tx: Tx, { userId, tokenId, ...asked }: Asker, said: Said): Promise<void> {
  if (tokenId !== null) return;
  await tellOnce(tx, { userIds: [userId], ...said, link: addressOfWork('export', asked), by: 'system:lists' });
}

/** Forgets files whose day is over, and answers where they are; their rows go after a month. */
export async function forgetExports(tx: Tx): Promise<string[]> {
  const over = await tx.rows<{ path: string }>(
    `with over as (select id, file_path from exports where file_path is not null and expires_at < now())
     update exports e set file_path = null from over where e.id = over.id returning over.file_path as path`,
  );
  await tx.run(`delete from exports where created_at < now() - interval '30 days'`);
  return over.map(({ path }) => path);
}

/** What a list is called on its sheet. */
export function sheetName(kind: ListKind, { language }: Viewer): string {
  return listNames[kind][language];
}

/** `Klienci, stan na 2026-11-25 14.30.xlsx` */
function fileName(
  viewer: Viewer,
  { kind, format, asOf }: Pick<ExportWork, 'kind' | 'format'> & { readonly asOf: string },
): string {
  const at = new Intl.DateTimeFormat('sv-SE', {
    timeZone: viewer.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(asOf));
  const asOfWords = viewer.language === 'pl' ? 'stan na' : 'as of';
  return `${sheetName(kind, viewer)}, ${asOfWords} ${at.replace(':', '.')}.${format}`;
}

function notFound(): DomainError {
  return new DomainError('export.not_found', { pl: 'Nie ma takiego eksportu.', en: 'There is no such export.' });
}

function gone(): DomainError {
  return new DomainError('export.gone', {
    pl: 'Tego pliku już nie ma: eksport trzymamy dobę. Zrób go jeszcze raz.',
    en: 'This file is gone: an export is kept for a day. Make it again.',
  });
}

function seesLess(): DomainError {
  return new DomainError('export.outdated', {
    pl: 'Od czasu tego eksportu zmieniły się Twoje uprawnienia. Zrób go jeszcze raz.',
    en: 'Your rights have changed since this export. Make it again.',
  });
}

function tooMany(): DomainError {
  return new DomainError('export.too_many', {
    pl: 'Trzy eksporty już się robią. Poczekaj na któryś albo go przerwij.',
    en: 'Three exports are under way. Wait for one of them, or cancel it.',
  });
}
