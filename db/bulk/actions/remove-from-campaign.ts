import { within } from '../../database.ts';
import { changeableCampaigns } from '../../lists/choices.ts';
import { removeParticipants } from '../../participants.ts';
import { demandDifference, type BulkAction, type On } from '../action.ts';

const name = 'remove from campaign';
const title = { pl: 'Usuń z kampanii', en: 'Remove from a campaign' };
const reason: BulkAction['asks'][number] = {
  id: 'reason',
  title: { pl: 'Powód', en: 'Reason' },
  type: 'text',
  required: true,
};

/** Their tasks and messages are withdrawn and their runs end, as when one is removed: there is no way back. */
export const removeParticipantsFromCampaign: BulkAction = {
  kinds: ['participants'],
  name,
  title,
  right: 'campaign.run',
  asks: [reason],
  // The campaigns before their participants, and these by id, as when they are written down or come into a stage.
  async hold(tx, ids) {
    await tx.run(
      `select 1 from campaigns c where c.id in (select campaign_id from participants where id = any($1::uuid[]))
       order by c.id for no key update`,
      [ids],
    );
    await tx.run('select 1 from participants where id = any($1::uuid[]) order by id for no key update', [ids]);
  },
  async act(on) {
    const { campaignId } = await on.tx.one<{ campaignId: string }>(
      'select campaign_id from participants where id = $1',
      [on.id],
    );
    return remove(on, campaignId, [on.id]);
  },
};

/** A customer goes with all of its people that take part. */
export const removeFromCampaign: BulkAction = {
  kinds: ['companies', 'people'],
  name,
  title,
  right: 'campaign.run',
  asks: [
    {
      id: 'campaignId',
      title: { pl: 'Kampania', en: 'Campaign' },
      type: 'choice',
      required: true,
      choices: changeableCampaigns,
    },
    reason,
  ],
  async act(on) {
    const campaignId = on.answers['campaignId']!;
    const rows = await on.tx.rows<{ id: string }>(
      `select id from participants where campaign_id = $1 and ${on.kind === 'people' ? 'person_id' : 'company_id'} = $2`,
      [campaignId, on.id],
    );
    return remove(
      on,
      campaignId,
      rows.map(({ id }) => id),
    );
  },
};

async function remove({ tx, viewer, answers }: On, campaignId: string, ids: readonly string[]): Promise<true> {
  demandDifference(ids.length === 0);
  const removal = { id: campaignId, participantIds: ids, reason: answers['reason']! };
  demandDifference((await removeParticipants(within(tx), viewer, removal)) === 0);
  return true;
}
