/** Which cases somebody sees, and what they may do there: the one place where SQL says so (rule 23). */
import { caseLevelsFrom, demand, may, type CaseLevel, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';

type Params = { readonly list: unknown[]; add(value: unknown): string };

/**
 * The condition under which the viewer has the case `k` at this level: everything, or those that they or their
 * subordinates run, and those they were granted.
 */
export function visibleCases(viewer: Viewer, params: Params, level: CaseLevel = 'read'): string {
  demand(viewer, 'case.read');
  if (viewer.scope === 'all') return 'true';
  return `(k.owner_id = any(${params.add(viewer.seesUsers)}::uuid[]) or k.id = any(array(${granted(viewer, params, level)})))`;
}

/**
 * The ids of those cases, to compare what hangs on them with: `x.case_id = any(…)` is computed once and uses the index.
 * Undefined where cases open nothing more: everything is seen already, or cases are not.
 */
export function ownCaseIds(viewer: Viewer, params: Params, level: CaseLevel = 'read'): string | undefined {
  if (viewer.scope === 'all' || !may(viewer, 'case.read')) return undefined;
  return `array(select k.id from cases k where k.owner_id = any(${params.add(viewer.seesUsers)}::uuid[])
    union all ${granted(viewer, params, level)})`;
}

function granted(viewer: Viewer, params: Params, level: CaseLevel): string {
  return `select p.case_id from case_people p where p.user_id = ${params.add(viewer.userId)}::uuid
    and p.level = any(${params.add(caseLevelsFrom(level))}::text[]) and (p.ends_on is null or p.ends_on >= current_date)`;
}

/** A case as its verbs see it. */
export type Case = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** Code of the dictionary of kinds. */
  readonly kind: string;
  readonly companyId: string | null;
  readonly ownerId: string | null;
  readonly stage: string;
  readonly state: 'open' | 'closed';
  readonly outcome: 'success' | 'failure' | 'neutral' | null;
  readonly result: string | null;
  readonly description: string | null;
  readonly dueOn: string | null;
  readonly closedAt: string | null;
  /** Values of all own fields by code; what a viewer reads of them goes through `ownForViewer`. */
  readonly own: OwnValues;
  readonly version: number;
  /** What this viewer may do with it. */
  readonly level: CaseLevel;
};

type Asked = { readonly id: string; readonly level?: CaseLevel; readonly lock?: boolean };

/**
 * The case, if the viewer may see it; throws `case.not_found`, and `case.level_missing` where their grant is not enough.
 * With `lock` nobody else changes it before this transaction ends.
 */
export async function findCase(tx: Tx, viewer: Viewer, { id, level = 'read', lock }: Asked): Promise<Case> {
  const params = { list: [] as unknown[], add: (value: unknown) => `$${params.list.push(value)}` };
  const where = `k.id = ${params.add(id)}::uuid and ${visibleCases(viewer, params)}`;
  const found = await tx.maybe<Case>(
    `select k.id, k.number, k.name, k.kind, k.company_id, k.owner_id, k.stage, k.state, k.outcome, k.result, k.description,
       k.due_on, k.closed_at, k.own, k.version,
       case when ${viewer.scope === 'all'} or k.owner_id = any(${params.add(viewer.seesUsers)}::uuid[]) then 'run'
         else (select level from case_people p where p.case_id = k.id and p.user_id = ${params.add(viewer.userId)}::uuid) end as level
     from cases k where ${where} ${lock ? 'for no key update of k' : ''}`,
    params.list,
  );
  if (!found) throw caseNotFound();
  if (!caseLevelsFrom(level).includes(found.level)) throw levelMissing(found, level);
  return found;
}

/** Throws unless it is open: a closed case is opened again first. */
export function demandOpenCase({ state, number }: Case): void {
  if (state === 'open') return;
  throw new DomainError('case.closed', {
    pl: `Sprawa ${number} jest zamknięta. Otwórz ją ponownie, żeby coś w niej zmienić.`,
    en: `Case ${number} is closed. Open it again to change it.`,
  });
}

/** Into a case, out of one, or from one to another: the viewer needs the right to add to both, and the new one is open. */
export async function demandCaseMove(
  tx: Tx,
  viewer: Viewer,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<{ readonly from?: Case }> {
  if (from === to) return {};
  if (to) demandOpenCase(await findCase(tx, viewer, { id: to, level: 'add' }));
  return from ? { from: await findCase(tx, viewer, { id: from, level: 'add' }) } : {};
}

/** The case, where it is open and the viewer may add to it: what is taken along from a record that hangs on one. */
export async function caseToAddTo(
  tx: Tx,
  viewer: Viewer,
  id: string | null,
): Promise<Pick<Case, 'id' | 'number' | 'name'> | null> {
  if (!id || !may(viewer, 'case.read')) return null;
  const params = { list: [] as unknown[], add: (value: unknown) => `$${params.list.push(value)}` };
  const found = await tx.maybe<Pick<Case, 'id' | 'number' | 'name'>>(
    `select k.id, k.number, k.name from cases k where k.id = ${params.add(id)}::uuid and k.state = 'open'
       and ${visibleCases(viewer, params, 'add')}`,
    params.list,
  );
  return found ?? null;
}

function caseNotFound(): DomainError {
  return new DomainError('case.not_found', {
    pl: 'Nie ma takiej sprawy albo nie masz do niej dostępu. Wróć do listy spraw.',
    en: 'There is no such case, or you have no access to it. Go back to the list of cases.',
  });
}

function levelMissing({ number }: Case, level: CaseLevel): DomainError {
  return level === 'run'
    ? new DomainError('case.level_missing', {
        pl: `Sprawę ${number} możesz oglądać, ale jej nie prowadzisz. Poproś prowadzącego o zmianę albo o uprawnienie.`,
        en: `You may look at case ${number} but do not run it. Ask whoever runs it for the change or for the right.`,
      })
    : new DomainError('case.level_missing', {
        pl: `Do sprawy ${number} masz tylko wgląd. Poproś prowadzącego o prawo dopisywania.`,
        en: `You may only read case ${number}. Ask whoever runs it for the right to add to it.`,
      });
}
