import { editRecurrence, endRecurrence } from '../../recurrences.ts';
import { findRecurrence } from '../../recurrence-page.ts';
import { within } from '../../database.ts';
import { users } from '../../lists/choices.ts';
import { demandDifference, type BulkAction } from '../action.ts';

/** The rule goes on as another one from today, so there is nothing to put back. */
export const handOverRecurrences: BulkAction = {
  kinds: ['recurrences'],
  name: 'hand over recurrence',
  title: { pl: 'Przekaż', en: 'Hand over' },
  right: 'task.edit',
  asks: [{ id: 'ownerId', title: { pl: 'Komu', en: 'To whom' }, type: 'choice', required: true, choices: users }],
  async act({ tx, viewer, id, version, answers }) {
    const ownerId = answers['ownerId']!;
    demandDifference((await findRecurrence(tx, viewer, { id, lock: '' })).ownerId === ownerId);
    await editRecurrence(within(tx), viewer, { id, version, change: { ownerId } });
    return true;
  },
};

export const endRecurrences: BulkAction = {
  kinds: ['recurrences'],
  name: 'end recurrence',
  title: { pl: 'Zakończ powtarzanie', en: 'End the recurrence' },
  right: 'task.edit',
  asks: [],
  async act({ tx, viewer, id, version }) {
    await endRecurrence(within(tx), viewer, { id, version });
    return true;
  },
};
