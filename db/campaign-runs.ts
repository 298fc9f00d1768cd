/** Runs of a campaign as a whole: begun for the participants of a stage, told that it has closed, told to end. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { InputWhat } from '../domain/scenario/shapes.ts';
import type { Target } from '../domain/target.ts';
import type { Tx } from './database.ts';
import { newId } from './new-id.ts';
import { nudgeAtOnce } from './outbox.ts';
import { startRuns } from './runs.ts';

/** Rows that one statement writes: short enough to lock nobody out. */
const pageSize = 5_000;

type Entrant = {
  readonly id: string;
  readonly companyId: string;
  readonly personId: string | null;
  readonly cohort: number;
};

/** A page of those who come in; `after` is the last of the page before. */
export type Admitting = { readonly stageId: string; readonly after?: string; readonly actor: Actor };

export type Admitted = {
  readonly admitted: number;
  /** Where the next page begins; missing: everybody is in. */
  readonly next?: string;
};

/**
 * Gives a run to the next participants who may come into a stage and have none there. A run belongs to one participant
 * and stage for ever, so nobody comes in twice, wherever one begins again.
 */
export async function admitPage(tx: Tx, { stageId, after, actor }: Admitting): Promise<Admitted> {
  const stage = await tx.one<{ campaignId: string; scenarioVersionId: string | null }>(
    'select campaign_id, scenario_version_id from campaign_stages where id = $1',
    [stageId],
  );
  if (stage.scenarioVersionId === null) return { admitted: 0 };
  const entrants = await tx.rows<Entrant>(
    `${ENTRANTS} and ($2::uuid is null or p.id > $2) order by p.id limit ${pageSize} for no key update of p`,
    [stageId, after ?? null],
  );
  await startRuns(
    tx,
    entrants.map((one) => ({
      id: newId(),
      kind: 'participant' as const,
      versionId: stage.scenarioVersionId!,
      subject: { kind: 'participant' as const, id: one.id },
      companyId: one.companyId,
      personId: one.personId,
      campaignId: stage.campaignId,
      stageId,
      participantId: one.id,
      cohort: one.cohort,
      actor,
    })),
  );
  await tx.run(
    `update participants set state = 'active', updated_at = now() where id = any($1::uuid[]) and state = 'waiting'`,
    [entrants.map((one) => one.id)],
  );
  const last = entrants.at(-1);
  return { admitted: entrants.length, ...(last && entrants.length === pageSize ? { next: last.id } : {}) };
}

/** Whether somebody may come into a stage and has no run there. */
export async function hasEntrants(tx: Tx, stageId: string): Promise<boolean> {
  return (await tx.maybe(`${ENTRANTS} limit 1`, [stageId])) !== undefined;
}

/** Participants who may come into the stage $1: everyone, or those whose last run in an earlier stage ended so. */
const ENTRANTS = `select p.id, p.company_id, p.person_id, p.cohort
  from campaign_stages g join participants p on p.campaign_id = g.campaign_id and p.state in ('waiting', 'active', 'done')
  where g.id = $1 and g.scenario_version_id is not null
    and not exists (select 1 from runs r where r.participant_id = p.id and r.stage_id = g.id)
    and (g.entry = 'everyone' or g.entry = (
      select case when e.state = 'ended' then e.result end from runs e join campaign_stages h on h.id = e.stage_id
      where e.participant_id = p.id and h.position < g.position order by h.position desc limit 1))`;

export type Telling = {
  /** Which runs `r`, with $1, $2, … from `values`. Those that have ended are never told anything. */
  readonly where: string;
  readonly values: readonly unknown[];
  readonly source: string;
  readonly sourceId: string;
  readonly what: InputWhat;
  readonly actor: Actor;
  readonly limit?: number;
};

/** Records one input for many runs, at most a page of those that have not been told yet, and wakes their pumps. */
export async function tellRuns(
  tx: Tx,
  { where, values, source, sourceId, what, actor, limit = pageSize }: Telling,
): Promise<number> {
  const at = (offset: number) => `$${values.length + offset}`;
  const told = await tx.rows<{ target: Target; count: number }>(
    `with told as (
       insert into run_inputs (run_id, campaign_id, cohort, kind, source, source_id, what, actor)
       select r.id, r.campaign_id, r.cohort, ${at(1)}, ${at(2)}, ${at(3)}, ${at(4)}::json, ${at(5)}
       from runs r where ${where} and r.state <> 'ended' and not exists (
         select 1 from run_inputs i where i.run_id = r.id and i.source = ${at(2)} and i.source_id = ${at(3)})
       limit ${at(6)}
       on conflict (run_id, source, source_id) do nothing
       returning campaign_id, cohort)
     select 'pump:' || campaign_id || ':' || cohort as target, count(*) as count from told group by campaign_id, cohort`,
    [...values, what.kind, source, sourceId, JSON.stringify(what), actorText(actor), limit],
  );
  await nudgeAtOnce(
    tx,
    told.map((row) => row.target),
  );
  return told.reduce((sum, row) => sum + row.count, 0);
}
