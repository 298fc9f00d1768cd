import type { Dictionary } from '../../components/words.ts';

export const receivers = {
  'receiver.away': '{name}: nieobecność ({days}).',
  'receiver.choose': 'Możesz przekazać mimo to albo wybrać inną osobę.',
} as const satisfies Dictionary;
