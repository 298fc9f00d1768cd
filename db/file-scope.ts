/** Which files somebody reads and which they change: a file may be read if any record it hangs on may be (rule 27). */
import { demand, may, type Right, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { findCase, visibleCases } from './case-scope.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { visibleMessages } from './message-scope.ts';
import { seenOpportunities, findOpportunity } from './opportunity-scope.ts';
import { visible } from './scope.ts';
import { findTask, lockTask } from './task-rows.ts';
import { parameters, visibleTasks, type Params } from './task-scope.ts';
import { findTransaction, visibleTransactions } from './transaction-scope.ts';

/** Records that a file may hang on. */
export const fileNouns = [
  'company',
  'person',
  'case',
  'task',
  'message',
  'campaign',
  'stage',
  'opportunity',
  'transaction',
] as const;
export type FileNoun = (typeof fileNouns)[number];
export type FilePlace = { readonly noun: FileNoun; readonly recordId: string };

/** The condition under which the viewer reads the file `f`. */
export function visibleFiles(viewer: Viewer, params: Params): string {
  demand(viewer, 'file.read');
  return `f.deleted_at is null and exists (select 1 from file_links l where l.file_id = f.id and (${visibleLinks(viewer, params)}))`;
}

/** The condition under which the viewer sees the record behind the link `l`. */
export function visibleLinks(viewer: Viewer, params: Params): string {
  const ifMay = (right: Right, noun: FileNoun, condition: () => string) =>
    may(viewer, right) ? [`(l.noun = '${noun}' and ${condition()})`] : [];
  const record = (table: string, alias: string, condition: string) =>
    `exists (select 1 from ${table} ${alias} where ${alias}.id = l.record_id and ${condition})`;
  const links = [
    ...ifMay('company.read', 'company', () => record('companies', 'c', visible('companies', viewer, 'c'))),
    ...ifMay('company.read', 'person', () => record('people', 'p', visible('people', viewer, 'p'))),
    ...ifMay('case.read', 'case', () => record('cases', 'k', visibleCases(viewer, params))),
    ...ifMay('task.read', 'task', () => record('tasks', 't', visibleTasks(viewer, params))),
    ...ifMay('message.read', 'message', () => record('messages', 'm', visibleMessages(viewer, params))),
    ...ifMay('campaign.read', 'campaign', () => 'true'),
    ...ifMay('campaign.read', 'stage', () => 'true'),
    ...ifMay('opportunity.read', 'opportunity', () => record('opportunities', 'o', seenOpportunities(viewer, params))),
    ...ifMay('transaction.read', 'transaction', () => record('transactions', 'x', visibleTransactions(viewer))),
  ];
  return links.length > 0 ? links.join(' or ') : 'false';
}

/** Throws unless the record is there for the viewer; with `add` unless they may hang a file on it. */
export async function demandPlace(
  tx: Tx,
  viewer: Viewer,
  { noun, recordId, add }: FilePlace & { readonly add?: boolean },
): Promise<void> {
  demand(viewer, add ? 'file.edit' : 'file.read');
  await places[noun](tx, viewer, { id: recordId, add: add ?? false });
}

type Asked = { readonly id: string; readonly add: boolean };
type Demand = (tx: Tx, viewer: Viewer, asked: Asked) => Promise<unknown>;

const places: Readonly<Record<FileNoun, Demand>> = {
  company: byRow('companies', 'company.read', 'company.edit'),
  person: byRow('people', 'company.read', 'company.edit'),
  case: (tx, viewer, { id, add }) => findCase(tx, viewer, { id, level: add ? 'add' : 'read' }),
  task: async (tx, viewer, { id, add }) => {
    demand(viewer, add ? 'task.edit' : 'task.read');
    await (add ? lockTask : findTask)(tx, viewer, id);
  },
  message: async (tx, viewer, { id, add }) => {
    if (add) demand(viewer, 'message.send');
    const params = parameters();
    const seen = visibleMessages(viewer, params);
    const found = await tx.maybe<{ caseId: string | null }>(
      `select m.case_id from messages m where m.id = ${params.add(id)} and ${seen}`,
      params.list,
    );
    if (!found) throw placeNotFound();
    if (add && found.caseId) await findCase(tx, viewer, { id: found.caseId, level: 'add' });
  },
  campaign: byRow('campaigns', 'campaign.read', 'campaign.edit'),
  stage: byRow('campaign_stages', 'campaign.read', 'campaign.edit'),
  opportunity: (tx, viewer, { id, add }) => {
    if (add) demand(viewer, 'opportunity.edit');
    return findOpportunity(tx, viewer, { id });
  },
  transaction: (tx, viewer, { id, add }) => {
    if (add) demand(viewer, 'company.edit');
    return findTransaction(tx, viewer, { id });
  },
};

/** Records that everyone with the right sees. */
function byRow(table: string, read: Right, edit: Right): Demand {
  return async (tx, viewer, { id, add }) => {
    demand(viewer, add ? edit : read);
    const seen = table === 'companies' || table === 'people' ? visible(table, viewer, 'r') : 'true';
    if (!(await tx.maybe(`select 1 from ${table} r where r.id = $1 and ${seen}`, [id]))) throw placeNotFound();
  };
}

/** What the category of a file is called in the viewer's language, as SQL; `alias` is its row. */
export function categoryName({ language }: Viewer, alias: string): string {
  return language === 'en' ? `coalesce(${alias}.name_en, ${alias}.name)` : `${alias}.name`;
}

/** A file as its verbs see it. */
export type File = {
  readonly id: string;
  readonly name: string;
  readonly categoryId: string | null;
  readonly description: string | null;
  readonly keywords: readonly string[];
  readonly mediaType: string;
  readonly bytes: number;
  readonly versions: number;
  /** Values of all own fields by code; what a viewer reads of them goes through `ownForViewer`. */
  readonly own: OwnValues;
  readonly version: number;
};

/** The file, if the viewer may read it; throws `file.not_found`. With `lock` nobody else changes it meanwhile. */
export async function findFile(
  tx: Tx,
  viewer: Viewer,
  { id, lock }: { readonly id: string; readonly lock?: boolean },
): Promise<File> {
  const params = parameters();
  const found = await tx.maybe<File>(
    `select f.id, f.name, f.category_id, f.description, f.keywords, f.media_type, f.bytes, f.versions, f.own, f.version from files f
     where f.id = ${params.add(id)}::uuid and ${visibleFiles(viewer, params)} ${lock ? 'for no key update of f' : ''}`,
    params.list,
  );
  if (!found) throw fileNotFound();
  return found;
}

/**
 * As `findFile`, locked, for somebody who may hang files on the record that this one was made on. Whoever has hung it on a
 * record of theirs since reads it there and takes it off again, no more.
 */
export async function lockFile(tx: Tx, viewer: Viewer, id: string): Promise<File> {
  demand(viewer, 'file.edit');
  const file = await findFile(tx, viewer, { id, lock: true });
  for (const home of await homesOf(tx, id)) if (!(await mayAdd(tx, viewer, home))) throw notTheirs(file);
  return file;
}

/** Where a file was first hung, of the records that are still there. */
async function homesOf(tx: Tx, id: string): Promise<FilePlace[]> {
  const there = fileNouns.map(
    (noun) => `(l.noun = '${noun}' and exists (select 1 from ${living[noun]} and r.id = l.record_id))`,
  );
  return tx.rows<FilePlace>(
    `with living as (select l.noun, l.record_id, l.created_at from file_links l where l.file_id = $1 and (${there.join(' or ')}))
     select noun, record_id from living where created_at = (select min(created_at) from living)`,
    [id],
  );
}

const living: Readonly<Record<FileNoun, string>> = {
  company: 'companies r where r.deleted_at is null',
  person: 'people r where r.deleted_at is null',
  case: 'cases r where true',
  task: 'tasks r where true',
  message: 'messages r where true',
  campaign: 'campaigns r where true',
  stage: 'campaign_stages r where true',
  opportunity: 'opportunities r where true',
  transaction: 'transactions r where true',
};

async function mayAdd(tx: Tx, viewer: Viewer, place: FilePlace): Promise<boolean> {
  try {
    await demandPlace(tx, viewer, { ...place, add: true });
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function notTheirs({ name }: File): DomainError {
  return new DomainError('right.missing', {
    pl: `Plik ${name} możesz czytać, ale nie zmieniać ani usuwać: nie możesz zmieniać rekordu, przy którym powstał. Możesz go tylko odłączyć od swojego rekordu.`,
    en: `You may read the file ${name} but not change or delete it: you may not change the record it was made on. You may only take it off your own record.`,
  });
}

export function fileNotFound(): DomainError {
  return new DomainError('file.not_found', {
    pl: 'Nie ma takiego pliku albo nie masz do niego dostępu.',
    en: 'There is no such file, or you have no access to it.',
  });
}

function placeNotFound(): DomainError {
  return new DomainError('file_place.not_found', {
    pl: 'Nie ma rekordu, przy którym miałby być plik. Odśwież stronę i spróbuj ponownie.',
    en: 'The record that the file should hang on is not there. Refresh the page and try again.',
  });
}
