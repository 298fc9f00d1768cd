import type { OpenDay } from './open-days.ts';

/** Minutes in which somebody works on that day. */
export function openMinutes({ hours }: OpenDay): number {
  return hours.reduce((sum, [from, to]) => sum + minutesOf(to) - minutesOf(from), 0);
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** `6 h 20 min`, which Poles and Englishmen write alike. */
export function sayMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
