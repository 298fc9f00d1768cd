/** Scenarios and their published versions. A version is never changed: publishing makes the next one. */
import { createHash } from 'node:crypto';
import { actorText, type Actor } from '../domain/actor.ts';
import { actorOf, demand, seesEverybody, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { defaultRuleBook } from '../domain/governor/rule-book.ts';
import { queuesOf } from '../domain/scenario/queues.ts';
import type { RefKind, Version } from '../domain/scenario/shapes.ts';
import { shippedScenarios } from '../domain/scenario/shipped/list.ts';
import { shippedTemplates } from '../domain/scenario/shipped/templates.ts';
import { canonicalText, validateVersion, type Problem } from '../domain/scenario/validate.ts';
import { changesBetween, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { whatIsKnown } from './known-to-scenarios.ts';
import { ofSeenCustomers } from './scope.ts';

export type ScenarioDraft = {
  /** Lower-case letters, digits and dashes; the next version of a scenario has its code. */
  readonly code: string;
  readonly names: { readonly pl: string; readonly en: string };
  /** Left out, both stay as they are; a null or blank one is emptied. */
  readonly description?: { readonly pl: string | null; readonly en: string | null };
  readonly subjectKind?: RefKind;
  /** JSON as a text, or what was parsed from it. */
  readonly graph: unknown;
};

export type Published = {
  readonly scenarioId: string;
  readonly versionId: string;
  readonly number: number;
  /** False when the newest version already behaves so: no version was made. */
  readonly isNew: boolean;
  /** True when a scenario that was there has other names or descriptions now, in a new version or not. */
  readonly renamed: boolean;
  readonly warnings: readonly Problem[];
};

type ScenarioRow = {
  readonly id: string;
  readonly code: string;
  readonly namePl: string;
  readonly nameEn: string;
  readonly descriptionPl: string | null;
  readonly descriptionEn: string | null;
  readonly subjectKind: RefKind;
  readonly active: boolean;
  readonly versionId: string;
  readonly number: number;
  readonly publishedAt: string;
  readonly createdBy: string;
  /** Runs of any version that have not ended, of customers whom the viewer sees. */
  readonly openRuns: number;
};

export type ScenarioVersionRow = {
  readonly id: string;
  readonly number: number;
  readonly publishedAt: string;
  readonly createdBy: string;
};

/**
 * Publishes the next version of a scenario, or the first of a new one. The right is asked of a viewer; a job comes as an
 * actor. Throws `scenario.has_problems` with the first problem in words; ask `checkScenario` for all of them.
 */
export async function publishScenario(tx: Tx, by: Viewer | Actor, draft: ScenarioDraft): Promise<Published> {
  if ('rights' in by) demand(by, 'scenario.publish');
  const checked = await checkScenario(tx, draft.graph);
  if (!('version' in checked)) throw hasProblems(checked.problems);
  checkNaming(draft);
  const actor = 'rights' in by ? actorOf(by) : by;
  return write(tx, { ...draft, graph: checked.version }, { actor, warnings: checked.warnings });
}

/** Everything that keeps the scenario from being published, and every warning. */
export async function checkScenario(tx: Tx, graph: unknown): Promise<ReturnType<typeof validateVersion>> {
  return validateVersion(graph, await whatIsKnown(tx));
}

/** Publishes the shipped scenarios where they are new or have changed. Their templates are shipped beside them. */
export async function shipScenarios(tx: Tx, actor: Actor): Promise<void> {
  const known = await whatIsKnown(tx);
  const templates = [...known.templates, ...shippedTemplates.map(({ code }) => code)];
  // Also where the office has struck one of them out of its book: a start does not fail for that.
  const purposes = [...known.purposes, ...Object.keys(defaultRuleBook.purposes)];
  for (const shipped of shippedScenarios) {
    const checked = validateVersion(shipped.graph, { ...known, templates, purposes });
    if (!('version' in checked)) throw hasProblems(checked.problems);
    await write(tx, { ...shipped, graph: checked.version }, { actor, warnings: checked.warnings });
  }
}

type Checked = ScenarioDraft & { readonly graph: Version };
type Publishing = { readonly actor: Actor; readonly warnings: readonly Problem[] };

async function write(tx: Tx, draft: Checked, { actor, warnings }: Publishing): Promise<Published> {
  const { id: scenarioId, renamed } = await nameScenario(tx, draft, actor);
  const hash = createHash('sha256').update(canonicalText(draft.graph)).digest('hex');
  const newest = await tx.maybe<{ id: string; number: number; hash: string }>(
    'select id, number, hash from scenario_versions where scenario_id = $1 order by number desc limit 1',
    [scenarioId],
  );
  if (newest?.hash === hash)
    return { scenarioId, versionId: newest.id, number: newest.number, isNew: false, renamed, warnings };
  const number = (newest?.number ?? 0) + 1;
  const { id: versionId } = await tx.one<{ id: string }>(
    `insert into scenario_versions (scenario_id, number, hash, graph, created_by) values ($1, $2, $3, $4, $5) returning id`,
    [scenarioId, number, hash, JSON.stringify(draft.graph), actorText(actor)],
  );
  const changes = { number: [newest?.number ?? null, number], hash: [newest?.hash ?? null, hash] } as const;
  await recordAudit(tx, { actor, noun: 'scenario', recordId: scenarioId, verb: 'publish', changes });
  return { scenarioId, versionId, number, isNew: true, renamed, warnings };
}

type Naming = Pick<ScenarioRow, 'namePl' | 'nameEn' | 'descriptionPl' | 'descriptionEn' | 'subjectKind'>;

const unnamed: Naming = {
  namePl: '',
  nameEn: '',
  descriptionPl: null,
  descriptionEn: null,
  subjectKind: 'participant',
};

/**
 * Two who publish under one code wait for each other here: at the insert while the other makes the scenario, at the row's lock
 * once it is there. Where nothing differs, nothing is written.
 */
async function nameScenario(tx: Tx, draft: Checked, actor: Actor): Promise<{ id: string; renamed: boolean }> {
  const { code } = draft;
  const made = await tx.maybe<{ id: string }>(
    `insert into scenarios (name_pl, name_en, description_pl, description_en, subject_kind, code, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (code) do nothing returning id`,
    [...columnsOf(namingOf(draft, unnamed)), code, actorText(actor)],
  );
  if (made) return { id: made.id, renamed: false };
  const { id, ...before } = await tx.one<Naming & { id: string }>(
    `select id, name_pl, name_en, description_pl, description_en, subject_kind from scenarios where code = $1
     for no key update`,
    [code],
  );
  const after = namingOf(draft, before);
  const changes = changesBetween(before, after);
  const changed = Object.keys(changes);
  if (changed.length === 0) return { id, renamed: false };
  await tx.run(
    `update scenarios set name_pl = $1, name_en = $2, description_pl = $3, description_en = $4, subject_kind = $5,
       version = version + 1, updated_at = now(), updated_by = $7 where id = $6`,
    [...columnsOf(after), id, actorText(actor)],
  );
  await recordAudit(tx, { actor, noun: 'scenario', recordId: id, verb: 'edit', changes });
  return { id, renamed: changed.some((field) => field !== 'subjectKind') };
}

/** As the draft names it; what the draft leaves out is as before. */
function namingOf({ names, description, subjectKind }: ScenarioDraft, before: Naming): Naming {
  return {
    namePl: names.pl,
    nameEn: names.en,
    descriptionPl: description ? description.pl?.trim() || null : before.descriptionPl,
    descriptionEn: description ? description.en?.trim() || null : before.descriptionEn,
    subjectKind: subjectKind ?? before.subjectKind,
  };
}

function columnsOf({ namePl, nameEn, descriptionPl, descriptionEn, subjectKind }: Naming): unknown[] {
  return [namePl, nameEn, descriptionPl, descriptionEn, subjectKind];
}

/** The newest version `v` of the scenario `s`. */
export const NEWEST = `join lateral (select v.* from scenario_versions v where v.scenario_id = s.id order by v.number desc limit 1) v on true`;
/**
 * How many runs of the scenario `s` have not ended, at most 10,001: of customers whom the viewer sees (rule 20). A
 * participant's run is in the version of its stage.
 */
export function openRunsOf(viewer: Viewer): string {
  const open = `r.state <> 'ended'${seesEverybody(viewer) ? '' : ` and ${ofSeenCustomers(viewer, 'r.company_id')}`}`;
  return `(select count(*)::int from (
    select 1 from runs r join scenario_versions o on o.id = r.version_id
    where o.scenario_id = s.id and r.campaign_id is null and ${open}
    union all
    select 1 from scenario_versions o join campaign_stages g on g.scenario_version_id = o.id join runs r on r.stage_id = g.id
    where o.scenario_id = s.id and ${open} limit 10001) open)`;
}

const COLUMNS = `s.id, s.code, s.name_pl, s.name_en, s.description_pl, s.description_en, s.subject_kind, s.active,
  v.id as version_id, v.number, v.published_at, v.created_by`;

/** What a queue is called: as the team that works from it. */
export type QueueName = { readonly code: string; readonly name: string };

export type ReadScenario = ScenarioRow & {
  readonly graph: Version;
  readonly shown: number;
  readonly versions: readonly ScenarioVersionRow[];
  readonly queues: readonly QueueName[];
};

/** A scenario with one of its versions drawn: the newest unless `number` names another. */
export async function readScenario(
  db: Tx,
  viewer: Viewer,
  { id, number }: { readonly id: string; readonly number?: number },
): Promise<ReadScenario> {
  demand(viewer, 'scenario.read');
  const scenario = await db.maybe<ScenarioRow>(
    `select ${COLUMNS}, ${openRunsOf(viewer)} as open_runs from scenarios s ${NEWEST} where s.id = $1`,
    [id],
  );
  if (!scenario) throw notFound();
  const shown = number ?? scenario.number;
  const drawn = await db.maybe<{ graph: Version }>(
    'select graph from scenario_versions where scenario_id = $1 and number = $2',
    [id, shown],
  );
  if (!drawn) throw notFound();
  const versions = await db.rows<ScenarioVersionRow>(
    `select id, number, published_at, created_by from scenario_versions where scenario_id = $1 order by number desc limit 200`,
    [id],
  );
  return { ...scenario, shown, graph: drawn.graph, versions, queues: await namesOfQueues(db, drawn.graph) };
}

/** Of the queues in this version; one that is a team no more has none. */
export async function namesOfQueues(tx: Tx, version: Version): Promise<readonly QueueName[]> {
  const codes = queuesOf(version);
  if (codes.length === 0) return [];
  return tx.rows<QueueName>('select code, name from teams where code = any($1::text[]) order by code', [codes]);
}

function checkNaming({ code, names }: ScenarioDraft): void {
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(code))
    throw new DomainError(
      'scenario.wrong_code',
      {
        pl: `Kod „${code}” jest niewłaściwy. Użyj małych liter bez polskich znaków, cyfr i myślników, np. „powitanie-klienta”.`,
        en: `The code "${code}" is not right. Use small letters, digits and dashes, e.g. "customer-welcome".`,
      },
      'code',
    );
  for (const language of ['pl', 'en'] as const)
    if (names[language].trim() === '' || names[language].length > 200)
      throw new DomainError(
        'scenario.unnamed',
        {
          pl: 'Scenariusz potrzebuje nazwy po polsku i po angielsku (do 200 znaków). Wpisz ją.',
          en: 'The scenario needs a name in Polish and in English (up to 200 characters). Type it.',
        },
        `names.${language}`,
      );
}

function hasProblems(problems: readonly Problem[]): DomainError {
  const grave = problems.filter(({ warning }) => !warning);
  const { said } = grave[0]!;
  const more = grave.length - 1;
  return new DomainError(
    'scenario.has_problems',
    {
      pl: `Scenariusza nie można opublikować. ${said.pl}${more ? ` (i jeszcze ${more})` : ''}`,
      en: `The scenario cannot be published. ${said.en}${more ? ` (and ${more} more)` : ''}`,
    },
    'graph',
  );
}

function notFound(): DomainError {
  return new DomainError('scenario.not_found', {
    pl: 'Nie ma takiego scenariusza albo takiej wersji. Wróć do listy scenariuszy.',
    en: 'There is no such scenario or version. Go back to the list of scenarios.',
  });
}
