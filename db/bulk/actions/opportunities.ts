import { opportunityStages, lostReasons, users } from '../../lists/choices.ts';
import { closeOpportunity, editOpportunity, reopenOpportunity, type OpportunityChange } from '../../opportunities.ts';
import { findOpportunity } from '../../opportunity-scope.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';
import { within, type Tx } from '../../database.ts';

/** What is put back: fields, and since when it stood in its stage. */
type Before = OpportunityChange & { readonly stageSince?: string };

/** Changes one thing about an opportunity, and puts it back. */
function changing(
  field: 'ownerId' | 'stage' | 'expectedOn',
  of: Pick<BulkAction, 'name' | 'title' | 'asks'>,
): BulkAction {
  return {
    ...of,
    kinds: ['opportunities'],
    right: 'opportunity.edit',
    async act({ tx, viewer, id, version, answers }) {
      const before = await findOpportunity(tx, viewer, { id });
      const wanted = answers[field] ?? null;
      demandDifference(before[field] === wanted);
      const stageSince = await stageSinceOf(tx, id);
      await editOpportunity(within(tx), viewer, { id, version, changes: { [field]: wanted } as OpportunityChange });
      return { [field]: before[field], probability: before.probability, stageSince };
    },
    async undo({ tx, viewer, id, version, before, isTouched }) {
      demandUntouched({ isTouched });
      const { stageSince, ...changes } = before as Before;
      await editOpportunity(within(tx), viewer, { id, version, changes, stageSince });
    },
  };
}

export const changeOpportunityOwner = changing('ownerId', {
  name: 'change opportunity owner',
  title: { pl: 'Przekaż', en: 'Hand over' },
  asks: [{ id: 'ownerId', title: { pl: 'Komu', en: 'To whom' }, type: 'choice', required: true, choices: users }],
});

export const changeOpportunityStage = changing('stage', {
  name: 'change opportunity stage',
  title: { pl: 'Zmień etap', en: 'Change the stage' },
  asks: [
    { id: 'stage', title: { pl: 'Etap', en: 'Stage' }, type: 'choice', required: true, choices: opportunityStages },
  ],
});

export const changeExpectedDay = changing('expectedOn', {
  name: 'change expected day',
  title: { pl: 'Zmień oczekiwane zamknięcie', en: 'Change the expected close' },
  asks: [
    {
      id: 'expectedOn',
      title: { pl: 'Kiedy (puste: nie wiadomo)', en: 'When (empty: not known)' },
      type: 'date',
      required: false,
    },
  ],
});

export const loseOpportunities: BulkAction = {
  kinds: ['opportunities'],
  name: 'lose opportunity',
  title: { pl: 'Oznacz jako przegrane', en: 'Mark as lost' },
  right: 'opportunity.edit',
  asks: [
    { id: 'reason', title: { pl: 'Powód', en: 'Reason' }, type: 'choice', required: true, choices: lostReasons },
    { id: 'note', title: { pl: 'Uwaga', en: 'Note' }, type: 'text', required: false },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { probability } = await findOpportunity(tx, viewer, { id });
    const stageSince = await stageSinceOf(tx, id);
    const asked = { id, version, state: 'lost', reason: answers['reason']!, note: answers['note'] ?? null } as const;
    await closeOpportunity(within(tx), viewer, asked);
    return { probability, stageSince };
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    const { stageSince, ...changes } = before as Before;
    const opened = await reopenOpportunity(within(tx), viewer, { id, version, stageSince });
    await editOpportunity(within(tx), viewer, { id, version: opened.version, changes });
  },
};

/** As text: an instant read as a time of JavaScript would lose its last digits. */
async function stageSinceOf(tx: Tx, id: string): Promise<string> {
  return (await tx.one<{ since: string }>('select stage_since::text as since from opportunities where id = $1', [id]))
    .since;
}
