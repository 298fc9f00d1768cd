import type { Dictionary } from '../../components/words.ts';

/** How participants of campaigns stand: also said of a customer. */
export const participants = {
  'participant.state.all': 'Everyone',
  'participant.state.waiting': 'waiting',
  'participant.state.running': 'on the way',
  'participant.state.stuck': 'stuck',
  'participant.state.done': 'finished',
  'participant.state.left out': 'left out',
  'participant.state.removed': 'removed',
} satisfies Dictionary;
