import { MOST_USES } from '../../../domain/own/entries.ts';
import type { Words } from '../../components/words.ts';

/** How many records hold an entry; beyond what is counted it says so. */
export function sayUses({ t, number }: Words, said: keyof typeof over, uses: number): string {
  return uses > MOST_USES ? t(over[said], { most: number(MOST_USES) }) : t(said, { count: uses });
}

const over = {
  'dictionary.uses': 'dictionary.uses over',
  'dictionary.used hint': 'dictionary.used hint over',
} as const;
