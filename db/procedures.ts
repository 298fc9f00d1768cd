/** Procedures: runs that people start in a case or at a customer, and end by hand. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { goesOn, noCustomer, subjectOn, subjectsOn, type Ground } from '../domain/scenario/procedure.ts';
import type { RefKind, Run, Version } from '../domain/scenario/shapes.ts';
import { recordAudit } from './audit.ts';
import { demandOpenCase, findCase } from './case-scope.ts';
import type { Db, Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { newId } from './new-id.ts';
import { leadableRuns, reasonOf, runNotFound } from './run-reach.ts';
import { IS_ENDING } from './run-rows.ts';
import { startRuns } from './runs.ts';
import { NEWEST } from './scenarios.ts';
import { notFound, visible } from './scope.ts';
import { parameters } from './task-scope.ts';

/** Where a procedure is started. In a case `companyId` names one of its customers; without it the home one is meant. */
export type Place =
  | { readonly of: 'case'; readonly id: string; readonly companyId?: string | undefined }
  | { readonly of: 'company'; readonly id: string };

/** A published scenario that may run there. */
export type Startable = {
  readonly id: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly descriptionPl: string | null;
  readonly descriptionEn: string | null;
  readonly subjectKind: RefKind;
  readonly number: number;
  /** It goes on there already. */
  readonly runsAlready: boolean;
};

const MOST = 200;

/** What may be started there, by name; for whoever may start it. */
export async function startableProcedures(tx: Tx, viewer: Viewer, place: Place): Promise<Startable[]> {
  demand(viewer, 'run.start');
  demand(viewer, 'scenario.read');
  const ground = await groundOf(tx, viewer, { place });
  return tx.rows<Startable>(`${startable()} order by s.name_${viewer.language}, s.id limit ${MOST}`, asked(ground));
}

export type FoundProcedure = Startable & { readonly versionId: string; readonly graph: Version };

/** One of them with what it does. Throws `procedure.not_found`. */
export async function findStartable(tx: Tx, ground: Ground, scenarioId: string): Promise<FoundProcedure> {
  const found = await tx.maybe<FoundProcedure>(`${startable('v.id as version_id, v.graph,')} and s.id = $4`, [
    ...asked(ground),
    scenarioId,
  ]);
  if (found) return found;
  throw new DomainError(
    'procedure.not_found',
    {
      pl: 'Nie ma takiej procedury albo nie prowadzi się jej w tym miejscu. Wybierz inną z listy.',
      en: 'There is no such procedure, or it is not for this place. Choose another one from the list.',
    },
    'scenarioId',
  );
}

const startable = (
  more = '',
) => `select ${more} s.id, s.name_pl, s.name_en, s.description_pl, s.description_en, s.subject_kind, v.number,
    exists (select 1 from runs r join scenario_versions o on o.id = r.version_id
      where o.scenario_id = s.id and r.subject_kind = s.subject_kind
        and r.subject_id = case s.subject_kind when 'case' then $2::uuid else $3::uuid end
        and r.participant_id is null and r.state <> 'ended' and r.case_id is not distinct from $2::uuid) as runs_already
  from scenarios s ${NEWEST} where s.active and s.subject_kind = any($1::text[])`;

function asked(ground: Ground): unknown[] {
  return [subjectsOn(ground), ground.caseId, ground.companyId];
}

/**
 * The case, open and the viewer's to add to, or the customer whom they see. With `lock` it stays so until the transaction
 * ends, and whoever else starts or closes something there waits.
 */
export async function groundOf(
  tx: Tx,
  viewer: Viewer,
  { place, lock = false }: { readonly place: Place; readonly lock?: boolean },
): Promise<Ground> {
  if (place.of === 'company') {
    const seen = await tx.maybe(
      `select 1 from companies c where c.id = $1 and ${visible('companies', viewer, 'c')} ${lock ? 'for no key update of c' : ''}`,
      [place.id],
    );
    if (!seen) throw notFound('company');
    return { caseId: null, companyId: place.id };
  }
  const found = await findCase(tx, viewer, { id: place.id, level: 'add', lock });
  demandOpenCase(found);
  return { caseId: found.id, companyId: await customerOfCase(tx, place, found.companyId) };
}

/** Whoever has the case may work for each of its customers, seen beside it or not (rule 23). */
async function customerOfCase(
  tx: Tx,
  { id, companyId }: Extract<Place, { of: 'case' }>,
  home: string | null,
): Promise<string | null> {
  const meant = companyId ?? home;
  if (meant === null) return null;
  const found = await tx.maybe<{ id: string }>(
    `select c.id from companies c where c.id = $1 and c.deleted_at is null and (c.id = $3
       or exists (select 1 from case_companies l where l.case_id = $2 and l.company_id = c.id))`,
    [meant, id, home],
  );
  if (!found && companyId) throw notFound('company');
  return found?.id ?? null;
}

export type Starting = { readonly place: Place; readonly scenarioId: string };

/**
 * Starts the newest version of a scenario there. It is due at once, and its workflow is told with the same commit. One that
 * goes on there already is not started a second time. Throws `procedure.not_found`, `procedure.no_customer`,
 * `procedure.goes_on`, and what is wrong with the place.
 */
export async function startProcedure(
  db: Db,
  viewer: Viewer,
  { place, scenarioId }: Starting,
): Promise<{ readonly id: string }> {
  demand(viewer, 'run.start');
  const actor = actorOf(viewer);
  return db.transaction(async (tx) => {
    const ground = await groundOf(tx, viewer, { place, lock: true });
    const { versionId, subjectKind, runsAlready } = await findStartable(tx, ground, scenarioId);
    const subject = subjectOn(subjectKind, ground);
    if (!subject) throw new DomainError('procedure.no_customer', noCustomer, 'scenarioId');
    if (runsAlready) throw new DomainError('procedure.goes_on', goesOn, 'scenarioId');
    const id = newId();
    await startRuns(tx, [{ id, kind: 'procedure', versionId, subject, ...ground, actor }]);
    await recordAudit(tx, {
      actor,
      noun: 'run',
      recordId: id,
      verb: 'start',
      changes: {
        ...(ground.caseId ? { caseId: [null, ground.caseId] } : {}),
        ...(ground.companyId ? { companyId: [null, ground.companyId] } : {}),
      },
    });
    return { id };
  });
}

/**
 * Ends a procedure by hand: its open tasks and planned messages are withdrawn with the reason. Throws `run.not_found`,
 * `run.over`, `run.reason_missing`.
 */
export async function endProcedure(
  db: Db,
  viewer: Viewer,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  demand(viewer, 'run.start');
  await db.transaction(async (tx) => {
    const params = parameters();
    const run = await tx.maybe<{ state: Run['state']; ending: boolean }>(
      `select r.state, ${IS_ENDING} as ending from runs r
       where r.id = ${params.add(id)}::uuid and r.kind = 'procedure' and r.participant_id is null and ${leadableRuns(viewer, params)}`,
      params.list,
    );
    if (!run) throw runNotFound();
    const why = reasonOf(reason);
    if (run.state === 'ended') throw runOver();
    if (!run.ending) await endRuns(tx, viewer, { ids: [id], reason: why });
  });
}

/** Whether no procedure of its case has made the task `t`: one that has takes it back when it ends. */
export const isLoose = `not exists (select 1 from runs own where own.id = t.run_id and own.case_id = t.case_id)`;

/** Procedures of a case that have not ended. */
export async function openProcedures(tx: Tx, caseId: string): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from runs where case_id = $1 and state <> 'ended' order by id`,
    [caseId],
  );
  return rows.map(({ id }) => id);
}

/** Tells runs that the caller has found for the viewer to end, and says in the audit who ended them and why. */
export async function endRuns(
  tx: Tx,
  viewer: Viewer,
  { ids, reason }: { readonly ids: readonly string[]; readonly reason: string },
): Promise<void> {
  const actor = actorOf(viewer);
  for (const runId of ids) {
    const what = { kind: 'control', what: 'cancel', reason } as const;
    await recordInput(tx, { runId, source: 'person', sourceId: newId(), what, actor });
    await recordAudit(tx, { actor, noun: 'run', recordId: runId, verb: 'end', changes: { reason: [null, reason] } });
  }
}

function runOver(): DomainError {
  return new DomainError('run.over', {
    pl: 'Ta procedura już się skończyła. Odśwież stronę.',
    en: 'This procedure is over. Refresh the page.',
  });
}
