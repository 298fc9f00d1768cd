/** Drew-Pol turns out to be Żubr: a merge of two customers of the cast. */
import { mergeCompanies, type Merge } from '../../db/merges.ts';
import type { Db } from '../../db/database.ts';
import { companies } from './cast.ts';
import { viewer } from './desk.ts';

export const keptId = companies.zubr.id;
export const mergedId = companies.drewPol.id;

/** Merges them as Maria has seen them last. */
export async function mergeZubr(db: Db, over: Partial<Merge> = {}): Promise<{ readonly id: string }> {
  const versions = await db.rows<{ id: string; version: number }>('select id, version from companies');
  const versionOf = (id: string) => versions.find((one) => one.id === id)!.version;
  const [keptVersion, mergedVersion] = [versionOf(keptId), versionOf(mergedId)];
  const asked: Merge = { keptId, mergedId, keptVersion, mergedVersion, fromMerged: [], goOn: [], ...over };
  return db.transaction((tx) => mergeCompanies(tx, viewer('maria'), asked));
}
