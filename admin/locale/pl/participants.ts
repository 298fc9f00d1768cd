import type { Dictionary } from '../../components/words.ts';

/** How participants of campaigns stand: also said of a customer. */
export const participants = {
  'participant.state.all': 'Wszyscy',
  'participant.state.waiting': 'czeka',
  'participant.state.running': 'w drodze',
  'participant.state.stuck': 'utknął',
  'participant.state.done': 'zakończył',
  'participant.state.left out': 'pominięty',
  'participant.state.removed': 'usunięty',
} satisfies Dictionary;
