/** What holds a campaign back, asked of the records as they are now. */
import { demand, seesEverybody, type Viewer } from '../domain/access.ts';
import { checkCampaign, type Problem } from '../domain/campaigns/check.ts';
import { dateAt } from '../domain/campaigns/days.ts';
import { DomainError } from '../domain/domain-error.ts';
import { askedOf } from './campaign-audience.ts';
import { readStages } from './campaign-stages.ts';
import { findCampaign } from './campaigns.ts';
import { countCandidates, type AudienceCount } from './candidates.ts';
import { isMailOff } from './channel-accounts.ts';
import type { Tx } from './database.ts';

export type Checked = { readonly problems: readonly Problem[]; readonly audience: AudienceCount };

/** What the records do not know: where the links in mails lead, and whether mail leaves this machine. */
export type Outside = { readonly publicUrl: string; readonly mailIsReal: boolean };

/**
 * Problems of a campaign, and how many of its audience take part. The whole audience is judged, whoever asks; who sees only
 * their own customers is told how many of these take part.
 */
export async function checkSavedCampaign(
  tx: Tx,
  viewer: Viewer,
  { id, publicUrl, mailIsReal }: Outside & { readonly id: string },
): Promise<Checked> {
  demand(viewer, 'campaign.read');
  const campaign = await findCampaign(tx, id);
  const stages = await readStages(tx, id);
  const asked = await askedOf(tx, id);
  const audience = await countCandidates(tx, asked);
  const untold = !seesEverybody(viewer);
  const problems = checkCampaign({
    ...campaign,
    supervisor: { name: campaign.supervisorName, active: campaign.supervisorActive },
    today: await today(tx),
    stages: stages.map((stage) => ({ ...stage, hasScenario: stage.scenarioVersionId !== null })),
    audience: { ...audience, untold },
    mailWaits: await mailWaits(tx, id),
    mailIsReal,
    publicUrl,
  });
  return { problems, audience: untold ? await countCandidates(tx, { ...asked, seenBy: viewer }) : audience };
}

/** SQL: the scenario version `v` sends e-mail. */
export const SENDS_MAIL = `v.graph @? '$.steps.* ? (@.kind == "message" && @.channel == "email")'`;

async function mailWaits(tx: Tx, id: string): Promise<boolean> {
  const mails = await tx.maybe(
    `select 1 from campaign_stages s join scenario_versions v on v.id = s.scenario_version_id
     where s.campaign_id = $1 and ${SENDS_MAIL} limit 1`,
    [id],
  );
  return mails !== undefined && (await isMailOff(tx));
}

/** Throws the first problem that is more than a warning. */
export async function demandSound(tx: Tx, viewer: Viewer, asked: Outside & { readonly id: string }): Promise<Checked> {
  const checked = await checkSavedCampaign(tx, viewer, asked);
  const worst = checked.problems.find((problem) => problem.level === 'error');
  if (worst) throw new DomainError(worst.code, worst.said, worst.field);
  return checked;
}

/** The organisation's zone. */
export async function zoneOf(tx: Tx): Promise<string> {
  const row = await tx.maybe<{ timeZone: string }>('select time_zone from installation');
  return row?.timeZone ?? 'Europe/Warsaw';
}

/** The date of this moment in the organisation's zone. */
export async function today(tx: Tx): Promise<string> {
  const { now } = await tx.one<{ now: string }>('select now() as now');
  return dateAt(Date.parse(now), await zoneOf(tx));
}
