/** Finds what should have been moved and was not: a lost nudge costs a minute, not a run. */
import type { Target, TargetKind } from '../domain/target.ts';
import { lateCampaigns, tellOfStuckRuns } from './campaign-sweep.ts';
import type { Db, Tx } from './database.ts';
import { nudgeAll } from './outbox.ts';
import { IS_FROZEN, MOVES_RUN } from './run-rows.ts';

/** Inputs are read at once, unless somebody has died. */
const INPUT_LATE = "interval '30 seconds'";
/** A pump looks when the grid of its cohort says so; a minute later it is late. */
const RUN_LATE = "interval '1 minute'";
/** Imports, bulk actions and exports say after each piece of work that they have moved. So long without it: nobody is at it. */
const WORK_LATE = "interval '5 minutes'";

export type Swept = {
  readonly inputs: number;
  readonly runs: number;
  readonly dispatchers: number;
  readonly campaigns: number;
  /** Imports, bulk actions and exports. */
  readonly works: number;
};

/** Wakes whoever should have moved something. Only targets are written, however many runs are late. */
export async function sweep(db: Db): Promise<Swept> {
  return db.transaction(async (tx) => {
    const inputs = await late(tx, LATE_INPUTS);
    const runs = await late(tx, LATE_RUNS);
    const dispatchers = await late(tx, LATE_MESSAGES);
    const campaigns = await lateCampaigns(tx);
    const works = await late(tx, LATE_WORKS);
    await tellOfStuckRuns(tx);
    await nudgeAll(tx, [...inputs, ...runs, ...dispatchers, ...campaigns, ...works]);
    return {
      inputs: inputs.length,
      runs: runs.length,
      dispatchers: dispatchers.length,
      campaigns: campaigns.length,
      works: works.length,
    };
  });
}

async function late(tx: Tx, sql: string): Promise<Target[]> {
  return (await tx.rows<{ target: Target }>(sql)).map((row) => row.target);
}

const target = (of: string) => `case when ${of}.campaign_id is not null and ${of}.cohort is not null
  then 'pump:' || ${of}.campaign_id || ':' || ${of}.cohort else 'run:' || r.id end`;

const LATE_INPUTS = `select distinct ${target('i')} as target from run_inputs i join runs r on r.id = i.run_id
  where i.taken_rev is null and i.withdrawn_at is null and coalesce(i.not_before, i.recorded_at) < now() - ${INPUT_LATE}
    and ${MOVES_RUN}`;

/**
 * Cohorts are looked at once each, through the earliest due run of each: the index gives it. A big cohort is moved on a
 * grid of five minutes, a small one each minute; it is late a minute after that.
 */
const LATE_RUNS = `
  with recursive cohorts as (
    (select campaign_id, cohort from runs where state = 'running' and campaign_id is not null and cohort is not null
     order by campaign_id, cohort limit 1)
    union all
    select n.campaign_id, n.cohort from cohorts c cross join lateral (
      select campaign_id, cohort from runs where state = 'running' and cohort is not null
        and (campaign_id, cohort) > (c.campaign_id, c.cohort) order by campaign_id, cohort limit 1) n)
  select 'pump:' || c.campaign_id || ':' || c.cohort as target from cohorts c
  where exists (
    select 1 from runs r where r.campaign_id = c.campaign_id and r.cohort = c.cohort and r.state = 'running'
      and r.due_at < now() - ${RUN_LATE} - case when (select count(*) from (select 1 from runs q
        where q.campaign_id = c.campaign_id and q.cohort = c.cohort and q.state = 'running' limit 5001) capped) > 5000
        then interval '5 minutes' else interval '1 minute' end
      and not ${IS_FROZEN})
  union all
  select 'run:' || r.id from runs r where r.state = 'running' and r.cohort is null and r.due_at < now() - ${RUN_LATE}
    and not ${IS_FROZEN}`;

const LATE_MESSAGES = `select 'dispatch:' || a.id as target from channel_accounts a
  where a.active and (a.paused_until is null or a.paused_until < now()) and (exists (
    select 1 from effects e where e.channel_account_id = a.id and e.kind = 'message' and e.state = 'planned'
      and coalesce(e.not_before, e.planned_at) < now() - ${RUN_LATE})
    or exists (select 1 from effects e where e.channel_account_id = a.id and e.state = 'doing' and e.lease_until < now()))`;

const IMPORTS = `imports where state in ('analysing', 'importing', 'undoing')`;
const BULKS = `bulks where state in ('running', 'undoing')`;
const EXPORTS = `exports where state in ('waiting', 'writing')`;

/** One that lives and is only slow is woken for nothing, which does no harm. */
const LATE_WORKS = `select 'import:' || id as target from ${IMPORTS} and updated_at < now() - ${WORK_LATE}
  union all select 'bulk:' || id from ${BULKS} and moved_at < now() - ${WORK_LATE}
  union all select 'export:' || id from ${EXPORTS} and moved_at < now() - ${WORK_LATE}`;

/** For each kind of workflow that the outbox can start: which of them there should be, as PostgreSQL alone knows it. */
const THERE_SHOULD_BE: Readonly<Record<TargetKind, string>> = {
  campaign: `select 'campaign:' || id as target from campaigns where state in ('starting', 'running', 'ending', 'cancelled')`,
  pump: `select 'pump:' || campaign_id || ':' || cohort from runs
    where state <> 'ended' and campaign_id is not null and cohort is not null group by campaign_id, cohort`,
  run: `select 'run:' || id from runs where state <> 'ended' and cohort is null`,
  dispatch: `select 'dispatch:' || id from channel_accounts where active`,
  import: `select 'import:' || id from ${IMPORTS}`,
  bulk: `select 'bulk:' || id from ${BULKS}`,
  export: `select 'export:' || id from ${EXPORTS}`,
  // What it has to do it finds itself. The sweep leaves it to its own schedule, which starts it each night.
  shape: `select 'shape:all'`,
};

/** Wakes everything that should have a workflow: Temporal's database is disposable, this starts all of it again. */
export async function wakeEverything(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    const targets = await late(tx, Object.values(THERE_SHOULD_BE).join(' union all '));
    await nudgeAll(tx, targets);
    return targets.length;
  });
}
