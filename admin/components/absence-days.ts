import type { Away } from '../../domain/calendar/away.ts';
import type { Words } from './words.ts';

/** `7 stycznia 2031 – 9 stycznia 2031`, or the one day. */
export function daysOf({ fromOn, toOn }: Away, { date }: Words): string {
  return fromOn === toOn ? date(fromOn) : `${date(fromOn)} – ${date(toOn)}`;
}
