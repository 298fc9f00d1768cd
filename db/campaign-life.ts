/** The steps of a campaign's life as its workflow takes them. Each is one short transaction that is safe to repeat. */
import type { Actor } from '../domain/actor.ts';
import { endOfDay, startOfDay } from '../domain/campaigns/days.ts';
import type { Life, StageLife } from '../domain/campaigns/life.ts';
import type { CampaignState, OpenWork, StageEntry, StageState } from '../domain/campaigns/shapes.ts';
import { reasonCode } from '../domain/reasons.ts';
import { zoneOf } from './campaign-checks.ts';
import { tellSupervisor } from './campaign-notices.ts';
import { admitPage, hasEntrants, tellRuns, type Admitted } from './campaign-runs.ts';
import type { Db, Tx } from './database.ts';
import { thaw } from './freezes.ts';
import type { Materialised } from './participants.ts';
import { lookAgainAt } from './statistics.ts';

const campaignItself: Actor = { kind: 'system', id: 'campaign' };

/** All that decides what the campaign does next; undefined when it is gone. */
export async function loadLife(tx: Tx, campaignId: string): Promise<Life | undefined> {
  const row = await tx.maybe<LifeRow>(
    `select c.state, c.ends_on, c.open_work, c.materialised, c.ended_at is not null as finished,
       exists (select 1 from freezes f where f.frozen_to is null
         and (f.scope_kind = 'everything' or (f.scope_kind = 'campaign' and f.scope_id = c.id))) as paused,
       exists (select 1 from runs r where r.campaign_id = c.id and r.state = 'running') as running,
       exists (select 1 from runs r where r.campaign_id = c.id and r.state <> 'ended' and not exists (
         select 1 from run_inputs i where i.run_id = r.id and i.source = 'campaign' and i.source_id = 'over')) as untold
     from campaigns c where c.id = $1`,
    [campaignId],
  );
  if (!row) return undefined;
  const zone = await zoneOf(tx);
  return {
    state: row.state,
    paused: row.paused,
    finished: row.finished,
    materialised: row.materialised.done === true,
    endsAt: endOfDay(row.endsOn, zone),
    openWork: row.openWork,
    stages: await stagesOf(tx, campaignId, zone),
    running: row.running,
    untold: row.untold,
  };
}

type LifeRow = {
  readonly state: CampaignState;
  readonly endsOn: string;
  readonly openWork: OpenWork;
  readonly finished: boolean;
  readonly materialised: Materialised;
  readonly paused: boolean;
  readonly running: boolean;
  readonly untold: boolean;
};

async function stagesOf(tx: Tx, campaignId: string, zone: string): Promise<StageLife[]> {
  const rows = await tx.rows<{
    id: string;
    state: StageState;
    startsOn: string;
    endsOn: string;
    admitted: boolean;
    entry: StageEntry;
  }>(
    'select id, state, starts_on, ends_on, admitted, entry from campaign_stages where campaign_id = $1 order by position',
    [campaignId],
  );
  const stages: StageLife[] = [];
  for (const row of rows) {
    const entersByResult = row.entry !== 'everyone';
    const newcomers = row.state === 'open' && (!row.admitted || (entersByResult && (await hasEntrants(tx, row.id))));
    stages.push({
      id: row.id,
      state: row.state,
      startsAt: startOfDay(row.startsOn, zone),
      endsAt: endOfDay(row.endsOn, zone),
      newcomers,
      entersByResult,
    });
  }
  return stages;
}

/** Everybody is written down: from now on the stages' days decide. */
export async function beginRunning(db: Db, campaignId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const begun = await tx.maybe<{ name: string }>(
      `update campaigns set state = 'running', version = version + 1, updated_at = now(), updated_by = 'system:campaign'
       where id = $1 and state = 'starting' returning name`,
      [campaignId],
    );
    if (!begun) return;
    const counts = await tx.one<{ takingPart: number; leftOut: number }>(
      `select count(*) filter (where state in ('waiting', 'active', 'done')) as taking_part,
         count(*) filter (where state = 'left out') as left_out from participants where campaign_id = $1`,
      [campaignId],
    );
    await tellSupervisor(tx, campaignId, {
      pl: `Kampania „${begun.name}” ruszyła. Uczestnicy: ${counts.takingPart}, pominięci: ${counts.leftOut}.`,
      en: `Campaign "${begun.name}" has started. Participants: ${counts.takingPart}, left out: ${counts.leftOut}.`,
    });
  });
}

/** Opens a stage and lets a page of participants in. */
export async function openStagePage(
  db: Db,
  { stageId, after }: { readonly stageId: string; readonly after?: string },
): Promise<Admitted> {
  const page = await db.transaction(async (tx) => {
    const open = await tx.maybe(
      `update campaign_stages g set state = 'open', opened_at = coalesce(g.opened_at, now()), updated_at = now()
       from campaigns c where g.id = $1 and c.id = g.campaign_id and c.state = 'running' and g.state in ('planned', 'open')
       returning g.id`,
      [stageId],
    );
    if (!open) return { admitted: 0 };
    const page = await admitPage(tx, { stageId, actor: campaignItself, ...(after ? { after } : {}) });
    if (!page.next) await tx.run('update campaign_stages set admitted = true where id = $1', [stageId]);
    return page;
  });
  // The first page as well as the last: pumps move it while the others come in.
  if (page.admitted > 0 && (after === undefined || !page.next)) await lookAgainAt(db, ['runs']);
  return page;
}

/** Tells a page of a stage's runs that it has closed. Answers whether there are more. */
export async function closeStagePage(
  db: Db,
  stageId: string,
): Promise<{ readonly told: number; readonly more: boolean }> {
  return db.transaction(async (tx) => {
    const stage = await tx.maybe<{ tasksOnClose: OpenWork }>(
      `update campaign_stages set state = 'closing', updated_at = now() where id = $1 and state in ('open', 'closing')
       returning tasks_on_close`,
      [stageId],
    );
    if (!stage) return { told: 0, more: false };
    const told = await tellRuns(tx, {
      where: 'r.stage_id = $1',
      values: [stageId],
      source: 'stage',
      sourceId: 'closed',
      what: { kind: 'control', what: 'stage closed', tasks: stage.tasksOnClose },
      actor: campaignItself,
    });
    if (told > 0) return { told, more: true };
    await tx.run(`update campaign_stages set state = 'closed', closed_at = now(), updated_at = now() where id = $1`, [
      stageId,
    ]);
    return { told, more: false };
  });
}

/** A stage whose days have passed before it could open is closed unopened, and the supervisor hears of it. */
export async function skipStage(db: Db, stageId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const skipped = await tx.maybe<{ campaignId: string; name: string; campaignState: CampaignState }>(
      `update campaign_stages g set state = 'closed', closed_at = now(), updated_at = now() from campaigns c
       where g.id = $1 and g.state = 'planned' and c.id = g.campaign_id
       returning g.campaign_id, g.name, c.state as campaign_state`,
      [stageId],
    );
    if (!skipped || skipped.campaignState !== 'running') return;
    await tellSupervisor(tx, skipped.campaignId, {
      pl: `Etap „${skipped.name}” minął, zanim mógł się otworzyć, więc nikt do niego nie wszedł.`,
      en: `Stage "${skipped.name}" was over before it could open, so nobody came into it.`,
    });
  });
}

/** The last day has passed, or every stage has closed. */
export async function windDown(db: Db, campaignId: string): Promise<void> {
  await db.run(
    `update campaigns set state = 'ending', version = version + 1, updated_at = now(), updated_by = 'system:campaign'
     where id = $1 and state = 'running'`,
    [campaignId],
  );
}

/** Tells a page of the campaign's runs to end. Answers whether there are more. */
export async function withdrawPage(
  db: Db,
  campaignId: string,
): Promise<{ readonly told: number; readonly more: boolean }> {
  return db.transaction(async (tx) => {
    const { state } = await tx.one<{ state: CampaignState }>('select state from campaigns where id = $1', [campaignId]);
    const reason = reasonCode(state === 'cancelled' ? 'campaign cancelled' : 'campaign ended');
    const told = await tellRuns(tx, {
      where: 'r.campaign_id = $1',
      values: [campaignId],
      source: 'campaign',
      sourceId: 'over',
      what: { kind: 'control', what: 'cancel', reason },
      actor: campaignItself,
    });
    return { told, more: told > 0 };
  });
}

/** Nobody is on the way any more: writes down how it ended for each participant, and tells the supervisor. */
export async function finish(db: Db, campaignId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const over = await tx.maybe<{ name: string; state: CampaignState }>(
      `update campaigns set state = case when state = 'ending' then 'ended' else state end, ended_at = now(),
         version = version + 1, updated_at = now(), updated_by = 'system:campaign'
       where id = $1 and state in ('ending', 'cancelled') returning name, state`,
      [campaignId],
    );
    if (!over) return;
    await closeWhatIsLeft(tx, campaignId);
    const counts = await settleParticipants(tx, campaignId);
    const stuck =
      counts.stuck > 0 ? { pl: ` Utknęło: ${counts.stuck}.`, en: ` Stuck: ${counts.stuck}.` } : { pl: '', en: '' };
    const verb =
      over.state === 'cancelled'
        ? { pl: 'jest anulowana', en: 'is cancelled' }
        : { pl: 'dobiegła końca', en: 'has ended' };
    await tellSupervisor(tx, campaignId, {
      pl: `Kampania „${over.name}” ${verb.pl}. Udane: ${counts.success} z ${counts.all}.${stuck.pl}`,
      en: `Campaign "${over.name}" ${verb.en}. Successful: ${counts.success} of ${counts.all}.${stuck.en}`,
    });
  });
}

async function closeWhatIsLeft(tx: Tx, campaignId: string): Promise<void> {
  await tx.run(
    `update campaign_stages set state = 'closed', closed_at = coalesce(closed_at, now()), updated_at = now()
     where campaign_id = $1 and state <> 'closed'`,
    [campaignId],
  );
  const frozen = await tx.maybe(
    `select 1 from freezes where scope_kind = 'campaign' and scope_id = $1 and frozen_to is null`,
    [campaignId],
  );
  if (frozen) await thaw(tx, { scope: { kind: 'campaign', id: campaignId }, actor: campaignItself });
}

type Ended = { readonly all: number; readonly success: number; readonly stuck: number };

/** The result of a participant is that of the run in the last stage. */
async function settleParticipants(tx: Tx, campaignId: string): Promise<Ended> {
  await tx.run(
    `update participants p set state = 'done', result = last.result, updated_at = now()
     from (select distinct on (r.participant_id) r.participant_id, r.result
           from runs r join campaign_stages g on g.id = r.stage_id
           where g.campaign_id = $1 order by r.participant_id, (r.state = 'ended') desc, g.position desc) last
     where p.id = last.participant_id and p.state in ('waiting', 'active')`,
    [campaignId],
  );
  return tx.one<Ended>(
    `select count(*) filter (where p.state in ('waiting', 'active', 'done')) as all,
       count(*) filter (where exists (select 1 from runs r where r.participant_id = p.id and r.result = 'success')) as success,
       count(*) filter (where exists (select 1 from runs r where r.participant_id = p.id and r.state = 'stuck')) as stuck
     from participants p where p.campaign_id = $1`,
    [campaignId],
  );
}
