import { pauseCampaign, resumeCampaign } from '../../campaign-states.ts';
import { demandUntouched, type BulkAction } from '../action.ts';
import { within, type Tx } from '../../database.ts';

/** All of them at once, in one order: whoever lets one go on by hand waits for the thaws that this holds to the end. */
function holdCampaigns(tx: Tx, ids: readonly string[]): Promise<unknown> {
  return tx.run('select 1 from campaigns where id = any($1::uuid[]) order by id for no key update', [ids]);
}

export const pauseCampaigns: BulkAction = {
  kinds: ['campaigns'],
  name: 'pause',
  title: { pl: 'Wstrzymaj', en: 'Pause' },
  right: 'campaign.run',
  asks: [{ id: 'reason', title: { pl: 'Powód', en: 'Reason' }, type: 'text', required: true }],
  hold: holdCampaigns,
  async act({ tx, viewer, id, answers }) {
    await pauseCampaign(within(tx), viewer, { id, reason: answers['reason']! });
    return (await pauseOf(tx, id)) ?? null;
  },
  async undo({ tx, viewer, id, before }) {
    demandUntouched({ isTouched: (await pauseOf(tx, id)) !== before });
    await resumeCampaign(within(tx), viewer, { id });
  },
};

/** The pause that holds it now: one that somebody ended and began anew is another. */
async function pauseOf(tx: Tx, campaignId: string): Promise<string | undefined> {
  const found = await tx.maybe<{ id: string }>(
    `select id from freezes where scope_kind = 'campaign' and scope_id = $1 and frozen_to is null`,
    [campaignId],
  );
  return found?.id;
}

export const resumeCampaigns: BulkAction = {
  kinds: ['campaigns'],
  name: 'resume',
  title: { pl: 'Wznów', en: 'Resume' },
  right: 'campaign.run',
  asks: [],
  hold: holdCampaigns,
  async act({ tx, viewer, id }) {
    await resumeCampaign(within(tx), viewer, { id });
    return true;
  },
};
