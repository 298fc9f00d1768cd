import type { Dictionary } from '../../components/words.ts';

export const receivers = {
  'receiver.away': '{name} is away ({days}).',
  'receiver.choose': 'You may hand it over all the same, or choose another person.',
} as const satisfies Dictionary;
