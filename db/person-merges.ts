/** Putting two persons of a customer together, and taking them apart again (rule 26). */
import type { Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { BothValues } from './audit-telling.ts';
import { recordAudit } from './audit.ts';
import { refreshClasses } from './class-members.ts';
import type { Tx } from './database.ts';
import { bringDaysOfPeople } from './important-days.ts';
import { moveReferences } from './merge-journal.ts';
import { turnOwnReferences } from './merge-own-references.ts';
import { ownChanges, ownOfBoth, unitedOwn } from './merge-own-values.ts';
import { consentClashes, runClashes, type ConsentClash, type Pair, type RunClash } from './merge-preview.ts';
import {
  endClashing,
  giveUpMainPoints,
  recordStrictest,
  unitePoints,
  writeMerged,
  type Written,
} from './merge-steps.ts';
import { leftBehind, moveAllBack, restoreFields, undone, type Journal } from './merge-undo.ts';
import type { MergeEntry } from './merges.ts';
import { refreshFormulas } from './own-formulas.ts';
import { changedPerson, personColumns, readPerson, refreshPersonSearch, type PersonCard } from './people.ts';
import { refreshCompanySearch } from './search-text.ts';
import { actorBy, notFound, reachable, visible } from './scope.ts';

const { isMain: _, ...columns } = personColumns;
export type PersonMergeField = keyof typeof columns;
/** Fields that one of the two gives. */
export const personMergeFields = Object.keys(columns) as PersonMergeField[];

export type PersonMergePreview = {
  readonly kept: PersonCard;
  readonly merged: PersonCard;
  readonly clashes: readonly RunClash[];
  readonly consents: readonly ConsentClash[];
  /** Own fields in which they differ. */
  readonly own: Readonly<Record<string, BothValues>>;
};

/** Throws `person.not_found`, `merge.same` for one person and themselves, `merge.elsewhere` for people of two customers. */
export async function previewPersonMerge(tx: Tx, viewer: Viewer, pair: Pair): Promise<PersonMergePreview> {
  actorBy(viewer, 'company.merge');
  if (pair.keptId === pair.mergedId) throw samePerson();
  const [kept, merged, clashes, consents] = await Promise.all([
    readPerson(tx, viewer, pair.keptId),
    readPerson(tx, viewer, pair.mergedId),
    runClashes(tx, viewer, { ...pair, of: 'person' }),
    consentClashes(tx, pair, 'person'),
  ]);
  if (kept.companyId !== merged.companyId) throw elsewhere(merged.companyName);
  return { kept, merged, clashes, consents, own: await ownOfBoth(tx, viewer, { ...pair, of: 'person' }) };
}

export type PersonMerge = Pair & {
  readonly keptVersion: number;
  readonly mergedVersion: number;
  readonly fromMerged: readonly PersonMergeField[];
  /** The same of own fields, by their codes. */
  readonly ownFromMerged?: readonly string[];
  /** Of runs that clash, those that go on; their counterparts are ended. */
  readonly goOn: readonly string[];
};

type PersonJournal = Pick<Journal, 'moved' | 'points' | 'ownReferences' | 'consents' | 'endedRuns'> &
  Written & {
    readonly mainPoints: readonly string[];
    /** Who was the main person before: the one that stays is now, if either was. */
    readonly main: { readonly kept: boolean; readonly merged: boolean };
    /** Patterns of tasks that come again, which named the one that goes. */
    readonly recurrences: readonly Renamed[];
  };
type Renamed = { readonly id: string; readonly before: unknown; readonly after: unknown };
type Locked = Readonly<Record<PersonMergeField, unknown>> & {
  readonly id: string;
  readonly own: Record<string, unknown>;
  readonly companyId: string;
  readonly isMain: boolean;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly version: number;
};

/**
 * Keeps everything of both, as a merge of customers does. Throws `merge.runs_clash` until it is said which of two runs goes
 * on, `person.changed` where either was changed since they were looked at.
 */
export async function mergePeople(tx: Tx, viewer: Viewer, merge: PersonMerge): Promise<{ readonly id: string }> {
  const actor = actorBy(viewer, 'company.merge');
  const { keptId, mergedId } = merge;
  if (keptId === mergedId) throw samePerson();
  const { kept, merged } = await lockBoth(tx, viewer, merge);
  const { companyId } = kept;
  const clashes = await runClashes(tx, viewer, { ...merge, of: 'person' });
  const endedRuns = await endClashing(tx, actor, { clashes, goOn: merge.goOn, of: 'person' });
  const strict = await consentClashes(tx, merge, 'person');
  const points = await unitePoints(tx, merge, 'person');
  const mainPoints = await giveUpMainPoints(tx, merge, 'person');
  const moved = await moveReferences(tx, 'people', { from: mergedId, to: keptId });
  const recurrences = await nameInRecurrences(tx, { companyId, from: mergedId, to: keptId });
  const consents = await recordStrictest(tx, actor, { companyId, of: 'person', strict });
  const after = Object.fromEntries(
    personMergeFields.map((field) => [
      field,
      merge.fromMerged.includes(field) ? merged[field] : (kept[field] ?? merged[field]),
    ]),
  );
  const own = await unitedOwn(tx, viewer, { record: 'person', kept, merged, fromMerged: merge.ownFromMerged ?? [] });
  const written = await writeMerged(tx, actor, { table: 'people', columns, kept, after, own });
  const ownReferences = await turnOwnReferences(tx, 'person', { from: mergedId, to: keptId });
  await tx.run(
    `update people set deleted_at = now(), merged_into = $2, is_main = false, version = version + 1, updated_at = now(), updated_by = $3
     where id = $1`,
    [mergedId, keptId, actorText(actor)],
  );
  await tx.run('update people set is_main = $2 where id = $1', [keptId, kept.isMain || merged.isMain]);
  await refreshPeople(tx, companyId, [keptId, mergedId]);
  const main = { kept: kept.isMain, merged: merged.isMain };
  const moves = { moved, points, mainPoints, ownReferences, recurrences };
  const journal: PersonJournal = { ...moves, main, ...written, consents, endedRuns };
  const { id } = await tx.one<{ id: string }>(
    'insert into person_merges (kept_id, merged_id, journal, merged_at, created_by) values ($1, $2, $3, now(), $4) returning id',
    [keptId, mergedId, JSON.stringify(journal), actorText(actor)],
  );
  const audited = { actor, noun: 'person', verb: 'merge' } as const;
  const changes = { merged: [nameOf(merged), null] as const, ...written.fields, ...ownChanges(kept.own, own) };
  await recordAudit(tx, { ...audited, recordId: keptId, changes });
  await recordAudit(tx, { ...audited, recordId: mergedId, changes: { into: [null, nameOf(kept)] } });
  return { id };
}

async function lockBoth(tx: Tx, viewer: Viewer, { keptId, mergedId, keptVersion, mergedVersion }: PersonMerge) {
  const rows = await tx.rows<Locked>(
    `select id, version, own, company_id, is_main, ${Object.values(columns).join(', ')} from people p
     where id in ($1, $2) and ${reachable('people', viewer, 'p')} order by id for update`,
    [keptId, mergedId],
  );
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!kept || !merged) throw notFound('person');
  if (kept.companyId !== merged.companyId) throw elsewhere(nameOf(merged));
  if (kept.version !== keptVersion) throw changedPerson(kept);
  if (merged.version !== mergedVersion) throw changedPerson(merged);
  return { kept, merged };
}

type Naming = { readonly companyId: string; readonly from: string; readonly to: string };

/** What comes again names its people in the pattern of its tasks, which no key leads to. */
async function nameInRecurrences(tx: Tx, { companyId, from, to }: Naming): Promise<Renamed[]> {
  return tx.rows<Renamed>(
    `update recurrences r set task = replace(o.task::text, $2, $3)::jsonb from recurrences o
     where r.company_id = $1 and o.id = r.id and r.ended_at is null and r.task::text like '%' || $2 || '%'
     returning r.id, o.task as before, r.task as after`,
    [companyId, from, to],
  );
}

/** Takes a merge back: what nobody has changed since returns, and what stays is told. */
export async function undoPersonMerge(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<{ readonly stayed: readonly Said[] }> {
  const actor = actorBy(viewer, 'company.merge');
  const merge = await tx.maybe<
    Pair & { journal: PersonJournal; mergedAt: string; undoneAt: string | null; companyId: string }
  >(
    `select m.kept_id, m.merged_id, m.journal, m.merged_at::text, m.undone_at, p.company_id from person_merges m
       join people p on p.id = m.kept_id and ${reachable('people', viewer, 'p')} where m.id = $1 for update of m`,
    [id],
  );
  if (!merge || merge.undoneAt) throw undone();
  const { keptId, mergedId, journal, mergedAt, companyId } = merge;
  await tx.run('select 1 from people p where p.id in ($1, $2) order by p.id for update', [keptId, mergedId]);
  const stayed = (await moveAllBack(tx, journal, { from: mergedId, to: keptId, at: mergedAt })).flatMap(leftBehind);
  await tx.run('update contact_points set is_main = true where id = any($1::uuid[]) and person_id = $2', [
    journal.mainPoints,
    mergedId,
  ]);
  await tx.run(
    `update recurrences r set task = j.before from jsonb_to_recordset($1::jsonb) j(id uuid, before jsonb, after jsonb)
     where r.id = j.id and r.task = j.after`,
    [JSON.stringify(journal.recurrences)],
  );
  stayed.push(...(await restoreFields(tx, viewer, { table: 'people', columns, id: keptId, journal })));
  await tx.run(
    `update people p set deleted_at = null, merged_into = null, is_main = $3 and not exists (select 1 from people o
       where o.company_id = p.company_id and o.id not in (p.id, $4) and o.is_main and o.deleted_at is null),
       version = version + 1, updated_at = now(), updated_by = $2
     where id = $1`,
    [mergedId, actorText(actor), journal.main.merged && !journal.main.kept, keptId],
  );
  await tx.run('update people set is_main = is_main and $2 where id = $1', [keptId, journal.main.kept]);
  await refreshPeople(tx, companyId, [keptId, mergedId]);
  await tx.run('update person_merges set undone_at = now(), undone_by = $2, stayed = $3 where id = $1', [
    id,
    actorText(actor),
    JSON.stringify(stayed),
  ]);
  for (const recordId of [keptId, mergedId])
    await recordAudit(tx, { actor, noun: 'person', recordId, verb: 'undo merge' });
  return { stayed };
}

async function refreshPeople(tx: Tx, companyId: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await refreshPersonSearch(tx, id);
  await refreshCompanySearch(tx, [companyId]);
  await refreshClasses(tx, [companyId]);
  await refreshFormulas(tx, 'person', ids);
  await bringDaysOfPeople(tx, ids);
}

/** Who was merged into a person, the newest first. */
export async function personMergesOf(tx: Tx, viewer: Viewer, keptId: string): Promise<MergeEntry[]> {
  actorBy(viewer, 'company.merge');
  return tx.rows<MergeEntry>(
    `select m.id, m.merged_id, concat_ws(' ', p.first_name, p.last_name) as merged_name, m.merged_at, m.undone_at
     from person_merges m join people p on p.id = m.merged_id join people k on k.id = m.kept_id and ${visible('people', viewer, 'k')}
     where m.kept_id = $1 order by m.merged_at desc limit 50`,
    [keptId],
  );
}

function nameOf({ firstName, lastName }: Pick<Locked, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}

function samePerson(): DomainError {
  return new DomainError('merge.same', {
    pl: 'To jest ta sama osoba. Wybierz drugą.',
    en: 'This is the same person. Choose another one.',
  });
}

function elsewhere(whose: string): DomainError {
  return new DomainError('merge.elsewhere', {
    pl: `Łączy się osoby jednego klienta, a ta jest u innego (${whose}). Połącz najpierw klientów, jeśli to jedna firma.`,
    en: `People of one customer are merged, and this one is at another (${whose}). Merge the customers first if they are one.`,
  });
}
