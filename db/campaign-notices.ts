/** What people are told about a campaign: a reminder that is due at once and leads to it. */
import { actorText, type Actor } from '../domain/actor.ts';
import type { Tx } from './database.ts';

export type Notice = {
  readonly campaign: { readonly id: string };
  readonly userId: string;
  readonly pl: string;
  readonly en: string;
  readonly actor: Actor;
};

/** Puts a notice among a person's reminders. */
export async function tell(tx: Tx, { campaign, userId, pl, en, actor }: Notice): Promise<void> {
  await tx.run(
    `insert into reminders (user_id, remind_at, text_pl, text_en, link, created_by) values ($1, now(), $2, $3, $4, $5)`,
    [userId, pl, en, `/admin/campaigns/${campaign.id}`, actorText(actor)],
  );
}

/** As `tell`, for the campaign's supervisor, by the campaign itself. */
export async function tellSupervisor(
  tx: Tx,
  campaignId: string,
  said: { readonly pl: string; readonly en: string },
): Promise<void> {
  const { supervisorId } = await tx.one<{ supervisorId: string }>('select supervisor_id from campaigns where id = $1', [
    campaignId,
  ]);
  const actor: Actor = { kind: 'system', id: 'campaign' };
  await tell(tx, { campaign: { id: campaignId }, userId: supervisorId, ...said, actor });
}
