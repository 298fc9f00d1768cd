import { editCompany } from '../../companies.ts';
import { companyClasses } from '../../lists/choices.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

export const changeClass: BulkAction = {
  kinds: ['companies'],
  name: 'change class',
  title: { pl: 'Zmień klasę', en: 'Change the class' },
  right: 'company.edit',
  asks: [
    {
      id: 'class',
      title: { pl: 'Klasa (puste: żadna)', en: 'Class (empty: none)' },
      type: 'choice',
      required: false,
      choices: companyClasses,
    },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { class: was } = await tx.one<{ class: string | null }>('select class from companies where id = $1', [id]);
    demandDifference(was === answers['class']);
    await editCompany(tx, viewer, { id, version, changes: { class: answers['class']! } });
    return was;
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await editCompany(tx, viewer, { id, version, changes: { class: before as string | null } });
  },
};
