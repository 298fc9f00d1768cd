/** What the requester of an export saw when it was written, and whether they see it still (rule 18). */
import { may, profilesOf, type Viewer } from '../domain/access.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { ownCaseIds, visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { beyond, visible } from './scope.ts';
import type { Params } from './task-scope.ts';

/** What decides which rows and columns somebody sees: their rights in short, then the cases and customers that are theirs. */
export async function sightOf(tx: Tx, viewer: Viewer): Promise<string> {
  const params = paramsOf();
  const cases = ownCaseIds(viewer, params) ?? `'{}'::uuid[]`;
  const customers =
    viewer.customers === 'own' && may(viewer, 'company.read')
      ? `array(select c.id from companies c where ${visible('companies', viewer, 'c')})`
      : `'{}'::uuid[]`;
  const { theirs } = await tx.one<{ theirs: string[] }>(`select ${cases} || ${customers} as theirs`, params.list);
  return [rightsInShort(viewer), ...new Set(theirs)].join(' ');
}

/** Whether they have lost any of it since. A customer or a case that is new, or was deleted, takes nothing from them. */
export async function hasLostSight(tx: Tx, viewer: Viewer, sight: string): Promise<boolean> {
  const [rights, ...theirs] = sight.split(' ');
  if (rights !== rightsInShort(viewer)) return true;
  if (theirs.length === 0) return false;
  const params = paramsOf();
  const among = `any(${params.add(theirs)}::uuid[])`;
  const cases = may(viewer, 'case.read') ? `not ${visibleCases(viewer, params)}` : 'false';
  const customers = may(viewer, 'company.read') ? beyond('companies', viewer, 'c') : 'false';
  const { lost } = await tx.one<{ lost: boolean }>(
    `select exists (select 1 from cases k where k.id = ${among} and ${cases})
       or exists (select 1 from companies c where c.id = ${among} and ${customers}) as lost`,
    params.list,
  );
  return lost;
}

function rightsInShort(viewer: Viewer): string {
  const { rights, scope, customers, seesUsers, queues } = viewer;
  const rows = [scope, customers ?? 'all', seesUsers.toSorted(), queues.toSorted()];
  return String(fingerprint(JSON.stringify([[...rights].toSorted(), rows, profilesOf(viewer)])));
}

function paramsOf(): Params {
  const list: unknown[] = [];
  return { list, add: (value) => `$${list.push(value)}` };
}
