/** Stages of a campaign, as they are planned and read. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { OpenWork, StageEntry, StageState } from '../domain/campaigns/shapes.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Version } from '../domain/scenario/shapes.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';

export type StageDraft = {
  /** Kept over edits, because costs hang on it; a new stage has none yet. */
  readonly id?: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly budgetMinor: number | null;
  readonly goalCount: number | null;
  readonly scenarioVersionId: string | null;
  readonly tasksOnClose: OpenWork;
  readonly entry: StageEntry;
};

export type Stage = Required<StageDraft> & {
  readonly position: number;
  readonly state: StageState;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly scenarioNamePl: string | null;
  readonly scenarioNameEn: string | null;
  readonly scenarioNumber: number | null;
};

/** The stages in their order. */
export async function readStages(tx: Tx, campaignId: string): Promise<Stage[]> {
  return tx.rows<Stage>(
    `select g.id, g.position, g.name, g.starts_on, g.ends_on, g.budget_minor, g.goal_count, g.scenario_version_id,
       g.tasks_on_close, g.entry, g.state, g.opened_at, g.closed_at,
       s.name_pl as scenario_name_pl, s.name_en as scenario_name_en, v.number as scenario_number
     from campaign_stages g left join scenario_versions v on v.id = g.scenario_version_id
       left join scenarios s on s.id = v.scenario_id
     where g.campaign_id = $1 order by g.position`,
    [campaignId],
  );
}

/** The scenarios that the stages follow, by stage; null for a stage without one. */
export async function stageVersions(
  tx: Tx,
  campaignId: string,
): Promise<
  { readonly id: string; readonly name: string; readonly entry: StageEntry; readonly version: Version | null }[]
> {
  return tx.rows(
    `select g.id, g.name, g.entry, v.graph as version from campaign_stages g
       left join scenario_versions v on v.id = g.scenario_version_id
     where g.campaign_id = $1 order by g.position`,
    [campaignId],
  );
}

type StagesOf = { readonly campaignId: string; readonly stages: readonly StageDraft[]; readonly actor: Actor };

/** Makes the stages of a draft exactly these, in this order. */
export async function writeStages(tx: Tx, { campaignId, stages, actor }: StagesOf): Promise<void> {
  await demandVersions(tx, stages);
  const rows = stages.map((stage, position) => ({ ...stage, id: stage.id ?? newId(), position }));
  await tx.run('delete from campaign_stages where campaign_id = $1 and not (id = any($2::uuid[]))', [
    campaignId,
    rows.map((row) => row.id),
  ]);
  // Positions are unique: they step aside before they are given anew.
  await tx.run('update campaign_stages set position = -1 - position where campaign_id = $1', [campaignId]);
  await tx.run(
    `insert into campaign_stages (id, campaign_id, position, name, starts_on, ends_on, budget_minor, goal_count,
       scenario_version_id, tasks_on_close, entry, created_by, updated_by)
     select r.id, $1, r.position, r.name, r."startsOn", r."endsOn", r."budgetMinor", r."goalCount", r."scenarioVersionId",
       r."tasksOnClose", r.entry, $3, $3
     from jsonb_to_recordset($2::jsonb) r (id uuid, position integer, name text, "startsOn" date, "endsOn" date,
       "budgetMinor" bigint, "goalCount" integer, "scenarioVersionId" uuid, "tasksOnClose" text, entry text)
     on conflict (id) do update set position = excluded.position, name = excluded.name, starts_on = excluded.starts_on,
       ends_on = excluded.ends_on, budget_minor = excluded.budget_minor, goal_count = excluded.goal_count,
       scenario_version_id = excluded.scenario_version_id, tasks_on_close = excluded.tasks_on_close,
       entry = excluded.entry, updated_by = excluded.updated_by, updated_at = now(),
       version = campaign_stages.version + 1
     where campaign_stages.campaign_id = excluded.campaign_id`,
    [campaignId, JSON.stringify(rows), actorText(actor)],
  );
}

async function demandVersions(tx: Tx, stages: readonly StageDraft[]): Promise<void> {
  const wanted = stages.flatMap((stage) => stage.scenarioVersionId ?? []);
  const known = await tx.rows<{ id: string }>('select id from scenario_versions where id = any($1::uuid[])', [wanted]);
  const at = stages.findIndex(
    (stage) => stage.scenarioVersionId !== null && !known.some((row) => row.id === stage.scenarioVersionId),
  );
  if (at < 0) return;
  throw new DomainError(
    'stage.unknown_scenario',
    {
      pl: `Etap „${stages[at]!.name}” wskazuje scenariusz, którego nie ma. Wybierz scenariusz z listy opublikowanych.`,
      en: `Stage "${stages[at]!.name}" names a scenario that does not exist. Choose one of those published.`,
    },
    `stages.${at}.scenarioVersionId`,
  );
}
