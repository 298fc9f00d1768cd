import { addToDraft, draftCampaigns, takeFromDraft, type Invited } from '../../campaign-drafts.ts';
import { demandDifference, type BulkAction, type On } from '../action.ts';

/** A draft only: who comes into a campaign that runs is asked on its page, where what follows is shown first. */
export const addToCampaign: BulkAction = {
  kinds: ['companies', 'people'],
  name: 'add to campaign',
  title: { pl: 'Dodaj do szkicu kampanii', en: 'Add to a draft of a campaign' },
  right: 'campaign.edit',
  asks: [
    {
      id: 'campaignId',
      title: { pl: 'Kampania', en: 'Campaign' },
      type: 'choice',
      required: true,
      choices: draftCampaigns,
    },
  ],
  async act(on) {
    demandDifference(!(await addToDraft(on.tx, on.viewer, invited(on))));
    return true;
  },
  async undo(on) {
    demandDifference(!(await takeFromDraft(on.tx, on.viewer, invited(on))));
  },
};

function invited({ kind, id, answers }: On): Invited {
  return { campaignId: answers['campaignId']!, kind: kind === 'people' ? 'person' : 'company', refId: id };
}
