/** What people do with a campaign as a whole: submit, approve, send back, start, pause, resume, end, cancel. */
import { actorOf, demand, type Right, type Viewer } from '../domain/access.ts';
import { actorText, type Actor } from '../domain/actor.ts';
import type { CampaignState, OpenWork } from '../domain/campaigns/shapes.ts';
import { demandAction, type CampaignAction } from '../domain/campaigns/transitions.ts';
import { recordAudit } from './audit.ts';
import { demandSound, type Outside } from './campaign-checks.ts';
import { tell } from './campaign-notices.ts';
import { findCampaign, lockCampaign, type Campaign } from './campaigns.ts';
import type { Db, Tx } from './database.ts';
import { freeze, thaw } from './freezes.ts';
import { nudge } from './outbox.ts';

export type Named = { readonly id: string };
export type Checking = Named & Outside;
export type Reasoned = Named & { readonly reason: string };

/** Asks for approval. A campaign with an error is refused with its sentence. */
export async function submitCampaign(db: Db, viewer: Viewer, asked: Checking): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'submit', right: 'campaign.edit' })(async (tx, campaign, actor) => {
    await demandSound(tx, viewer, asked);
    await go(tx, { campaign, to: 'submitted', actor, reason: null });
    if (campaign.supervisorId !== viewer.userId) {
      await tell(tx, {
        campaign,
        actor,
        userId: campaign.supervisorId,
        pl: `Kampania „${campaign.name}” czeka na zatwierdzenie.`,
        en: `Campaign "${campaign.name}" awaits approval.`,
      });
    }
  });
}

/** Lets a submitted campaign be started. It is checked again: people and consents change. */
export async function approveCampaign(db: Db, viewer: Viewer, asked: Checking): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'approve', right: 'campaign.approve' })(async (tx, campaign, actor) => {
    await demandSound(tx, viewer, asked);
    await go(tx, { campaign, to: 'approved', actor, reason: null });
    await tx.run('update campaigns set approved_by = $2, approved_at = now() where id = $1', [
      campaign.id,
      viewer.userId,
    ]);
    await tellAuthor(tx, {
      campaign,
      actor,
      pl: `Kampania „${campaign.name}” jest zatwierdzona. Można ją uruchomić.`,
      en: `Campaign "${campaign.name}" is approved. It can be started.`,
    });
  });
}

/** Makes it a draft again, with the reason. */
export async function sendBackCampaign(db: Db, viewer: Viewer, asked: Reasoned): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'send back', right: 'campaign.approve' })(
    async (tx, campaign, actor) => {
      await go(tx, { campaign, to: 'draft', actor, reason: asked.reason });
      await tx.run('update campaigns set approved_by = null, approved_at = null where id = $1', [campaign.id]);
      await tellAuthor(tx, {
        campaign,
        actor,
        pl: `Kampania „${campaign.name}” wróciła do poprawy: ${asked.reason}`,
        en: `Campaign "${campaign.name}" was sent back: ${asked.reason}`,
      });
    },
  );
}

/** Starts an approved campaign: its workflow writes down the participants and opens the stages as their days come. */
export async function startCampaign(db: Db, viewer: Viewer, asked: Checking): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'start', right: 'campaign.run' })(async (tx, campaign, actor) => {
    await demandSound(tx, viewer, asked);
    await go(tx, { campaign, to: 'starting', actor, reason: null });
    await tx.run(`update campaigns set started_at = now(), materialised = '{}' where id = $1`, [campaign.id]);
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

/** Holds everything of the campaign: runs and planned messages wait, open tasks stay, what is being sent goes out. */
export async function pauseCampaign(db: Db, viewer: Viewer, asked: Reasoned): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'pause', right: 'campaign.run' })(async (tx, campaign, actor) => {
    await freeze(tx, { scope: { kind: 'campaign', id: campaign.id }, reason: asked.reason, actor });
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

/** Lets it go on; every wait is set again by its rule. */
export async function resumeCampaign(db: Db, viewer: Viewer, asked: Named): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'resume', right: 'campaign.run' })(async (tx, campaign, actor) => {
    await thaw(tx, { scope: { kind: 'campaign', id: campaign.id }, actor });
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

/**
 * Ends it before its time. `finish`: stages close by their rules and people finish what is open; `withdraw`: open tasks
 * and planned messages are withdrawn and every run ends.
 */
export async function endCampaign(
  db: Db,
  viewer: Viewer,
  asked: Reasoned & { readonly openWork: OpenWork },
): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'end', right: 'campaign.run' })(async (tx, campaign, actor) => {
    await go(tx, { campaign, to: 'ending', actor, reason: asked.reason });
    await tx.run('update campaigns set open_work = $2 where id = $1', [campaign.id, asked.openWork]);
    if (asked.openWork === 'withdraw') await hold(tx, { campaign, actor, reason: asked.reason });
    else if (campaign.paused) await thaw(tx, { scope: { kind: 'campaign', id: campaign.id }, actor });
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

/** Gives the campaign up: open tasks and planned messages are withdrawn, every run ends, what is being sent goes out. */
export async function cancelCampaign(db: Db, viewer: Viewer, asked: Reasoned): Promise<void> {
  await acting(db, viewer, { ...asked, action: 'cancel', right: 'campaign.run' })(async (tx, campaign, actor) => {
    await go(tx, { campaign, to: 'cancelled', actor, reason: asked.reason });
    const started = hasStarted(campaign.state);
    await tx.run(
      `update campaigns set open_work = 'withdraw', ended_at = case when $2 then null else now() end where id = $1`,
      [campaign.id, started],
    );
    if (!started) return;
    await hold(tx, { campaign, actor, reason: asked.reason });
    await nudge(tx, `campaign:${campaign.id}`);
  });
}

function hasStarted(state: CampaignState): boolean {
  return state === 'starting' || state === 'running' || state === 'ending';
}

/** Nothing more goes out while the runs are being told to end: telling them takes a moment, and mails are quick. */
async function hold(tx: Tx, { campaign, actor, reason }: Acted & { readonly reason: string }): Promise<void> {
  if (!campaign.paused) await freeze(tx, { scope: { kind: 'campaign', id: campaign.id }, reason, actor });
}

type Acted = { readonly campaign: Campaign; readonly actor: Actor };
type Act = Named & { readonly action: CampaignAction; readonly right: Right; readonly reason?: string };
type Work = (tx: Tx, campaign: Campaign, actor: Actor) => Promise<void>;

/** The frame of every action: the right, the lock, whether the state allows it, and the audit. */
function acting(db: Db, viewer: Viewer, { id, action, right, reason }: Act): (work: Work) => Promise<void> {
  demand(viewer, right);
  const actor = actorOf(viewer);
  return (work) =>
    db.transaction(async (tx) => {
      const before = await lockCampaign(tx, id);
      demandAction(action, before.state, before.paused);
      await work(tx, before, actor);
      const after = await findCampaign(tx, id);
      await recordAudit(tx, {
        actor,
        noun: 'campaign',
        recordId: id,
        verb: action,
        changes: {
          ...(after.state === before.state ? {} : { state: [before.state, after.state] }),
          ...(reason === undefined ? {} : { reason: [null, reason] }),
        },
      });
    });
}

type Going = Acted & { readonly to: CampaignState; readonly reason: string | null };

async function go(tx: Tx, { campaign, to, actor, reason }: Going): Promise<void> {
  await tx.run(
    `update campaigns set state = $2, state_reason = $3, updated_by = $4, updated_at = now(), version = version + 1
     where id = $1`,
    [campaign.id, to, reason, actorText(actor)],
  );
}

async function tellAuthor(tx: Tx, said: Acted & { readonly pl: string; readonly en: string }): Promise<void> {
  const [kind, userId] = said.campaign.createdBy.split(/[: ]/);
  if (kind !== 'user' || !userId || (said.actor.kind === 'user' && said.actor.id === userId)) return;
  await tell(tx, { ...said, userId });
}
