/** Imports as people steer them: upload, plan, count, write, undo. Each step is a state; the worker does the walking. */
import type { Viewer } from '../domain/access.ts';
import { demand, may, profilesOf } from '../domain/access.ts';
import { actorText, parseActor, type Actor } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { codeOfColumn, columnOf, isOwnColumn } from '../domain/import/own-columns.ts';
import { isImportable } from '../domain/import/own-fields.ts';
import { checkPlan, type ImportPlan } from '../domain/import/plan.ts';
import { mayWriteOwn } from '../domain/own/shapes.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { demandEveryColumn } from './import-hidden.ts';
import { nudge } from './outbox.ts';
import { activeFields } from './own-fields.ts';
import { actorBy, notFound, type By } from './scope.ts';
import { viewerAgain } from './viewers.ts';

// prettier-ignore
export const importStates = ['uploaded', 'analysing', 'ready', 'importing', 'done', 'failed', 'undoing', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

/** `rows` without empty ones; the first six add up to it. `warned` rows are imported all the same. */
export type ImportCounts = Partial<
  Record<
    | 'rows'
    | 'new'
    | 'changed'
    | 'unchanged'
    | 'conflicting'
    | 'wrong'
    | 'warned'
    | 'written'
    | 'left'
    | 'undone'
    | 'kept',
    number
  >
>;

export type Import = {
  readonly id: string;
  readonly fileName: string;
  /** Null once the file was deleted: long after the import. */
  readonly filePath: string | null;
  readonly fileBytes: number;
  readonly state: ImportState;
  readonly plan: ImportPlan;
  readonly counts: ImportCounts;
  /** While rows are read, written or undone: the last one that is through. */
  readonly cursor: number;
  readonly failure: Said | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly createdBy: string;
  /** While it is read or written: who has that done, within whose sight it stays. */
  readonly updatedBy: string;
};

const columns = `id, file_name, file_path, file_bytes, state, plan, counts, cursor, failure::jsonb as failure, version,
  created_at, updated_at, created_by, updated_by`;

export type Upload = {
  readonly id: string;
  readonly fileName: string;
  readonly filePath: string;
  readonly fileBytes: number;
  readonly plan: ImportPlan;
};

/** A file has come and was looked at; its columns are guessed and wait for a person. */
export async function createImport(tx: Tx, by: By, upload: Upload): Promise<void> {
  const actor = actorBy(by, 'import.run');
  await tx.run(
    `insert into imports (id, file_name, file_path, file_bytes, state, plan, created_by, updated_by)
     values ($1, $2, $3, $4, 'uploaded', $5, $6, $6)`,
    [upload.id, upload.fileName, upload.filePath, upload.fileBytes, JSON.stringify(upload.plan), actorText(actor)],
  );
  await recordAudit(tx, {
    actor,
    noun: 'import',
    recordId: upload.id,
    verb: 'upload',
    changes: { fileName: [null, upload.fileName] },
  });
}

/** Has the rows counted by this plan. Nothing is written to the register yet. Only for who reads all of the plan before it. */
export async function planImport(
  tx: Tx,
  by: By,
  { id, plan }: { readonly id: string; readonly plan: ImportPlan },
): Promise<void> {
  actorBy(by, 'import.run');
  const before = await tx.maybe<Pick<Import, 'plan'>>(
    `select i.plan from imports i where i.id = $1 and ${visibleImports(by)} for no key update`,
    [id],
  );
  if (before) await demandEveryColumn(tx, by, before);
  checkPlan(plan, await ownColumns(tx, by, plan));
  if (plan.groupId && !(await tx.maybe('select 1 from groups where id = $1', [plan.groupId]))) throw notFound('group');
  await move(tx, by, { id, from: ['uploaded', 'ready', 'failed'], to: 'analysing', verb: 'analyse' });
  await tx.run(`update imports set plan = $2, counts = '{}' where id = $1`, [id, JSON.stringify(plan)]);
}

/** The own fields that a plan names. Throws `import.own_field_unknown` for one that is not there, or not for this person. */
async function ownColumns(tx: Tx, by: By, { columns: used }: ImportPlan): Promise<UsableColumn[]> {
  const fields = await importableFields(tx, by);
  for (const { field } of used) {
    if (!field || !isOwnColumn(field) || fields.some((one) => columnOf(one) === field)) continue;
    const code = codeOfColumn(field);
    throw new DomainError(
      'import.own_field_unknown',
      {
        pl: `Pola własnego „${code}” nie ma albo nie można go wczytać z pliku. Wybierz inne pole dla tej kolumny.`,
        en: `The own field "${code}" is not there, or cannot be read from a file. Choose another field for this column.`,
      },
      'columns',
    );
  }
  return fields;
}

type UsableColumn = Awaited<ReturnType<typeof activeFields>>[number];

/** Own fields of customers and of their people that this person may fill from a file. */
export async function importableFields(tx: Tx, by: By): Promise<UsableColumn[]> {
  const profiles = 'rights' in by ? profilesOf(by) : undefined;
  const fields = [...(await activeFields(tx, 'company')), ...(await activeFields(tx, 'person'))];
  return fields.filter((field) => isImportable(field) && (!profiles || mayWriteOwn(field, profiles)));
}

/** Has the counted rows written. */
export async function startImport(tx: Tx, by: By, id: string): Promise<void> {
  await move(tx, by, { id, from: ['ready'], to: 'importing', verb: 'start' });
}

/** Takes back what an import wrote, in so far as nothing else has touched it since. Also stops one that is being written. */
export async function undoImport(tx: Tx, by: By, id: string): Promise<void> {
  await move(tx, by, { id, from: ['done', 'importing'], to: 'undoing', verb: 'undo' });
}

/** Stops counting; the plan can be changed. */
export async function stopAnalysis(tx: Tx, by: By, id: string): Promise<void> {
  await move(tx, by, { id, from: ['analysing'], to: 'uploaded', verb: 'stop' });
}

/**
 * Forgets a file that wrote nothing, or whose import was undone. Answers its path, to be removed after the commit; null
 * where it was deleted before.
 */
export async function discardImport(tx: Tx, by: By, id: string): Promise<string | null> {
  const actor = actorBy(by, 'import.run');
  const gone = await tx.maybe<{ filePath: string | null; fileName: string }>(
    `delete from imports i where id = $1 and state in ('uploaded', 'ready', 'failed', 'undone') and ${visibleImports(by)}
       and not exists (select 1 from companies where import_id = $1) returning file_path, file_name`,
    [id],
  );
  if (!gone) throw await wrongState(tx, by, id);
  await tx.run('delete from import_rows where import_id = $1', [id]);
  await recordAudit(tx, {
    actor,
    noun: 'import',
    recordId: id,
    verb: 'discard',
    changes: { fileName: [gone.fileName, null] },
  });
  return gone.filePath;
}

export async function readImport(tx: Tx, viewer: Viewer, id: string): Promise<Import> {
  demand(viewer, 'import.run');
  const found = await tx.maybe<Import>(`select ${columns} from imports i where id = $1 and ${visibleImports(viewer)}`, [
    id,
  ]);
  if (!found) throw notFound('import');
  return found;
}

/** The condition under which an import `i` is there for somebody: their own, or where they see all rows. */
export function visibleImports(by: By): string {
  if (!('rights' in by) || by.scope === 'all') return 'true';
  // Ids come from the database, so they may stand in the statement.
  return `(i.created_by = 'user:${by.userId}' or i.created_by like 'token:% for ${by.userId}')`;
}

/** For the worker, which acts on what a person was allowed to ask for. */
export async function importById(tx: Tx, id: string): Promise<Import | undefined> {
  return tx.maybe<Import>(`select ${columns} from imports where id = $1`, [id]);
}

export type KnownImport = { readonly id: string; readonly fileName: string; readonly createdAt: string };

/** What may be chosen among the imports is what may be opened, newest first; `states` narrows them. */
export async function knownImports(tx: Tx, viewer: Viewer, states?: readonly ImportState[]): Promise<KnownImport[]> {
  if (!may(viewer, 'import.run')) return [];
  return tx.rows<KnownImport>(
    `select i.id, i.file_name, i.created_at from imports i
     where ${visibleImports(viewer)} and ($1::text[] is null or i.state = any($1)) order by i.id desc limit 200`,
    [states ?? null],
  );
}

/** In whose sight an import is read and written, with today's rights; undefined where they may not any more. */
export async function importViewer(tx: Tx, { updatedBy }: Pick<Import, 'updatedBy'>): Promise<By | undefined> {
  const actor = parseActor(updatedBy);
  if (actor.kind !== 'user' && actor.kind !== 'token') return actor;
  const token = actor.kind === 'token' ? actor.id : null;
  const viewer = await viewerAgain(tx, { userId: actor.onBehalfOf ?? actor.id, tokenId: token });
  return viewer && may(viewer, 'import.run') ? viewer : undefined;
}

/** The import itself writes the rows, in the name of who started it. */
export function importActor({ id, createdBy }: Pick<Import, 'id' | 'createdBy'>): Actor {
  const user = /^(?:user:(\S+)|token:\S+ for (\S+))$/.exec(createdBy);
  const onBehalfOf = user?.[1] ?? user?.[2];
  return { kind: 'import', id, ...(onBehalfOf ? { onBehalfOf } : {}) };
}

/** A file that cannot be read ends the analysis with a sentence; the plan can be changed and tried again. */
export async function failImport(tx: Tx, id: string, said: Said): Promise<void> {
  await tx.run(
    `update imports set state = 'failed', failure = $2, version = version + 1, updated_at = now() where id = $1 and state = 'analysing'`,
    [id, JSON.stringify(said)],
  );
}

type Step = {
  readonly id: string;
  readonly from: readonly ImportState[];
  readonly to: ImportState;
  readonly verb: string;
};

async function move(tx: Tx, by: By, { id, from, to, verb }: Step): Promise<void> {
  const actor = actorBy(by, 'import.run');
  const moved = await tx.run(
    `update imports i set state = $3, cursor = 0, failure = null, version = version + 1, updated_at = now(), updated_by = $4
     where id = $1 and state = any($2::text[]) and ${visibleImports(by)}`,
    [id, from, to, actorText(actor)],
  );
  if (moved === 0) throw await wrongState(tx, by, id);
  await recordAudit(tx, { actor, noun: 'import', recordId: id, verb });
  await nudge(tx, `import:${id}`);
}

const stateNames: Readonly<Record<ImportState, Said>> = {
  uploaded: { pl: 'wczytany plik czeka na wybór kolumn', en: 'the file waits for its columns to be chosen' },
  analysing: { pl: 'trwa sprawdzanie wierszy', en: 'its rows are being checked' },
  ready: { pl: 'sprawdzony, czeka na import', en: 'it is checked and waits to be imported' },
  importing: { pl: 'trwa import', en: 'it is being imported' },
  done: { pl: 'zaimportowany', en: 'it is imported' },
  failed: { pl: 'pliku nie dało się przeczytać', en: 'its file could not be read' },
  undoing: { pl: 'trwa cofanie', en: 'it is being undone' },
  undone: { pl: 'cofnięty', en: 'it is undone' },
};

async function wrongState(tx: Tx, by: By, id: string): Promise<DomainError> {
  const found = await tx.maybe<{ state: ImportState }>(
    `select state from imports i where id = $1 and ${visibleImports(by)}`,
    [id],
  );
  if (!found) return notFound('import');
  const { pl, en } = stateNames[found.state];
  return new DomainError('import.wrong_state', {
    pl: `Tego nie można teraz zrobić z tym importem: ${pl}. Odśwież stronę.`,
    en: `This cannot be done with this import now: ${en}. Reload the page.`,
  });
}
