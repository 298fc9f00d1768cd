import { awayOn, type Away } from './away.ts';
import type { OpenDay } from './open-days.ts';
import { daysOfPerson, type Opening } from './own-hours.ts';

/** What people have of days: the minutes in which they work, and on how many working days they are away. */
export type Capacity = { readonly minutes: number; readonly daysAway: number };

type Workforce = Opening & {
  readonly people: readonly string[];
  readonly absences: readonly Away[];
};

/** How much these people can work on these days: the working hours of each, less the days on which they are away. */
export function capacityOf({ people, days, own, absences }: Workforce): Capacity {
  let [minutes, daysAway] = [0, 0];
  for (const userId of people) {
    for (const day of daysOfPerson(userId, { days, own })) {
      const open = openMinutes(day);
      const isAway = open > 0 && awayOn(absences, { userId, on: day.on }) !== undefined;
      if (isAway) daysAway++;
      else minutes += open;
    }
  }
  return { minutes, daysAway };
}

/** Minutes in which somebody works on that day. */
function openMinutes({ hours }: OpenDay): number {
  return hours.reduce((sum, [from, to]) => sum + minutesOf(to) - minutesOf(from), 0);
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** More than they can do; what stands on a day on which nobody works anyway is their own wish. */
export function isTooMuch(minutes: number, { minutes: most, daysAway }: Capacity): boolean {
  return minutes > most && (most > 0 || daysAway > 0);
}

/** `6 h 20 min`, which Poles and Englishmen write alike. */
export function sayMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
