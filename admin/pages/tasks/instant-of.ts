import { fromWall } from '../../../domain/calendar/wall.ts';
import type { When } from './when-input.tsx';

/** The instant of a day and time on the wall of a zone. A day alone counts from `otherwise`. */
export function instantOf({ on, time }: When, timeZone: string, otherwise: string): string {
  return fromWall(`${on}T${time ?? otherwise}`, timeZone);
}
