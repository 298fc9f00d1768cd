import { editCompany } from '../../companies.ts';
import { users } from '../../lists/choices.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

export const changeOwner: BulkAction = {
  kinds: ['companies'],
  name: 'change owner',
  title: { pl: 'Zmień opiekuna', en: 'Change the owner' },
  right: 'company.edit',
  asks: [
    {
      id: 'ownerId',
      title: { pl: 'Nowy opiekun (puste: bez opiekuna)', en: 'New owner (empty: none)' },
      type: 'choice',
      required: false,
      choices: users,
    },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { ownerId } = await tx.one<{ ownerId: string | null }>('select owner_id from companies where id = $1', [id]);
    demandDifference(ownerId === answers['ownerId']);
    await editCompany(tx, viewer, { id, version, changes: { ownerId: answers['ownerId']! } });
    return ownerId;
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await editCompany(tx, viewer, { id, version, changes: { ownerId: before as string | null } });
  },
};
