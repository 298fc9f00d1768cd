import { DomainError } from '../domain-error.ts';
import type { Said } from '../domain-error.ts';
import type { CampaignState } from './shapes.ts';

/** What a person can do with a campaign as a whole. */
export type CampaignAction =
  'edit' | 'submit' | 'approve' | 'send back' | 'start' | 'pause' | 'resume' | 'end' | 'cancel';

type Allowed = { readonly from: readonly CampaignState[]; readonly said: Said };

const allowed: Readonly<Record<CampaignAction, Allowed>> = {
  edit: { from: ['draft'], said: { pl: 'zmienić', en: 'changed' } },
  submit: { from: ['draft'], said: { pl: 'przekazać do zatwierdzenia', en: 'submitted' } },
  approve: { from: ['submitted'], said: { pl: 'zatwierdzić', en: 'approved' } },
  'send back': { from: ['submitted', 'approved'], said: { pl: 'cofnąć do poprawy', en: 'sent back' } },
  start: { from: ['approved'], said: { pl: 'uruchomić', en: 'started' } },
  pause: { from: ['starting', 'running', 'ending'], said: { pl: 'wstrzymać', en: 'paused' } },
  resume: { from: ['starting', 'running', 'ending'], said: { pl: 'wznowić', en: 'resumed' } },
  end: { from: ['starting', 'running', 'ending'], said: { pl: 'zakończyć', en: 'ended' } },
  cancel: {
    from: ['draft', 'submitted', 'approved', 'starting', 'running', 'ending'],
    said: { pl: 'anulować', en: 'cancelled' },
  },
};

const stateNames: Readonly<Record<CampaignState, Said>> = {
  draft: { pl: 'szkic', en: 'draft' },
  submitted: { pl: 'czeka na zatwierdzenie', en: 'awaiting approval' },
  approved: { pl: 'zatwierdzona', en: 'approved' },
  starting: { pl: 'rusza', en: 'starting' },
  running: { pl: 'trwa', en: 'running' },
  ending: { pl: 'kończy się', en: 'ending' },
  ended: { pl: 'zakończona', en: 'ended' },
  cancelled: { pl: 'anulowana', en: 'cancelled' },
};

/** Throws `campaign.wrong_state` unless the action may be done in that state. */
export function demandAction(action: CampaignAction, state: CampaignState, paused = false): void {
  if (allowed[action].from.includes(state)) return demandPause(action, paused);
  const { said, from } = allowed[action];
  const states = (language: 'pl' | 'en') => from.map((one) => `„${stateNames[one][language]}”`).join(', ');
  throw new DomainError('campaign.wrong_state', {
    pl: `Tej kampanii nie można teraz ${said.pl}: jej stan to „${stateNames[state].pl}”, a potrzebny jest: ${states('pl')}. Odśwież stronę, by zobaczyć, co zmieniło się w międzyczasie.`,
    en: `This campaign cannot be ${said.en} now: it is "${stateNames[state].en}" and has to be ${states('en').replaceAll(/[„”]/g, '"')}. Reload the page to see what has changed meanwhile.`,
  });
}

function demandPause(action: CampaignAction, paused: boolean): void {
  if (action === 'pause' && paused) {
    throw new DomainError('campaign.paused', {
      pl: 'Ta kampania jest już wstrzymana. Odśwież stronę.',
      en: 'This campaign is paused already. Reload the page.',
    });
  }
  if (action === 'resume' && !paused) {
    throw new DomainError('campaign.not_paused', {
      pl: 'Ta kampania nie jest wstrzymana. Odśwież stronę.',
      en: 'This campaign is not paused. Reload the page.',
    });
  }
}

/** What may be done next, for the buttons of the page. */
export function actionsIn(state: CampaignState, paused: boolean): readonly CampaignAction[] {
  return (Object.keys(allowed) as CampaignAction[]).filter(
    (action) =>
      allowed[action].from.includes(state) && (action !== 'pause' || !paused) && (action !== 'resume' || paused),
  );
}
