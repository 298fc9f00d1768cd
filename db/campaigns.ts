/** Campaigns as records: made, changed while they are drafts, read and listed. What becomes of them is in `campaign-states.ts`. */
import { actorOf, demand, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { demandDates } from '../domain/campaigns/check.ts';
import type { CampaignState, GoalMeasure, OpenWork } from '../domain/campaigns/shapes.ts';
import { demandAction } from '../domain/campaigns/transitions.ts';
import { DomainError, withNow } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { changesBetween, recordAudit } from './audit.ts';
import { readSources, writeSources } from './campaign-audience.ts';
import { readStages, writeStages, type Stage, type StageDraft } from './campaign-stages.ts';
import type { Sources } from './candidates.ts';
import { demandCurrency, usualCurrency } from './currencies.ts';
import type { Db, Tx } from './database.ts';
import { fillOwn, type OwnEdit } from './own-filling.ts';
import { ownForViewer, ownWritten, settleOwn } from './own-values.ts';

/** What a person fills in: everything a campaign is before it starts. */
export type CampaignDraft = {
  readonly name: string;
  readonly kind: 'marketing' | 'service' | 'collection' | 'project' | 'visits';
  readonly description: string | null;
  readonly goalText: string;
  readonly goalMeasure: GoalMeasure;
  readonly goalCount: number | null;
  readonly budgetMinor: number | null;
  /** The usual one unless given; what a draft has already stays. */
  readonly currency?: string | undefined;
  readonly supervisorId: string;
  readonly legalEntityId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly leaveOutBusy: boolean;
  readonly stages: readonly StageDraft[];
  readonly audience: Sources;
  /** Values of own fields by code; what is not sent stays. */
  readonly own?: OwnValues;
};

export type Campaign = Omit<CampaignDraft, 'stages' | 'audience' | 'own' | 'currency'> & {
  readonly id: string;
  readonly currency: string;
  /** Values of all own fields by code; what a viewer reads of them goes through `ownForViewer`. */
  readonly own: OwnValues;
  readonly state: CampaignState;
  readonly stateReason: string | null;
  readonly openWork: OpenWork;
  readonly paused: boolean;
  readonly pausedBecause: string | null;
  readonly supervisorName: string;
  readonly supervisorActive: boolean;
  readonly approvedAt: string | null;
  readonly approvedByName: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly createdBy: string;
  readonly version: number;
};

/** A new draft. */
export async function createCampaign(db: Db, viewer: Viewer, draft: CampaignDraft): Promise<{ readonly id: string }> {
  demand(viewer, 'campaign.edit');
  demandDates(draft);
  const actor = actorOf(viewer);
  return db.transaction(async (tx) => {
    await demandCurrency(tx, { chosen: draft.currency });
    const currency = draft.currency ?? (await usualCurrency(tx));
    const written = await ownWritten(tx, viewer, { record: 'campaign', before: null, sent: draft.own });
    const { id } = await tx.one<{ id: string }>(
      `insert into campaigns (name, kind, description, goal_text, goal_measure, goal_count, budget_minor, currency,
         supervisor_id, legal_entity_id, starts_on, ends_on, leave_out_busy, own, created_by, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15, $14, $14) returning id`,
      [...columnsOf({ ...draft, currency }), actorText(actor), JSON.stringify(written.own)],
    );
    await writeStages(tx, { campaignId: id, stages: draft.stages, actor });
    await writeSources(tx, viewer, { campaignId: id, sources: draft.audience });
    await recordAudit(tx, {
      actor,
      noun: 'campaign',
      recordId: id,
      verb: 'create',
      changes: { name: [null, draft.name], ...written.changes },
    });
    await settleOwn(tx, viewer, { record: 'campaign', id, written });
    return { id };
  });
}

export type CampaignEdit = { readonly id: string; readonly version: number; readonly draft: CampaignDraft };

/** Changes a draft as a whole. One that somebody else has changed meanwhile is refused. */
export async function editCampaign(db: Db, viewer: Viewer, { id, version, draft }: CampaignEdit): Promise<void> {
  demand(viewer, 'campaign.edit');
  demandDates(draft);
  const actor = actorOf(viewer);
  await db.transaction(async (tx) => {
    const before = await lockCampaign(tx, id);
    demandAction('edit', before.state);
    if (before.version !== version) throw withNow(changedMeanwhile(), before);
    await demandCurrency(tx, { chosen: draft.currency, before: before.currency });
    const currency = draft.currency ?? before.currency;
    const written = await ownWritten(tx, viewer, { record: 'campaign', before: before.own, sent: draft.own });
    await tx.run(
      `update campaigns set name = $1, kind = $2, description = $3, goal_text = $4, goal_measure = $5, goal_count = $6,
         budget_minor = $7, currency = $8, supervisor_id = $9, legal_entity_id = $10, starts_on = $11, ends_on = $12,
         leave_out_busy = $13, updated_by = $14, own = $16, updated_at = now(), version = version + 1 where id = $15`,
      [...columnsOf({ ...draft, currency }), actorText(actor), id, JSON.stringify(written.own)],
    );
    await writeStages(tx, { campaignId: id, stages: draft.stages, actor });
    await writeSources(tx, viewer, { campaignId: id, sources: draft.audience });
    await settleOwn(tx, viewer, { record: 'campaign', id, written });
    const { stages: _stages, audience: _audience, own: _own, ...fields } = draft;
    const changes = { ...changesBetween(before, { ...fields, currency }), ...written.changes };
    await recordAudit(tx, { actor, noun: 'campaign', recordId: id, verb: 'edit', changes });
  });
}

/** Fills own fields of a campaign in any state: what was agreed on is the rest, and experience is written down at the end. */
export async function fillCampaign(tx: Tx, viewer: Viewer, edit: OwnEdit): Promise<{ readonly version: number }> {
  const { id, version } = edit;
  demand(viewer, 'campaign.edit');
  const actor = actorOf(viewer);
  const before = await lockCampaign(tx, id);
  if (before.version !== version) throw withNow(changedMeanwhile(), before);
  return fillOwn(tx, viewer, { record: 'campaign', edit, before: before.own, actor });
}

const draftColumns = [
  'name',
  'kind',
  'description',
  'goalText',
  'goalMeasure',
  'goalCount',
  'budgetMinor',
  'currency',
  'supervisorId',
  'legalEntityId',
  'startsOn',
  'endsOn',
  'leaveOutBusy',
] as const satisfies readonly (keyof CampaignDraft & keyof Campaign)[];

function columnsOf(draft: CampaignDraft): unknown[] {
  return draftColumns.map((column) => draft[column]);
}

const SELECT = `select c.id, c.name, c.kind, c.description, c.goal_text, c.goal_measure, c.goal_count, c.budget_minor,
    c.currency, c.supervisor_id, c.legal_entity_id, c.starts_on, c.ends_on, c.leave_out_busy, c.state, c.state_reason,
    c.open_work, f.id is not null as paused, f.reason as paused_because, s.name as supervisor_name,
    s.active as supervisor_active, c.approved_at, a.name as approved_by_name, c.started_at, c.ended_at, c.created_by,
    c.own, c.version
  from campaigns c join users s on s.id = c.supervisor_id left join users a on a.id = c.approved_by
    left join freezes f on f.scope_kind = 'campaign' and f.scope_id = c.id and f.frozen_to is null`;

/** A campaign without its stages and people. Throws `campaign.not_found`. */
export async function findCampaign(tx: Tx, id: string): Promise<Campaign> {
  const found = await tx.maybe<Campaign>(`${SELECT} where c.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** As `findCampaign`, and nobody else changes it before this transaction ends. */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign> {
  const locked = await tx.run('select id from campaigns where id = $1 for no key update', [id]);
  if (locked === 0) throw notFound();
  return findCampaign(tx, id);
}

/** A campaign with all that a person has filled in. */
export async function readCampaign(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<Campaign & { readonly stages: readonly Stage[]; readonly audience: Sources }> {
  demand(viewer, 'campaign.read');
  const campaign = await findCampaign(tx, id);
  const own = await ownForViewer(tx, viewer, { record: 'campaign', own: campaign.own });
  return { ...campaign, own, stages: await readStages(tx, id), audience: await readSources(tx, id) };
}

function notFound(): DomainError {
  return new DomainError('campaign.not_found', {
    pl: 'Nie ma takiej kampanii. Mogła zostać usunięta; wróć do listy kampanii.',
    en: 'There is no such campaign. It may have been deleted; go back to the list of campaigns.',
  });
}

/** Somebody else was quicker. */
function changedMeanwhile(): DomainError {
  return new DomainError('campaign.changed', {
    pl: 'Ktoś zmienił tę kampanię w międzyczasie. Odśwież stronę, sprawdź zmiany i wprowadź swoje jeszcze raz.',
    en: 'Somebody has changed this campaign meanwhile. Reload the page, look at the changes and enter yours again.',
  });
}
