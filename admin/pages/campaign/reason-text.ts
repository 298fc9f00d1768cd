import type { Words } from '../../components/words.ts';

/**
 * A reason that the governor, the audience or a scenario that comes with Nurt gives has words of its own; others are said
 * as they were written.
 */
export function reasonText({ t, knows }: Words, reason: string): string {
  const key = [`left out.${reason}`, `participant.ended.${reason}`].find(knows);
  return key ? t(key) : reason;
}
