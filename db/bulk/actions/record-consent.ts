import { recordConsent, type ConsentChannel, type ConsentStatus } from '../../consents.ts';
import { choosePurpose } from '../../governor.ts';
import { choice } from '../../lists/fields.ts';
import { consentChoices } from '../../lists/words.ts';
import type { BulkAction } from '../action.ts';
import { memberOf } from './groups.ts';

/** Consents are only ever added to: what was recorded by mistake is set right by the next one, not by undoing. */
export const recordConsents: BulkAction = {
  kinds: ['companies', 'people'],
  name: 'record consent',
  title: { pl: 'Zapisz zgodę', en: 'Record a consent' },
  right: 'company.edit',
  asks: [
    {
      id: 'channel',
      title: { pl: 'Kanał', en: 'Channel' },
      type: 'choice',
      required: true,
      choices: [
        choice('any', ['każdy', 'any']),
        choice('email', ['e-mail', 'e-mail']),
        choice('phone', ['telefon', 'phone']),
      ],
    },
    {
      id: 'purpose',
      title: { pl: 'Cel', en: 'Purpose' },
      type: 'choice',
      required: true,
      choices: choosePurpose,
    },
    {
      id: 'status',
      title: { pl: 'Co powiedzieli', en: 'What they said' },
      type: 'choice',
      required: true,
      choices: consentChoices,
    },
    {
      id: 'evidence',
      title: { pl: 'Skąd to wiadomo (dowód)', en: 'How it is known (evidence)' },
      type: 'text',
      required: true,
    },
    {
      id: 'givenOn',
      title: { pl: 'Kiedy (puste: dziś)', en: 'When (empty: today)' },
      type: 'date',
      required: false,
      towards: 'past',
    },
  ],
  async act(on) {
    const { tx, viewer, answers } = on;
    return recordConsent(tx, viewer, {
      ...(await memberOf(on)),
      channel: answers['channel'] as ConsentChannel,
      purpose: answers['purpose']!,
      status: answers['status'] as ConsentStatus,
      evidence: answers['evidence']!,
      givenOn: answers['givenOn'] ?? null,
    });
  },
};
