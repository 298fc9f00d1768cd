import { pauseCampaign, resumeCampaign } from '../../campaign-states.ts';
import { type BulkAction } from '../action.ts';
import { within } from '../../database.ts';

export const pauseCampaigns: BulkAction = {
  kinds: ['campaigns'],
  name: 'pause',
  title: { pl: 'Wstrzymaj', en: 'Pause' },
  right: 'campaign.run',
  asks: [{ id: 'reason', title: { pl: 'Powód', en: 'Reason' }, type: 'text', required: true }],
  async act({ tx, viewer, id, answers }) {
    await pauseCampaign(within(tx), viewer, { id, reason: answers['reason']! });
    return true;
  },
  async undo({ tx, viewer, id }) {
    await resumeCampaign(within(tx), viewer, { id });
  },
};

export const resumeCampaigns: BulkAction = {
  kinds: ['campaigns'],
  name: 'resume',
  title: { pl: 'Wznów', en: 'Resume' },
  right: 'campaign.run',
  asks: [],
  async act({ tx, viewer, id }) {
    await resumeCampaign(within(tx), viewer, { id });
    return true;
  },
};
