import { closeCase, reopenCase } from '../../case-closing.ts';
import { editCase } from '../../cases.ts';
import { handOverCase } from '../../case-people.ts';
import { findCase, type Case } from '../../case-scope.ts';
import { caseStages, users } from '../../lists/choices.ts';
import { caseOutcomes } from '../../lists/words.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';
import { within } from '../../database.ts';

export const handOverCases: BulkAction = {
  kinds: ['cases'],
  name: 'hand over case',
  title: { pl: 'Przekaż z zadaniami', en: 'Hand over with the tasks' },
  right: 'case.edit',
  asks: [{ id: 'ownerId', title: { pl: 'Komu', en: 'To whom' }, type: 'choice', required: true, choices: users }],
  async act({ tx, viewer, id, version, answers }) {
    const { ownerId } = await findCase(tx, viewer, { id });
    demandDifference(ownerId === answers['ownerId']);
    const asked = { id, version, ownerId: answers['ownerId']!, withTasks: true, keep: null };
    await handOverCase(within(tx), viewer, asked);
    return ownerId;
  },
};

export const changeCaseStage: BulkAction = {
  kinds: ['cases'],
  name: 'change case stage',
  title: { pl: 'Zmień etap', en: 'Change the stage' },
  right: 'case.edit',
  asks: [{ id: 'stage', title: { pl: 'Etap', en: 'Stage' }, type: 'choice', required: true, choices: caseStages }],
  async act({ tx, viewer, id, version, answers }) {
    const { stage } = await findCase(tx, viewer, { id });
    demandDifference(stage === answers['stage']);
    await editCase(within(tx), viewer, { id, version, changes: { stage: answers['stage']! } });
    return stage;
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await editCase(within(tx), viewer, { id, version, changes: { stage: before as string } });
  },
};

export const changeCaseDay: BulkAction = {
  kinds: ['cases'],
  name: 'change case day',
  title: { pl: 'Zmień termin', en: 'Change the due day' },
  right: 'case.edit',
  asks: [{ id: 'dueOn', title: { pl: 'Termin (puste: bez)', en: 'Due (empty: none)' }, type: 'date', required: false }],
  async act({ tx, viewer, id, version, answers }) {
    const { dueOn } = await findCase(tx, viewer, { id });
    demandDifference(dueOn === answers['dueOn']);
    await editCase(within(tx), viewer, { id, version, changes: { dueOn: answers['dueOn']! } });
    return dueOn;
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await editCase(within(tx), viewer, { id, version, changes: { dueOn: before as string | null } });
  },
};

/** Tasks that are still open stay open, and a case in which a procedure goes on is passed over: many cases at once are no place to drop work unseen. */
export const closeCases: BulkAction = {
  kinds: ['cases'],
  name: 'close case',
  title: { pl: 'Zamknij', en: 'Close' },
  right: 'case.edit',
  asks: [
    {
      id: 'outcome',
      title: { pl: 'Czym się skończyły', en: 'How they ended' },
      type: 'choice',
      required: true,
      choices: caseOutcomes,
    },
    { id: 'result', title: { pl: 'Wynik w słowach', en: 'Result in words' }, type: 'text', required: true },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const outcome = answers['outcome'] as NonNullable<Case['outcome']>;
    await closeCase(within(tx), viewer, { id, version, outcome, result: answers['result']!, openTasks: 'leave' });
    return true;
  },
  async undo({ tx, viewer, id, version, isTouched }) {
    demandUntouched({ isTouched });
    const reason = viewer.language === 'pl' ? 'cofnięta operacja zbiorcza' : 'a bulk action taken back';
    await reopenCase(within(tx), viewer, { id, version, reason });
  },
};
