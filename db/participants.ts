/** Participants: written down from the audience page by page, taken out, and listed with where each of them is. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/domain-error.ts';
import { recordAudit } from './audit.ts';
import { addSources, askedOf } from './campaign-audience.ts';
import { tellRuns } from './campaign-runs.ts';
import { lockCampaign, type Campaign } from './campaigns.ts';
import { candidatesSql, type Asked, type Sources } from './candidates.ts';
import type { Db, Tx } from './database.ts';
import { nudge } from './outbox.ts';
import { lookAgainAt } from './statistics.ts';

/** Companies in one page of the materialisation. */
const pageSize = 5_000;
/** Participants that one pump moves. */
const cohortSize = 25_000;

/** How far the audience has become participants. */
export type Materialised = { readonly after?: string; readonly counted?: number; readonly done?: boolean };

/**
 * Writes down the next page of the audience and how far it came, in one transaction: a killed one goes on behind the last
 * page that was committed. People left out are written down as well, with the reason. Somebody who was left out before
 * and can be reached now comes in.
 */
export async function materialisePage(db: Db, campaignId: string): Promise<Materialised> {
  const page = await db.transaction(async (tx) => {
    const { materialised } = await tx.one<{ materialised: Materialised }>(
      'select materialised from campaigns where id = $1 for no key update',
      [campaignId],
    );
    if (materialised.done) return materialised;
    const asked = await askedOf(tx, campaignId);
    const upTo = await endOfPage(tx, asked, materialised.after ?? null);
    const counted = materialised.counted ?? 0;
    const next: Materialised = upTo
      ? { after: upTo, counted: counted + (await writePage(tx, { asked, campaignId, materialised, upTo })) }
      : { ...materialised, counted, done: true };
    await tx.run('update campaigns set materialised = $2::jsonb where id = $1', [campaignId, JSON.stringify(next)]);
    if (next.done) await tx.run('update campaign_stages set admitted = false where campaign_id = $1', [campaignId]);
    return next;
  });
  if (page.done) await lookAgainAt(db, ['participants']);
  return page;
}

/** The last company of the next page, or undefined when there is none left. */
async function endOfPage(tx: Tx, { sources }: Asked, after: string | null): Promise<string | undefined> {
  const page = sources.everyone
    ? `select k.id from companies k where $6::uuid is null or k.id > $6::uuid order by k.id limit ${pageSize}`
    : `select distinct company_id as id from (
         select company_id from group_members where group_id = any($1::uuid[])
         union all select unnest($2::uuid[])
         union all select company_id from people where id = any($3::uuid[])
         union all select company_id from import_rows where import_id = any($4::uuid[]) and company_id is not null
         union all select id from companies where import_id = any($4::uuid[])
         union all select company_id from class_members where class_id = any($7::uuid[])) chosen
       where $5::boolean is not null and ($6::uuid is null or company_id > $6) order by id limit ${pageSize}`;
  const row = await tx.maybe<{ id: string }>(
    `with page as (${page}) select id from page where ($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::boolean, $7::uuid[]) is not null
     order by id desc limit 1`,
    [sources.groups, sources.companies, sources.people, sources.imports, sources.everyone, after, sources.classes],
  );
  return row?.id;
}

type Page = {
  readonly asked: Asked;
  readonly campaignId: string;
  readonly materialised: Materialised;
  readonly upTo: string;
};

/** Answers how many of the page take part. */
async function writePage(tx: Tx, { asked, campaignId, materialised, upTo }: Page): Promise<number> {
  const { sql, params } = candidatesSql(asked, { after: materialised.after ?? null, upTo });
  const at = (offset: number) => `$${params.length + offset}`;
  const { takingPart } = await tx.one<{ takingPart: number }>(
    `with ${sql},
     numbered as (
       select j.*, count(*) filter (where reason is null) over (order by company_id, person_id) as n from judged j),
     written as (
       insert into participants (campaign_id, company_id, person_id, cohort, state, reason, created_by)
       select ${at(1)}::uuid, company_id, person_id, (${at(2)}::bigint + greatest(n - 1, 0)) / ${cohortSize},
         case when reason is null then 'waiting' else 'left out' end, reason, ${at(3)}
       from numbered
       on conflict (campaign_id, company_id, person_id) do update
         set state = excluded.state, reason = excluded.reason, updated_at = now()
         where participants.state = 'left out' and excluded.reason is distinct from participants.reason)
     select count(*) as taking_part from numbered where reason is null`,
    [...params, campaignId, materialised.counted ?? 0, actorText(campaignActor)],
  );
  return takingPart;
}

export const campaignActor: Actor = { kind: 'system', id: 'campaign' };

export type MoreSources = { readonly id: string; readonly sources: Sources };

/** Adds to the audience, also while the campaign runs: newcomers get their runs in the stages that are open. */
export async function addParticipants(db: Db, viewer: Viewer, { id, sources }: MoreSources): Promise<void> {
  demand(viewer, 'campaign.run');
  const actor = actorOf(viewer);
  await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, id);
    demandGoingOn(campaign);
    await addSources(tx, viewer, { campaignId: id, sources });
    await tx.run(
      `update campaigns set materialised = '{}', version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
      [id, actorText(actor)],
    );
    await recordAudit(tx, {
      actor,
      noun: 'campaign',
      recordId: id,
      verb: 'add participants',
      changes: { audience: [null, sources] },
    });
    if (campaign.state === 'running') await nudge(tx, `campaign:${id}`);
  });
}

function demandGoingOn({ state }: Campaign): void {
  if (state !== 'ending' && state !== 'ended' && state !== 'cancelled') return;
  throw new DomainError('campaign.over', {
    pl: 'Ta kampania się kończy albo już się skończyła, więc nie można zmieniać jej uczestników.',
    en: 'This campaign is ending or over, so its participants cannot change any more.',
  });
}

export type Removal = { readonly id: string; readonly participantIds: readonly string[]; readonly reason: string };

/** Takes participants out: their open tasks and planned messages are withdrawn, their runs end with the reason. */
export async function removeParticipants(db: Db, viewer: Viewer, removal: Removal): Promise<number> {
  demand(viewer, 'campaign.run');
  const actor = actorOf(viewer);
  const { id, participantIds, reason } = removal;
  return db.transaction(async (tx) => {
    demandGoingOn(await lockCampaign(tx, id));
    const removed = await tx.rows<{ id: string }>(
      `update participants set state = 'removed', reason = $3, updated_at = now()
       where campaign_id = $1 and id = any($2::uuid[]) and state in ('waiting', 'active', 'done') returning id`,
      [id, participantIds, reason],
    );
    const ids = removed.map((row) => row.id);
    await tellRuns(tx, {
      where: 'r.participant_id = any($1::uuid[])',
      values: [ids],
      source: 'participant',
      sourceId: 'removed',
      what: { kind: 'control', what: 'cancel', reason },
      actor,
      limit: ids.length * 100,
    });
    await recordAudit(tx, {
      actor,
      noun: 'campaign',
      recordId: id,
      verb: 'remove participants',
      changes: { participants: [ids.length, 0], reason: [null, reason] },
    });
    return ids.length;
  });
}
