/** Putting two customers together, and taking them apart again (rule 26). */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { headOffices } from './companies.ts';
import { changedMeanwhile } from './company-conflicts.ts';
import type { Tx } from './database.ts';
import { uniteFreezes } from './merge-freezes.ts';
import { fields, hidden, mergeFields, type Locked, type MergeField, type Values } from './merge-fields.ts';
import { moveReferences } from './merge-journal.ts';
import { turnOwnReferences } from './merge-own-references.ts';
import { ownChanges, unitedOwn } from './merge-own-values.ts';
import { consentClashes, runClashes, same, type Pair } from './merge-preview.ts';
import { endClashing, giveUpMainPoints, recordStrictest, unitePoints, writeMerged } from './merge-steps.ts';
import { refreshCompanies, type Journal } from './merge-undo.ts';
import { actorBy, notFound, reachable, visible } from './scope.ts';

export type Merge = Pair & {
  readonly keptVersion: number;
  readonly mergedVersion: number;
  /** Fields whose value comes from the one that goes; of the others what is empty is filled from there. */
  readonly fromMerged: readonly MergeField[];
  /** The same of own fields, by their codes. */
  readonly ownFromMerged?: readonly string[];
  /** Of runs that clash, those that go on; their counterparts are ended. */
  readonly goOn: readonly string[];
};

/**
 * Keeps everything of both: the merged customer's rows move to the kept one, the strictest consent wins, freezes and
 * suppressions unite, contacts add up. Throws `merge.runs_clash` until it is said which of two runs goes on,
 * `company.changed` where either was changed since it was looked at.
 */
export async function mergeCompanies(tx: Tx, viewer: Viewer, merge: Merge): Promise<{ readonly id: string }> {
  const actor = actorBy(viewer, 'company.merge');
  const { keptId, mergedId } = merge;
  if (keptId === mergedId) throw same();
  if (merge.fromMerged.includes('pesel')) demand(viewer, 'company.pesel');
  const { kept, merged } = await lockBoth(tx, viewer, merge);
  await uniteFreezes(tx, actor, merge);
  const endedRuns = await endClashing(tx, actor, {
    clashes: await runClashes(tx, viewer, { ...merge, of: 'company' }),
    goOn: merge.goOn,
    of: 'company',
  });
  const strict = await consentClashes(tx, merge);
  const points = await unitePoints(tx, merge, 'company');
  const mains = await giveUpMains(tx, merge);
  const moved = await moveReferences(tx, 'companies', { from: mergedId, to: keptId });
  const consents = await recordStrictest(tx, actor, { companyId: keptId, of: 'company', strict });
  const written = await writeFields(tx, viewer, { kept, merged, merge });
  const ownReferences = await turnOwnReferences(tx, 'company', { from: mergedId, to: keptId });
  await tx.run(
    `update companies set deleted_at = now(), merged_into = $2, version = version + 1, updated_at = now(), updated_by = $3 where id = $1`,
    [mergedId, keptId, actorText(actor)],
  );
  await refreshCompanies(tx, [keptId, mergedId]);
  const journal: Journal = { moved, points, mains, ...written, ownReferences, consents, endedRuns };
  const { id } = await tx.one<{ id: string }>(
    `insert into merges (kept_id, merged_id, journal, merged_at, created_by) values ($1, $2, $3, now(), $4) returning id`,
    [keptId, mergedId, JSON.stringify(journal), actorText(actor)],
  );
  const changes = { merged: [merged.name, null] as const, ...written.audited };
  await recordAudit(tx, { actor, noun: 'company', recordId: keptId, verb: 'merge', changes });
  await recordAudit(tx, {
    actor,
    noun: 'company',
    recordId: mergedId,
    verb: 'merge',
    changes: { into: [null, kept.name] },
  });
  return { id };
}

async function lockBoth(tx: Tx, viewer: Viewer, { keptId, mergedId, keptVersion, mergedVersion }: Merge) {
  const list = Object.values(fields).join(', ');
  const rows = await tx.rows<Locked>(
    `select id, version, own, ${list} from companies c where id in ($1, $2) and ${reachable('companies', viewer, 'c')} order by id for update`,
    [keptId, mergedId],
  );
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!kept || !merged) throw notFound('company');
  if (kept.version !== keptVersion) throw await changedMeanwhile(tx, viewer, { id: keptId, version: keptVersion });
  if (merged.version !== mergedVersion)
    throw await changedMeanwhile(tx, viewer, { id: mergedId, version: mergedVersion });
  return { kept, merged };
}

async function giveUpMains(tx: Tx, pair: Pair): Promise<Journal['mains']> {
  const people = await tx.rows<{ id: string }>(
    `update people m set is_main = false where m.company_id = $2 and m.is_main
       and exists (select 1 from people k where k.company_id = $1 and k.is_main and k.deleted_at is null) returning id`,
    [pair.keptId, pair.mergedId],
  );
  return { contact_points: await giveUpMainPoints(tx, pair, 'company'), people: people.map(({ id }) => id) };
}

type Writing = { readonly kept: Locked; readonly merged: Locked; readonly merge: Merge };

async function writeFields(tx: Tx, viewer: Viewer, { kept, merged, merge }: Writing) {
  const after: Partial<Values> = {};
  for (const field of mergeFields) {
    const value = merge.fromMerged.includes(field) ? merged[field] : (kept[field] ?? merged[field]);
    after[field] = field === 'parentId' ? await parentOf(tx, merge, value) : value;
  }
  // An amount stays in the currency in which it was said.
  if (after.turnoverMinor != null) after.currency = (takesTurnover({ kept, merged, merge }) ? merged : kept).currency;
  const own = await unitedOwn(tx, viewer, { record: 'company', kept, merged, fromMerged: merge.ownFromMerged ?? [] });
  const written = await writeMerged(tx, actorOf(viewer), { table: 'companies', columns: fields, kept, after, own });
  const audited = { ...changesBetween(kept, after, hidden), ...ownChanges(kept.own, own) };
  return { ...written, fields: written.fields as Journal['fields'], audited };
}

function takesTurnover({ kept, merge }: Writing): boolean {
  return merge.fromMerged.includes('turnoverMinor') || kept.turnoverMinor === null;
}

/** Neither may become a branch of itself, nor of its own branch: then it has no head office any more. */
async function parentOf(tx: Tx, { keptId, mergedId }: Pair, parentId: unknown): Promise<string | null> {
  if (typeof parentId !== 'string') return null;
  const above = await headOffices(tx, parentId);
  return above.includes(keptId) || above.includes(mergedId) ? null : parentId;
}

export type MergeEntry = {
  readonly id: string;
  readonly mergedId: string;
  readonly mergedName: string;
  readonly mergedAt: string;
  readonly undoneAt: string | null;
};

/** What was merged into a customer, the newest first. */
export async function mergesOf(tx: Tx, viewer: Viewer, keptId: string): Promise<MergeEntry[]> {
  actorBy(viewer, 'company.merge');
  return tx.rows<MergeEntry>(
    `select m.id, m.merged_id, c.name as merged_name, m.merged_at, m.undone_at from merges m join companies c on c.id = m.merged_id
       join companies k on k.id = m.kept_id and ${visible('companies', viewer, 'k')}
     where m.kept_id = $1 order by m.merged_at desc limit 50`,
    [keptId],
  );
}
